// SPDX-License-Identifier: Apache-2.0
// What can go wrong with a call, as two errors: the server said no, or nobody knows what the server said.

import type { LegalBasis, Problem } from './generated/api.ts'

/** The server said no. `code` is stable and made for programs; `detail` is for people, in the language asked for. */
export class JandonProblem extends Error {
  override readonly name = 'JandonProblem'
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  /** Address of the page that explains it. */
  readonly type: string
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[]
  readonly params: Readonly<Record<string, string>>
  readonly legalBasis: readonly LegalBasis[]
  readonly retryAfterSeconds: number | undefined
  /** What to tell support. */
  readonly requestId: string

  constructor(problem: Problem, requestId: string) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`)
    this.status = problem.status
    this.code = problem.code
    this.title = problem.title
    this.detail = problem.detail
    this.type = problem.type
    this.errors = problem.errors ?? []
    this.params = problem.params ?? {}
    this.legalBasis = problem.legalBasis ?? []
    this.retryAfterSeconds = problem.retryAfterSeconds
    this.requestId = requestId
  }
}

/**
 * No answer came: refused, reset or timed out, and the retries are used up. Whether the act was done is not known; ask
 * again with the same idempotency key.
 */
export class JandonConnectionError extends Error {
  override readonly name = 'JandonConnectionError'
  readonly idempotencyKey: string | undefined

  constructor(message: string, idempotencyKey: string | undefined, cause: unknown) {
    super(message, { cause })
    this.idempotencyKey = idempotencyKey
  }
}

/** Reads the problem of an answer. Something in between may answer anything, so every field has a fallback. */
export async function readProblem(response: Response): Promise<JandonProblem> {
  const text = await response.text().catch(() => '')
  const body = parseObject(text)
  const string = (key: string) => (typeof body[key] === 'string' ? body[key] : undefined)
  const code = string('code') ?? `http_${response.status}`
  const seconds = body.retryAfterSeconds ?? secondsOf(response.headers.get('retry-after'))
  const problem: Problem = {
    type: string('type') ?? 'about:blank',
    title: string('title') ?? response.statusText,
    status: response.status,
    detail: string('detail') ?? `The answer was ${response.status} without a problem document.`,
    instance: string('instance') ?? '',
    code,
    ...(Array.isArray(body.errors) && { errors: body.errors as NonNullable<Problem['errors']> }),
    ...(Array.isArray(body.legalBasis) && { legalBasis: body.legalBasis as readonly LegalBasis[] }),
    ...(typeof body.params === 'object' && body.params !== null && { params: body.params as Record<string, string> }),
    ...(typeof seconds === 'number' && { retryAfterSeconds: seconds }),
  }
  return new JandonProblem(problem, response.headers.get('x-request-id') ?? '')
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {}
  } catch {
    return {}
  }
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined
}
