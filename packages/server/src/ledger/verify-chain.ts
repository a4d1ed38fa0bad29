// SPDX-License-Identifier: Apache-2.0
// The chain of each book: every journal must be the leaf that was sealed, every block must follow from the one before,
// and the root in it from all journals up to there. What differs is named journal by journal, with the help of the
// leaves that the ledger keeps; then it goes on as if the kept ones were right, so that one change is one finding.

import { hash } from 'node:crypto'
import { idToUuid, uuidToId } from '@jandon/domain/ids'
import type { Chunk } from './verify-journals.ts'
import type { Anchor, Findings } from './verify-report.ts'
import { appendLeaf, backTo, createTree, HASH, markTree, rootOf, type Tree, type TreeMark } from './verify-tree.ts'

export interface BlockRow {
  readonly number: number
  readonly fromNo: number
  readonly toNo: number
  readonly journals: number
  readonly treeSize: number
  readonly root: Buffer
  readonly hash: Buffer
  /** Units: microseconds since 1970. */
  readonly sealedAt: bigint
}

/** What the ledger has written down of its chain. */
export interface ChainSource {
  /** The next blocks of a book after a number, in order; none: there are no more. */
  blocks(book: string, after: number): Promise<BlockRow[]>
  /** The leaves from one place to before another, as they are kept; undefined when they are not. */
  leaves(book: string, from: number, to: number): Promise<Buffer | undefined>
}

/** Journals of the block at hand: places of chunks. */
interface Run {
  readonly chunk: Chunk
  readonly from: number
  to: number
}

export interface BookChain {
  readonly book: string
  tree: Tree
  /** What the tree was before the block at hand. */
  before: TreeMark
  /** The last block that is done with. */
  number: number
  hash: Buffer
  toNo: number
  blocks: BlockRow[]
  at: number
  isAtEnd: boolean
  runs: Run[]
  /** What follows cannot be checked any more, because of a difference whose leaves are not kept. */
  isLost: boolean
}

export interface Chains {
  readonly source: ChainSource
  readonly findings: Findings
  readonly anchors: Map<string, string>
  readonly books: BookChain[]
  sealed: number
  blocks: number
  /** Every number up to here is sealed. */
  watermark: number
}

export function createChain(book: string): BookChain {
  const tree = createTree()
  return {
    ...{ book, tree, before: markTree(tree), number: 0, hash: Buffer.alloc(HASH), toNo: -1 },
    ...{ blocks: [], at: 0, isAtEnd: false, runs: [], isLost: false },
  }
}

/** The hash that a block must have. */
export function hashOfBlock(book: string, block: BlockRow, previous: Buffer): Buffer {
  const bytes = Buffer.alloc(128)
  bytes.write('JANDONB\u0001', 'latin1')
  bytes.write(idToUuid(book).replaceAll('-', ''), 8, 'hex')
  bytes.writeBigInt64BE(BigInt(block.number), 24)
  previous.copy(bytes, 32)
  bytes.writeBigInt64BE(BigInt(block.fromNo), 64)
  bytes.writeBigInt64BE(BigInt(block.toNo), 72)
  bytes.writeBigInt64BE(BigInt(block.treeSize), 80)
  block.root.copy(bytes, 88)
  bytes.writeBigInt64BE(block.sealedAt, 120)
  return Buffer.from(hash('sha256', bytes, 'hex'), 'hex')
}

/** The block at hand, read when there is none; undefined when the chain has ended. */
async function blockOf(chains: Chains, chain: BookChain): Promise<BlockRow | undefined> {
  if (chain.at < chain.blocks.length) return chain.blocks[chain.at]
  if (chain.isAtEnd) return undefined
  chain.blocks = await chains.source.blocks(chain.book, chain.blocks.at(-1)?.number ?? chain.number)
  chain.at = 0
  chain.isAtEnd = chain.blocks.length === 0
  const block = chain.blocks[0]
  if (block !== undefined) await enter(chains, chain, block)
  return block
}

