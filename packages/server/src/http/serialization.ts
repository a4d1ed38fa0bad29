// SPDX-License-Identifier: Apache-2.0
// Writing of answers by their schema, so that a field the schema does not name cannot leave the server.

import fastJsonStringify from 'fast-json-stringify'

type Serializer = (value: unknown) => string

/** A compiler for Fastify. Each schema is compiled once, also when GET and HEAD answer with it. */
export function createSerializerCompiler(): (route: { schema: unknown }) => Serializer {
  const compiled = new WeakMap<object, Serializer>()
  return ({ schema }) => {
    const key = schema as object
    const known = compiled.get(key)
    if (known) return known
    const serializer: Serializer = fastJsonStringify(key)
    compiled.set(key, serializer)
    return serializer
  }
}
