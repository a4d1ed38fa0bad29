// SPDX-License-Identifier: Apache-2.0
// Proofs as a person meets them: files written whole, what a holder reads on checking one, and the exit codes. The
// proofs are made here by hand, over a ledger of three journals and two blocks.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { deriveIdFromKey } from '@jandon/domain/ids'
import {
  accountSpec,
  blockHash,
  blockOf,
  consistencyProof,
  DEFAULT_BOOK,
  type HeadJson,
  hashToHex,
  inclusionProof,
  journalLeaf,
  journalToJson,
  loneJournalId,
  nodeHash,
  PROOF_FORMAT,
  type ProofJson,
  type SealedJournal,
  type Subtree,
  treeRoot,
} from '@jandon/domain/ledger'
import { runProgram } from '../program.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { createTestContext } from '../testing/test-context.ts'

const dir = mkdtempSync(join(tmpdir(), 'jandon-proof-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const cash = accountSpec(DEFAULT_BOOK, 'safeguarding_cash', 'KRW')
const ana = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'hld_ana')
const ids = ['one', 'two', 'three'].map(name => deriveIdFromKey('trf', name))
const journals = ids.map((id, index): SealedJournal => {
  const journal = loneJournalId(id)
  const transfer = {
    ...{ no: BigInt(65_537 + index), id, debit: cash.id, credit: ana.id, amountMinor: 9000n, code: 'issuer_gross' },
    ...{ phase: 'posted' as const, pendingId: null, occurredAt: 1n, expiresAt: null, recordedAt: 2n },
  }
  return { book: DEFAULT_BOOK, id: journal, event: 'operator_transfer', subject: journal, transfers: [transfer] }
})
const leaves = journals.map(journal => journalLeaf(journal))
const hashAt = ({ height, index }: Subtree): Uint8Array =>
  height === 0 ? leaves[index]! : nodeHash(leaves[index * 2]!, leaves[index * 2 + 1]!)

function headOf(number: number, treeSize: number, previous: string): HeadJson {
  const head = {
    ...{ book: DEFAULT_BOOK, number, previous, fromNo: '65536', toNo: '131071', treeSize, hash: '' },
    ...{ root: hashToHex(treeRoot(leaves.slice(0, treeSize))), sealedAt: '2026-11-23T07:00:00.000001Z' },
  }
  return { ...head, hash: hashToHex(blockHash(blockOf(head))) }
}
const first = headOf(1, 2, '00'.repeat(32))
const second = headOf(2, 3, first.hash)
const earlier = { head: first, path: consistencyProof(2, 3, hashAt).map(hashToHex) }
const PROOF: ProofJson = {
  ...{ format: PROOF_FORMAT, head: second, earlier: null },
  inclusion: {
    transferId: ids[1]!,
    journal: journalToJson(journals[1]!),
    accounts: [cash, ana].map(({ id, code, unit, owner }) => ({ id, code, unit, owner })),
    leafIndex: 1,
    path: inclusionProof(1, 3, hashAt).map(hashToHex),
  },
}

let files = 0
function fileWith(content: unknown): string {
  files += 1
  const file = join(dir, `${files}.json`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

async function run(
  argv: readonly string[],
  language: 'ko' | 'en' = 'en',
  answers: [string, ProofJson | string][] = [],
) {
  const server = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
  for (const [name, answer] of answers) server.proofs.set(name, answer)
  const context = createTestContext(server.api, language)
  const code = await runProgram(['ledger', ...argv], context)
  return { code, server, ...context.printed }
}

describe('jandon ledger check-proof', () => {
  test('needs nothing but the file and the noted hash', async () => {
    const { code, out, server } = await run(['check-proof', fileWith(PROOF), '--head', second.hash.toUpperCase()])
    assert.equal(code, 0)
    assert.match(out, /Proven: it is in the books as it was sealed, under block 2, which you noted\./)
    assert.match(out, /safeguarding_cash +holder_cash hld_ana +₩9,000/)
    assert.equal(server.calls.size, 0)
  })

  test('takes a head from a file, also an older one that leads to the new', async () => {
    const old = fileWith({ format: PROOF_FORMAT, inclusion: null, head: first, earlier: null })
    const both = fileWith({ ...PROOF, earlier })
    const { code, out } = await run(['check-proof', both, '--head', old], 'ko')
    assert.equal(code, 0)
    assert.match(out, /1번 블록부터 바뀐 것이 없어요/)
    const heads = fileWith({ ...PROOF, inclusion: null, earlier })
    const between = await run(['check-proof', heads, '--head', old])
    assert.deepEqual(
      [between.code, between.out],
      [0, 'Nothing up to block 1, which you noted, was changed until block 2.\n'],
    )
  })

  test('says without a head that the file only agrees with itself', async () => {
    const { code, out } = await run(['check-proof', fileWith(PROOF)])
    assert.equal(code, 0)
    assert.match(out, /agrees with itself\. It proves something only when/)
    assert.ok(!out.includes('Proven'))
  })

  test('exits with 1 when something was changed, and does not show it as if it were true', async () => {
    const changed = JSON.stringify(PROOF).replace('"9000"', '"9001"')
    const { code, out } = await run(['check-proof', fileWith(changed), '--head', second.hash])
    assert.equal(code, 1)
    assert.match(out, /This journal is not the one that was sealed/)
    assert.ok(!out.includes('9,001'))
    const rewritten = headOf(1, 1, '00'.repeat(32))
    const noted = fileWith({ format: PROOF_FORMAT, inclusion: null, head: rewritten, earlier: null })
    const other = await run(['check-proof', fileWith({ ...PROOF, earlier }), '--head', noted, '--json'])
    assert.equal(other.code, 1)
    assert.equal(JSON.parse(other.out).finding, 'noted_head_differs')
  })

  test('exits with 2 when it cannot be checked', async () => {
    const proof = fileWith(PROOF)
    for (const [argv, said] of [
      [[proof, '--head', first.hash], /says nothing about the head/],
      [[proof, '--head', 'nonsense'], /is neither/],
      [[join(dir, 'absent.json')], /There is no file/],
      [[fileWith('{')], /is no proof, or it is damaged\./],
      [[fileWith({ ...PROOF, head: { ...second, root: 'x' } })], /damaged \(\/head\/root\)/],
      [[proof, '--head', fileWith({})], /is no proof/],
    ] as const) {
      const { code, out, errors } = await run(['check-proof', ...argv])
      assert.equal(code, 2, String(said))
      assert.match(out + errors, said)
    }
  })
})

describe('jandon ledger prove', () => {
  test('writes a whole file that check-proof takes', async () => {
    const file = join(dir, 'receipt.json')
    const { code, out } = await run(['prove', ids[1]!, '--out', file], 'en', [[ids[1]!, PROOF]])
    assert.equal(code, 0)
    assert.match(out, new RegExp(`--head ${second.hash}`))
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), PROOF)
    assert.ok(!existsSync(`${file}.part`))
    assert.equal((await run(['check-proof', file, '--head', second.hash])).code, 0)
  })

  test('writes the head to note, and that an older one leads to it', async () => {
    const file = join(dir, 'head.json')
    const answer = { ...PROOF, inclusion: null, earlier }
    const { code, out } = await run(['prove', '--out', file, '--since', first.hash], 'ko', [[DEFAULT_BOOK, answer]])
    assert.equal(code, 0)
    assert.match(out, /2번 블록/)
    assert.equal((await run(['check-proof', file, '--head', first.hash])).code, 0)
  })

  test('notices at once when the books do not prove it', async () => {
    const file = join(dir, 'false.json')
    const answer = { ...PROOF, inclusion: { ...PROOF.inclusion!, leafIndex: 0 } }
    const { code, errors } = await run(['prove', ids[1]!, '--out', file], 'en', [[ids[1]!, answer]])
    assert.equal(code, 1)
    assert.match(errors, /Somebody changed it/)
    assert.ok(existsSync(file), 'The file is kept as evidence.')
  })

  test('exits with 2 and says why when there is no proof', async () => {
    for (const [answer, said] of [
      ['not_found', /no transfer/],
      ['not_sealed', /not sealed yet/],
      ['transfer_archived', /archive/],
      ['head_unknown', /chain was changed/],
    ] as const) {
      const { code, errors } = await run(['prove', ids[0]!], 'en', [[ids[0]!, answer]])
      assert.equal(code, 2)
      assert.match(errors, said)
    }
  })
})
