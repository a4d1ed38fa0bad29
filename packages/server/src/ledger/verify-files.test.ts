// SPDX-License-Identifier: Apache-2.0
// Verification of files: exports that were damaged or edited, archives of epochs alone and as one chain with what is
// still live, in the database or in an export.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { deriveIdFromKey } from '@jandon/domain/ids'
import { accountSpec, loneJournalId, type TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { archiveEpoch } from './archive.ts'
import { advanceEpoch } from './epochs.ts'
import { createLedger, LedgerUnreadable, type VerifyOptions, verifyLedger } from './index.ts'
import { conversion, exported } from './test-verify.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'

const ledger = createLedger({ clock: { now: () => NOW } })
const { clearing, fee, ana } = ACCOUNTS
const book = deriveIdFromKey('bok', 'elsewhere')
const there = [accountSpec(book, 'payout_clearing', 'KRW'), accountSpec(book, 'holder_cash', 'KRW', 'o, "k"')] as const
const held = transfer(ana, fee, won(40), { phase: 'pending' })

let db: TestDatabase
let folder: string
let archives: string[]

const post = (...batch: TransferSpec[]) => db.transaction(tx => ledger.postTransfers(tx, batch))
const lone = (amount: number): TransferSpec => {
  const id = freshId('trf')
  return transfer(clearing, ana, won(amount), { id, journalId: loneJournalId(id) })
}

async function nextEpoch(): Promise<void> {
  await ledger.upkeep(db)
  assert.equal(await advanceEpoch(db, { epochTransfers: 1, snapshotMovements: 3 }), 1)
  for (let round = 0; round < 3; round += 1) await ledger.upkeep(db)
}

before(async () => {
  db = await createTestDatabase(undefined, 'own')
  folder = await mkdtemp(join(tmpdir(), 'jandon-files-'))
  await db.transaction(async tx => {
    await ledger.openBook(tx, book)
    await ledger.openAccounts(tx, [...Object.values(ACCOUNTS), ...there])
  })
  await db.transaction(tx => ledger.postJournals(tx, [0, 1, 2].flatMap(conversion)))
  await post(...Array.from({ length: 9 }, (_, index) => lone(10 + index)), held)
  await db.transaction(tx => ledger.postTransfers(tx, [transfer(...there, won(11))], { book }))
  await nextEpoch()
  await post(transfer(ana, fee, won(30), { phase: 'post', pendingId: held.id }), lone(1))
  await db.transaction(tx => ledger.postJournals(tx, conversion(3)))
  await nextEpoch()
  await post(lone(2))
  await db.transaction(tx => ledger.postJournals(tx, conversion(4)))
  await ledger.upkeep(db)
  await post(lone(3))
})
after(async () => {
  await db.drop()
  await rm(folder, { recursive: true })
})

const codesOf = async (source: Parameters<typeof verifyLedger>[0], options?: VerifyOptions) =>
  (await verifyLedger(source, options)).findings.map(({ code }) => code)

/** Changes a file of a directory; with `known`, the manifest names it as it then is. */
async function edit(directory: string, name: string, change: (text: string) => string, known: boolean): Promise<void> {
  const path = join(directory, name)
  const isZipped = name.endsWith('.gz')
  const bytes = await readFile(path)
  const text = change((isZipped ? gunzipSync(bytes) : bytes).toString())
  await writeFile(path, isZipped ? gzipSync(text) : text)
  if (!known) return
  const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))
  const file = manifest.files.find((each: { name: string }) => each.name === name)
  file.sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest))
}

const PART = 'transfers-00001.csv'
const dearer = (text: string) => text.replace(/,9000,posted/, ',9001,posted')

test('an export edited by hand is found; with a manifest made to fit, its journals tell', async () => {
  await exported({ pool: db.pool }, async directory => {
    const source = { kind: 'files', export: directory } as const
    assert.deepEqual(await codesOf(source), [])
    await edit(directory, PART, dearer, false)
    const codes = await codesOf(source)
    assert.ok(codes.includes('file_differs') && codes.includes('journal_edited'), codes.join())
    await edit(directory, PART, text => text, true)
    assert.deepEqual([...new Set(await codesOf(source))].sort(), ['balance_differs', 'journal_edited'])
  })
})

test('a damaged, foreign or cut-off export is neither right nor wrong', async () => {
  const bad = async (spoil: (directory: string) => Promise<void>, sentence: RegExp) => {
    await exported({ pool: db.pool }, async directory => {
      await spoil(directory)
      await assert.rejects(verifyLedger({ kind: 'files', export: directory }), error => {
        assert.ok(error instanceof LedgerUnreadable, String(error))
        assert.match(error.message, sentence)
        return true
      })
    })
  }
  await bad(directory => rm(join(directory, 'manifest.json')), /no manifest\.json, or is not finished/)
  await bad(directory => writeFile(join(directory, 'manifest.json'), '{"a":'), /is damaged/)
  await bad(directory => writeFile(join(directory, 'manifest.json'), '{"format":"x"}'), /not that of a ledger export/)
  await bad(directory => edit(directory, PART, text => text.slice(0, -40), true), /is cut off/)
  await bad(directory => edit(directory, PART, text => text.replaceAll(',posted,', ','), true), /is no transfer/)
  await bad(directory => edit(directory, PART, text => text.replace('position', 'place'), true), /no column position/)
  await bad(directory => edit(directory, 'accounts.csv', text => text.slice(0, -5), true), /is cut off/)
  await bad(directory => edit(directory, 'blocks.csv', text => text.replace('root', 'stem'), true), /no column root/)
})

