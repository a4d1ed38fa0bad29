// SPDX-License-Identifier: Apache-2.0
// A proof is checked as a holder does it. The rows of a small ledger are sealed here by hand; then every letter and
// every number of the proof is changed once, and none of them may pass.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deriveIdFromKey } from '../ids/index.ts'
import {
  accountSpec,
  appendLeaf,
  blockHash,
  blockOf,
  checkProof,
  consistencyProof,
  DEFAULT_BOOK,
  emptyFrontier,
  frontierRoot,
  type HeadJson,
  hashToHex,
  inclusionProof,
  journalLeaf,
  journalToJson,
  loneJournalId,
  NoProof,
  nodeHash,
  PROOF_FORMAT,
  type ProofJson,
  readProof,
  type SealedJournal,
  type SealedTransfer,
  type Subtree,
} from './index.ts'

const cash = accountSpec(DEFAULT_BOOK, 'safeguarding_cash', 'KRW')
const ana = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'hld_ana')
const told = [cash, ana].map(({ id, code, unit, owner }) => ({ id, code, unit, owner }))

function row(number: number, rest: Partial<SealedTransfer> = {}): SealedTransfer {
  return {
    ...{ no: BigInt(65_536 + number), id: deriveIdFromKey('trf', `${number}`), debit: cash.id, credit: ana.id },
    ...{ amountMinor: 9000n, phase: 'posted', pendingId: null, occurredAt: 1_780_000_000_123_456n, expiresAt: null },
    ...{ recordedAt: 1_780_000_001_000_001n, code: 'issuer_gross' },
    ...rest,
  }
}

/** Nine journals; the fourth has three transfers of different phases, the others are lone. */
const journals = Array.from({ length: 9 }, (_, index): SealedJournal => {
  const first = row(index * 10)
  const id = loneJournalId(first.id)
  if (index !== 3) return { book: DEFAULT_BOOK, id, event: 'operator_transfer', subject: id, transfers: [first] }
  const pending = row(31, { phase: 'pending', expiresAt: 1_790_000_000_000_000n, code: 'payout' })
  return {
    ...{ book: DEFAULT_BOOK, id: deriveIdFromKey('jnl', 'three'), event: 'conversion_redeemed', subject: 'cnv_1' },
    transfers: [first, pending, row(32, { phase: 'void', pendingId: pending.id, code: 'payout' })],
  }
})
const leaves = journals.map(journal => journalLeaf(journal))

function hashAt({ height, index }: Subtree): Uint8Array {
  if (height === 0) return leaves[index]!
  const below = { height: height - 1, index: index * 2 }
  return nodeHash(hashAt(below), hashAt({ ...below, index: below.index + 1 }))
}

function headOf(number: number, treeSize: number, previous: string): HeadJson {
  const tree = emptyFrontier()
  for (const leaf of leaves.slice(0, treeSize)) appendLeaf(tree, leaf)
  const head = {
    ...{ book: DEFAULT_BOOK, number, previous, fromNo: `${number * 65_536}`, toNo: `${number * 65_536 + 65_535}` },
    ...{ treeSize, root: hashToHex(frontierRoot(tree)), sealedAt: '2026-11-23T07:00:00.000001Z', hash: '' },
  }
  return { ...head, hash: hashToHex(blockHash(blockOf(head))) }
}
const first = headOf(1, 6, '00'.repeat(32))
const second = headOf(2, 9, first.hash)

const PROOF: ProofJson = {
  format: PROOF_FORMAT,
  inclusion: {
    transferId: journals[3]!.transfers[1]!.id,
    journal: journalToJson(journals[3]!),
    accounts: told,
    leafIndex: 3,
    path: inclusionProof(3, 9, hashAt).map(hashToHex),
  },
  head: second,
  earlier: { head: first, path: consistencyProof(6, 9, hashAt).map(hashToHex) },
}
const again = (proof: unknown) => readProof(JSON.parse(JSON.stringify(proof)))

describe('a true proof', () => {
  test('holds for the head that was noted, for one noted before, and by itself', () => {
    assert.deepEqual(again(PROOF), PROOF)
    assert.deepEqual(checkProof(again(PROOF), { hash: second.hash }), { kind: 'proven', by: 'noted' })
    assert.deepEqual(checkProof(again(PROOF), { hash: second.hash, head: second }), { kind: 'proven', by: 'noted' })
    assert.deepEqual(checkProof(again(PROOF), { hash: first.hash, head: first }), { kind: 'proven', by: 'earlier' })
    assert.deepEqual(checkProof(again(PROOF)), { kind: 'proven', by: 'itself' })
    assert.equal(checkProof(again({ ...PROOF, inclusion: null }), { hash: first.hash }).kind, 'proven')
  })

  test('says nothing about a head that is not in it', () => {
    assert.deepEqual(checkProof({ ...PROOF, earlier: null }, { hash: first.hash }), { kind: 'unconnected' })
    const third = headOf(3, 9, second.hash)
    assert.deepEqual(checkProof(PROOF, { hash: third.hash, head: third }), { kind: 'unconnected' })
  })
})

