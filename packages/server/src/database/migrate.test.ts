// SPDX-License-Identifier: Apache-2.0
// Migrations: run once, in order, each whole or not at all, by many processes at a time, and never against an edited
// history.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { DatabaseFault, type DatabaseFaultCode, migrate } from './index.ts'
import { createTestDatabase, type TestDatabase } from './testing.ts'

const code = (wanted: DatabaseFaultCode, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof DatabaseFault, String(error))
  assert.equal(error.code, wanted)
  assert.match(error.message, words)
  return true
}

describe('migrate', () => {
  const dirs: string[] = []
  const databases: TestDatabase[] = []
  let dir: string
  let db: TestDatabase

  const write = (name: string, sql: string) => writeFileSync(join(dir, name), sql)

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'jandon-migrations-'))
    db = await createTestDatabase(false)
    dirs.push(dir)
    databases.push(db)
    write('0001_first.sql', 'CREATE TABLE one (a int8);')
    write('0002_second.sql', 'INSERT INTO one VALUES (2);\nINSERT INTO one VALUES (3);')
  })

  after(async () => {
    for (const database of databases) await database.drop()
    for (const made of dirs) rmSync(made, { recursive: true })
  })

  test('runs each migration once, in order', async () => {
    assert.deepEqual(await migrate(db, dir), ['0001_first', '0002_second'])
    assert.deepEqual(await migrate(db, dir), [])
    write('0003_third.sql', 'INSERT INTO one VALUES (4)')
    assert.deepEqual(await migrate(db, dir), ['0003_third'])
    const { rows } = await db.pool.query('SELECT a FROM one ORDER BY a')
    assert.deepEqual(rows, [{ a: 2n }, { a: 3n }, { a: 4n }])
  })

  test('lets many processes start at once', async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, () => migrate(db, dir)))
    assert.equal(runs.flat().length, 2)
    const { rows } = await db.pool.query('SELECT count(*) AS n FROM one')
    assert.equal(rows[0].n, 2n)
  })

  test('leaves nothing of a migration that fails, and names file and line', async () => {
    write('0003_broken.sql', 'INSERT INTO one VALUES (5);\n\nINSERT INTO nowhere VALUES (1);')
    await assert.rejects(migrate(db, dir), code('migration_failed', /0003_broken failed, line 3: .*nowhere/))
    const { rows } = await db.pool.query(
      'SELECT (SELECT count(*) FROM one) AS n, (SELECT count(*) FROM migration) AS m',
    )
    assert.deepEqual(rows, [{ n: 2n, m: 2n }])
  })

  test('refuses an edited file, but not other line ends', async () => {
    await migrate(db, dir)
    write('0002_second.sql', 'INSERT INTO one VALUES (2);\r\nINSERT INTO one VALUES (3);')
    assert.deepEqual(await migrate(db, dir), [])
    write('0002_second.sql', 'INSERT INTO one VALUES (2);')
    await assert.rejects(migrate(db, dir), code('history_edited', /history was edited: migration 0002_second/))
  })

  test('refuses a migration that was put in before one that has run', async () => {
    await migrate(db, dir)
    write('0003_third.sql', 'SELECT 1')
    await migrate(db, dir)
    rmSync(join(dir, '0003_third.sql'))
    write('0004_fourth.sql', 'SELECT 1')
    await assert.rejects(migrate(db, dir), code('schema_newer', /0003_third/))
    write('0003_third.sql', 'SELECT 1')
    await migrate(db, dir)
    write('0002_a_late_one.sql', 'SELECT 1')
    await assert.rejects(migrate(db, dir), code('migration_failed', /number 0002/))
  })

  test('refuses a schema of a newer program', async () => {
    write('0003_third.sql', 'SELECT 1')
    await migrate(db, dir)
    rmSync(join(dir, '0003_third.sql'))
    await assert.rejects(migrate(db, dir), code('schema_newer', /newer program: it has 0003_third/))
  })

  test('refuses a name without number and words', async () => {
    write('third.sql', 'SELECT 1')
    await assert.rejects(migrate(db, dir), code('migration_failed', /third\.sql/))
  })
})
