// SPDX-License-Identifier: Apache-2.0
// A route as data: who may call it, what it takes, what it answers. Fastify, the OpenAPI document, the client and the
// tests all read this one description. A handler sees checked input and answers an outcome; it never sees HTTP.

import type { Static, TSchema } from 'typebox'
import { Type } from 'typebox'
import type { Caller, Idempotency, Outcome, Scope } from '../usecases/contract.ts'
import type { RefusalCode } from '../usecases/refusals.ts'

/**
 * Who may call. `scope`: an operator's key needs it. `holder`: a holder may, for what is the holder's own.
 * `anonymous`: nobody needs a key.
 */
export interface Access {
  readonly scope?: Scope
  readonly holder?: boolean
  readonly anonymous?: boolean
}

export type DeepReadonly<T> = T extends (infer I)[]
  ? readonly DeepReadonly<I>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T

export interface RouteInput<P, Q, B> {
  readonly caller: Caller
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly idempotency: Idempotency | undefined
}

export interface RouteText {
  /** `resource.verb`: the OpenAPI operationId and the method of the client. */
  readonly id: string
  readonly method: 'GET' | 'POST'
  /** As OpenAPI writes it: `/v1/holders/{id}`, `/v1/offers:compare`. */
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly access: Access
  readonly idempotency?: 'required' | 'optional'
  /** A POST that only reads or computes: asking it twice does no harm, so a client may repeat it unasked. */
  readonly isRepeatable?: boolean
  readonly status?: 200 | 201
  /** Bytes. 64 kB holds every single thing a person sends; lists say their own. */
  readonly bodyLimit?: number
  /** The last parameter may hold slashes (a rule id does). */
  readonly restParameter?: string
  /** Refusals that this route may answer, for the document; those that every route may answer need no mention. */
  readonly refusals?: readonly RefusalCode[]
  readonly exampleBody?: unknown
  /** What is answered, when it is not JSON: a text in this form, in UTF-8. */
  readonly mediaType?: string
  /** The same for everybody and may be cached. All others may hold personal data and are never stored on the way. */
  readonly isPublic?: boolean
}

/** What the reference says of a route. */
export interface DocumentedRoute extends RouteText {
  readonly body?: TSchema
  readonly params?: TSchema
  readonly query?: TSchema
  readonly response: TSchema
}

/** How long a body keeps the processor, told before it does. */
export interface Work {
  /** Letters to be judged. */
  readonly letters: number
  /** What is longer than is taken: where, and how much is. */
  readonly tooLong?: { readonly pointer: string; readonly limit: number }
}

export interface Route extends DocumentedRoute {
  measure?(body: never): Work
  handle(input: RouteInput<never, never, never>): Promise<Outcome<unknown>>
}

interface RouteSpec<P extends TSchema, Q extends TSchema, B extends TSchema, R extends TSchema> extends RouteText {
  readonly body?: B
  readonly params?: P
  readonly query?: Q
  readonly response: R
  /** For work that takes more of the processor the more is sent: it is bounded and shared among callers by this. */
  measure?(body: Static<B>): Work
  handle(input: RouteInput<Static<P>, Static<Q>, Static<B>>): Promise<Outcome<DeepReadonly<Static<R>>>>
}

const Nothing = Type.Object({})
type Nothing = typeof Nothing

/** Declares a route. The handler's input and outcome are checked by the compiler against the schemas. */
export function defineRoute<
  R extends TSchema,
  P extends TSchema = Nothing,
  Q extends TSchema = Nothing,
  B extends TSchema = Nothing,
>(spec: RouteSpec<P, Q, B, R>): Route {
  return spec
}

/** `/v1/offers:compare` → `/v1/offers::compare`, `/v1/holders/{id}` → `/v1/holders/:id`, a rest parameter → `*`. */
export function routerPath(route: Pick<Route, 'path' | 'restParameter'>): string {
  return route.path
    .replaceAll(':', '::')
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => (name === route.restParameter ? '*' : `:${name}`))
}

/** The path as the document has it, from what the router was given: for logs and figures. */
export function pathOfRouter(url: string): string {
  return url.replaceAll('::', ':')
}

/** A value without a refusal. */
export function done<T>(value: T): Outcome<T> {
  return { kind: 'done', value }
}

export function refused<T>(code: RefusalCode, params?: Readonly<Record<string, string>>): Outcome<T> {
  return { kind: 'refused', refusal: { code, ...(params && { params }) } }
}
