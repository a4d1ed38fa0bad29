// SPDX-License-Identifier: Apache-2.0
// The pool and its transactions: how values arrive, what is rolled back, and what is run again.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { withoutPassword } from './index.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

describe('database', () => {
  let db: TestDatabase
  before(async () => {
    db = await createTestDatabase(false)
    await db.pool.query('CREATE TABLE counter (id int PRIMARY KEY, n int8 NOT NULL)')
    await db.pool.query('INSERT INTO counter VALUES (1, 0), (2, 0)')
  })
  after(() => db.drop())

  test('answers whole numbers exactly and days as they are written', async () => {
    const { rows } = await db.pool.query(
      `SELECT 9223372036854775807::int8 AS big, date '2026-03-01' AS day, 7::int4 AS small`,
    )
    assert.deepEqual(rows, [{ big: 9223372036854775807n, day: '2026-03-01', small: 7 }])
  })

  test('commits what returns and rolls back what throws', async () => {
    await db.transaction(tx => tx.query('UPDATE counter SET n = 5 WHERE id = 1'))
    await assert.rejects(
      db.transaction(async tx => {
        await tx.query('UPDATE counter SET n = 6 WHERE id = 1')
        throw new Error('no')
      }),
      /^Error: no$/,
    )
    const { rows } = await db.pool.query('SELECT n FROM counter WHERE id = 1')
    assert.deepEqual(rows, [{ n: 5n }])
    assert.equal(db.pool.idleCount, db.pool.totalCount)
  })

  test('runs a transaction again that PostgreSQL gave up for another, and no other one', async () => {
    let runs = 0
    let meet = () => {}
    const bothHaveOne = new Promise<void>(resolve => {
      meet = resolve
    })
    const both = (first: number, second: number) =>
      db.transaction(async tx => {
        runs += 1
        await tx.query('UPDATE counter SET n = n + 1 WHERE id = $1', [first])
        // Each holds what the other wants next, so that one of them must be given up.
        if (runs === 2) meet()
        await bothHaveOne
        await tx.query('UPDATE counter SET n = n + 1 WHERE id = $1', [second])
      })
    await db.pool.query('UPDATE counter SET n = 0')
    await Promise.all([both(1, 2), both(2, 1)])
    assert.equal(runs, 3)
    const { rows } = await db.pool.query('SELECT n FROM counter ORDER BY id')
    assert.deepEqual(rows, [{ n: 2n }, { n: 2n }])
    runs = 0
    await assert.rejects(
      db.transaction(tx => {
        runs += 1
        return tx.query('INSERT INTO counter VALUES (1, 1)')
      }),
      /duplicate key/,
    )
    assert.equal(runs, 1)
  })

  test('gives up after a bounded number of tries', async () => {
    let runs = 0
    await assert.rejects(
      db.transaction(async () => {
        runs += 1
        throw Object.assign(new Error('serialization'), { code: '40001' })
      }),
      /serialization/,
    )
    assert.equal(runs, 10)
  })

  test('throws away a connection that broke inside a transaction, and goes on', async () => {
    await assert.rejects(
      db.transaction(tx => tx.query('SELECT pg_terminate_backend(pg_backend_pid())')),
      /terminat|Connection/i,
    )
    assert.deepEqual((await db.pool.query('SELECT 1 AS one')).rows, [{ one: 1 }])
  })

  test('shows a URL without its password', () => {
    assert.equal(withoutPassword('postgres://user:geheim@host:5432/db'), 'postgres://user:***@host:5432/db')
    assert.equal(withoutPassword('geheim'), 'DATABASE_URL')
  })
})