/** Every place of a JSON value that holds a text, a number or null, with ways to change it. */
function* changes(value: unknown): Generator<unknown> {
  if (typeof value === 'number') yield* [value + 1, Math.max(0, value - 1) === value ? value + 2 : value - 1]
  else if (value === null) yield* ['2026-11-23T07:00:00.000001Z', 'a', 0, { head: first, path: [] }]
  else if (typeof value === 'string') {
    yield* [null, '', `${value}0`]
    for (const [at, char] of [...value].entries()) {
      const next = /[0-8a-y]/.test(char) ? String.fromCharCode(char.charCodeAt(0) + 1) : '0'
      yield value.slice(0, at) + next + value.slice(at + 1)
    }
  } else if (Array.isArray(value)) {
    yield* [[], value.slice(1), [...value, ...value.slice(0, 1)]].filter(list => list.length !== value.length)
    for (const [at, item] of value.entries()) for (const other of changes(item)) yield value.with(at, other)
  } else {
    for (const [name, item] of Object.entries(value as object)) {
      for (const other of changes(item)) yield { ...(value as object), [name]: other }
      const { [name]: _, ...without } = value as Record<string, unknown>
      yield without
    }
  }
}

/** What may be different in a file that proves the same. */
function provesTheSame(changed: unknown): boolean {
  const { inclusion, earlier } = changed as Partial<ProofJson>
  // Less is claimed then.
  if (inclusion === null || earlier === null) return true
  // Another transfer of the same journal is proven as well; an account may be told twice.
  const others = journals[3]!.transfers.filter(({ id }) => id !== PROOF.inclusion!.transferId)
  if (others.some(({ id }) => id === inclusion?.transferId)) return true
  return (inclusion?.accounts?.length ?? 0) > told.length
}

test('no letter and no number of a proof can be changed', () => {
  let tried = 0
  for (const changed of changes(PROOF)) {
    if (provesTheSame(changed)) continue
    tried += 1
    try {
      const check = checkProof(readProof(changed), { hash: second.hash, head: second })
      assert.notEqual(check.kind, 'proven', JSON.stringify(changed))
    } catch (error) {
      assert.ok(error instanceof NoProof, `${error} for ${JSON.stringify(changed)}`)
    }
  }
  assert.ok(tried > 2000, `only ${tried} changes`)
})

test('each kind of deceit has its name', () => {
  const inclusion = PROOF.inclusion!
  const [otherAmount] = inclusion.journal.transfers
  const fakeHead = { ...second, sealedAt: '2020-01-01T00:00:00.000000Z' }
  const rehashed = { ...fakeHead, hash: hashToHex(blockHash(blockOf(fakeHead))) }
  const rows: [unknown, string][] = [
    [{ ...PROOF, head: fakeHead }, 'head_hash_differs'],
    [{ ...PROOF, head: rehashed }, 'noted_head_differs'],
    [{ ...PROOF, earlier: { ...PROOF.earlier, head: rehashed } }, 'heads_do_not_match'],
    [{ ...PROOF, earlier: { ...PROOF.earlier, path: [] } }, 'history_was_changed'],
    [{ ...PROOF, inclusion: { ...inclusion, leafIndex: 4 } }, 'journal_not_sealed_so'],
    [{ ...PROOF, inclusion: { ...inclusion, transferId: journals[0]!.transfers[0]!.id } }, 'transfer_not_in_journal'],
    [{ ...PROOF, inclusion: { ...inclusion, accounts: told.slice(1) } }, 'account_differs'],
    [{ ...PROOF, inclusion: { ...inclusion, accounts: [{ ...told[0]!, unit: 'USD' }, told[1]] } }, 'account_differs'],
    [
      {
        ...PROOF,
        inclusion: {
          ...inclusion,
          journal: {
            ...inclusion.journal,
            transfers: [{ ...otherAmount, amountMinor: '1' }, ...inclusion.journal.transfers.slice(1)],
          },
        },
      },
      'journal_not_sealed_so',
    ],
  ]
  for (const [changed, finding] of rows) {
    assert.deepEqual(checkProof(again(changed), { hash: second.hash, head: second }), { kind: 'differs', finding })
  }
})

test('what has not the form of a proof says where', () => {
  for (const [value, where] of [
    [null, ''],
    [[], ''],
    [{ ...PROOF, format: 'jandon-proof/2' }, '/format'],
    [{ ...PROOF, more: 1 }, '/more'],
    [{ ...PROOF, head: { ...second, root: 'AA'.repeat(32) } }, '/head/root'],
    [{ ...PROOF, head: { ...second, toNo: '9223372036854775808' } }, '/head/toNo'],
    [{ ...PROOF, inclusion: { ...PROOF.inclusion, path: Array(55).fill('00'.repeat(32)) } }, '/inclusion/path'],
  ] as const) {
    assert.throws(
      () => readProof(value),
      error => error instanceof NoProof && error.where === where,
    )
  }
})
