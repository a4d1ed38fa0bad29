// SPDX-License-Identifier: Apache-2.0
// The head of each chain and the tiles of its tree, as they are kept, held against what the journals make.

import type { ClientBase } from 'pg'
import type { BookChain, Chains } from './verify-chain.ts'
import type { Findings } from './verify-report.ts'
import { DIGEST, edgesOf, rootOf } from './verify-tree.ts'

/** The head of a chain as it is kept. */
export interface KeptHead {
  readonly number: string
  readonly treeSize: string
  readonly root: Buffer
  readonly hash: Buffer
  /** By level, what does not fill a tile; undefined: not kept. */
  readonly edges: readonly Buffer[] | undefined
}

/** Compares the head of a book with its chain. A book in which nothing was ever sealed has none. */
export function compareHead(findings: Findings, chain: BookChain, head: KeptHead | undefined): void {
  if (head === undefined && chain.number === 0) return
  const isSame =
    head?.number === chain.number.toString() &&
    head.hash.equals(chain.hash) &&
    (chain.isLost || (head.treeSize === chain.tree.size.toString() && head.root.equals(rootOf(chain.tree))))
  if (!isSame) {
    const detail = `The book says block ${head?.number ?? 'none'}; its chain ends at ${chain.number}.`
    findings.report('chain_head_differs', chain.book, detail)
  }
  if (chain.isLost || head?.edges === undefined) return
  for (const [level, edge] of edgesOf(chain.tree).entries()) {
    const kept = head.edges[level] ?? Buffer.alloc(0)
    if (edge !== undefined && !kept.equals(edge)) {
      findings.report('tile_differs', `${chain.book} ${level}/edge`, 'It is not the hashes that its journals make.')
    }
  }
}

/** Compares tiles one by one with those that a chain makes. */
export function createTileCheck(findings: Findings, chain: BookChain) {
  const { levels } = chain.tree
  const missing = levels.map(({ digests }) => digests.length)
  return {
    take(level: number, index: number, digest: string): void {
      const made = levels[level]?.digests[index]
      if (made !== undefined) missing[level]! -= 1
      if (made === '' || made === digest || chain.isLost) return
      findings.report('tile_differs', `${chain.book} ${level}/${index}`, 'It is not the hashes that its journals make.')
    },
    end(): void {
      for (const [level, count] of missing.entries()) {
        if (count <= 0 || chain.isLost) continue
        findings.report('tile_differs', `${chain.book} ${level}`, `${count} tiles of this level are gone.`)
      }
    },
  }
}

interface HeadRow {
  book: string
  number: string
  tree_size: string
  root: Buffer
  hash: Buffer
  edges: Buffer[]
}

/** The heads and tiles in a database. */
export async function compareHeads(client: ClientBase, chains: Chains): Promise<void> {
  const { rows } = await client.query<HeadRow>(
    'SELECT book, number::text, tree_size::text, root, hash, edges FROM chain_head',
  )
  const heads = new Map(rows.map(({ tree_size, ...row }) => [row.book, { ...row, treeSize: tree_size }]))
  for (const chain of chains.books) {
    compareHead(chains.findings, chain, heads.get(chain.book))
    await compareTiles(client, chains.findings, chain)
  }
}

/** 4,096 tiles stand for a million leaves. */
const TILES = 4096

async function compareTiles(client: ClientBase, findings: Findings, chain: BookChain): Promise<void> {
  const check = createTileCheck(findings, chain)
  let [level, index] = ['-1', '0']
  for (;;) {
    const { rows } = await client.query<{ level: number; index: string; digest: Buffer }>(
      `SELECT level, index::text, substr(sha256(hashes), 1, ${DIGEST}) AS digest FROM chain_tile t
       WHERE book = $1 AND (level, t.index) > ($2::smallint, $3::bigint) ORDER BY level, t.index LIMIT ${TILES}`,
      [chain.book, level, index],
    )
    for (const row of rows) {
      ;[level, index] = [row.level.toString(), row.index]
      check.take(row.level, Number(row.index), row.digest.toString('latin1'))
    }
    if (rows.length < TILES) break
  }
  check.end()
}
