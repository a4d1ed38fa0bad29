// SPDX-License-Identifier: Apache-2.0
// Every way in which the API says no, with its HTTP status. A refusal code without an entry here does not compile, and
// one without a page in both languages does not start. Documents follow RFC 9457.

import type { Refusal } from '../usecases/contract.ts'
import { REFUSAL_CODES, type RefusalCode } from '../usecases/refusals.ts'
import type { Language } from './language.ts'
import type { ProblemCatalogue } from './problem-catalogue.ts'

/** Noes that HTTP itself says, before any use-case is asked. */
export const HTTP_CODES = [
  'malformed_json',
  'bad_request',
  'idempotency_key_invalid',
  'unauthenticated',
  'unknown_route',
  'method_not_allowed',
  'request_timeout',
  'body_too_large',
  'uri_too_long',
  'unsupported_media_type',
  'unknown_version',
  'too_many_requests',
  'headers_too_large',
  'internal_error',
] as const
export type HttpCode = (typeof HTTP_CODES)[number]
export type ProblemCode = RefusalCode | HttpCode
export const PROBLEM_CODES: readonly ProblemCode[] = [...HTTP_CODES, ...REFUSAL_CODES]

export interface ProblemSpec {
  readonly status: number
  /** Sent when the refusal itself names no time. Only for what passes by waiting. */
  readonly retryAfterSeconds?: number
}

/** 409: right yesterday or tomorrow, not now. 422: wrong whenever it is sent. */
const REFUSAL_PROBLEMS: Record<RefusalCode, ProblemSpec> = {
  not_found: { status: 404 },
  wrong_scope: { status: 403 },
  invalid_request: { status: 422 },
  unknown_jurisdiction: { status: 422 },
  pack_stale: { status: 409 },
  pack_version_not_kept: { status: 409 },
  unknown_bank: { status: 422 },
  account_number_invalid: { status: 422 },
  account_holder_mismatch: { status: 422 },
  account_not_found: { status: 422 },
  // Bank maintenance ends within the hour; half a minute tells a short outage from one.
  bank_unavailable: { status: 503, retryAfterSeconds: 30 },
  holder_is_minor: { status: 422 },
  birth_date_missing: { status: 422 },
  quote_expired: { status: 409 },
  option_not_found: { status: 422 },
  decision_refused: { status: 409 },
  decision_changed: { status: 409 },
  route_not_carried_out: { status: 422 },
  estimate_changed: { status: 409 },
  issuer_refused: { status: 409 },
  issuer_unavailable: { status: 503, retryAfterSeconds: 30 },
  consent_mismatch: { status: 422 },
  consent_too_old: { status: 422 },
  instrument_already_converted: { status: 409 },
  payout_account_not_of_holder: { status: 422 },
  payout_account_name_differs: { status: 422 },
  idempotency_key_missing: { status: 400 },
  idempotency_key_reused: { status: 422 },
  // A request lasts well under a second; asking again after one finds it done.
  idempotency_in_progress: { status: 409, retryAfterSeconds: 1 },
  not_sealed: { status: 409, retryAfterSeconds: 2 },
  transfer_archived: { status: 409 },
  history_archived: { status: 409 },
  head_unknown: { status: 409 },
  simulator_off: { status: 404 },
  overloaded: { status: 503, retryAfterSeconds: 1 },
}

const HTTP_PROBLEMS: Record<HttpCode, ProblemSpec> = {
  malformed_json: { status: 400 },
  bad_request: { status: 400 },
  idempotency_key_invalid: { status: 400 },
  unauthenticated: { status: 401 },
  unknown_route: { status: 404 },
  method_not_allowed: { status: 405 },
  request_timeout: { status: 408 },
  body_too_large: { status: 413 },
  uri_too_long: { status: 414 },
  unsupported_media_type: { status: 415 },
  unknown_version: { status: 422 },
  too_many_requests: { status: 429, retryAfterSeconds: 60 },
  headers_too_large: { status: 431 },
  internal_error: { status: 500 },
}

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemSpec>> = { ...HTTP_PROBLEMS, ...REFUSAL_PROBLEMS }

export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text)
}

/** A no on its way out: a refusal of a use-case, or HTTP's own. */
export interface ProblemInput extends Omit<Refusal, 'code'> {
  readonly code: ProblemCode
}

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly instance: string
  readonly code: ProblemCode
  readonly params?: Refusal['params']
  readonly errors?: Refusal['errors']
  readonly legalBasis?: Refusal['legalBasis']
  readonly retryAfterSeconds?: number
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json'

/** The document for a no. `type` is the address of its page on this very server. */
export function problemDocument(
  catalogue: ProblemCatalogue,
  input: ProblemInput,
  language: Language,
  requestId: string,
): ProblemDocument {
  const spec = PROBLEMS[input.code]
  const retryAfterSeconds = input.retryAfterSeconds ?? spec.retryAfterSeconds
  return {
    type: `/problems/${input.code}`,
    title: catalogue[language][input.code].title,
    status: spec.status,
    detail: catalogue.detail(input.code, language, input.params ?? {}),
    instance: `urn:jandon:request:${requestId}`,
    code: input.code,
    ...(input.params && { params: input.params }),
    ...(input.errors && { errors: input.errors }),
    ...(input.legalBasis && { legalBasis: input.legalBasis }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

/** Thrown inside hooks and handlers of HTTP only, to leave with a problem. Use-cases answer refusals instead. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: ProblemInput
  readonly headers: Readonly<Record<string, string>>
  constructor(problem: ProblemInput, headers: Readonly<Record<string, string>> = {}) {
    super(problem.code)
    this.problem = problem
    this.headers = headers
  }
}
