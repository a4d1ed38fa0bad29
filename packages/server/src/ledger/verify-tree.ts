// SPDX-License-Identifier: Apache-2.0
// The hash tree of one book as verification rebuilds it: the frontier of RFC 6962 in one block of memory, and with it
// the tiles that the ledger keeps, of which only a digest stays. The domain's merkle.ts is the same tree to read.

import { hash } from 'node:crypto'
import { putHash } from './verify-journals.ts'

export const HASH = 32
export const TILE = 256
const TILE_BYTES = TILE * HASH
/** Of a tile's digest: enough that nobody finds another tile with the same one. */
export const DIGEST = 16
/** The digest of a tile. */
export const digestOf = (tile: Buffer): string => hash('sha256', tile, 'binary').slice(0, DIGEST)

/** 2^50 leaves are more than there will be. */
const HEIGHTS = 50

interface Level {
  readonly tile: Buffer
  /** Hashes in the tile, and whether it holds all since its beginning. */
  filled: number
  isWhole: boolean
  /** A digest of each full tile; '' where the tree began in the middle of it. */
  readonly digests: string[]
}

export interface Tree {
  size: number
  /** One byte to spare, then the hashes of the frontier, largest tree first. */
  readonly stack: Buffer
  readonly levels: Level[]
}

export function createTree(): Tree {
  return { size: 0, stack: Buffer.alloc(1 + (HEIGHTS + 2) * HASH), levels: [] }
}

/** Number of full trees that a tree of this size consists of. */
function depthOf(size: number): number {
  let depth = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) depth += rest % 2
  return depth
}

function levelOf(tree: Tree, level: number): Level {
  tree.levels[level] ??= { tile: Buffer.alloc(TILE_BYTES), filled: 0, isWhole: true, digests: [] }
  return tree.levels[level]
}

/** The hash of two neighbours that lie one after the other at `at`; the byte before them is lent for the prefix. */
function hashPair(stack: Buffer, at: number): string {
  const lent = stack[at - 1]!
  stack[at - 1] = 1
  const digest = hash('sha256', viewOf(stack, at - 1), 'binary')
  stack[at - 1] = lent
  return digest
}

const views = new WeakMap<Buffer, Buffer[]>()

/** Making a view costs as much as a hash, so those of each place are kept. */
function viewOf(stack: Buffer, from: number): Buffer {
  let kept = views.get(stack)
  if (kept === undefined) {
    kept = []
    views.set(stack, kept)
  }
  const at = (from - (from % HASH)) / HASH
  kept[at] ??= stack.subarray(from, from + 1 + 2 * HASH)
  return kept[at]
}

function push(tree: Tree, level: number, from: Uint8Array, at: number): void {
  const { tile, digests } = levelOf(tree, level)
  const into = tree.levels[level]!
  const to = into.filled * HASH
  for (let k = 0; k < HASH; k += 1) tile[to + k] = from[at + k]!
  into.filled += 1
  if (into.filled < TILE) return
  digests.push(into.isWhole ? digestOf(tile) : '')
  into.filled = 0
  into.isWhole = true
}

/** Appends the leaf that stands at `at`. */
export function appendLeaf(tree: Tree, leaf: Uint8Array, at: number): void {
  push(tree, 0, leaf, at)
  const { stack } = tree
  let top = 1 + depthOf(tree.size) * HASH
  for (let k = 0; k < HASH; k += 1) stack[top + k] = leaf[at + k]!
  let height = 0
  for (let rest = tree.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    top -= HASH
    putHash(stack, top, hashPair(stack, top))
    height += 1
    if (height % 8 === 0) push(tree, height / 8, stack, top)
  }
  tree.size += 1
}

/** The root of the tree as it is. */
export function rootOf(tree: Tree): Buffer {
  const depth = depthOf(tree.size)
  if (depth === 0) return Buffer.from(hash('sha256', '', 'hex'), 'hex')
  const last = 1 + (depth - 1) * HASH
  const pair = Buffer.alloc(1 + 2 * HASH, 1)
  tree.stack.copy(pair, 1 + HASH, last, last + HASH)
  for (let at = last - HASH; at >= 1; at -= HASH) {
    tree.stack.copy(pair, 1, at, at + HASH)
    putHash(pair, 1 + HASH, hash('sha256', pair, 'binary'))
  }
  return Buffer.from(pair.subarray(1 + HASH))
}

/** The hashes of the frontier, largest tree first. */
export function frontierOf(tree: Tree): Buffer {
  return Buffer.from(tree.stack.subarray(1, 1 + depthOf(tree.size) * HASH))
}

/** A tree that begins with a frontier. Tiles that it begins in the middle of cannot be told. */
export function treeAt(size: number, frontier: Uint8Array): Tree | undefined {
  if (frontier.length !== depthOf(size) * HASH) return undefined
  const tree = createTree()
  tree.size = size
  tree.stack.set(frontier, 1)
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / TILE)) {
    const into = levelOf(tree, level)
    into.filled = rest % TILE
    into.isWhole = into.filled === 0
    for (let k = 0; k < Math.floor(rest / TILE); k += 1) into.digests.push('')
  }
  return tree
}

/** What a tree was, to go back to when the leaves appended since were wrong. */
export interface TreeMark {
  readonly size: number
  readonly stack: Buffer
  readonly levels: readonly { readonly edge: Buffer; readonly isWhole: boolean; readonly digests: number }[]
}

export function markTree(tree: Tree): TreeMark {
  const levels = tree.levels.map(({ tile, filled, isWhole, digests }) => {
    return { edge: Buffer.from(tile.subarray(0, filled * HASH)), isWhole, digests: digests.length }
  })
  return { size: tree.size, stack: frontierOf(tree), levels }
}

export function backTo(tree: Tree, mark: TreeMark): void {
  tree.size = mark.size
  mark.stack.copy(tree.stack, 1)
  tree.levels.length = mark.levels.length
  for (const [index, { edge, isWhole, digests }] of mark.levels.entries()) {
    const level = tree.levels[index]!
    edge.copy(level.tile)
    level.filled = edge.length / HASH
    level.isWhole = isWhole
    level.digests.length = digests
  }
}

/** What lies in tiles that are not full: the edges, lowest level first; undefined where it cannot be told. */
export function edgesOf(tree: Tree): (Buffer | undefined)[] {
  return tree.levels.map(({ tile, filled, isWhole }) => (isWhole ? tile.subarray(0, filled * HASH) : undefined))
}
