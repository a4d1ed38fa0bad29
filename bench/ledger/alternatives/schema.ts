// SPDX-License-Identifier: Apache-2.0
// The small ledger that the alternatives are tried on: accounts with two counters and a rule, transfers, and the global
// table of ids. Each alternative has a schema of its own, so that none pays for another's rows or indexes.

import { createHash, randomFillSync } from 'node:crypto'

/** What differs between the shapes that are compared. */
export interface Shape {
  /** `uuid`: 16 bytes. `text`: the 30 letters that people see. `bigint`: a surrogate number of the account. */
  readonly accountKey: 'uuid' | 'text' | 'bigint'
  readonly transferId: 'uuid' | 'text'
  /** Indexes kept with each insert. */
  readonly indexes: readonly ('debit' | 'credit' | 'brin')[]
  /** Columns with the number of each account's previous transfer, which make a list in place of the indexes. */
  readonly linked: boolean
  /** Ids that sort by time end in one page of the index; random ones in any. */
  readonly idOrder: 'time' | 'random'
  readonly fillFactor: number
  readonly foreignKeys: boolean
}

export const OURS: Shape = {
  ...{ accountKey: 'uuid', transferId: 'uuid', indexes: [], linked: false, idOrder: 'time' },
  ...{ fillFactor: 90, foreignKeys: false },
}

/** Account `n` of a million, in the form of its key. */
export function accountKeyOf(kind: Shape['accountKey'], n: number): string {
  if (kind === 'bigint') return String(n)
  const hex = createHash('md5').update(String(n)).digest('hex')
  if (kind === 'text') return `acc_${hex.slice(0, 26)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const KEY_SQL = {
  bigint: 'n',
  uuid: 'md5(n::text)::uuid',
  text: `'acc_' || substr(md5(n::text), 1, 26)`,
} as const

let random = Buffer.alloc(0)
let used = 0

export function transferIdOf({ transferId, idOrder }: Shape): string {
  if (used + 10 > random.length) {
    random = randomFillSync(Buffer.alloc(10_240))
    used = 0
  }
  const tail = random.toString('hex', used, used + 10)
  used += 10
  const time = Date.now().toString(16).padStart(12, '0')
  const hex = idOrder === 'time' ? `${time}${tail}` : `${tail}${time}`
  if (transferId === 'text') return `trf_${hex.slice(0, 26)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** Tables of one schema, filled with accounts that have money. */
export function tablesOf(schema: string, shape: Shape, accounts: number): string {
  const { accountKey, transferId, fillFactor } = shape
  const references = shape.foreignKeys ? 'REFERENCES account' : ''
  const prev = shape.linked ? ', debit_prev bigint, credit_prev bigint' : ''
  const indexes = shape.indexes.map(index => {
    if (index === 'brin') return 'CREATE INDEX ON transfer USING brin (recorded_at);'
    return `CREATE INDEX ON transfer (${index}, no);`
  })
  return `
    CREATE SCHEMA ${schema};
    SET search_path TO ${schema};
    CREATE TABLE account (
      id ${accountKey} ${accountKey === 'text' ? 'COLLATE "C"' : ''} PRIMARY KEY, last_no bigint,
      debits bigint NOT NULL DEFAULT 0, credits bigint NOT NULL DEFAULT 0, hot boolean NOT NULL DEFAULT false,
      CHECK (hot OR credits >= debits)
    ) WITH (fillfactor = ${fillFactor});
    INSERT INTO account (id, credits) SELECT ${KEY_SQL[accountKey]}, 1000000000 FROM generate_series(1, ${accounts}) AS n;
    CREATE SEQUENCE call_no CACHE 1;
    CREATE TABLE transfer (
      no bigint PRIMARY KEY, id ${transferId} NOT NULL, debit ${accountKey} NOT NULL ${references},
      credit ${accountKey} NOT NULL ${references}, amount bigint NOT NULL CHECK (amount > 0), code text NOT NULL,
      recorded_at timestamptz NOT NULL DEFAULT now() ${prev}
    );
    CREATE TABLE transfer_id (id ${transferId} ${transferId === 'text' ? 'COLLATE "C"' : ''} PRIMARY KEY, no bigint NOT NULL);
    CREATE TABLE account_delta (account ${accountKey}, debits bigint, credits bigint);
    ${indexes.join('\n')}`
}
