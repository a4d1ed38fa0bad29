// SPDX-License-Identifier: Apache-2.0
// A no from the API, or no answer at all, as one kind of failure that a page can show beside the field it concerns.

export interface FieldError {
  readonly pointer: string
  readonly detail: string
}

/** `code` is the API's stable code, or `offline` when no answer came. `requestId` is what a person can quote to support. */
export interface Problem {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly requestId: string
  readonly errors: readonly FieldError[]
}

export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

function textOf(source: object, key: string): string {
  const value: unknown = Reflect.get(source, key)
  return typeof value === 'string' ? value : ''
}

/** Reads a problem document. Whatever comes, the answer can be shown. */
export function readProblem(status: number, body: unknown, requestId: string): Problem {
  const source = typeof body === 'object' && body !== null ? body : {}
  const errors: unknown = Reflect.get(source, 'errors')
  return {
    code: textOf(source, 'code') || `http_${status}`,
    status,
    title: textOf(source, 'title'),
    detail: textOf(source, 'detail'),
    requestId: requestId || textOf(source, 'instance').replace(/^urn:[a-z:]*/, ''),
    errors: Array.isArray(errors)
      ? errors.map((entry: object) => ({ pointer: textOf(entry, 'pointer'), detail: textOf(entry, 'detail') }))
      : [],
  }
}

export const OFFLINE: Problem = { code: 'offline', status: 0, title: '', detail: '', requestId: '', errors: [] }

/** The problem inside whatever was thrown; anything unexpected is shown as no answer. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof ProblemError ? thrown.problem : OFFLINE
}
