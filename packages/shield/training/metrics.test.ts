// SPDX-License-Identifier: Apache-2.0
// The figures are what their names say: by hand on small cases, and as the slow definition has them on any.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { auroc, calibrationError, figuresOf, rounded, shareAbove, thresholdAt } from './metrics.ts'

const scored = (traps: number[], ham: number[]) => [
  ...traps.map(score => ({ score, hostile: true })),
  ...ham.map(score => ({ score, hostile: false })),
]
const near = (one: number, other: number) => assert.ok(Math.abs(one - other) < 1e-9, `${one} ${other}`)

test('the area is 1 when every trap lies above, 0 when below, and ties count half', () => {
  assert.equal(auroc(scored([3, 2], [1, 0])), 1)
  assert.equal(auroc(scored([0, 1], [2, 3])), 0)
  assert.equal(auroc(scored([1, 1], [1])), 0.5)
  assert.equal(auroc(scored([0.9, 0.3], [0.5, 0.1])), 0.75)
  assert.equal(auroc(scored([2, 1], [1, 0])), 0.875)
})

test('there is no area with one side alone', () => {
  assert.ok(Number.isNaN(auroc(scored([1, 2], []))))
  assert.ok(Number.isNaN(auroc(scored([], [1]))))
  assert.ok(Number.isNaN(auroc([])))
})

const scores = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 25 })

test('the area is the share of pairs in which the trap lies above', () => {
  fc.assert(
    fc.property(scores, scores, (traps, ham) => {
      let above = 0
      for (const trap of traps) for (const one of ham) above += trap > one ? 1 : trap === one ? 0.5 : 0
      near(auroc(scored(traps, ham)), above / (traps.length * ham.length))
      near(auroc(scored(traps, ham)) + auroc(scored(ham, traps)), 1)
      near(auroc(scored(traps, ham).reverse()), auroc(scored(traps, ham)))
    }),
  )
})

test('above the threshold lie at most as many honest messages as are allowed, and it is the lowest such score', () => {
  assert.equal(thresholdAt([5, 4, 3, 2, 1], 0.2), 4)
  assert.equal(thresholdAt([5, 4, 3, 2, 1], 0.1), 5)
  assert.equal(thresholdAt([], 0.1), Number.NEGATIVE_INFINITY)
  fc.assert(
    fc.property(scores, fc.constantFrom(0, 0.005, 0.01, 0.1, 0.5, 0.99), (ham, share) => {
      const threshold = thresholdAt(ham, share)
      assert.ok(shareAbove(ham, threshold) <= share)
      const lower = ham.filter(score => score < threshold)
      if (lower.length > 0) assert.ok(shareAbove(ham, Math.max(...lower)) > share)
    }),
  )
})

const chances = (stated: number, traps: number, of: number) =>
  Array.from({ length: of }, (_, n) => ({ chance: stated, hostile: n < traps }))

test('calibration is off by what is stated less what came true', () => {
  near(calibrationError(chances(0.25, 1, 4)), 0)
  near(calibrationError(chances(0.9, 0, 3)), 0.9)
  near(calibrationError([...chances(0.05, 1, 2), ...chances(0.95, 2, 2)]), (2 * 0.45 + 2 * 0.05) / 4)
  near(calibrationError([...chances(1, 1, 1), ...chances(0, 0, 1)]), 0)
  // Two wrongs in one bin do not hide behind each other's bins: 0.15 and 0.85 lie apart.
  near(calibrationError([...chances(0.15, 1, 1), ...chances(0.85, 0, 1)]), 0.85)
})

test('figures of a case that can be counted by hand', () => {
  const judged = [
    { score: 2, chance: 0.88, hostile: true },
    { score: 0, chance: 0.5, hostile: true },
    { score: -1, chance: 0.27, hostile: true },
    { score: 1, chance: 0.73, hostile: false },
    { score: -2, chance: 0.12, hostile: false },
  ]
  const { ece, ...figures } = figuresOf(judged)
  assert.deepEqual(figures, {
    messages: 5,
    auroc: rounded(4 / 6),
    f1: rounded(4 / 6),
    recallAt1: rounded(1 / 3),
    recallAt05: rounded(1 / 3),
    recall: rounded(2 / 3),
    falseAlarms: 0.5,
  })
  assert.equal(ece, rounded((0.12 + 0.5 + 0.73 + 0.73 + 0.12) / 5))
})

test('one false alarm in a hundred is allowed at 1 %, none at 0.5 %', () => {
  const ham = Array.from({ length: 100 }, (_, n) => n)
  const judged = scored([98.5, 99.5, 50, 100], ham).map(one => ({ ...one, chance: 0.5 }))
  const { recallAt1, recallAt05 } = figuresOf(judged)
  assert.deepEqual([recallAt1, recallAt05], [0.75, 0.5])
})

test('figures of one side alone are no fault', () => {
  const traps = scored([1, -1], []).map(one => ({ ...one, chance: 0.5 }))
  assert.equal(figuresOf(traps).recall, 0.5)
  assert.equal(figuresOf(traps).falseAlarms, 0)
  const ham = scored([], [1, -1]).map(one => ({ ...one, chance: 0.5 }))
  assert.equal(figuresOf(ham).falseAlarms, 0.5)
  assert.equal(figuresOf(ham).recall, 0)
})
