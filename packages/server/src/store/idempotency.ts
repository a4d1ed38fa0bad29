// SPDX-License-Identifier: Apache-2.0
// Idempotency keys: written in the transaction of the effect, with the hash of the request and the first answer. So a
// key is there exactly when its effect is, and a repeat is answered with what was answered first.

import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { PersonalData } from './personal-data.ts'
import { type Queryable, rowSet } from './rows.ts'
import { toSql } from './time.ts'

export interface KeyedRequest {
  /** Who sent it. */
  readonly scope: string
  readonly key: string
  readonly requestHash: string
}
export interface KeptAnswer {
  readonly requestHash: string
  readonly answer: unknown
}

const name = (scope: string, key: string) => `${scope}/${key}`

const rows = rowSet<{
  scope: string
  key: string
  request_hash: string
  response: Buffer
  key_id: string
  created_at: string
}>('idempotency_key', {
  scope: 'text',
  key: 'text',
  request_hash: 'text',
  response: 'bytea',
  key_id: 'text',
  created_at: 'timestamptz',
})
const keyRows = rowSet<{ scope: string; key: string }>('idempotency_key', { scope: 'text', key: 'text' })
const answerRows = rowSet<{ scope: string; key: string; response: Buffer }>('idempotency_key', {
  scope: 'text',
  key: 'text',
  response: 'bytea',
})

export function createIdempotency(personal: PersonalData) {
  const seal = (request: KeyedRequest, answer: unknown) => personal.encrypt(answer, name(request.scope, request.key))
  return {
    /**
     * Claims keys for requests that are about to have their effect in this transaction; answers the names of those that
     * were free. Sorted, so that two transactions with the same keys wait for each other and never in a circle.
     */
    async claim(
      tx: Tx,
      requests: readonly (KeyedRequest & { readonly answer: unknown })[],
      now: Instant,
    ): Promise<Set<string>> {
      const sorted = [...requests].sort((a, b) => (name(a.scope, a.key) < name(b.scope, b.key) ? -1 : 1))
      const claimed = await rows.insert<{ scope: string; key: string }>(
        tx,
        sorted.map(request => ({
          scope: request.scope,
          key: request.key,
          request_hash: request.requestHash,
          response: seal(request, request.answer),
          key_id: personal.keyId,
          created_at: toSql(now),
        })),
        'ON CONFLICT (scope, key) DO NOTHING RETURNING scope, key',
      )
      return new Set(claimed.map(row => name(row.scope, row.key)))
    },
    /** Keeps another answer for keys that were claimed in this transaction. */
    async reanswer(tx: Tx, requests: readonly (KeyedRequest & { readonly answer: unknown })[]): Promise<void> {
      await answerRows.run(
        tx,
        requests.map(request => ({
          scope: request.scope,
          key: request.key,
          response: seal(request, request.answer),
        })),
        'UPDATE idempotency_key k SET response = rows.response FROM rows WHERE k.scope = rows.scope AND k.key = rows.key',
      )
    },
    /** Gives keys back whose request was refused after all: nothing happened, so the key stands for nothing. */
    async release(tx: Tx, requests: readonly KeyedRequest[]): Promise<void> {
      await keyRows.run(
        tx,
        requests.map(({ scope, key }) => ({ scope, key })),
        'DELETE FROM idempotency_key k USING rows WHERE k.scope = rows.scope AND k.key = rows.key',
      )
    },
    async find(db: Queryable, requests: readonly KeyedRequest[]): Promise<Map<string, KeptAnswer>> {
      const found = await keyRows.run<{
        scope: string
        key: string
        request_hash: string
        response: Buffer
        key_id: string
      }>(
        db,
        requests.map(({ scope, key }) => ({ scope, key })),
        `SELECT k.scope, k.key, k.request_hash, k.response, k.key_id FROM idempotency_key k
         JOIN rows ON k.scope = rows.scope AND k.key = rows.key`,
      )
      return new Map(
        found.map(row => [
          name(row.scope, row.key),
          {
            requestHash: row.request_hash,
            answer: personal.decrypt(row.response, name(row.scope, row.key), row.key_id),
          },
        ]),
      )
    },
    /** Forgets keys from before `before`, at most `limit`; answers how many. */
    async sweep(db: Queryable, before: Instant, limit: number): Promise<number> {
      const { rowCount } = await (db as Tx).query(
        `DELETE FROM idempotency_key WHERE (scope, key) IN
           (SELECT scope, key FROM idempotency_key WHERE created_at < $1 ORDER BY created_at LIMIT $2)`,
        [toSql(before), limit],
      )
      return rowCount ?? 0
    },
    name,
  }
}

export type IdempotencyKeys = ReturnType<typeof createIdempotency>