/** Before the journals of a block: does it follow from the one before? */
async function enter(chains: Chains, chain: BookChain, block: BlockRow): Promise<void> {
  const where = `${chain.book} ${block.number}`
  const { findings } = chains
  const before = block.treeSize - block.journals
  const isNext = block.number === chain.number + 1
  if (!isNext) findings.report('chain_gap', where, `The block before it has number ${chain.number}.`)
  if (block.fromNo <= chain.toNo) {
    findings.report('chain_gap', where, 'It begins before the end of the block before it.')
  }
  if (isNext && before !== chain.tree.size) {
    findings.report('chain_gap', where, `It begins at leaf ${before}; the block before it ends at ${chain.tree.size}.`)
  }
  if (!hashOfBlock(chain.book, block, chain.hash).equals(block.hash)) {
    findings.report('chain_broken', where, 'Its hash does not follow from the one before it.')
  }
  const anchor = chains.anchors.get(where)
  if (anchor !== undefined && anchor !== block.hash.toString('hex')) {
    findings.report('anchor_differs', where, `The noted hash was ${anchor}.`)
  }
  chains.anchors.delete(where)
  // Blocks are missing: the leaves that they had are taken from where they are kept, so that the rest can be checked.
  if (!isNext && before > chain.tree.size) {
    const leaves = await chains.source.leaves(chain.book, chain.tree.size, before)
    if (leaves === undefined) chain.isLost = true
    else for (let at = 0; at < leaves.length; at += HASH) appendLeaf(chain.tree, leaves, at)
  }
  chain.before = markTree(chain.tree)
  chain.runs = []
}

const jnl = (chunk: Chunk, index: number) =>
  uuidToId('jnl', Buffer.from(chunk.journalId.subarray(index * 16, index * 16 + 16)).toString('hex'))

interface Found {
  readonly leaf: string
  readonly id: string
}

function* journalsIn(runs: readonly Run[]): Generator<Found> {
  for (const { chunk, from, to } of runs) {
    for (let index = from; index < to; index += 1) {
      const leaf = Buffer.from(chunk.leaf.subarray(index * HASH, index * HASH + HASH)).toString('latin1')
      yield { leaf, id: jnl(chunk, index) }
    }
  }
}

/** Names the journals that differ from the leaves that were kept. True when there are any. */
function nameDifferences(findings: Findings, where: string, found: readonly Found[], kept: readonly string[]): boolean {
  const isKept = new Set(kept)
  const isFound = new Set(found.map(({ leaf }) => leaf))
  const count = findings.count
  let at = 0
  for (const [place, leaf] of kept.entries()) {
    while (at < found.length && !isKept.has(found[at]!.leaf) && isFound.has(leaf)) {
      findings.report('journal_never_sealed', found[at]!.id, `It was never sealed, but stands in block ${where}.`)
      at += 1
    }
    const journal = found[at]
    if (journal?.leaf === leaf) at += 1
    else if (journal === undefined || (!isFound.has(leaf) && isKept.has(journal.leaf))) {
      findings.report('journal_missing', `${where}`, `The journal at place ${place + 1} of the block is gone.`)
    } else {
      findings.report('journal_edited', journal.id, `It is not the journal that was sealed at its place in ${where}.`)
      at += 1
    }
  }
  for (const { id } of found.slice(at)) {
    findings.report('journal_never_sealed', id, `It was never sealed, but stands in block ${where}.`)
  }
  return findings.count > count
}

