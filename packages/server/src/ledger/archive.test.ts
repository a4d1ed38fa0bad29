// SPDX-License-Identifier: Apache-2.0
// An epoch goes to the archive: the files tell it all, whoever changes them is found out, and the books go on as if it
// were still there, saying where it is.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { deriveIdFromKey } from '@jandon/domain/ids'
import { accountSpec, DEFAULT_BOOK, loneJournalId, type TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { openBook } from './accounts.ts'
import { archiveEpoch } from './archive.ts'
import { ArchiveDiffers, checkArchive } from './archive-check.ts'
import { finishDrops } from './archive-drop.ts'
import { type ArchiveManifest, openArchive, parseRecords } from './archive-file.ts'
import { advanceEpoch } from './epochs.ts'
import { openAccounts, postJournals, postTransfers } from './post.ts'
import {
  LedgerArchived,
  readAccount,
  readBalanceAt,
  readStatement,
  readTransfers,
  readTransfersBySubject,
  readTransfersOfAccount,
} from './reads.ts'
import { LedgerUnreadable } from './records.ts'
import { ACCOUNTS, face, freshId, NOW, transfer, won } from './testing.ts'
import { upkeep } from './upkeep.ts'

const { clearing, fee, ana, ben, voucher, outstanding } = ACCOUNTS
const book = deriveIdFromKey('bok', 'elsewhere')
const there = [accountSpec(book, 'payout_clearing', 'KRW'), accountSpec(book, 'holder_cash', 'KRW', 'o, "k"')] as const
const deps = { now: () => NOW, epochs: { epochTransfers: 1, snapshotMovements: 3 } }
const SUBJECT = 'one, "two"\nthree'

let db: TestDatabase
let to: string
let first: TransferSpec[]
const held = transfer(ana, fee, won(40), { phase: 'pending' })
const forgotten = transfer(ana, fee, won(3), { phase: 'pending' })

const post = (...batch: TransferSpec[]) => db.transaction(tx => postTransfers(deps, tx, batch))
const lone = (spec: TransferSpec): TransferSpec => ({ ...spec, journalId: loneJournalId(spec.id) })
const archive = (epoch: number, drop: boolean, fileRows = 4) =>
  archiveEpoch(db, { epoch, to, drop, now: NOW, fileRows })

async function nextEpoch(): Promise<void> {
  for (let round = 0; round < 3; round += 1)
    await upkeep({ ...deps, epochs: { ...deps.epochs, epochTransfers: 1e6 } }, db)
  assert.equal(await advanceEpoch(db, deps.epochs), 1)
  for (let round = 0; round < 3; round += 1)
    await upkeep({ ...deps, epochs: { ...deps.epochs, epochTransfers: 1e6 } }, db)
}

before(async () => {
  db = await createTestDatabase(undefined, 'own')
  to = await mkdtemp(join(tmpdir(), 'jandon-archive-'))
  await db.transaction(async tx => {
    await openBook(tx, book)
    await openAccounts(tx, [...Object.values(ACCOUNTS), ...there])
    const journalId = freshId('jnl')
    const transfers = [transfer(clearing, ben, won(7), { journalId }), transfer(ben, fee, won(7), { journalId })]
    const journal = { id: journalId, book: DEFAULT_BOOK, event: 'reversal', subject: SUBJECT, accounts: [], transfers }
    assert.deepEqual(
      (await postJournals(deps, tx, [journal as never])).map(({ result }) => result),
      ['applied'],
    )
  })
  await db.pool.query('SELECT pg_sleep(0.01)')
  first = Array.from({ length: 9 }, (_, index) => lone(transfer(clearing, ana, won(10 + index))))
  await post(...first, transfer(outstanding, voucher, face(5)), held, forgotten)
  await db.transaction(tx => postTransfers(deps, tx, [transfer(...there, won(11))], { book }))
  await nextEpoch()
  await post(transfer(ana, fee, won(30), { phase: 'post', pendingId: held.id }), lone(transfer(clearing, ana, won(1))))
  await nextEpoch()
  await post(lone(transfer(clearing, ana, won(2))))
})
after(async () => {
  await db.drop()
  await rm(to, { recursive: true })
})

test('lines are read as they are written', () => {
  const rest = (text: string) => {
    const records: string[][] = []
    return { rest: parseRecords(text, records), records }
  }
  assert.deepEqual(rest('a,b\n,\nc'), {
    rest: 'c',
    records: [
      ['a', 'b'],
      ['', ''],
    ],
  })
  assert.deepEqual(rest('a,"b ""c"", d\ne"\nf,"g"\n"h'), {
    rest: '"h',
    records: [
      ['a', 'b "c", d\ne'],
      ['f', 'g'],
    ],
  })
  assert.deepEqual(rest('a,"b"'), { rest: 'a,"b"', records: [] })
  assert.deepEqual(rest('"",b\nx,"'), { rest: 'x,"', records: [['', 'b']] })
  assert.throws(() => rest('"a"b\n'), LedgerUnreadable)
})

test('what cannot be archived is refused', async () => {
  const refusal = async (epoch: number, drop: boolean) => {
    const result = await archive(epoch, drop)
    return 'refused' in result ? result.refused : 'archived'
  }
  assert.equal(await refusal(99, false), 'epoch_unknown')
  assert.equal(await refusal(2, false), 'epoch_open')
  assert.equal(await refusal(1, true), 'older_epoch_not_archived')
  assert.equal(await refusal(0, true), 'pending_transfers_unresolved')
})

test('an archive holds the epoch, in files of which each has its hash', async () => {
  // What a killed run has left is begun anew.
  await mkdir(join(to, 'epoch-0.part'))
  await writeFile(join(to, 'epoch-0.part', 'transfers-00009.csv.gz'), 'cut off')
  const result = await archive(0, false)
  assert.ok('directory' in result && !result.dropped)
  assert.deepEqual(await readdir(to), ['epoch-0'])
  assert.ok(!(await readdir(result.directory)).includes('transfers-00009.csv.gz'))
  const { manifest } = result
  assert.deepEqual([manifest.transfers, manifest.journals, manifest.accounts], ['15', '14', '8'])
  assert.deepEqual(
    manifest.lots
      .map(({ unit, transfers, posted, pending, released }) => [unit, transfers, posted, pending, released])
      .sort(),
    [
      ['KRW', '1', '11', '0', '0'],
      ['KRW', '13', '140', '43', '0'],
      ['voucher:cultureland:KRW', '1', '5', '0', '0'],
    ],
  )
  assert.equal((await readdir(result.directory)).filter(name => name.startsWith('transfers-')).length, 2)
  const text = gunzipSync(await readFile(join(result.directory, 'journals.csv.gz'))).toString()
  assert.ok(text.includes(`,reversal,"${SUBJECT.replaceAll('"', '""')}"\n`), text)
  // What is there is checked, not written again.
  const again = await archive(0, false)
  assert.ok('sha256' in again && again.sha256 === result.sha256)
})

/** Changes the text of a file and, as somebody who knows how would, its hash in the manifest. */
async function tampered(name: string, change: (text: string) => string, alsoManifest: boolean): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'jandon-tampered-'))
  await cp(join(to, 'epoch-0'), directory, { recursive: true })
  const path = join(directory, name)
  const isZipped = name.endsWith('.gz')
  const text = isZipped ? gunzipSync(await readFile(path)).toString() : await readFile(path, 'utf8')
  const changed = change(text)
  assert.notEqual(changed, text)
  const bytes = isZipped ? gzipSync(changed) : Buffer.from(changed)
  await writeFile(path, bytes)
  if (alsoManifest) {
    const manifest = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as ArchiveManifest
    const files = manifest.files.map(file =>
      file.name === name ? { ...file, sha256: createHash('sha256').update(bytes).digest('hex') } : file,
    )
    await writeFile(join(directory, 'manifest.json'), JSON.stringify({ ...manifest, files }))
  }
  return directory
}

