// SPDX-License-Identifier: Apache-2.0
// One keep-alive connection to the server under test, one request at a time. As little work as HTTP/1.1 allows, so that
// the two cores are left to what is measured; a caller of ours would pay for a full client.

import { connect, type Socket } from 'node:net'

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

export interface HttpConnection {
  post(path: string, key: string, idempotencyKey: string, body: string): Promise<HttpAnswer>
  end(): void
}

const BLANK_LINE = Buffer.from('\r\n\r\n')

/** The answer at the beginning of what has come, and how long it is; undefined when it is not complete. */
function readAnswer(bytes: Buffer): { answer: HttpAnswer; length: number } | undefined {
  const headEnd = bytes.indexOf(BLANK_LINE)
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without its length:\n${head}`)
  const begin = headEnd + BLANK_LINE.length
  const end = begin + Number(length)
  if (bytes.length < end) return undefined
  return { answer: { status: Number(head.slice(9, 12)), body: bytes.toString('utf8', begin, end) }, length: end }
}

function open(hostname: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port, noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/**
 * Connects, and again when the server has closed a connection that nobody used for long.
 * Faults: when the connection breaks while a request waits; that request throws it.
 */
export async function connectHttp(url: string): Promise<HttpConnection> {
  const { hostname, port, host } = new URL(url)
  let held: Buffer = Buffer.alloc(0)
  let waiting: { resolve: (answer: HttpAnswer) => void; reject: (fault: Error) => void } | undefined
  const fail = (fault: Error) => {
    waiting?.reject(fault)
    waiting = undefined
  }
  const take = (bytes: Buffer) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes])
    const read = readAnswer(held)
    if (read === undefined) return
    held = held.subarray(read.length)
    const waiter = waiting
    waiting = undefined
    waiter?.resolve(read.answer)
  }
  const listen = (opened: Socket): Socket => {
    held = Buffer.alloc(0)
    opened.on('error', fail)
    opened.on('close', () => fail(new Error('The server closed the connection.')))
    return opened.on('data', take)
  }
  let socket = listen(await open(hostname, Number(port)))
  return {
    async post(path, key, idempotencyKey, body) {
      if (socket.readyState !== 'open') socket = listen(await open(hostname, Number(port)))
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\nidempotency-key: ${idempotencyKey}\r\n` +
            `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      })
    },
    end: () => socket.destroy(),
  }
}
