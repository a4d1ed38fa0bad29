// SPDX-License-Identifier: Apache-2.0
// What is so broken that no request came of it: bytes that are not HTTP, headers without end, a client that went
// silent. It, too, gets a problem document, written straight to the socket.

import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { PROBLEM_MEDIA_TYPE, type ProblemCode, problemDocument } from './problem.ts'
import type { ProblemCatalogue } from './problem-catalogue.ts'

const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
}

export function answerBrokenConnection(catalogue: ProblemCatalogue, newRequestId: (presented: undefined) => string) {
  return (error: Error & { code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    const requestId = newRequestId(undefined)
    const document = problemDocument(catalogue, { code: CODES[error.code ?? ''] ?? 'bad_request' }, 'en', requestId)
    const body = JSON.stringify(document)
    const head = [
      `HTTP/1.1 ${document.status} ${STATUS_CODES[document.status] ?? ''}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${requestId}`,
      'Cache-Control: no-store',
      'Connection: close',
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
}
