// SPDX-License-Identifier: Apache-2.0
// Who is calling. A key comes as `Authorization: Bearer` or `X-Api-Key`. Without one, a development server takes a
// caller on its own machine for the demo holder; anybody else is anonymous and may only ask for judgements.

import type { FastifyRequest } from 'fastify'
import type { Caller, Usecases } from '../usecases/contract.ts'
import { ProblemError } from './problem.ts'
import type { Access } from './route.ts'

/** Our keys are shorter; a longer text cannot be one and is not looked up. */
const MAXIMUM_KEY_LENGTH = 200

const CHALLENGE = { 'www-authenticate': 'Bearer realm="jandon"' }

export interface AuthDeps {
  readonly usecases: Pick<Usecases, 'authenticate' | 'demoCaller'>
  readonly isDemo: boolean
}

/** Answers who calls. Throws a 401 problem for a key that is not known, or for two keys that differ. */
export function createAuthentication(deps: AuthDeps): (request: FastifyRequest) => Promise<Caller> {
  return async request => {
    const secret = presentedKey(request)
    if (secret !== undefined) {
      const caller = secret.length > MAXIMUM_KEY_LENGTH ? undefined : await deps.usecases.authenticate(secret)
      if (!caller) throw unauthenticated()
      return caller
    }
    const demo = deps.isDemo && isFromThisMachine(request) ? deps.usecases.demoCaller() : undefined
    return demo ?? { role: 'anonymous' }
  }
}

/** Throws 401 when a key is needed, 403 when the key or the holder may not do this. */
export function authorise(caller: Caller, access: Access): void {
  if (access.anonymous) return
  if (caller.role === 'anonymous') throw unauthenticated()
  if (caller.role === 'holder') {
    if (access.holder) return
    // The demo holder showed no key, and a key is what is missing.
    if (caller.isDemo) throw unauthenticated()
    throw new ProblemError({ code: 'wrong_scope', params: { scope: access.scope ?? 'operator' } })
  }
  if (access.scope && !caller.scopes.includes(access.scope)) {
    throw new ProblemError({ code: 'wrong_scope', params: { scope: access.scope } })
  }
}

/** One line of the API reference: which key a route needs. */
export function describeAccess({ access }: { readonly access: Access }): string {
  if (access.anonymous) return 'No key needed.'
  const scope = access.scope ? `Needs a key with the scope \`${access.scope}\`` : 'Needs a key'
  return access.holder ? `${scope}; a holder may call it for what is the holder's own.` : `${scope}.`
}

function unauthenticated(): ProblemError {
  return new ProblemError({ code: 'unauthenticated' }, CHALLENGE)
}

function presentedKey(request: FastifyRequest): string | undefined {
  const { authorization, 'x-api-key': apiKey } = request.headers
  const bearer = authorization === undefined ? undefined : /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1]
  if (authorization !== undefined && bearer === undefined) throw unauthenticated()
  if (Array.isArray(apiKey) || apiKey === '') throw unauthenticated()
  if (bearer !== undefined && apiKey !== undefined && bearer !== apiKey) throw unauthenticated()
  return bearer ?? apiKey
}

/**
 * True only for a direct connection from this machine by a page or program of this machine. The remote address decides;
 * a forwarding header means somebody else stands behind it, so it can only take the right away. The Host check keeps
 * out web pages whose name was re-pointed at 127.0.0.1, and Sec-Fetch-Site those of other sites.
 */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const { headers } = request
  if (!isLoopback(request.socket.remoteAddress)) return false
  if (headers['x-forwarded-for'] || headers.forwarded || headers['x-real-ip'] || headers.via) return false
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return false
  return isLoopbackHost(headers.host)
}

export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/.test(address)
}

function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(?::\d{1,5})?$/i.test(host)
}
