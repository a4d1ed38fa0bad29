// SPDX-License-Identifier: Apache-2.0
// Puts routes as data onto Fastify, with the same steps for each: room, version, who, how often, may they, is the body
// fit, which act. The order matters: nobody without the right to ask costs us the reading of a body.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Caller, Idempotency, Outcome } from '../usecases/contract.ts'
import { authorise, isFromThisMachine } from './auth.ts'
import { conversionEvents, type EventDeps, streamConversion } from './events.ts'
import { readIdempotency } from './idempotency.ts'
import { negotiateLanguage } from './language.ts'
import { addressKey, type InFlight, type RateLimiter, type SharedRoom } from './limits.ts'
import { ProblemError } from './problem.ts'
import { type Route, type RouteInput, type RouteText, routerPath, type Work } from './route.ts'
import { findUnstorable } from './validation.ts'
import { readVersion } from './version.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
    idempotency: Idempotency | undefined
  }
}

export interface RegisterDeps {
  readonly authenticate: (request: FastifyRequest) => Promise<Caller>
  readonly inFlight: InFlight
  /** Open event streams have a room of their own: they last long and cost little. */
  readonly streams: InFlight
  readonly anonymousLimit: RateLimiter
  readonly keyLimit: RateLimiter
  /** Bytes of long bodies that are being read or worked on. */
  readonly bodies: SharedRoom
  /** Letters that are judged or wait for it. */
  readonly judging: SharedRoom
  readonly events: EventDeps
}

/** 64 kB: ten times the largest single thing that a person sends. */
export const BODY_BYTES = 64 * 1024
const PUBLIC_CACHE = 'public, max-age=300'

export function registerRoutes(app: FastifyInstance, routes: readonly Route[], deps: RegisterDeps): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: routerPath(route),
      bodyLimit: route.bodyLimit ?? BODY_BYTES,
      schema: schemaOf(route),
      onRequest: onRequest(route, deps, deps.inFlight),
      preValidation: preValidation(route),
      ...(route.measure && { preHandler: takeWork(route.measure, deps) }),
      handler: (request, reply) => answer(route, request, reply),
    })
  }
  app.route({
    method: 'GET',
    url: routerPath(conversionEvents),
    schema: { params: conversionEvents.params },
    onRequest: onRequest(conversionEvents, deps, deps.streams),
    handler: async (request, reply) => {
      const { id } = request.params as { id: string }
      const outcome = await streamConversion(deps.events, request.caller, id, request, reply)
      if (outcome.kind === 'refused') throw new ProblemError(outcome.refusal)
      return reply
    },
  })
}

function schemaOf(route: Route): Record<string, unknown> {
  return {
    ...(route.body && { body: route.body }),
    ...(route.query && { querystring: route.query }),
    ...(route.params && { params: route.restParameter ? withRest(route.params, route.restParameter) : route.params }),
    response: { [route.status ?? 200]: route.response },
  }
}

/** The router names a rest parameter `*`. */
function withRest(params: TSchema, name: string): TSchema {
  const { properties, required } = params as unknown as { properties: Record<string, TSchema>; required: string[] }
  const rename = (key: string) => (key === name ? '*' : key)
  return {
    ...params,
    properties: Object.fromEntries(Object.entries(properties).map(([key, schema]) => [rename(key), schema])),
    required: required.map(rename),
  } as unknown as TSchema
}

function onRequest(route: RouteText, deps: RegisterDeps, room: InFlight) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    takeRoom(room, reply)
    reply.header('jandon-version', readVersion(request.headers['jandon-version']))
    reply.header('cache-control', route.isPublic ? PUBLIC_CACHE : 'no-store')
    request.caller = await authenticated(request, deps)
    limit(request, deps)
    authorise(request.caller, route.access)
    if ((route.bodyLimit ?? 0) > BODY_BYTES) takeBody(request, reply, route.bodyLimit!, deps)
  }
}

/** Before anything of it is read: a thousand lists of 8 MB would not fit into memory. */
function takeBody(request: FastifyRequest, reply: FastifyReply, maximum: number, { bodies }: RegisterDeps): void {
  // Who does not say how long the body is may send as much as anybody. What is too long is refused unread.
  const bytes = Math.min(Number(request.headers['content-length'] ?? maximum), maximum)
  if (bytes <= BODY_BYTES) return
  const who = callerKey(request)
  if (!bodies.enter(who, bytes)) throw new ProblemError({ code: 'overloaded' })
  reply.raw.once('close', () => bodies.leave(who, bytes))
}

