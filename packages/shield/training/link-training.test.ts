// SPDX-License-Identifier: Apache-2.0
// The trainer learns what it is shown and gives the same bits twice; figures are those of textbooks; the links that
// were written by hand and never trained on are judged as well as we say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf } from '../corpus/chance.ts'
import { inventedLinks } from './link-corpus.ts'
import { aurocOf, figuresOf, recallAt } from './link-figures.ts'
import { judgeHeldOutLinks, shareOf } from './link-held-out.ts'
import { type Row, scoreOf, train } from './link-training.ts'

function rows(): Row[] {
  const chance = chanceOf('rows')
  return Array.from({ length: 300 }, () => {
    const isTrap = chance.below(2) === 0
    const places = [isTrap === chance.below(10) > 0 ? 7 : 9, 20 + chance.below(50)]
    return { features: { places, values: [1, 1] }, isTrap, weight: 1 }
  })
}

test('training twice gives the same weights to the bit, and they tell traps apart', () => {
  const [one, two] = [train(rows()), train(rows())]
  assert.deepEqual(one, two)
  const bytes = ({ table }: { table: Float64Array }) => Buffer.from(table.buffer)
  assert.ok(bytes(one).equals(bytes(two)))
  const apart = scoreOf(one, { places: [7], values: [1] }) - scoreOf(one, { places: [9], values: [1] })
  assert.ok(apart > 1, String(apart))
})

const judged = (traps: number[], honest: number[]) => [
  ...traps.map(probability => ({ probability, isTrap: true })),
  ...honest.map(probability => ({ probability, isTrap: false })),
]

test('figures are what their names say', () => {
  assert.equal(aurocOf(judged([0.9, 0.8], [0.1, 0.2])), 1)
  assert.equal(aurocOf(judged([0.1, 0.2], [0.9, 0.8])), 0)
  assert.equal(aurocOf(judged([0.5, 0.5], [0.5])), 0.5)
  assert.equal(aurocOf(judged([0.9, 0.3], [0.5, 0.1])), 0.75)
  const honest = Array.from({ length: 100 }, (_, index) => index / 100)
  assert.equal(recallAt(judged([0.985, 0.97, 0.5, 0.995], honest), 0.01), 0.5)
  const figures = figuresOf(judged([0.9, 0.9, 0.4], [0.1, 0.6]), 1)
  assert.equal(figures.falseAlarmsAtLine, 0.5)
  assert.ok(Math.abs(figures.recallAtLine - 2 / 3) < 1e-9)
  assert.ok(figuresOf(judged([1, 1], [0, 0]), 9).calibrationError === 0)
  assert.ok(figuresOf(judged([1], [1]), 9).calibrationError > 0.8)
})

test('invented links are the same every time and on both sides', () => {
  const [one, two] = [inventedLinks(), inventedLinks()]
  assert.deepEqual(one, two)
  assert.ok(one.some(({ isTrap }) => isTrap) && one.some(({ isTrap }) => !isTrap))
  assert.ok(one.every(({ url }) => !/[#~]{2,}|undefined/.test(url.split('#')[0] ?? '')))
})

test('links that were written by hand and never trained on are judged rightly', () => {
  const links = judgeHeldOutLinks()
  assert.ok(links.length >= 350)
  assert.ok(shareOf(links, 'phishing', ['phishing']) >= 0.97)
  assert.ok(shareOf(links, 'phishing', ['phishing', 'suspicious']) === 1)
  assert.ok(shareOf(links, 'ordinary', ['phishing']) <= 0.02)
  assert.ok(shareOf(links, 'ordinary', ['ordinary']) >= 0.95)
  assert.ok(shareOf(links, 'suspicious', ['suspicious']) >= 0.9)
})