const WAYS: [string, (text: string) => string][] = [
  ['transfers-00001.csv.gz', text => text.replace(',10,posted,', ',11,posted,')],
  ['transfers-00001.csv.gz', text => text.replace(',payout,', ',bonus,')],
  ['transfers-00001.csv.gz', text => text.replace(',pending,', ',posted,')],
  [
    'transfers-00001.csv.gz',
    text => text.replace(/\n(\d+),([0-9a-f])/, (_, no, hex) => `\n${no},${hex === '0' ? '1' : '0'}`),
  ],
  ['journals.csv.gz', text => text.replace('reversal', 'refund')],
  ['journals.csv.gz', text => text.replace('two', 'too')],
  ['accounts.csv.gz', text => text.replace(/,(\d+)\n/, (_, n) => `,${BigInt(n) + 1n}\n`)],
  ['accounts.csv.gz', text => text.replace('holder_cash', 'holder_cush')],
  ['blocks.csv.gz', text => text.replace(/[0-9a-f]{64}/, 'f'.repeat(64))],
  ['manifest.json', text => text.replace('"posted": "140"', '"posted": "141"')],
  ['manifest.json', text => text.replace('"journals": "14"', '"journals": "15"')],
  ['manifest.json', text => text.replace('"accounts": "8"', '"accounts": "7"')],
  ['manifest.json', text => text.replace('"epoch": 0', '"epoch": 1')],
  ['manifest.json', text => text.replace(/("after": \{\s*"block": \{\s*"number": ")1"/, '$12"')],
]

test('whoever changes an archive is found out, with the hash of the file changed as well', async () => {
  for (const [name, change] of WAYS) {
    for (const alsoManifest of name === 'manifest.json' ? [false] : [false, true]) {
      const directory = await tampered(name, change, alsoManifest)
      const checked = openArchive(directory).then(opened => checkArchive(opened))
      const isFound = (thrown: unknown) =>
        thrown instanceof ArchiveDiffers || (!alsoManifest && thrown instanceof LedgerUnreadable)
      await assert.rejects(checked, isFound, `${name} ${change}`)
      await rm(directory, { recursive: true })
    }
  }
  const cut = await mkdtemp(join(tmpdir(), 'jandon-cut-'))
  await cp(join(to, 'epoch-0'), cut, { recursive: true })
  const path = join(cut, 'transfers-00002.csv.gz')
  await writeFile(path, (await readFile(path)).subarray(0, -12))
  await assert.rejects(
    openArchive(cut).then(opened => checkArchive(opened)),
    LedgerUnreadable,
  )
  await rm(path)
  await assert.rejects(
    openArchive(cut).then(opened => checkArchive(opened)),
    LedgerUnreadable,
  )
  await rm(cut, { recursive: true })
})

test('an archive that differs from the database is not dropped for', async () => {
  await post(transfer(ana, fee, won(3), { phase: 'void', pendingId: forgotten.id }))
  await cp(join(to, 'epoch-0'), join(to, 'kept'), { recursive: true })
  const other = await tampered('manifest.json', text => text.replace('"posted": "140"', '"posted": "141"'), false)
  await rm(join(to, 'epoch-0'), { recursive: true })
  await cp(other, join(to, 'epoch-0'), { recursive: true })
  await assert.rejects(archive(0, true), ArchiveDiffers)
  const { rows } = await db.pool.query<{ state: string }>('SELECT state FROM ledger_epoch WHERE no = 0')
  assert.equal(rows[0]!.state, 'indexed')
  await rm(join(to, 'epoch-0'), { recursive: true })
  await cp(join(to, 'kept'), join(to, 'epoch-0'), { recursive: true })
})

test('the books go on without the transfers of an archived epoch and say where they are', async () => {
  const whole = (await readStatement(db.pool, ana.id))!
  const recent = whole.lines.slice(-4)
  const midst = (await readTransfers(db.pool, [first[4]!.id]))[0]!.recordedAt
  const all = await Promise.all(Object.values(ACCOUNTS).map(({ id }) => readAccount(db.pool, id)))
  const result = await archive(0, true)
  assert.ok('dropped' in result && result.dropped)
  assert.equal((await db.pool.query(`SELECT to_regclass('transfer_0') AS gone`)).rows[0].gone, null)
  assert.deepEqual(await Promise.all(Object.values(ACCOUNTS).map(({ id }) => readAccount(db.pool, id))), all)
  for (const order of ['asc', 'desc'] as const) {
    const statement = (await readStatement(db.pool, ana.id, { order }))!
    assert.deepEqual(order === 'asc' ? statement.lines : statement.lines.toReversed(), recent)
    assert.deepEqual([statement.closing, statement.archives], [whole.closing, ['epoch-0']])
    assert.deepEqual((await readTransfersOfAccount(db.pool, voucher.id, { order })).archives, ['epoch-0'])
    const only = (await readStatement(db.pool, voucher.id, { order }))!
    assert.deepEqual([only.lines, only.opening.amountMinor, only.closing.amountMinor], [[], 5n, 5n])
  }
  // It has never moved, so nothing of it is in an archive.
  assert.equal((await readStatement(db.pool, ACCOUNTS.cash.id))!.archives, undefined)
  const page = await readTransfersOfAccount(db.pool, ana.id, { limit: 1, order: 'desc' })
  assert.equal(page.archives, undefined)
  assert.deepEqual((await readTransfersBySubject(db.pool, SUBJECT)).archives, ['epoch-0'])
  assert.deepEqual(await readTransfers(db.pool, [first[0]!.id]), [])
  await assert.rejects(readBalanceAt(db.pool, clearing.id, midst - 1), (thrown: unknown) => {
    return (
      thrown instanceof LedgerArchived && thrown.archives.join() === 'epoch-0' && thrown.message.includes('epoch-0')
    )
  })
  const now = (await readBalanceAt(db.pool, ana.id, recent.at(-1)!.transfer.recordedAt))!
  assert.deepEqual(now.posted, whole.closing)
})

test('a transfer that is in the archive is still answered exists', async () => {
  const answers = await post(first[0]!, { ...first[1]!, amount: won(99) })
  assert.deepEqual(
    answers.map(({ result }) => result),
    ['exists', 'exists'],
  )
  const [spent] = await post(transfer(ana, fee, won(40), { phase: 'post', pendingId: held.id }))
  assert.equal(spent!.result, 'pending_already_posted')
  assert.deepEqual(await archive(0, true), { refused: 'epoch_archived' })
})

test('what a killed archiver has begun, upkeep finishes', async () => {
  const done = await archive(1, false)
  assert.ok('directory' in done)
  const sums = [done.sha256, done.manifest.transfers, done.manifest.journals]
  await db.transaction(async tx => {
    await tx.query(
      `INSERT INTO ledger_archive (epoch, name, manifest_sha256, transfers, journals) VALUES (1, 'epoch-1', $1, $2, $3)`,
      sums,
    )
    await tx.query(`UPDATE ledger_epoch SET state = 'archived' WHERE no = 1`)
  })
  // Detached, and killed before it was dropped.
  await db.pool.query('ALTER TABLE transfer DETACH PARTITION transfer_1 CONCURRENTLY')
  assert.deepEqual(await Promise.all([finishDrops(db), finishDrops(db)]).then(counts => counts.sort()), [0, 2])
  await upkeep(deps, db)
  assert.equal((await db.pool.query(`SELECT to_regclass('journal_1') AS gone`)).rows[0].gone, null)
  const statement = (await readStatement(db.pool, ana.id))!
  assert.deepEqual(statement.archives, ['epoch-0', 'epoch-1'])
  assert.equal(statement.lines.length, 2)
  const before = (await openArchive(join(to, 'epoch-0'))).manifest.books.map(({ book: each, after: end }) => [
    each,
    end,
  ])
  const next = (await openArchive(join(to, 'epoch-1'))).manifest.books.map(({ book: each, before: start }) => [
    each,
    start,
  ])
  assert.deepEqual(
    next,
    before.filter(([each]) => each === DEFAULT_BOOK),
  )
})
