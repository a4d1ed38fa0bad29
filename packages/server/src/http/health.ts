// SPDX-License-Identifier: Apache-2.0
// For those who run the server: does the process live, can it convert, and its figures.

import type { FastifyInstance } from 'fastify'
import type { Usecases } from '../usecases/contract.ts'
import type { Metrics } from './metrics.ts'

export function registerHealth(app: FastifyInstance, usecases: Pick<Usecases, 'readiness'>, metrics: Metrics): void {
  app.get('/healthz', async (_, reply) => {
    reply.header('cache-control', 'no-store')
    return { status: 'alive' }
  })
  app.get('/readyz', async (_, reply) => {
    const readiness = await usecases.readiness()
    return reply
      .header('cache-control', 'no-store')
      .code(readiness.ready ? 200 : 503)
      .send(readiness)
  })
  app.get('/metrics', async (_, reply) => {
    const text = await metrics.text()
    return reply.header('content-type', metrics.contentType).header('cache-control', 'no-store').send(text)
  })
}
