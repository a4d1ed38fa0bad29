// SPDX-License-Identifier: Apache-2.0
// The same work as most applications do it: one transaction per transfer, two rows locked in order, balances read and
// checked by the program, written back, and the transfer inserted. Ids and a unique index as ours, so that a retry is
// found; no phases, no journals, no proof.

import { randomInt, randomUUID } from 'node:crypto'
import type { Database, Tx } from '../../packages/server/src/database/index.ts'

const TABLES = `
  CREATE TABLE plain_account (id bigint PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0));
  CREATE TABLE plain_transfer (
    id uuid PRIMARY KEY, debit bigint NOT NULL REFERENCES plain_account, credit bigint NOT NULL REFERENCES plain_account,
    amount bigint NOT NULL CHECK (amount > 0), code text NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON plain_transfer (debit, recorded_at);
  CREATE INDEX ON plain_transfer (credit, recorded_at);`

export async function fillPlain(db: Database, accounts: number): Promise<void> {
  await db.pool.query(TABLES)
  await db.pool.query('INSERT INTO plain_account SELECT n, 1000000000 FROM generate_series(1, $1) AS n', [accounts])
  await db.pool.query('VACUUM ANALYZE plain_account')
}

interface Row {
  id: bigint
  balance: bigint
}

export function createPlain() {
  async function once(tx: Tx, debit: bigint, credit: bigint): Promise<'applied' | 'exceeds_credits'> {
    const { rows } = await tx.query<Row>({
      name: 'plain_lock',
      text: 'SELECT id, balance FROM plain_account WHERE id IN ($1, $2) ORDER BY id FOR UPDATE',
      values: [debit, credit],
    })
    const amount = 1n
    const balanceOf = (id: bigint) => rows.find(row => row.id === id)?.balance ?? 0n
    if (balanceOf(debit) < amount) return 'exceeds_credits'
    const update = { name: 'plain_update', text: 'UPDATE plain_account SET balance = $2 WHERE id = $1' }
    await tx.query({ ...update, values: [debit, balanceOf(debit) - amount] })
    await tx.query({ ...update, values: [credit, balanceOf(credit) + amount] })
    await tx.query({
      name: 'plain_insert',
      text: 'INSERT INTO plain_transfer (id, debit, credit, amount, code) VALUES ($1, $2, $3, $4, $5)',
      values: [randomUUID(), debit, credit, amount, 'bench'],
    })
    return 'applied'
  }
  return {
    async transfer(connection: Tx, holders: number): Promise<{ result: string }> {
      const debit = 1 + randomInt(holders)
      const credit = 1 + ((debit + randomInt(holders - 1)) % holders)
      await connection.query('BEGIN')
      try {
        const result = await once(connection, BigInt(debit), BigInt(credit))
        await connection.query('COMMIT')
        return { result }
      } catch (thrown) {
        await connection.query('ROLLBACK')
        throw thrown
      }
    },
  }
}
