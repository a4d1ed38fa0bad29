// SPDX-License-Identifier: Apache-2.0
// Logistic regression by AdaGrad, the same to the bit everywhere: + − × ÷ and square roots alone, one thread, one
// order, and chance from whole numbers.

import { logistic } from '../src/maths.ts'

/** Sparse rows, one for each variant of each example. */
export interface Rows {
  readonly index: Int32Array
  readonly value: Float32Array
  /** Where each row begins, and one more. */
  readonly start: Float64Array
}

export class RowWriter {
  private index = new Int32Array(1 << 20)
  private value = new Float32Array(1 << 20)
  private starts: number[] = [0]
  private size = 0

  add(index: Int32Array, value: Float32Array, count: number): void {
    if (this.size + count > this.index.length) {
      const room = this.index.length * 2 + count
      const [oldIndex, oldValue] = [this.index, this.value]
      this.index = new Int32Array(room)
      this.value = new Float32Array(room)
      this.index.set(oldIndex)
      this.value.set(oldValue)
    }
    this.index.set(index.subarray(0, count), this.size)
    this.value.set(value.subarray(0, count), this.size)
    this.size += count
    this.starts.push(this.size)
  }

  rows(): Rows {
    return { index: this.index, value: this.value, start: Float64Array.from(this.starts) }
  }
}

export interface Task {
  readonly size: number
  /** A place in the head for a place in the rows. */
  readonly place: (index: number) => number
  /** Each is a row number. */
  readonly rows: Rows
  readonly epochs: number
  readonly rate: number
  /** Pulls weights to nothing. */
  readonly decay: number
  /** In a hundred: how many pieces are not seen each time. */
  readonly dropout: number
}

export interface Learned {
  readonly weights: Float64Array
  bias: number
}

/** A row to learn from: `target` is 1 or 0. */
export interface Lesson {
  readonly row: number
  readonly target: number
  readonly weight: number
}

/** xorshift: fast whole-number chance for the order of lessons and for what is not seen. */
function chanceFrom(seed: number): () => number {
  let state = seed | 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let n = order.length - 1; n > 0; n--) {
    const other = next() % (n + 1)
    const kept = order[n]!
    order[n] = order[other]!
    order[other] = kept
  }
}

/** The mean of what each of the later epochs ends with: the order of the last lessons then decides less. */
class Mean {
  private readonly sums: Float64Array
  private bias = 0
  private count = 0

  constructor(size: number) {
    this.sums = new Float64Array(size)
  }

  add(weights: Float64Array, bias: number): void {
    for (let n = 0; n < weights.length; n++) this.sums[n]! += weights[n]!
    this.bias += bias
    this.count++
  }

  get learned(): Learned {
    return { weights: this.sums.map(sum => sum / this.count), bias: this.bias / this.count }
  }
}

/** Learns one head. `lessonsOf` gives the lessons of an epoch, always of the same length. */
export function learn(task: Task, lessonsOf: (epoch: number) => readonly Lesson[], seed: number): Learned {
  const { size, place, rows, epochs, rate, decay, dropout } = task
  const weights = new Float64Array(size)
  const squares = new Float64Array(size).fill(0.05)
  const next = chanceFrom(seed)
  const keepBelow = (100 - dropout) * 42949672
  const boost = 100 / (100 - dropout)
  let [bias, biasSquares] = [0, 1]
  const mean = new Mean(size)
  for (let epoch = 0; epoch < epochs; epoch++) {
    const lessons = lessonsOf(epoch)
    const order = Int32Array.from(lessons, (_, n) => n)
    shuffle(order, next)
    for (const at of order) {
      const { row, target, weight } = lessons[at]!
      const [begin, end] = [rows.start[row]!, rows.start[row + 1]!]
      const mask = next()
      let sum = bias
      for (let n = begin; n < end; n++) {
        if (Math.imul(rows.index[n]! ^ mask, 0x9e3779b1) >>> 0 >= keepBelow) continue
        sum += weights[place(rows.index[n]!)]! * rows.value[n]! * boost
      }
      const slip = (logistic(sum) - target) * weight
      if (slip < 0.0005 && slip > -0.0005) continue
      for (let n = begin; n < end; n++) {
        if (Math.imul(rows.index[n]! ^ mask, 0x9e3779b1) >>> 0 >= keepBelow) continue
        const to = place(rows.index[n]!)
        const slope = slip * rows.value[n]! * boost + decay * weight * weights[to]!
        squares[to]! += slope * slope
        weights[to]! -= (rate * slope) / Math.sqrt(squares[to]!)
      }
      biasSquares += slip * slip
      bias -= (rate * slip) / Math.sqrt(biasSquares)
    }
    if (2 * epoch >= epochs - 1) mean.add(weights, bias)
  }
  return mean.learned
}

/** Learned weights as signed bytes; the few largest are cut so that the others keep their detail. */
export function quantise(weights: Float64Array): { bytes: Int8Array; scale: number } {
  const sizes = Float64Array.from(weights, weight => (weight < 0 ? -weight : weight)).sort()
  const held = sizes.length - sizes.findIndex(size => size > 0)
  const most = sizes[sizes.length - 1 - Math.floor(held / 2000)]!
  const scale = most > 0 ? most / 127 : 1
  const bytes = Int8Array.from(weights, weight => Math.max(-127, Math.min(127, Math.round(weight / scale))))
  return { bytes, scale }
}

/** Weights as the text of a module holds them. */
export const base64Of = ({ buffer, byteOffset, byteLength }: Int8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')
