// SPDX-License-Identifier: Apache-2.0
// Transfers whose epoch has left the database are proven under today's head, out of the archive; one of another epoch
// is not found there, and a changed archive proves nothing.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Id } from '@jandon/domain/ids'
import { accountSpec, checkProof, DEFAULT_BOOK, type ProofJson, readProof } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { openBook } from './accounts.ts'
import { archiveEpoch } from './archive.ts'
import { archiveName } from './archive-write.ts'
import { advanceEpoch } from './epochs.ts'
import { openAccounts, postTransfers } from './post.ts'
import { proveHead, proveTransfer } from './proof.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from './testing.ts'
import { upkeep } from './upkeep.ts'

const EPOCHS = { epochTransfers: 1, snapshotMovements: 3 }
const deps = { now: () => NOW, epochs: { ...EPOCHS, epochTransfers: 1e6 } }
const OTHER = freshId('bok')
const there = [accountSpec(OTHER, 'payout_clearing', 'KRW'), accountSpec(OTHER, 'service_fee', 'KRW')] as const

let db: TestDatabase
let to: string
const posted: Id<'trf'>[][] = []
let noted: ProofJson

async function postSome(): Promise<void> {
  const journalId = freshId('jnl')
  const own = Array.from({ length: 300 }, (_, at) =>
    transfer(
      ACCOUNTS.clearing,
      ACCOUNTS.fee,
      won(2),
      at % 5 < 2 ? { journalId: at < 5 ? journalId : freshId('jnl') } : {},
    ),
  )
  const answers = await db.transaction(tx => postTransfers(deps, tx, own))
  const others = await db.transaction(tx =>
    postTransfers(deps, tx, [transfer(there[0], there[1], won(1)), transfer(there[0], there[1], won(1))], {
      book: OTHER,
    }),
  )
  assert.ok([...answers, ...others].every(({ result }) => result === 'applied'))
  posted.push([...answers, ...others].map(({ id }) => id))
}

async function doUpkeep(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await upkeep(deps, db)
}

before(async () => {
  db = await createTestDatabase(undefined, 'own')
  to = await mkdtemp(join(tmpdir(), 'jandon-proof-archive-'))
  await db.transaction(async tx => {
    await openBook(tx, OTHER)
    await openAccounts(tx, [...Object.values(ACCOUNTS), ...there])
  })
  for (let epoch = 0; epoch < 2; epoch += 1) {
    await postSome()
    await doUpkeep()
    if (epoch === 0) {
      const answer = await proveHead(db, DEFAULT_BOOK)
      assert.equal(answer.kind, 'proof')
      noted = (answer as { proof: ProofJson }).proof
    }
    assert.equal(await advanceEpoch(db, EPOCHS), 1)
    await doUpkeep()
  }
  await postSome()
  await doUpkeep()
  for (const epoch of [0, 1]) await archiveEpoch(db, { epoch, to, drop: true, now: NOW, fileRows: 100 })
})
after(async () => {
  await db.drop()
  await rm(to, { recursive: true, force: true })
})

test('transfers of an archived epoch are proven out of the archive, from a head noted before', async () => {
  for (const [epoch, ids] of posted.slice(0, 2).entries()) {
    const archive = join(to, archiveName(epoch))
    for (const id of ids.filter((_, at) => at % 61 < 2 || at > 297)) {
      assert.deepEqual(await proveTransfer(db, id), { kind: 'transfer_archived' })
      const answer = await proveTransfer(db, id, { archive })
      assert.equal(answer.kind, 'proof')
      const proof = readProof(JSON.parse(JSON.stringify((answer as { proof: ProofJson }).proof)))
      assert.deepEqual(checkProof(proof), { kind: 'proven', by: 'itself' })
      if (proof.head.book !== DEFAULT_BOOK) continue
      const since = await proveTransfer(db, id, { archive, since: noted.head.hash })
      const check = checkProof((since as { proof: ProofJson }).proof, { hash: noted.head.hash, head: noted.head })
      assert.deepEqual(check, { kind: 'proven', by: 'earlier' })
    }
  }
})

test('one of another epoch is not found in it, and one of today needs none', async () => {
  const archive = join(to, archiveName(1))
  assert.deepEqual(await proveTransfer(db, posted[0]![0]!, { archive }), { kind: 'transfer_archived' })
  assert.equal((await proveTransfer(db, posted[2]![0]!, { archive })).kind, 'proof')
})

test('an archive that was changed proves nothing, even when its manifest was changed with it', async () => {
  const archive = join(to, archiveName(0))
  const manifest = JSON.parse(await readFile(join(archive, 'manifest.json'), 'utf8'))
  const file = manifest.files.find(({ name }: { name: string }) => name.startsWith('transfers'))
  const text = gunzipSync(await readFile(join(archive, file.name))).toString('utf8')
  const changed = gzipSync(text.replaceAll(',2,posted', ',3,posted').replaceAll(',"2","posted"', ',"3","posted"'))
  await writeFile(join(archive, file.name), changed)
  file.sha256 = createHash('sha256').update(changed).digest('hex')
  file.bytes = String(changed.length)
  await writeFile(join(archive, 'manifest.json'), JSON.stringify(manifest))
  const answer = await proveTransfer(db, posted[0]![1]!, { archive })
  assert.equal(answer.kind, 'proof')
  const check = checkProof((answer as { proof: ProofJson }).proof)
  assert.deepEqual(check, { kind: 'differs', finding: 'journal_not_sealed_so' })
})
