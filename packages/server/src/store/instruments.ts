// SPDX-License-Identifier: Apache-2.0
// Instruments: the facts as told and the issuer's serial number encrypted; kind, issuer and face value in the open.

import type { Id } from '@jandon/domain/ids'
import type { Money } from '@jandon/domain/money'
import type { QuoteInstrument } from '@jandon/domain/quote'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { PersonalData } from './personal-data.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface Instrument {
  readonly id: Id<'ins'>
  readonly holderId: Id<'hld'>
  readonly kind: string
  /** The issuer as the books name it. */
  readonly issuer: string
  /** Units: the issuer's face value. */
  readonly faceValue: Money
  readonly serial: string | undefined
  readonly facts: QuoteInstrument
  readonly createdAt: Instant
}

interface PersonalPart {
  readonly serial?: string
  readonly facts: QuoteInstrument
}

interface Row {
  id: Id<'ins'>
  holder_id: Id<'hld'>
  kind: string
  issuer: string
  face_minor: bigint
  face_unit: string
  personal: Buffer
  key_id: string
  created_at: Date
}

const rows = rowSet<{
  id: string
  holder_id: string
  kind: string
  issuer: string
  face_minor: string
  face_unit: string
  personal: Buffer
  key_id: string
  created_at: string
}>('instrument', {
  id: 'text',
  holder_id: 'text',
  kind: 'text',
  issuer: 'text',
  face_minor: 'bigint',
  face_unit: 'text',
  personal: 'bytea',
  key_id: 'text',
  created_at: 'timestamptz',
})

const COLUMNS = 'id, holder_id, kind, issuer, face_minor, face_unit, personal, key_id, created_at'

export function createInstruments(personal: PersonalData) {
  const open = (row: Row): Instrument => {
    const part = personal.decrypt<PersonalPart>(row.personal, row.id, row.key_id)
    return {
      id: row.id,
      holderId: row.holder_id,
      kind: row.kind,
      issuer: row.issuer,
      faceValue: { amountMinor: row.face_minor, unit: row.face_unit },
      serial: part.serial,
      facts: part.facts,
      createdAt: fromSql(row.created_at),
    }
  }
  return {
    /** Idempotent by: the id; the first one told stays. */
    async insert(tx: Tx, instruments: readonly Instrument[]): Promise<void> {
      await rows.insert(
        tx,
        instruments.map(instrument => ({
          id: instrument.id,
          holder_id: instrument.holderId,
          kind: instrument.kind,
          issuer: instrument.issuer,
          face_minor: instrument.faceValue.amountMinor.toString(),
          face_unit: instrument.faceValue.unit,
          personal: personal.encrypt({ serial: instrument.serial, facts: instrument.facts }, instrument.id),
          key_id: personal.keyId,
          created_at: toSql(instrument.createdAt),
        })),
        'ON CONFLICT (id) DO NOTHING',
      )
    },
    async load(db: Queryable, ids: readonly string[]): Promise<Map<string, Instrument>> {
      const found = await byId<Row>(db, `SELECT ${COLUMNS} FROM instrument WHERE id = ANY($1)`, ids)
      return new Map([...found].map(([id, row]) => [id, open(row)]))
    },
    /** Newest first, after the cursor id. */
    async page(db: Queryable, holderId: string, limit: number, before: string | undefined): Promise<Instrument[]> {
      const { rows: found } = await (db as Tx).query<Row>(
        `SELECT ${COLUMNS} FROM instrument
         WHERE holder_id = $1 AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
        [holderId, before ?? null, limit],
      )
      return found.map(open)
    },
  }
}

export type Instruments = ReturnType<typeof createInstruments>
