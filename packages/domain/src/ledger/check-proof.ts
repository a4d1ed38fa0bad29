// SPDX-License-Identifier: Apache-2.0
// Checks a proof with nothing but its file and a head that was noted before. This is what a holder runs; it must never
// call proven what is not, whatever the file holds.

import { accountId } from './chart.ts'
import { blockHash, journalLeaf } from './leaf.ts'
import { sameHash } from './merkle.ts'
import { verifyConsistency, verifyInclusion } from './proof.ts'
import {
  blockOf,
  type HeadJson,
  hashFromHex,
  hashToHex,
  type InclusionJson,
  journalOf,
  type ProofJson,
} from './proof-document.ts'

/** What can be wrong with a proof that has the form of one. A code never changes its meaning. */
export const PROOF_FINDINGS = [
  /** The hash of a head does not follow from its fields. */
  'head_hash_differs',
  /** The heads are of different books, or in the wrong order. */
  'heads_do_not_match',
  /** The transfer that the proof is about is not in its journal. */
  'transfer_not_in_journal',
  /** An account is not what the proof says, or is not told. */
  'account_differs',
  /** This journal is not the one that was sealed at this place. */
  'journal_not_sealed_so',
  /** The earlier tree is not the beginning of the later one: something was changed in between. */
  'history_was_changed',
  /** The noted head and that of the proof stand at the same place, and are not the same. */
  'noted_head_differs',
] as const
export type ProofFinding = (typeof PROOF_FINDINGS)[number]

/** A head that the checker trusts: its hash, and the rest of it when it was kept as a file. */
export interface NotedHead {
  readonly hash: string
  readonly head?: HeadJson
}

export type ProofCheck =
  /** `by`: which head of the file is the noted one; `itself` when none was given, so that it only hangs together. */
  | { readonly kind: 'proven'; readonly by: 'noted' | 'earlier' | 'itself' }
  | { readonly kind: 'differs'; readonly finding: ProofFinding }
  /** The file hangs together, but says nothing about the noted head. */
  | { readonly kind: 'unconnected' }

const isHashed = (head: HeadJson) => hashToHex(blockHash(blockOf(head))) === head.hash

function checkInclusion(inclusion: InclusionJson, head: HeadJson): ProofFinding | undefined {
  const { journal, transferId, accounts, leafIndex, path } = inclusion
  if (journal.book !== head.book) return 'heads_do_not_match'
  if (!journal.transfers.some(({ id }) => id === transferId)) return 'transfer_not_in_journal'
  const known = new Set<string>()
  for (const { id, code, unit, owner } of accounts) {
    if (accountId(journal.book, code, unit, owner) !== id) return 'account_differs'
    known.add(id)
  }
  if (!journal.transfers.every(row => known.has(row.debitAccountId) && known.has(row.creditAccountId))) {
    return 'account_differs'
  }
  const leaf = journalLeaf(journalOf(journal))
  const claim = {
    leaf,
    index: leafIndex,
    size: head.treeSize,
    root: hashFromHex(head.root),
    path: path.map(hashFromHex),
  }
  return verifyInclusion(claim) ? undefined : 'journal_not_sealed_so'
}

function checkEarlier(earlier: NonNullable<ProofJson['earlier']>, head: HeadJson): ProofFinding | undefined {
  const first = earlier.head
  if (!isHashed(first)) return 'head_hash_differs'
  if (first.book !== head.book || first.number > head.number || first.treeSize > head.treeSize)
    return 'heads_do_not_match'
  if (first.number === head.number && first.hash !== head.hash) return 'heads_do_not_match'
  const holds = verifyConsistency({
    ...{ first: first.treeSize, firstRoot: hashFromHex(first.root), second: head.treeSize },
    ...{ secondRoot: hashFromHex(head.root), path: earlier.path.map(hashFromHex) },
  })
  return holds ? undefined : 'history_was_changed'
}

function checkNoted(proof: ProofJson, noted: NotedHead): ProofCheck {
  const heads = [proof.head, ...(proof.earlier ? [proof.earlier.head] : [])]
  const known = hashFromHex(noted.hash)
  const at = heads.findIndex(head => sameHash(hashFromHex(head.hash), known))
  if (at >= 0) return { kind: 'proven', by: at === 0 ? 'noted' : 'earlier' }
  const of = noted.head
  const isSamePlace = of && heads.some(head => head.book === of.book && head.number === of.number)
  return isSamePlace ? { kind: 'differs', finding: 'noted_head_differs' } : { kind: 'unconnected' }
}

/** Checks everything that a proof says, and that it says it about the noted head. */
export function checkProof(proof: ProofJson, noted?: NotedHead): ProofCheck {
  const { head, inclusion, earlier } = proof
  const finding =
    (isHashed(head) ? undefined : 'head_hash_differs') ??
    (noted?.head && hashToHex(blockHash(blockOf(noted.head))) !== noted.hash ? 'head_hash_differs' : undefined) ??
    (inclusion ? checkInclusion(inclusion, head) : undefined) ??
    (earlier ? checkEarlier(earlier, head) : undefined)
  if (finding !== undefined) return { kind: 'differs', finding }
  return noted ? checkNoted(proof, noted) : { kind: 'proven', by: 'itself' }
}
