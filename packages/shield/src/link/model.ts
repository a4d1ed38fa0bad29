// SPDX-License-Identifier: Apache-2.0
// The learned score: weights of one byte each out of the generated table.

import { LINK_MODEL } from '../generated/link-model.ts'
import { logistic } from '../maths.ts'
import { type Features, SIZE } from './features.ts'

export const MODEL_VERSION: string = LINK_MODEL.version

/** Read once, when the first link is judged. */
let table: Int8Array | undefined

function weights(): Int8Array {
  if (table) return table
  const bytes = atob(LINK_MODEL.weights)
  table = new Int8Array(SIZE)
  for (let i = 0; i < SIZE; i++) table[i] = (bytes.charCodeAt(i) << 24) >> 24
  return table
}

/** What a place of the table adds to the log odds. */
export function weightAt(place: number): number {
  return weights()[place]! * LINK_MODEL.step * LINK_MODEL.slope
}

/** Honest links for each trap, among those that people ask about. Training has one for one. */
export const HONEST_PER_TRAP = 9

/** A probability from a place where traps are half of all, as it is where they are one in ten. */
export function among(balanced: number): number {
  return balanced / (balanced + HONEST_PER_TRAP * (1 - balanced))
}

/** That an address is a trap, in the eyes of what was learned; 0 to 1, calibrated for one trap in ten. */
export function learned({ places, values }: Features): number {
  const all = weights()
  let sum = 0
  for (let i = 0; i < places.length; i++) sum += all[places[i]!]! * values[i]!
  return among(logistic(LINK_MODEL.slope * (sum * LINK_MODEL.step + LINK_MODEL.bias) + LINK_MODEL.shift))
}
