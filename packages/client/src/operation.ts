// SPDX-License-Identifier: Apache-2.0
// What the generated table says of each operation, and what a caller may say of each call.

export interface OperationInfo {
  readonly method: string
  readonly path: string
  readonly hasBody: boolean
  readonly takesQuery?: boolean
  /** It takes an Idempotency-Key; one is made for each call and sent again on each retry. */
  readonly takesKey?: boolean
  /** It only reads or computes, so repeating it does no harm. */
  readonly isRepeatable?: boolean
  readonly isStream?: boolean
  /** Answers a text and not JSON. */
  readonly isText?: boolean
}

export interface CallOptions {
  /** Names the act. Made by itself when left out; give your own to repeat the act after a restart of your program. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}
