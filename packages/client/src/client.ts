// SPDX-License-Identifier: Apache-2.0
// Builds the client from the generated table: one method for each operation, grouped by resource. Arguments stand
// in the order path parameters, body, query, options.

import { watchEvents } from './events.ts'
import { OPERATIONS, type Resources } from './generated/api.ts'
import type { CallOptions, OperationInfo } from './operation.ts'
import { type Call, type ClientOptions, createTransport, type Transport } from './transport.ts'

export type JandonClient = Resources

type Query = Readonly<Record<string, unknown>>

/**
 * A client of one server. Calls answer the body, or throw `JandonProblem` (the server said no) or
 * `JandonConnectionError` (nobody knows what it said).
 * Idempotent by: each call that moves value has a key of its own, the same for all its retries.
 */
export function createClient(options: ClientOptions = {}): JandonClient {
  const transport = createTransport(options)
  const resources: Record<string, Record<string, unknown>> = {}
  for (const [id, operation] of Object.entries<OperationInfo>(OPERATIONS)) {
    const [resource = '', verb = ''] = id.split('.')
    const methods = resources[resource] ?? {}
    resources[resource] = methods
    methods[verb] = (...args: unknown[]) => start(transport, readArguments(operation, args))
    methods[`${verb}All`] = (...args: unknown[]) => everyItem(transport, operation, args)
  }
  // The generated interface is written from the same table that this loop reads.
  return resources as unknown as JandonClient
}

function start(transport: Transport, call: Call): unknown {
  return call.operation.isStream ? watchEvents(transport, call) : transport.call(call)
}

/** The names in the path take the first arguments; then body, query and options, as far as the operation has them. */
function readArguments(operation: OperationInfo, args: readonly unknown[], more: Query = {}): Call {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(match => match[1]!)
  const rest = args.slice(names.length)
  const path = names.reduce(
    (text, name, index) => text.replace(`{${name}}`, encodeURIComponent(String(args[index]))),
    operation.path,
  )
  const body = operation.hasBody ? rest.shift() : undefined
  const query = { ...(operation.takesQuery ? ((rest.shift() ?? {}) as Query) : {}), ...more }
  const options = rest[0] as CallOptions | undefined
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return {
    operation,
    path: search.size > 0 ? `${path}?${search}` : path,
    ...(body !== undefined && { body }),
    ...(options && { options }),
  }
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor?: string
}

async function* everyItem(
  transport: Transport,
  operation: OperationInfo,
  args: readonly unknown[],
): AsyncGenerator<unknown> {
  let cursor: string | undefined
  do {
    const page = (await transport.call(readArguments(operation, args, cursor === undefined ? {} : { cursor }))) as Page
    yield* page.items
    if (page.nextCursor !== undefined && page.nextCursor === cursor) return
    cursor = page.nextCursor
  } while (cursor !== undefined)
}
