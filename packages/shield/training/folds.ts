// SPDX-License-Identifier: Apache-2.0
// Splits that mean something: by cluster, by collection, and by the kind of sender in our own corpus.

import { hashOf } from '../corpus/chance.ts'
import { type Effort, learnMain } from './heads.ts'
import type { Learned } from './learn.ts'
import { type Prepared, VARIANTS } from './prepare.ts'

/** The sum of a head over one row. */
export function sumOfRow({ rows }: Prepared, { weights, bias }: Learned, row: number): number {
  let sum = bias
  for (let n = rows.start[row]!; n < rows.start[row + 1]!; n++) sum += weights[rows.index[n]!]! * rows.value[n]!
  return sum
}

/** Sum of each message by a model that was taught without the fold that the message is in. */
export function outOfFold(prepared: Prepared, folds: Int32Array, effort?: Effort): Float64Array {
  const sums = new Float64Array(prepared.examples.length)
  for (const fold of [...new Set(folds)].sort((a, b) => a - b)) {
    if (fold < 0) continue
    const learned = learnMain(prepared, n => folds[n] !== fold, effort)
    for (let n = 0; n < sums.length; n++) if (folds[n] === fold) sums[n] = sumOfRow(prepared, learned, n * VARIANTS)
  }
  return sums
}

/** Near-duplicates and the messages of one seed on one side. */
export const clusterFolds = ({ groups }: Prepared, count: number): Int32Array =>
  groups.map(group => hashOf(`cluster ${group}`) % count)

/** Each collection by itself; our corpus by kinds of senders, several kinds at a time, both sides. */
export function senderFolds({ examples }: Prepared, count: number): Int32Array {
  const collections = [...new Set(examples.map(({ source }) => source))].filter(source => source !== 'corpus').sort()
  return Int32Array.from(examples, ({ source, kind }) =>
    source === 'corpus' ? hashOf(kind) % count : count + collections.indexOf(source),
  )
}
