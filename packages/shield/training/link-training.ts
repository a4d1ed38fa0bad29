// SPDX-License-Identifier: Apache-2.0
// Logistic regression on hashed features, in a fixed order and without the machine's own exponential: the same
// examples give the same weights to the bit.

import { chanceOf } from '../corpus/chance.ts'
import { type Features, SIZE } from '../src/link/features.ts'
import { logistic } from '../src/maths.ts'

export interface Row {
  readonly features: Features
  readonly isTrap: boolean
  readonly weight: number
}

export interface Weights {
  readonly table: Float64Array
  readonly bias: number
}

const EPOCHS = 12
const RATE = 0.2
/** Pull towards zero, per step and weight touched: pieces seen in few names are not trusted. */
const DECAY = 1e-4

function shuffled(count: number, seed: string): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index)
  const chance = chanceOf(seed)
  for (let i = count - 1; i > 0; i--) {
    const j = chance.below(i + 1)
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
  return order
}

export function scoreOf({ table, bias }: Weights, { places, values }: Features): number {
  let sum = bias
  for (let i = 0; i < places.length; i++) sum += table[places[i]!]! * values[i]!
  return sum
}

/** Steps of AdaGrad over the rows, each epoch in its own fixed order. */
export function train(rows: readonly Row[]): Weights {
  const table = new Float64Array(SIZE)
  const squares = new Float64Array(SIZE).fill(0.1)
  let bias = 0
  let biasSquare = 1
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const index of shuffled(rows.length, `epoch ${epoch}`)) {
      const { features, isTrap, weight } = rows[index]!
      const { places, values } = features
      const error = (logistic(scoreOf({ table, bias }, features)) - (isTrap ? 1 : 0)) * weight
      for (let i = 0; i < places.length; i++) {
        const place = places[i]!
        const slope = error * values[i]! + DECAY * table[place]!
        squares[place] = squares[place]! + slope * slope
        table[place] = table[place]! - (RATE * slope) / Math.sqrt(squares[place]!)
      }
      biasSquare += error * error
      bias -= (RATE * error) / Math.sqrt(biasSquare)
    }
  }
  return { table, bias }
}
