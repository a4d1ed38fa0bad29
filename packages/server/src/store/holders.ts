// SPDX-License-Identifier: Apache-2.0
// Holders: name, birth date and phone only ever encrypted.

import type { Id } from '@jandon/domain/ids'
import { DEFAULT_BOOK } from '@jandon/domain/ledger'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { PersonalData } from './personal-data.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface Holder {
  readonly id: Id<'hld'>
  readonly name: string
  readonly birthDate?: string
  readonly phone?: string
  readonly createdBy: string
  readonly createdAt: Instant
}

interface PersonalPart {
  readonly name: string
  readonly birthDate?: string
  readonly phone?: string
}

const rows = rowSet<{
  id: string
  book: string
  personal: Buffer
  key_id: string
  created_by: string
  created_at: string
}>('holder', {
  id: 'text',
  book: 'text',
  personal: 'bytea',
  key_id: 'text',
  created_by: 'text',
  created_at: 'timestamptz',
})

export function createHolders(personal: PersonalData) {
  return {
    /** Idempotent by: the id. */
    async insert(tx: Tx, holders: readonly Holder[]): Promise<void> {
      await rows.insert(
        tx,
        holders.map(({ id, name, birthDate, phone, createdBy, createdAt }) => ({
          id,
          book: DEFAULT_BOOK,
          personal: personal.encrypt({ name, birthDate, phone } satisfies Record<keyof PersonalPart, unknown>, id),
          key_id: personal.keyId,
          created_by: createdBy,
          created_at: toSql(createdAt),
        })),
        'ON CONFLICT (id) DO NOTHING',
      )
    },
    async load(db: Queryable, ids: readonly string[]): Promise<Map<string, Holder>> {
      const found = await byId<{
        id: Id<'hld'>
        personal: Buffer
        key_id: string
        created_by: string
        created_at: Date
      }>(db, 'SELECT id, personal, key_id, created_by, created_at FROM holder WHERE id = ANY($1)', ids)
      const holders = new Map<string, Holder>()
      for (const row of found.values()) {
        const part = personal.decrypt<PersonalPart>(row.personal, row.id, row.key_id)
        holders.set(row.id, { id: row.id, ...part, createdBy: row.created_by, createdAt: fromSql(row.created_at) })
      }
      return holders
    },
  }
}

export type Holders = ReturnType<typeof createHolders>
