// SPDX-License-Identifier: Apache-2.0
// The learner learns what it is shown, to the same bits every time; bytes keep what weights say, and calibration finds
// the line that the examples were drawn by.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chanceOf } from '../corpus/chance.ts'
import { logistic } from '../src/maths.ts'
import { calibrate } from './calibrate.ts'
import { type Lesson, learn, quantise, RowWriter, type Task } from './learn.ts'

const WORDS = 40

/** Traps hold word 1, honest messages word 2; the other words say nothing. */
function lessons(count: number): { writer: RowWriter; taught: Lesson[] } {
  const chance = chanceOf('lessons')
  const writer = new RowWriter()
  const taught = Array.from({ length: count }, (_, row): Lesson => {
    const target = chance.below(2)
    writer.add(Int32Array.of(2 - target, chance.between(3, WORDS - 1), 0), Float32Array.of(1, 1, 1), 2)
    return { row, target, weight: 1 }
  })
  return { writer, taught }
}

const taskOf = (writer: RowWriter): Task => ({
  size: WORDS,
  place: index => index,
  rows: writer.rows(),
  epochs: 5,
  rate: 0.3,
  decay: 0.001,
  dropout: 20,
})

test('what tells traps apart is learned, and what says nothing is not', () => {
  const { writer, taught } = lessons(400)
  const { weights, bias } = learn(taskOf(writer), () => taught, 1)
  assert.ok(weights[1]! > 1 && weights[2]! < -1, `${weights[1]} ${weights[2]}`)
  assert.ok(weights.subarray(3).every(weight => 2 * weight < weights[1]! && 2 * weight > weights[2]!))
  assert.ok(bias > -1 && bias < 1)
  assert.equal(weights[0], 0)
})

test('learning twice gives the same bits, another seed other ones', () => {
  const { writer, taught } = lessons(200)
  const bytesOf = (seed: number) => Buffer.from(learn(taskOf(writer), () => taught, seed).weights.buffer)
  assert.ok(bytesOf(5).equals(bytesOf(5)))
  assert.ok(!bytesOf(5).equals(bytesOf(7)))
})

test('what is pulled to nothing stays smaller', () => {
  const { writer, taught } = lessons(200)
  const [free, pulled] = [0, 0.1].map(decay => learn({ ...taskOf(writer), decay }, () => taught, 1).weights)
  assert.ok(pulled![1]! < 0.9 * free![1]! && pulled![2]! > 0.9 * free![2]!)
})

test('a lesson that weighs nothing teaches nothing', () => {
  const { writer, taught } = lessons(100)
  const { weights, bias } = learn(taskOf(writer), () => taught.map(lesson => ({ ...lesson, weight: 0 })), 1)
  assert.ok(weights.every(weight => weight === 0) && bias === 0)
})

test('places of a smaller head are shared', () => {
  const { writer, taught } = lessons(200)
  const { weights } = learn({ ...taskOf(writer), size: 2, place: index => index & 1 }, () => taught, 1)
  assert.equal(weights.length, 2)
  assert.ok(weights[1]! > weights[0]!)
})

test('rows are kept as they came, however many', () => {
  const writer = new RowWriter()
  const index = Int32Array.from({ length: 300_000 }, (_, n) => n)
  const value = Float32Array.from(index, n => n / 2)
  const counts = [300_000, 0, 3, 300_000, 300_000, 200_000]
  for (const count of counts) writer.add(index, value, count)
  const rows = writer.rows()
  counts.forEach((count, row) => {
    const [begin, end] = [rows.start[row]!, rows.start[row + 1]!]
    assert.deepEqual(rows.index.subarray(begin, end), index.subarray(0, count))
    assert.deepEqual(rows.value.subarray(begin, end), value.subarray(0, count))
  })
})

test('the order of the lessons hangs on nothing but the seed', () => {
  const { writer, taught } = lessons(200)
  const first = learn(taskOf(writer), () => taught, 3)
  const other = lessons(200)
  assert.deepEqual(
    learn(taskOf(other.writer), () => other.taught, 3),
    first,
  )
  assert.notDeepEqual(
    learn(taskOf(writer), () => taught.toReversed(), 3),
    first,
  )
})

test('bytes keep a weight to half a step, but for the few largest', () => {
  const weight = fc.integer({ min: -3000, max: 3000 }).map(n => n / 1000)
  fc.assert(
    fc.property(fc.array(weight, { minLength: 1, maxLength: 300 }), all => {
      const { bytes, scale } = quantise(Float64Array.from(all))
      assert.ok(scale > 0)
      for (const [n, each] of all.entries()) assert.ok(Math.abs(bytes[n]! * scale - each) <= scale * 0.5000001)
    }),
  )
  const many = Float64Array.from({ length: 5000 }, (_, n) => (n < 2 ? 1000 : (n % 100) / 100))
  const { bytes, scale } = quantise(many)
  assert.ok(scale < 0.01, 'two giants cost the others their detail')
  assert.equal(bytes[0], 127)
  assert.deepEqual(quantise(new Float64Array(3)), { bytes: new Int8Array(3), scale: 1 })
})

function drawn(slope: number, shift: number, count: number): [Float64Array, Uint8Array] {
  const chance = chanceOf('drawn')
  const sums = Float64Array.from({ length: count }, () => chance.between(-300, 300) / 100)
  return [sums, Uint8Array.from(sums, sum => (chance.below(10_000) < 10_000 * logistic(slope * sum + shift) ? 1 : 0))]
}

test('calibration finds the line that the examples were drawn by', () => {
  for (const [slope, shift] of [
    [2, -1],
    [0.5, 0.3],
    [1, 0],
  ] as const) {
    const [sums, targets] = drawn(slope, shift, 5000)
    const { slope: found, shift: moved } = calibrate(sums, targets, new Float64Array(5000).fill(1))
    assert.ok(Math.abs(found - slope) < 0.25 && Math.abs(moved - shift) < 0.2, `${found} ${moved}`)
  }
})

test('honest messages that weigh double pull the line their way', () => {
  const [sums, targets] = drawn(1, 0, 5000)
  const { shift: plain } = calibrate(sums, targets, new Float64Array(5000).fill(1))
  const { shift: pulled } = calibrate(
    sums,
    targets,
    Float64Array.from(targets, target => 2 - target),
  )
  assert.ok(Math.abs(plain - pulled - Math.LN2) < 0.1, `${plain} ${pulled}`)
})

test('a problem without a mistake still has an end', () => {
  const { slope, shift } = calibrate(
    Float64Array.of(-1, -2, 1, 2),
    Uint8Array.of(0, 0, 1, 1),
    Float64Array.of(1, 1, 1, 1),
  )
  assert.ok(Number.isFinite(slope) && Number.isFinite(shift) && slope > 0)
})
