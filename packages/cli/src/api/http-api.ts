// SPDX-License-Identifier: Apache-2.0
// The port over HTTP. One place knows the paths, the headers and how a problem document becomes an `ApiProblem`.

import { type Api, ApiProblem, ApiUnreachable } from './api.ts'

export interface HttpApiOptions {
  readonly url: string
  readonly key: string | undefined
  readonly language: string
  /** A call that takes longer has an unknown outcome and is asked again with the same key. */
  readonly timeoutMs?: number
}

/** Longer than the server's slowest honest answer (a group commit on a busy disk), far shorter than a person's patience. */
const TIMEOUT_MS = 20_000

function problemOf(status: number, body: unknown, retryAfter: string | null): ApiProblem {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const seconds = Number(problem.retryAfterSeconds ?? retryAfter ?? Number.NaN)
  return new ApiProblem({
    status,
    code: typeof problem.code === 'string' ? problem.code : `http_${status}`,
    detail: typeof problem.detail === 'string' ? problem.detail : String(problem.title ?? `HTTP ${status}`),
    errors: Array.isArray(problem.errors) ? problem.errors : [],
    ...(Number.isFinite(seconds) && { retryAfterSeconds: seconds }),
  })
}

export function createHttpApi(options: HttpApiOptions): Api {
  const base = options.url.replace(/\/+$/, '')

  async function call<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language }
    if (options.key) headers.authorization = `Bearer ${options.key}`
    if (key) headers['idempotency-key'] = key
    if (body !== undefined) headers['content-type'] = 'application/json'
    let response: Response
    let text: string
    try {
      response = await fetch(base + path, {
        method,
        headers,
        signal: AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      text = await response.text()
    } catch (error) {
      throw new ApiUnreachable(`${method} ${base}${path}`, { cause: error })
    }
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      json = undefined
    }
    if (!response.ok) throw problemOf(response.status, json, response.headers.get('retry-after'))
    return json as T
  }

  const query = (values: Record<string, string | undefined>) => {
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries(values)) if (value !== undefined) search.set(name, value)
    return search.size > 0 ? `?${search}` : ''
  }
  const id = encodeURIComponent

  return {
    url: base,
    createQuote: request => call('POST', '/v1/quotes', request),
    getQuote: quoteId => call('GET', `/v1/quotes/${id(quoteId)}`),
    createHolder: (input, key) => call('POST', '/v1/holders', input, key),
    createPayoutAccount: (input, key) => call('POST', '/v1/payoutAccounts', input, key),
    createConversion: (input, key) => call('POST', '/v1/conversions', input, key),
    getConversion: conversionId => call('GET', `/v1/conversions/${id(conversionId)}`),
    listConversions: filter => call('GET', `/v1/conversions${query({ ...filter, limit: '100' })}`),
    conversionTransfers: conversionId => call('GET', `/v1/conversions/${id(conversionId)}/transfers`),
    listAccounts: (code, cursor) => call('GET', `/v1/accounts${query({ code, cursor, limit: '100' })}`),
  }
}
