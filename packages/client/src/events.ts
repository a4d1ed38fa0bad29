// SPDX-License-Identifier: Apache-2.0
// Server-sent events over fetch, so that a key can be sent and it works in Node too. A stream that breaks is opened
// again; the server then sends the present state first, so nothing is missed.

import type { Call, Transport } from './transport.ts'

interface ServerEvent {
  readonly name: string
  readonly data: string
}

/** Streams in a row that bring nothing new before we stop: with the waits between them about ten seconds. */
const IDLE_STREAMS = 5
const REOPEN_MS = 1000
/** An event is one conversion, a few kB; a line without end is not ours. */
const BUFFER_LIMIT = 4 * 1024 * 1024

/** Yields each event's data, parsed, until the server says `end`. Throws as a call does when it cannot be opened. */
export async function* watchEvents<T>(transport: Transport, call: Call): AsyncGenerator<T, void, undefined> {
  let idle = 0
  let latest = ''
  while (idle < IDLE_STREAMS) {
    const response = await transport.open(call)
    try {
      for await (const event of readEvents(response)) {
        if (event.name === 'end') return
        if (event.name !== 'conversion' || event.data === latest) continue
        latest = event.data
        idle = 0
        yield JSON.parse(event.data) as T
      }
    } catch (thrown) {
      // A broken line is opened again below; only the caller's own wish ends it.
      call.options?.signal?.throwIfAborted()
      if (thrown instanceof SyntaxError) throw thrown
    }
    idle += 1
    await transport.sleep(REOPEN_MS, call.options?.signal)
    call.options?.signal?.throwIfAborted()
  }
}

/** Parses a stream of `text/event-stream`. Comments and unknown fields are skipped. */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent, void, undefined> {
  if (!response.body) return
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let buffer = ''
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      buffer += decoder.decode(value, { stream: true })
      if (buffer.length > BUFFER_LIMIT) throw new RangeError('An event is larger than any of ours.')
      const blocks = buffer.split(/\r?\n\r?\n/)
      buffer = blocks.pop() ?? ''
      for (const block of blocks) {
        const event = parseEvent(block)
        if (event) yield event
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

function parseEvent(block: string): ServerEvent | undefined {
  let name = 'message'
  const data: string[] = []
  for (const line of block.split(/\r?\n/)) {
    const match = /^(event|data): ?(.*)$/.exec(line)
    if (match?.[1] === 'event') name = match[2]!
    if (match?.[1] === 'data') data.push(match[2]!)
  }
  return data.length > 0 ? { name, data: data.join('\n') } : undefined
}
