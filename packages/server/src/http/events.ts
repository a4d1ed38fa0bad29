// SPDX-License-Identifier: Apache-2.0
// Live status of a conversion as server-sent events: the view now, then each new one until the state is final. The
// stream ends by itself; a reader whose line broke reconnects and gets the view of that moment first.

import { PassThrough } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Caller, ConversionView, Outcome, Usecases } from '../usecases/contract.ts'
import { Conversion } from './conversions.ts'
import type { DocumentedRoute } from './route.ts'
import { idOf } from './schemas.ts'

/** Events are serialised by schema as answers are, so an unknown field cannot leave here either. */
const EVENT_SCHEMA: { [key: string]: unknown } = { ...Conversion }

/** Proxies drop a line that is silent for 30 to 60 s. */
const HEARTBEAT_MILLISECONDS = 15_000

export const conversionEvents = {
  id: 'conversions.watch',
  method: 'GET',
  path: '/v1/conversions/{id}/events',
  summary: 'Watch a conversion',
  description:
    'Server-sent events. Each `conversion` event holds the whole conversion, its `id` is the number of transitions. After a final state an `end` event follows; a stream that ends without one broke, and may be opened again.',
  access: { scope: 'read', holder: true },
  params: Type.Object({ id: idOf('cnv') }),
  response: Conversion,
} as const satisfies DocumentedRoute

export interface EventDeps {
  readonly usecases: Pick<Usecases, 'getConversion' | 'watchConversion'>
  /** Aborts when the server closes, so that open streams do not hold it up. */
  readonly closing: AbortSignal
  readonly onFault: (request: FastifyRequest, thrown: unknown) => void
}

/** Answers the refusal when the conversion is not the caller's to see; otherwise the stream has been sent. */
export async function streamConversion(
  deps: EventDeps,
  caller: Caller,
  id: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Outcome<null>> {
  const first = await deps.usecases.getConversion(caller, id)
  if (first.kind === 'refused') return first
  const compiled = reply.compileSerializationSchema(EVENT_SCHEMA)
  const serialize = (view: ConversionView) => compiled({ ...view })
  const stream = new PassThrough()
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, deps.closing])
  let last = -1
  const send = (view: ConversionView) => {
    if (view.transitions.length <= last || stream.writableEnded) return
    last = view.transitions.length
    stream.write(`id: ${last}\nevent: conversion\ndata: ${serialize(view)}\n\n`)
  }
  const heartbeat = setInterval(() => stream.write(':\n\n'), HEARTBEAT_MILLISECONDS)
  const end = () => {
    clearInterval(heartbeat)
    if (!stream.writableEnded) stream.end()
  }
  request.raw.socket.once('close', () => gone.abort())
  signal.addEventListener('abort', end, { once: true })
  reply.header('content-type', 'text/event-stream; charset=utf-8').header('x-accel-buffering', 'no')
  reply.send(stream)
  send(first.value)
  deps.usecases
    .watchConversion(caller, id, send, signal)
    .then(() => {
      if (!signal.aborted && !stream.writableEnded) stream.write('event: end\ndata: {}\n\n')
    })
    .catch((thrown: unknown) => deps.onFault(request, thrown))
    .finally(end)
  return { kind: 'done', value: null }
}