/** Letters judged for one of the requests that an address without a key may send: some ten milliseconds of work. */
const LETTERS_OF_A_REQUEST = 5000

/** Long texts count as many requests, and nobody may fill the room: one caller must not keep all others waiting. */
function takeWork(measure: NonNullable<Route['measure']>, deps: RegisterDeps) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const { letters, tooLong } = measure(request.body as never)
    if (tooLong) throw tooLongProblem(tooLong, request)
    if (isFromThisMachine(request)) return
    const who = callerKey(request)
    if (!deps.judging.enter(who, letters)) throw new ProblemError({ code: 'overloaded' })
    reply.raw.once('close', () => deps.judging.leave(who, letters))
    if (request.caller.role === 'operator') return
    deps.anonymousLimit.charge(who, Math.floor(letters / LETTERS_OF_A_REQUEST))
  }
}

function tooLongProblem({ pointer, limit }: NonNullable<Work['tooLong']>, request: FastifyRequest): ProblemError {
  const detail = {
    ko: `모두 ${limit}자까지만 보낼 수 있어요. 나누어 보내 주세요.`,
    en: `Send at most ${limit} characters here; split the rest.`,
  }[negotiateLanguage(request.headers['accept-language'], 'en')]
  return new ProblemError({ code: 'body_too_large', errors: [{ pointer, detail }] })
}

/** Whose part of a shared thing it is: the key, or the address of who has none. */
function callerKey({ caller, socket }: FastifyRequest): string {
  return caller.role === 'operator' ? caller.keyId : addressKey(socket.remoteAddress)
}

function takeRoom(room: InFlight, reply: FastifyReply): void {
  if (!room.enter()) throw new ProblemError({ code: 'overloaded' })
  reply.raw.once('close', () => room.leave())
}

/** Lets somebody without a key in who is no caller of the API: when there is room, and not more often than others. */
export function admitAnonymous(request: FastifyRequest, reply: FastifyReply, deps: RegisterDeps): void {
  takeRoom(deps.inFlight, reply)
  request.caller = { role: 'anonymous' }
  limit(request, deps)
}

/** A wrong key counts against its address, so that guessing is slow and cheap to turn away. */
async function authenticated(request: FastifyRequest, deps: RegisterDeps): Promise<Caller> {
  try {
    return await deps.authenticate(request)
  } catch (thrown) {
    if (thrown instanceof ProblemError) takeOrThrow(deps.anonymousLimit, addressKey(request.socket.remoteAddress))
    throw thrown
  }
}

/** This very machine is not limited: who can run programs on it can do worse than ask often. */
function limit(request: FastifyRequest, deps: RegisterDeps): void {
  if (isFromThisMachine(request)) return
  takeOrThrow(request.caller.role === 'operator' ? deps.keyLimit : deps.anonymousLimit, callerKey(request))
}

function takeOrThrow(limiter: RateLimiter, key: string): void {
  const retryAfterSeconds = limiter.take(key)
  if (retryAfterSeconds > 0) throw new ProblemError({ code: 'too_many_requests', retryAfterSeconds })
}

function preValidation(route: Route) {
  return async (request: FastifyRequest): Promise<void> => {
    const path = request.url.split('?')[0]!
    const unstorable = findUnstorable(request.body)
    if (unstorable.length > 0) {
      const errors = unstorable.map(({ pointer, reason }) => ({
        pointer,
        detail:
          reason === 'depth'
            ? 'This is nested too deeply. See the API reference for its form.'
            : 'This holds a NUL or half a character. Send plain Unicode text.',
      }))
      throw new ProblemError({ code: 'invalid_request', errors })
    }
    request.idempotency = route.idempotency
      ? readIdempotency(request.headers['idempotency-key'], route.idempotency, {
          method: request.method,
          path,
          body: request.body,
        })
      : undefined
  }
}

async function answer(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const params = request.params as Record<string, unknown>
  const input: RouteInput<unknown, unknown, unknown> = {
    caller: request.caller,
    params: route.restParameter ? { ...params, [route.restParameter]: params['*'] } : params,
    query: request.query,
    body: request.body,
    idempotency: request.idempotency,
  }
  // The schemas have just checked each part; `defineRoute` tied them to the handler's types.
  const outcome: Outcome<unknown> = await route.handle(input as RouteInput<never, never, never>)
  if (outcome.kind === 'refused') throw new ProblemError(outcome.refusal)
  if (outcome.replayed) reply.header('idempotency-replayed', 'true')
  if (route.mediaType) reply.type(`${route.mediaType}; charset=utf-8`)
  return reply.code(route.status ?? 200).send(outcome.value)
}
