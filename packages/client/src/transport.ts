// SPDX-License-Identifier: Apache-2.0
// One call: headers, time limit, retries. A call that may have been done is repeated only if repeating is harmless: it
// reads, or it carries an idempotency key that makes the repeat the same act.

import type { CallOptions, OperationInfo } from './operation.ts'
import { JandonConnectionError, JandonProblem, readProblem } from './problem.ts'

export interface ClientOptions {
  /** `http://127.0.0.1:4080`. Empty in a browser: the page's own server. */
  readonly baseUrl?: string
  readonly apiKey?: string
  /** Language of problem texts, `ko` or `en`. */
  readonly language?: string
  /** Dated version of the API to pin. */
  readonly version?: string
  readonly fetch?: typeof globalThis.fetch
  /** One attempt that takes longer has an unknown outcome. 30 s: the server answers in well under one. */
  readonly timeoutMs?: number
  /** Attempts after the first. */
  readonly maxRetries?: number
  /** Waits; tests pass their own. */
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

export interface Call {
  readonly operation: OperationInfo
  readonly path: string
  readonly body?: unknown
  readonly options?: CallOptions
}

/** 4 retries wait about 3 s in all, longer than a restart of the server behind a proxy. */
const MAX_RETRIES = 4
const TIMEOUT_MS = 30_000
/** The first wait; each next one is twice as long, up to the limit. */
const BACKOFF_MS = 200
const BACKOFF_LIMIT_MS = 5000
/** A server that asks for more patience than this is answered with an error: the caller knows better what to do. */
const RETRY_AFTER_LIMIT_SECONDS = 60

export interface Transport {
  call(call: Call): Promise<unknown>
  /** Opens a stream; the caller reads the body. No time limit once it is open. */
  open(call: Call, headers?: Readonly<Record<string, string>>): Promise<Response>
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}

export function createTransport(options: ClientOptions): Transport {
  const fetch = options.fetch ?? globalThis.fetch.bind(globalThis)
  const baseUrl = (options.baseUrl ?? '').replace(/\/+$/, '')
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS
  const maxRetries = options.maxRetries ?? MAX_RETRIES
  const sleep = options.sleep ?? wait

  function headersOf({ operation, body }: Call, key: string | undefined): Record<string, string> {
    return {
      accept: operation.isStream ? 'text/event-stream' : operation.isText ? 'text/*' : 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
      ...(options.language && { 'accept-language': options.language }),
      ...(options.version && { 'jandon-version': options.version }),
      ...(key !== undefined && { 'idempotency-key': key }),
    }
  }

  async function attempt(call: Call, headers: Record<string, string>): Promise<Response> {
    const limit = AbortSignal.timeout(timeoutMs)
    const signal = call.options?.signal ? AbortSignal.any([call.options.signal, limit]) : limit
    const response = await fetch(`${baseUrl}${call.path}`, {
      method: call.operation.method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal,
    })
    if (!response.ok) throw await readProblem(response)
    return response
  }

  async function withRetries<T>(call: Call, run: (headers: Record<string, string>) => Promise<T>): Promise<T> {
    const key = call.operation.takesKey ? (call.options?.idempotencyKey ?? globalThis.crypto.randomUUID()) : undefined
    const headers = headersOf(call, key)
    for (let retry = 0; ; retry++) {
      try {
        return await run(headers)
      } catch (thrown) {
        call.options?.signal?.throwIfAborted()
        const delay = retry < maxRetries ? delayBefore(retry, call.operation, thrown) : undefined
        if (delay === undefined) throw asError(thrown, key)
        await sleep(delay, call.options?.signal)
        call.options?.signal?.throwIfAborted()
      }
    }
  }

  return {
    sleep,
    call: call =>
      withRetries(call, async headers => {
        const response = await attempt(call, headers)
        return call.operation.isText ? response.text() : response.json()
      }),
    open: (call, more = {}) =>
      withRetries(call, async headers => {
        const signal = call.options?.signal
        const response = await fetch(`${baseUrl}${call.path}`, {
          headers: { ...headers, ...more },
          ...(signal && { signal }),
        })
        if (!response.ok) throw await readProblem(response)
        return response
      }),
  }
}

/** Milliseconds to wait before the next attempt, or undefined when there should be none. */
function delayBefore(retry: number, operation: OperationInfo, thrown: unknown): number | undefined {
  const isHarmless = operation.isRepeatable === true || operation.takesKey === true
  if (!(thrown instanceof JandonProblem)) return isHarmless ? backoff(retry) : undefined
  const { status, code, retryAfterSeconds } = thrown
  // 429 is said before anything is done, so it may always be repeated. 502, 503 and 504 may come from in between.
  const passes =
    status === 429 ||
    (isHarmless && (status === 502 || status === 503 || status === 504 || code === 'idempotency_in_progress'))
  if (!passes) return undefined
  if (retryAfterSeconds === undefined) return backoff(retry)
  return retryAfterSeconds > RETRY_AFTER_LIMIT_SECONDS ? undefined : Math.max(retryAfterSeconds * 1000, backoff(retry))
}

/** Half fixed, half random, so that clients stopped by the same fault do not come back at the same instant. */
function backoff(retry: number): number {
  const full = Math.min(BACKOFF_LIMIT_MS, BACKOFF_MS * 2 ** retry)
  const random = globalThis.crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32
  return Math.round(full / 2 + (full / 2) * random)
}

function asError(thrown: unknown, key: string | undefined): Error {
  if (thrown instanceof JandonProblem) return thrown
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new JandonConnectionError(`No answer from the server: ${reason}`, key, thrown)
}

function wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timeout = setTimeout(finish, milliseconds)
    function finish() {
      clearTimeout(timeout)
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    signal?.addEventListener('abort', finish, { once: true })
  })
}
