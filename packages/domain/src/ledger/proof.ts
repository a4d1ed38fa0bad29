// SPDX-License-Identifier: Apache-2.0
// Proofs over the tree of merkle.ts, as in RFC 6962: that one leaf is in a tree (inclusion), and that a tree is a later
// one's beginning (consistency). Checking needs a few dozen hashes and no ledger.

import { assert } from '../assert/index.ts'
import {
  defaultSha256,
  EMPTY_ROOT,
  foldHashes,
  type HashAt,
  type LeafRange,
  nodeHash,
  type Sha256,
  sameHash,
  subtreesOf,
} from './merkle.ts'

/** The number of leaves that the left part of a tree has: the largest power of two below its size. */
function leftLeaves(size: number): number {
  let leaves = 1
  while (leaves * 2 < size) leaves *= 2
  return leaves
}

/** The neighbours on the way from a leaf to the root, nearest first. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  assert(index >= 0 && index < size, 'A leaf to be proven is in the tree.')
  const ranges: LeafRange[] = []
  let [start, end] = [0, size]
  while (end - start > 1) {
    const middle = start + leftLeaves(end - start)
    if (index < middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  return ranges
}

/** What has to be known beside the two roots to see that the smaller tree is the beginning of the larger. */
export function consistencyRanges(first: number, second: number): LeafRange[] {
  assert(first >= 0 && first <= second, 'The later tree is not the smaller one.')
  if (first === 0) return []
  const ranges: LeafRange[] = []
  let [start, end] = [0, second]
  while (end > first) {
    const middle = start + leftLeaves(end - start)
    if (first <= middle) {
      ranges.unshift({ start: middle, end })
      end = middle
    } else {
      ranges.unshift({ start, end: middle })
      start = middle
    }
  }
  // The first tree itself need not be told when it is one full tree from the beginning: then its root is known.
  if (start > 0) ranges.unshift({ start, end })
  return ranges
}

const pathOf = (ranges: readonly LeafRange[], hashAt: HashAt, sha256: Sha256): Uint8Array[] =>
  ranges.map(range => foldHashes(subtreesOf(range).map(hashAt), sha256))

/** The audit path of one leaf in the tree of the first `size` leaves, nearest neighbour first. */
export function inclusionProof(index: number, size: number, hashAt: HashAt, sha256 = defaultSha256): Uint8Array[] {
  return pathOf(inclusionRanges(index, size), hashAt, sha256)
}

/** The hashes that show that the tree of the first `first` leaves is the beginning of that of `second`. */
export function consistencyProof(first: number, second: number, hashAt: HashAt, sha256 = defaultSha256): Uint8Array[] {
  return pathOf(consistencyRanges(first, second), hashAt, sha256)
}

/** Halves until `one` is odd or zero, `other` as often. */
function shiftToOdd(one: number, other: number): [number, number] {
  let [left, right] = [one, other]
  while (left !== 0 && left % 2 === 0) [left, right] = [left / 2, Math.floor(right / 2)]
  return [left, right]
}

const half = (value: number) => Math.floor(value / 2)

export interface InclusionClaim {
  readonly leaf: Uint8Array
  readonly index: number
  readonly size: number
  readonly root: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** True when the leaf is at this place of the tree with this root. Never throws, whatever the claim holds. */
export function verifyInclusion({ leaf, index, size, root, path }: InclusionClaim, sha256 = defaultSha256): boolean {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false
  let [place, last] = [index, size - 1]
  let hash = leaf
  for (const neighbour of path) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(neighbour, hash, sha256)
      ;[place, last] = shiftToOdd(place, last)
    } else {
      hash = nodeHash(hash, neighbour, sha256)
    }
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && sameHash(hash, root)
}

export interface ConsistencyClaim {
  readonly first: number
  readonly firstRoot: Uint8Array
  readonly second: number
  readonly secondRoot: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** True when the first tree is the beginning of the second. Never throws, whatever the claim holds. */
export function verifyConsistency(claim: ConsistencyClaim, sha256 = defaultSha256): boolean {
  const { first, second, firstRoot, secondRoot, path } = claim
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(second) || first < 0 || first > second) return false
  if (first === second) return path.length === 0 && sameHash(firstRoot, secondRoot)
  if (first === 0) return path.length === 0 && sameHash(firstRoot, EMPTY_ROOT)
  let [place, last] = [first - 1, second - 1]
  while (place % 2 === 1) [place, last] = [half(place), half(last)]
  // Zero now means that the first tree is one full tree, whose root need not be told.
  const [start, ...rest] = place === 0 ? [firstRoot, ...path] : path
  if (start === undefined) return false
  let [before, after] = [start, start]
  for (const hash of rest) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      before = nodeHash(hash, before, sha256)
      after = nodeHash(hash, after, sha256)
      ;[place, last] = shiftToOdd(place, last)
    } else {
      after = nodeHash(after, hash, sha256)
    }
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && sameHash(before, firstRoot) && sameHash(after, secondRoot)
}
