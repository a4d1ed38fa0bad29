// SPDX-License-Identifier: Apache-2.0
// A no from the API, or no answer at all, as one kind of failure that a page can show beside the field it concerns.

import { JandonProblem } from '@jandon/client'

export interface FieldError {
  readonly pointer: string
  readonly detail: string
}

/**
 * `code` is the API's stable code, or `offline` when no answer came. `requestId` is what a person can quote to support.
 */
export interface Problem {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly requestId: string
  readonly errors: readonly FieldError[]
}

const OFFLINE: Problem = { code: 'offline', status: 0, detail: '', requestId: '', errors: [] }

/** The problem inside whatever was thrown; anything but the server's own no is shown as no answer. */
export function problemOf(thrown: unknown): Problem {
  return thrown instanceof JandonProblem ? thrown : OFFLINE
}
