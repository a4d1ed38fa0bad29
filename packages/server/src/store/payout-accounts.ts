// SPDX-License-Identifier: Apache-2.0
// Payout accounts: number and registered name encrypted, found again by a keyed hash of bank and number.

import { deriveId, type Id } from '@jandon/domain/ids'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import type { PersonalData } from './personal-data.ts'
import { byId, type Queryable, rowSet } from './rows.ts'
import { fromSql, toSql } from './time.ts'

export interface PayoutAccount {
  readonly id: Id<'pac'>
  readonly holderId: Id<'hld'>
  readonly rail: string
  readonly bankCode: string
  readonly accountNumber: string
  /** As the bank has it registered. */
  readonly accountHolder: string
  readonly createdAt: Instant
}

interface Row {
  id: Id<'pac'>
  holder_id: Id<'hld'>
  rail: string
  bank_code: string
  personal: Buffer
  key_id: string
  created_at: Date
}

const rows = rowSet<{
  id: string
  holder_id: string
  rail: string
  bank_code: string
  personal: Buffer
  key_id: string
  account_lookup: Buffer
  state: string
  created_at: string
}>('payout_account', {
  id: 'text',
  holder_id: 'text',
  rail: 'text',
  bank_code: 'text',
  personal: 'bytea',
  key_id: 'text',
  account_lookup: 'bytea',
  state: 'text',
  created_at: 'timestamptz',
})

const COLUMNS = 'id, holder_id, rail, bank_code, personal, key_id, created_at'

export function createPayoutAccounts(personal: PersonalData) {
  const lookup = (bankCode: string, accountNumber: string) =>
    personal.lookup('payout-account', `${bankCode}/${accountNumber}`)
  const open = (row: Row): PayoutAccount => ({
    id: row.id,
    holderId: row.holder_id,
    rail: row.rail,
    bankCode: row.bank_code,
    ...personal.decrypt<{ accountNumber: string; accountHolder: string }>(row.personal, row.id, row.key_id),
    createdAt: fromSql(row.created_at),
  })
  return {
    /** The same account of the same holder is the same payout account, however often it is given. */
    idOf(holderId: Id<'hld'>, bankCode: string, accountNumber: string): Id<'pac'> {
      return deriveId('pac', holderId, lookup(bankCode, accountNumber).toString('hex'))
    },
    /** Idempotent by: the id. */
    async insert(tx: Tx, accounts: readonly PayoutAccount[]): Promise<void> {
      await rows.insert(
        tx,
        accounts.map(account => ({
          id: account.id,
          holder_id: account.holderId,
          rail: account.rail,
          bank_code: account.bankCode,
          personal: personal.encrypt(
            { accountNumber: account.accountNumber, accountHolder: account.accountHolder },
            account.id,
          ),
          key_id: personal.keyId,
          account_lookup: lookup(account.bankCode, account.accountNumber),
          state: 'verified',
          created_at: toSql(account.createdAt),
        })),
        'ON CONFLICT DO NOTHING',
      )
    },
    async load(db: Queryable, ids: readonly string[]): Promise<Map<string, PayoutAccount>> {
      const found = await byId<Row>(db, `SELECT ${COLUMNS} FROM payout_account WHERE id = ANY($1)`, ids)
      return new Map([...found].map(([id, row]) => [id, open(row)]))
    },
    /** The accounts of a holder, oldest first. A person has a handful; 100 bounds a mistake. */
    async ofHolder(db: Queryable, holderId: string): Promise<PayoutAccount[]> {
      const { rows: found } = await (db as Tx).query<Row>(
        `SELECT ${COLUMNS} FROM payout_account WHERE holder_id = $1 ORDER BY id LIMIT 100`,
        [holderId],
      )
      return found.map(open)
    },
  }
}

export type PayoutAccounts = ReturnType<typeof createPayoutAccounts>
