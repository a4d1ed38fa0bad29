// SPDX-License-Identifier: Apache-2.0
// From whatever was thrown while a request was handled to the problem its caller sees. Input never ends as a 5xx; what
// does end as one is either the world's fault (503, ask again) or ours (500, logged).

import type { Language } from './language.ts'
import { ProblemError, type ProblemInput } from './problem.ts'
import { describeFailures, ValidationError } from './validation.ts'

export interface Failure {
  readonly problem: ProblemInput
  readonly headers: Readonly<Record<string, string>>
  /** We are wrong, or do not know this fault: somebody has to look. */
  readonly isOurs: boolean
}

/** Fastify's own refusals, by its stable codes. */
const FASTIFY_CODES: Readonly<Record<string, ProblemInput['code']>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'bad_request',
  FST_ERR_BAD_URL: 'bad_request',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
}

/**
 * PostgreSQL and sockets, while the database restarts, fails over or is full: asking again later helps.
 * Class 08 connection, 53 resources, 57P administrator; 40001 and 40P01 outlived their retries; the rest are sockets.
 */
const UNAVAILABLE =
  /^(08...|53...|57P0[1-4]|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOENT|server_unreachable)$/
/** `pg` says these in words only. */
const UNAVAILABLE_WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/

export function toFailure(error: unknown, language: Language): Failure {
  if (error instanceof ProblemError) return { problem: error.problem, headers: error.headers, isOurs: false }
  if (error instanceof ValidationError) return refusedInput(invalidInput(error, language))
  const { code, statusCode, message } = read(error)
  const known = FASTIFY_CODES[code]
  if (known) return refusedInput({ code: known })
  // The JSON parser throws a plain SyntaxError, and refuses `__proto__` with one too.
  if (error instanceof SyntaxError && statusCode === 400) return refusedInput({ code: 'malformed_json' })
  if (UNAVAILABLE.test(code) || UNAVAILABLE_WORDS.test(message)) {
    return { problem: { code: 'overloaded' }, headers: {}, isOurs: true }
  }
  if (statusCode >= 400 && statusCode < 500) return refusedInput({ code: 'bad_request' })
  return { problem: { code: 'internal_error' }, headers: {}, isOurs: true }
}

/** An id in a path that has not the form of one names nothing, so it is not found; all else is to be corrected. */
function invalidInput(error: ValidationError, language: Language): ProblemInput {
  if (error.part === 'params') return { code: 'not_found' }
  return { code: 'invalid_request', errors: describeFailures(error.part, error.failures, language) }
}

function refusedInput(problem: ProblemInput): Failure {
  return { problem, headers: {}, isOurs: false }
}

function read(error: unknown): { code: string; statusCode: number; message: string } {
  const source: object = typeof error === 'object' && error !== null ? error : {}
  const code: unknown = Reflect.get(source, 'code')
  const statusCode: unknown = Reflect.get(source, 'statusCode')
  const message: unknown = Reflect.get(source, 'message')
  return {
    code: typeof code === 'string' ? code : '',
    statusCode: typeof statusCode === 'number' ? statusCode : 0,
    message: typeof message === 'string' ? message : '',
  }
}
