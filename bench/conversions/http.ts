// SPDX-License-Identifier: Apache-2.0
// A client that costs little, so that the benchmark measures the server: one request at a time on each of a fixed
// number of kept connections, bodies written by hand and answers looked into and not parsed.

import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
}

export interface Client {
  /** Waits for a free connection when all are in use. Faults: a connection that the server ends. */
  send(method: 'GET' | 'POST', path: string, body?: string, key?: string): Promise<Answer>
  close(): void
}

interface Waiting {
  readonly text: string
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: Error) => void
}

const HEAD_END = Buffer.from('\r\n\r\n')

function openConnection(port: number, onFree: (take: (waiting: Waiting) => void) => void): Socket {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let current: Waiting | undefined
  let held: Buffer = Buffer.alloc(0)
  const take = (waiting: Waiting) => {
    current = waiting
    socket.write(waiting.text)
  }
  socket.on('connect', () => onFree(take))
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const headEnd = held.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = held.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? '0')
    const end = headEnd + HEAD_END.length + length
    if (held.length < end) return
    const answer = { status: Number(head.slice(9, 12)), body: held.toString('utf8', headEnd + HEAD_END.length, end) }
    held = held.subarray(end)
    const done = current
    current = undefined
    onFree(take)
    done?.resolve(answer)
  })
  const fail = () => current?.reject(new Error('The server ended a connection.'))
  socket.on('error', fail)
  socket.on('close', fail)
  return socket
}

export function createClient(url: string, apiKey: string, connections: number): Client {
  const port = Number(new URL(url).port)
  const free: ((waiting: Waiting) => void)[] = []
  const queue: Waiting[] = []
  const onFree = (take: (waiting: Waiting) => void) => {
    const next = queue.shift()
    if (next) take(next)
    else free.push(take)
  }
  const sockets = Array.from({ length: connections }, () => openConnection(port, onFree))
  return {
    send(method, path, body = '', key) {
      const idempotency = key === undefined ? '' : `idempotency-key: ${key}\r\n`
      const content =
        body === '' ? '' : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
      const text =
        `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-api-key: ${apiKey}\r\n` +
        `${idempotency}${content}\r\n${body}`
      return new Promise((resolve, reject) => {
        const waiting = { text, resolve, reject }
        const take = free.pop()
        if (take) take(waiting)
        else queue.push(waiting)
      })
    },
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}
