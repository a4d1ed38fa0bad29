// SPDX-License-Identifier: Apache-2.0
// The hash tree of RFC 6962 over the journals of a book, as pure functions of hashes: its root, and its frontier,
// with which a tree grows without its leaves. Leaves and inner nodes are hashed apart, so that one never passes as the
// other.

import { sha256 as portableSha256 } from '@noble/hashes/sha2.js'
import { assert } from '../assert/index.ts'

/** SHA-256. Whoever has a faster one (`node:crypto`) hands it in; the default runs everywhere, also in a browser. */
export type Sha256 = (data: Uint8Array) => Uint8Array

export const defaultSha256: Sha256 = portableSha256
export const HASH_BYTES = 32

/** The root of a tree without leaves: the hash of nothing. */
export const EMPTY_ROOT: Uint8Array = portableSha256(new Uint8Array(0))

/** The hash that stands for one leaf. */
export function leafHash(content: Uint8Array, sha256: Sha256 = defaultSha256): Uint8Array {
  const bytes = new Uint8Array(content.length + 1)
  bytes.set(content, 1)
  return sha256(bytes)
}

/** The hash that stands for two neighbouring trees. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256 = defaultSha256): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES)
  bytes[0] = 1
  bytes.set(left, 1)
  bytes.set(right, 1 + HASH_BYTES)
  return sha256(bytes)
}

export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

/**
 * What is needed of a tree to go on building it: the roots of the full trees (of 1, 2, 4 … leaves) that it consists of,
 * largest and leftmost first. Their heights are the one bits of `size`. Changed in place by `appendSubtree`.
 */
export interface Frontier {
  size: number
  readonly hashes: Uint8Array[]
}

export function emptyFrontier(): Frontier {
  return { size: 0, hashes: [] }
}

/** True when a frontier has as many hashes as its size needs. */
export function isFrontier({ size, hashes }: Frontier): boolean {
  if (!Number.isSafeInteger(size) || size < 0) return false
  let full = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) full += rest % 2
  return hashes.length === full && hashes.every(hash => hash.length === HASH_BYTES)
}

/** Appends a full tree of 2^height leaves. The tree so far must be a multiple of that, as it is at a tile's border. */
export function appendSubtree(tree: Frontier, height: number, hash: Uint8Array, sha256: Sha256 = defaultSha256): void {
  const leaves = 2 ** height
  assert(tree.size % leaves === 0, 'A full tree is appended at a place that is a multiple of its leaves.')
  assert(Number.isSafeInteger(tree.size + leaves), 'A tree has at most 2^53 leaves.')
  let joined = hash
  for (let rest = tree.size / leaves; rest % 2 === 1; rest = (rest - 1) / 2) {
    joined = nodeHash(tree.hashes.pop()!, joined, sha256)
  }
  tree.hashes.push(joined)
  tree.size += leaves
}

/** Appends one leaf, given its hash. */
export function appendLeaf(tree: Frontier, hash: Uint8Array, sha256: Sha256 = defaultSha256): void {
  appendSubtree(tree, 0, hash, sha256)
}

/** One hash for neighbouring trees, largest first: the right one is always folded into the left. */
export function foldHashes(hashes: readonly Uint8Array[], sha256: Sha256 = defaultSha256): Uint8Array {
  if (hashes.length === 0) return EMPTY_ROOT
  return hashes.reduceRight((right, left) => nodeHash(left, right, sha256))
}

/** The root of the whole tree. */
export function frontierRoot(tree: Frontier, sha256: Sha256 = defaultSha256): Uint8Array {
  return foldHashes(tree.hashes, sha256)
}

/** The root of a tree, given the hashes of its leaves. */
export function treeRoot(leaves: Iterable<Uint8Array>, sha256: Sha256 = defaultSha256): Uint8Array {
  const tree = emptyFrontier()
  for (const leaf of leaves) appendLeaf(tree, leaf, sha256)
  return frontierRoot(tree, sha256)
}

/** A full tree inside a larger one: the leaves from `index` × 2^height, 2^height of them. */
export interface Subtree {
  readonly height: number
  readonly index: number
}

/** Answers the root of a full tree; throws when it does not know it. */
export type HashAt = (subtree: Subtree) => Uint8Array

/** Leaves from `start` up to and without `end`. */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** The full trees that the leaves of a range consist of, largest first. */
export function subtreesOf({ start, end }: LeafRange): Subtree[] {
  const subtrees: Subtree[] = []
  let from = start
  while (from < end) {
    let height = 0
    let leaves = 1
    while (leaves * 2 <= end - from) {
      leaves *= 2
      height += 1
    }
    assert(from % leaves === 0, 'A range of a proof begins where its largest full tree does.')
    subtrees.push({ height, index: from / leaves })
    from += leaves
  }
  return subtrees
}

/** The frontier of the tree of the first `size` leaves, out of full trees that are known. */
export function frontierAt(size: number, hashAt: HashAt): Frontier {
  return { size, hashes: subtreesOf({ start: 0, end: size }).map(hashAt) }
}
