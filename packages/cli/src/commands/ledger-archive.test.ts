// SPDX-License-Identifier: Apache-2.0
// The archive as an operator meets it: which epochs there are, the words and exit codes of each step, and that only
// what was asked for is taken out of the database.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import { accountSpec, DEFAULT_BOOK, loneJournalId } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../../../server/src/database/testing.ts'
import { createLedger } from '../../../server/src/ledger/index.ts'
import { runProgram } from '../program.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { createTestContext } from '../testing/test-context.ts'

const to = mkdtempSync(join(tmpdir(), 'jandon-archive-'))
let db: TestDatabase

before(async () => {
  // A server of its own: sealing waits for every transaction of the server.
  db = await createTestDatabase(undefined, 'own')
  const ledger = createLedger({ epochs: { epochTransfers: 3, snapshotMovements: 10 } })
  const clearing = accountSpec(DEFAULT_BOOK, 'payout_clearing', 'KRW')
  const holder = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'ana')
  const transfers = ['a', 'b', 'c'].map(key => {
    const id = deriveIdFromKey('trf', key)
    const accounts = { debitAccountId: clearing.id, creditAccountId: holder.id }
    const amount = { amountMinor: 5n, unit: 'KRW' }
    const rest = { code: 'payout', phase: 'posted' as const, occurredAt: 1_780_000_000_000 }
    return { id, journalId: loneJournalId(id), ...accounts, amount, ...rest }
  })
  await db.transaction(tx => ledger.openAccounts(tx, [clearing, holder]))
  await db.transaction(tx => ledger.postTransfers(tx, transfers))
  for (let round = 0; round < 5; round += 1) await ledger.upkeep(db)
})
after(async () => {
  await db.drop()
  rmSync(to, { recursive: true })
})

async function archive(argv: readonly string[], language: 'ko' | 'en' = 'en') {
  const { api } = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
  const context = createTestContext(api, language)
  const code = await runProgram(['ledger', 'archive', '--database-url', db.url, ...argv], context)
  return { code, ...context.printed }
}

test('without options the epochs are listed', async () => {
  const { code, out } = await archive([])
  assert.equal(code, 0)
  assert.match(out, /0 {2}ready for the archive +3/)
  assert.match(out, /1 {2}open +0/)
  const epochs = JSON.parse((await archive(['--json'])).out)
  assert.deepEqual(epochs[0], { epoch: 0, state: 'indexed', transfers: '3', archive: null })
})

test('half of the options, and an epoch that cannot be archived, end with a sentence', async () => {
  const half = await archive(['--epoch', '0'])
  assert.equal(half.code, 2)
  assert.match(half.errors, /Name both/)
  const open = await archive(['--epoch', '1', '--to', to], 'ko')
  assert.equal(open.code, 2)
  assert.match(open.errors, /1회차는 아직 기록 중이에요/)
})

test('it is written and kept, found out when changed, and dropped when asked', async () => {
  const written = await archive(['--epoch', '0', '--to', to])
  assert.equal(written.code, 0)
  assert.match(written.out, /holds 3 transfers in 3 journals/)
  assert.match(written.out, /still in the database/)
  const manifest = join(to, 'epoch-0', 'manifest.json')
  const text = readFileSync(manifest, 'utf8')
  writeFileSync(manifest, text.replace('"posted": "15"', '"posted": "16"'))
  const changed = await archive(['--epoch', '0', '--to', to, '--drop'])
  assert.equal(changed.code, 1)
  assert.match(changed.out, /sums of what moved/)
  writeFileSync(manifest, text.slice(0, 40))
  assert.equal((await archive(['--epoch', '0', '--to', to, '--drop'])).code, 2)
  writeFileSync(manifest, text)
  const dropped = JSON.parse((await archive(['--epoch', '0', '--to', to, '--drop', '--json'])).out)
  assert.deepEqual([dropped.transfers, dropped.dropped], ['3', true])
  assert.ok(existsSync(manifest))
  const again = await archive(['--epoch', '0', '--to', to])
  assert.equal(again.code, 2)
  assert.match(again.errors, /in the archive already/)
  assert.match((await archive([])).out, /0 {2}archived +3 {2}epoch-0/)
})
