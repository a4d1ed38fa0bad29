// SPDX-License-Identifier: Apache-2.0
// Statements that are asked for together run in their order, fail as one, and leave nothing behind the end of their
// transaction.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { together } from './database.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(false)
  await db.pool.query('CREATE TABLE one (id integer PRIMARY KEY, seen integer)')
})
after(() => db.drop())

const count = async () => (await db.pool.query('SELECT FROM one')).rowCount

describe('statements asked for together', () => {
  test('run in the order in which they were asked for', async () => {
    const seen = await db.transaction(async tx => {
      const [, , last] = await together([
        tx.query('INSERT INTO one VALUES (1, 0)'),
        tx.query('UPDATE one SET seen = seen + 1 WHERE id = 1'),
        tx.query<{ seen: number }>('SELECT seen FROM one WHERE id = 1'),
      ])
      return last.rows[0]?.seen
    })
    assert.equal(seen, 1)
  })
  test('when one fails, none has taken effect, and the failure told is the one the others follow from', async () => {
    const before = await count()
    const failing = db.transaction(tx =>
      together([
        tx.query('INSERT INTO one VALUES (2, 0)'),
        tx.query('SELECT FROM one').then(() => tx.query('INSERT INTO one VALUES (3, 0)')),
        tx.query('INSERT INTO one VALUES (1, 0)'),
        tx.query('INSERT INTO one VALUES (4, 0)'),
      ]),
    )
    await assert.rejects(failing, { code: '23505' })
    assert.equal(await count(), before)
  })
  test('the failure told is the first cause also when what follows from it stands before it', async () => {
    const failing = db.transaction(async tx => {
      const cause = tx.query('INSERT INTO one VALUES (1, 0)')
      const consequence = tx.query('SELECT 1')
      return together([consequence, cause])
    })
    await assert.rejects(failing, { code: '23505' })
  })
  test('what one of them would have asked for after the failure of another is not done outside the transaction', async () => {
    const before = await count()
    const slow = db.transaction(tx =>
      together([
        tx.query('INSERT INTO one VALUES (1, 0)'),
        (async () => {
          await new Promise(resolve => setTimeout(resolve, 50))
          await tx.query('INSERT INTO one VALUES (5, 0)')
        })(),
      ]),
    )
    await assert.rejects(slow, { code: '23505' })
    assert.equal(await count(), before)
  })
  test('a connection is as good as new after a failure', async () => {
    for (let round = 0; round < 30; round++) {
      await db.transaction(tx => tx.query('INSERT INTO one VALUES (1, 0)')).catch(() => undefined)
    }
    await db.transaction(tx => tx.query('INSERT INTO one VALUES (6, 0)'))
    assert.equal((await db.pool.query('SELECT FROM one WHERE id = 6')).rowCount, 1)
  })
})