test('a file that is gone is a finding, and what can be told without it is told', async () => {
  await exported({ pool: db.pool }, async directory => {
    await rm(join(directory, PART))
    const report = await verifyLedger({ kind: 'files', export: directory })
    assert.deepEqual([...new Set(report.findings.map(({ code }) => code))], ['file_differs'])
  })
})

test('an export is not written over another', async () => {
  await exported({ pool: db.pool }, async directory => {
    await assert.rejects(ledger.export(db, { directory, now: NOW }), { code: 'EEXIST' })
  })
})

test('epochs in the archive: alone, with the database, with an export, and not at all', async () => {
  const whole = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(whole.findings, [])
  archives = []
  for (const epoch of [0, 1]) {
    const result = await archiveEpoch(db, { epoch, to: folder, drop: true, now: NOW, fileRows: 4 })
    assert.ok('directory' in result && result.dropped)
    archives.push(result.directory)
  }
  assert.deepEqual(await verifyLedger({ kind: 'database', db, archives }), whole)
  assert.deepEqual(await verifyLedger({ kind: 'database', db, archives }, { threads: 2, threadsFrom: 0 }), whole)
  const rest = await verifyLedger({ kind: 'database', db })
  assert.deepEqual([rest.findings, rest.notRead, rest.heads], [[], [0, 1], whole.heads])
  assert.ok(rest.transfers < whole.transfers)
  await exported({ pool: db.pool }, async directory => {
    assert.deepEqual(await verifyLedger({ kind: 'files', export: directory, archives: archives.toReversed() }), whole)
    const alone = await verifyLedger({ kind: 'files', export: directory })
    assert.deepEqual([alone.findings, alone.notRead, alone.heads], [[], [0, 1], whole.heads])
    assert.equal(alone.transfers, rest.transfers)
  })
  for (const some of [archives, [archives[0]!], [archives[1]!]]) {
    assert.deepEqual(await codesOf({ kind: 'files', archives: some }), [], some.join())
  }
})

/** A copy of an archive, to be changed. */
async function copyOf(directory: string, look: (copy: string) => Promise<void>): Promise<void> {
  const copy = join(folder, 'copy')
  await cp(directory, copy, { recursive: true })
  try {
    await look(copy)
  } finally {
    await rm(copy, { recursive: true })
  }
}

test('an archived file changed in one byte is found, in whichever file and wherever it is read', async () => {
  for (const [at, archive] of archives.entries()) {
    for (const name of await readdir(archive)) {
      if (name === 'manifest.json') continue
      await copyOf(archive, async copy => {
        const bytes = await readFile(join(copy, name))
        bytes[Math.floor(bytes.length / 2)]! ^= 1
        await writeFile(join(copy, name), bytes)
        const all = archives.with(at, copy)
        assert.ok((await codesOf({ kind: 'files', archives: [copy] })).includes('file_differs'), name)
        assert.ok((await codesOf({ kind: 'database', db, archives: all })).includes('file_differs'), name)
      })
    }
  }
})

test('an archive made to fit itself is found by the chain, and by what the database noted of it', async () => {
  const cheaper = (text: string) => text.replace(/,(\d+),posted/, (_, amount) => `,${Number(amount) + 1},posted`)
  await copyOf(archives[1]!, async copy => {
    await edit(copy, 'transfers-00001.csv.gz', cheaper, true)
    const alone = new Set(await codesOf({ kind: 'files', archives: [copy] }))
    assert.ok(alone.has('block_differs') && alone.has('balance_differs'), [...alone].join())
    const online = new Set(await codesOf({ kind: 'database', db, archives: archives.with(1, copy) }))
    for (const code of ['file_differs', 'journal_edited', 'balance_differs'] as const) assert.ok(online.has(code), code)
  })
})

test('archives that do not join are refused', async () => {
  await assert.rejects(codesOf({ kind: 'files', archives: [archives[0]!, archives[0]!] }), LedgerUnreadable)
  await assert.rejects(codesOf({ kind: 'files', archives: [join(folder, 'nothing')] }), LedgerUnreadable)
  await assert.rejects(codesOf({ kind: 'files' }), LedgerUnreadable)
  await exported({ pool: db.pool }, async directory => {
    await assert.rejects(
      codesOf({ kind: 'files', export: directory, archives: [archives[0]!] }),
      /does not begin where/,
    )
  })
})
