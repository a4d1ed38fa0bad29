// SPDX-License-Identifier: Apache-2.0
// From messages to rows: clusters, weights, variants of each message, and what the model sees of them.

import { chanceOf, hashOf } from '../corpus/chance.ts'
import { factsOf } from '../src/message/facts.ts'
import { BUCKETS, bucketOf, seeMessage, tagOf } from '../src/message/features.ts'
import { disguise, vary } from './augment.ts'
import { clustersOf } from './clusters.ts'
import type { Example } from './data.ts'
import { type Rows, RowWriter } from './learn.ts'

/** Variants of each message: the first as it stands. */
export const VARIANTS = 4

export interface Prepared {
  readonly examples: readonly Example[]
  /** What must stay on one side of a split: seeds and near-duplicates. */
  readonly groups: Int32Array
  /** Row of variant v of example n: n × VARIANTS + v. */
  readonly rows: Rows
  readonly weights: Float64Array
  /** The vocabulary. */
  readonly tags: Uint8Array
}

/** How much each side and source counts, whatever its size. */
const BUDGETS: Readonly<Record<string, number>> = {
  'kisa-2025-03/smishing': 1,
  'mixed-ko/spam': 1.6,
  'mixed-ko/smishing': 0.4,
  'mixed-ko/ham': 0.5,
  'chat-ko/ham': 0.9,
  'sms-spam-en/ham': 0.9,
  'sms-spam-en/spam': 0.6,
  'ko/ham': 8,
  'ko/smishing': 4,
  'ko/spam': 3.2,
  'en/ham': 3.6,
  'en/smishing': 2.2,
  'en/spam': 1.4,
}

const budgetOf = ({ source, kind, language, label }: Example) => (source === 'corpus' ? `${language}/${label}` : kind)

function weightsOf(examples: readonly Example[], groups: Int32Array): Float64Array {
  const sizes = new Map<number, number>()
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const weights = Float64Array.from(examples, (_, n) => 1 / Math.sqrt(sizes.get(groups[n]!)!))
  const sums = new Map<string, number>()
  examples.forEach((example, n) => {
    sums.set(budgetOf(example), (sums.get(budgetOf(example)) ?? 0) + weights[n]!)
  })
  let budgets = 0
  for (const name of sums.keys()) budgets += BUDGETS[name] ?? 0.5
  return weights.map((weight, n) => {
    const name = budgetOf(examples[n]!)
    const scaled = (weight / sums.get(name)!) * ((BUDGETS[name] ?? 0.5) / budgets) * examples.length
    // Half way to the budgets: the whole way lets a few messages of small collections decide too much.
    return Math.min(Math.sqrt(scaled), 3)
  })
}

function groupsOf(examples: readonly Example[]): Int32Array {
  const clusters = clustersOf(examples.map(({ text }) => text))
  // The messages of one seed belong together, and so does whatever is nearly one of them.
  const parent = Int32Array.from(clusters)
  const rootOf = (n: number): number => (parent[n] === n ? n : rootOf(parent[n]!))
  const seeds = new Map<string, number>()
  examples.forEach(({ group }, n) => {
    if (group === '') return
    const first = seeds.get(group)
    if (first === undefined) seeds.set(group, n)
    else {
      const [a, b] = [rootOf(first), rootOf(n)]
      parent[Math.max(a, b)] = Math.min(a, b)
    }
  })
  return parent.map((_, n) => rootOf(n))
}

/** Variant `variant` of a message: 0 as it stands, the others as other senders and hiders would write it. */
export function variantOf({ text, label }: Example, variant: number): string {
  if (variant === 0) return text
  const chance = chanceOf(`variant ${variant} ${hashOf(text)}`)
  const hidden = chance.below(100) < (label === 'ham' ? 7 : 38)
  const varied = vary(text, chance)
  return hidden ? disguise(varied, chance) : varied
}

function rowsOf(examples: readonly Example[], tags: Uint8Array): Rows {
  const writer = new RowWriter()
  for (const example of examples) {
    for (let variant = 0; variant < VARIANTS; variant++) {
      const seen = seeMessage(factsOf(variantOf(example, variant)), tags)
      writer.add(seen.index, seen.value, seen.count)
    }
  }
  return writer.rows()
}

/** A piece must stand in this many groups, or it means nothing. */
const LEAST_GROUPS = 3

/** The vocabulary: in each bucket the piece that most groups hold. Labels are not looked at. */
function vocabularyOf(examples: readonly Example[], groups: Int32Array): Uint8Array {
  const held = new Map<number, number>()
  const last = new Map<number, number>()
  examples.forEach(({ text }, example) => {
    const seen = seeMessage(factsOf(text), undefined)
    for (let n = 0; n < seen.count; n++) {
      const piece = seen.index[n]!
      if (last.get(piece) === groups[example]) continue
      last.set(piece, groups[example]!)
      held.set(piece, (held.get(piece) ?? 0) + 1)
    }
  })
  const tags = new Uint8Array(BUCKETS)
  const most = new Int32Array(BUCKETS).fill(LEAST_GROUPS - 1)
  for (const [piece, count] of held) {
    const bucket = bucketOf(piece)
    if (count <= most[bucket]!) continue
    most[bucket] = count
    tags[bucket] = tagOf(piece)
  }
  return tags
}

export function prepare(examples: readonly Example[]): Prepared {
  const groups = groupsOf(examples)
  const tags = vocabularyOf(examples, groups)
  return { examples, groups, rows: rowsOf(examples, tags), weights: weightsOf(examples, groups), tags }
}
