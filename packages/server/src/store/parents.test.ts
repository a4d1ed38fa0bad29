// SPDX-License-Identifier: Apache-2.0
// No row of a conversion without the rows it belongs to, and none of those taken away: by the database itself, whoever
// holds the connection.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { convertVoucher, createPerson, createWorld, type World } from '../../../../test/simulation/world.ts'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'

const NOBODY = (prefix: string) => `${prefix}_${'0'.repeat(26)}`
let db: TestDatabase
let world: World
before(async () => {
  db = await createTestDatabase()
  world = await createWorld(db)
  await convertVoucher(world, await createPerson(world.usecases))
})
after(async () => {
  await world.close()
  await db.drop()
})

/** A copy of the only row of a table with some columns set. */
const copy = (table: string, columns: Readonly<Record<string, string>>) =>
  db.pool.query(`INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1)).* FROM ${table} t`, [
    JSON.stringify(columns),
  ])

describe('a row without its parent is refused', () => {
  for (const [table, own, parent, prefix] of [
    ['decision', { id: NOBODY('dec'), seq: '9' }, 'quote_id', 'qte'],
    ['instrument', { id: NOBODY('ins') }, 'holder_id', 'hld'],
    ['instrument_claim', {}, 'instrument_id', 'ins'],
    ['conversion', { id: NOBODY('cnv'), redemption_reference: 'x' }, 'holder_id', 'hld'],
    ['conversion', { id: NOBODY('cnv'), redemption_reference: 'x' }, 'instrument_id', 'ins'],
    ['conversion', { id: NOBODY('cnv'), redemption_reference: 'x' }, 'quote_id', 'qte'],
    ['conversion', { id: NOBODY('cnv'), redemption_reference: 'x' }, 'payout_account_id', 'pac'],
  ] as const) {
    test(`${table}: ${parent}`, async () => {
      await assert.rejects(copy(table, { ...own, [parent]: NOBODY(prefix) }), { code: '23503' })
    })
  }
  test('a payout', async () => {
    const payout = (conversion: string) =>
      db.pool.query(
        `INSERT INTO payout (id, conversion_id, number, payout_account_id, rail, rail_reference, amount_minor, unit, state,
           seq, created_at)
         SELECT '${NOBODY('pay')}', ${conversion}, 1, payout_account_id, 'r', 'r', 1, 'KRW', 'started', 1, now()
         FROM conversion`,
      )
    await assert.rejects(payout(`'${NOBODY('cnv')}'`), { code: '23503' })
    await payout('id')
  })
})

describe('a parent', () => {
  for (const table of ['quote', 'holder', 'instrument', 'payout_account', 'conversion']) {
    test(`${table}: is not removed and keeps its id`, async () => {
      await assert.rejects(db.pool.query(`DELETE FROM ${table}`), { code: '23001' })
      await assert.rejects(db.pool.query(`TRUNCATE ${table} CASCADE`), { code: '23001' })
      await assert.rejects(db.pool.query(`UPDATE ${table} SET id = id`), { code: '23001' })
    })
  }
  test('stays the one that a row was written with', async () => {
    await assert.rejects(db.pool.query('UPDATE conversion SET holder_id = holder_id'), { code: '23001' })
    await assert.rejects(db.pool.query('UPDATE instrument_claim SET instrument_id = instrument_id'), { code: '23001' })
  })
})