/** The journals of the block do not give its root: says which, and goes on with the leaves that were kept. */
async function explain(chains: Chains, chain: BookChain, block: BlockRow): Promise<void> {
  const where = `${chain.book} ${block.number}`
  const { size } = chain.before
  const leaves = await chains.source.leaves(chain.book, size, size + block.journals)
  if (leaves === undefined) {
    const detail = 'Its journals are not those that were sealed; the leaves of each are not at hand.'
    chains.findings.report('block_differs', where, detail)
    chain.isLost = true
    return
  }
  const kept: string[] = []
  for (let at = 0; at < leaves.length; at += HASH) kept.push(leaves.toString('latin1', at, at + HASH))
  const isNamed = nameDifferences(chains.findings, where, [...journalsIn(chain.runs)], kept)
  backTo(chain.tree, chain.before)
  for (let at = 0; at < leaves.length; at += HASH) appendLeaf(chain.tree, leaves, at)
  if (!isNamed || !rootOf(chain.tree).equals(block.root)) {
    chains.findings.report('block_differs', where, 'Its root is not that of the leaves that are kept.')
  }
}

/** All journals of the block at hand have come. */
async function leave(chains: Chains, chain: BookChain, block: BlockRow): Promise<void> {
  const journals = chain.tree.size - chain.before.size
  if (!chain.isLost && (journals !== block.journals || !rootOf(chain.tree).equals(block.root))) {
    await explain(chains, chain, block)
  }
  chains.sealed += journals
  chains.blocks += 1
  chain.number = block.number
  chain.hash = block.hash
  chain.toNo = block.toNo
  chain.runs = []
  chain.at += 1
  const next = chain.blocks[chain.at]
  if (next !== undefined) await enter(chains, chain, next)
}

function takeJournal(chain: BookChain, chunk: Chunk, index: number): void {
  appendLeaf(chain.tree, chunk.leaf, index * HASH)
  const run = chain.runs.at(-1)
  if (run?.chunk === chunk && run.to === index) run.to += 1
  else chain.runs.push({ chunk, from: index, to: index + 1 })
}

/** Takes the journals of a chunk. Chunks come in order of their numbers. */
export async function takeChunk(chains: Chains, chunk: Chunk): Promise<void> {
  for (let index = 0; index < chunk.journals; index += 1) {
    // A journal none of whose accounts is known is a finding already; its place is then most likely the first book's.
    const chain = chains.books[chunk.book[index]!] ?? chains.books[0]
    if (chain === undefined) continue
    const no = chunk.journalNo[index]!
    let block = chain.blocks[chain.at] ?? (await blockOf(chains, chain))
    while (block !== undefined && no > block.toNo) {
      await leave(chains, chain, block)
      block = chain.blocks[chain.at] ?? (await blockOf(chains, chain))
    }
    if (block !== undefined && no >= block.fromNo) takeJournal(chain, chunk, index)
    else if (block !== undefined || no <= chains.watermark) {
      const detail = 'It has no place in the chain and does not wait for one.'
      chains.findings.report('journal_never_sealed', jnl(chunk, index), detail)
    }
  }
}

/** Done with every block that ends at or before `no`; then no book is in the middle of one that ended. */
export async function leaveUpTo(chains: Chains, no: number): Promise<void> {
  for (const chain of chains.books) {
    for (let block = await blockOf(chains, chain); block !== undefined && block.toNo <= no; ) {
      await leave(chains, chain, block)
      block = await blockOf(chains, chain)
    }
  }
}

/** True when every book stands between two blocks: a place to go on from later. */
export function isBetweenBlocks(chains: Chains): boolean {
  return chains.books.every(chain => chain.tree.size === chain.before.size || chain.runs.length === 0)
}

/** After the last journal: the rest of the blocks, and anchors that the chain does not reach. */
export async function endChains(chains: Chains): Promise<void> {
  await leaveUpTo(chains, Number.POSITIVE_INFINITY)
  for (const [where, hash] of chains.anchors) {
    const detail = `The chain does not reach this block any more; the noted hash was ${hash}.`
    chains.findings.report('anchor_differs', where, detail)
  }
}

/** The last block of each book that has one. */
export function headsOf(chains: Chains): Anchor[] {
  return chains.books
    .filter(({ number }) => number > 0)
    .map(({ book, number, hash }) => ({ book, number: number.toString(), hash: hash.toString('hex') }))
}
