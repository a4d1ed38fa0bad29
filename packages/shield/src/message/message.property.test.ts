// SPDX-License-Identifier: Apache-2.0
// What holds for every text: it has a judgement, always the same one whatever was judged before, and what nobody sees
// changes little.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { checkMessage, MESSAGE_LABELS, THEMES } from './index.ts'
import { HONEST_TEXTS, TRAP_TEXTS } from './testing.ts'

const TEXTS = [...TRAP_TEXTS, ...HONEST_TEXTS].map(({ text }) => text)
const known = fc.constantFrom(...TEXTS)
const piece = fc.oneof(
  fc.constantFrom(
    '[Web발신]',
    '택배',
    '대출',
    'http://a.top/x',
    'bit.ly/3a',
    ' . ',
    '\u200b',
    '💰',
    '\ud83d',
    'ㄷㅐ',
    '010-****-1234',
    '\n',
    '$&',
    '{evidence}',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(piece, { maxLength: 14 }).map(all => all.join('')),
  known,
)

test('any text is judged, with places inside it that cut no character', () => {
  const cuts = (given: string, at: number) =>
    /^[\ud800-\udbff][\udc00-\udfff]/.test(given.slice(Math.max(0, at - 1), at + 1)) && at > 0
  fc.assert(
    fc.property(text, given => {
      const { label, probability, theme, reasons, links } = checkMessage(given)
      assert.ok(MESSAGE_LABELS.includes(label) && THEMES.includes(theme))
      assert.ok(probability > 0 && probability < 1)
      assert.equal(label === 'ham', probability < 0.5)
      assert.equal(theme === 'none', label === 'ham')
      assert.ok(links.every(({ url }) => url !== ''))
      assert.ok(reasons.length > 0 && reasons.every(({ weight }) => Number.isFinite(weight)))
      for (const { spans } of reasons)
        for (const { from, to } of spans) {
          assert.ok(0 <= from && from < to && to <= given.length)
          assert.ok(!cuts(given, from) && !cuts(given, to), `${from} ${to} ${JSON.stringify(given)}`)
        }
    }),
    { numRuns: 1500 },
  )
})

test('the same text has the same judgement, whatever was judged in between', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (given, others) => {
      const judgement = checkMessage(given)
      const kept = structuredClone(judgement)
      for (const other of others) checkMessage(other)
      assert.deepEqual(judgement, kept, 'a judgement that was given out stays as it is')
      assert.deepEqual(checkMessage(given), kept)
    }),
    { numRuns: 500 },
  )
})

test('the order in which messages are judged changes none of them', () => {
  const forward = TEXTS.map(each => checkMessage(each))
  const backward = TEXTS.toReversed().map(each => checkMessage(each))
  assert.deepEqual(backward.toReversed(), forward)
})

const logOdds = (given: string) => {
  const { probability } = checkMessage(given)
  return Math.log(probability / (1 - probability))
}

/** Without the pieces of a link: what stands in an address may lead elsewhere when it is written otherwise. */
const plain = known.filter(each => checkMessage(each).links.length === 0)

test('invisible characters speak for a trap if they change anything, and change no plain judgement', () => {
  const sign = fc.constantFrom('\u200b', '\u200c', '\u2060', '\ufeff', '\u00ad')
  fc.assert(
    fc.property(plain, fc.array(fc.tuple(fc.nat(), sign), { maxLength: 20 }), (given, places) => {
      const letters = [...given]
      for (const [at, hidden] of places) letters.splice(at % (letters.length + 1), 0, hidden)
      const moved = logOdds(letters.join('')) - logOdds(given)
      // The fact of hiding may weigh, and with it facts that hold together; the letters are read as before.
      assert.ok(moved > -1.5 && moved < 4, `${moved}`)
      // One alone is no disguise. Only the tags of carriers are looked for as they stand.
      if (places.length < 2 && !/발신/.test(given)) assert.ok(Math.abs(moved) < 1e-9, `${moved}`)
    }),
    { numRuns: 400 },
  )
})

test('the case of Latin letters changes nothing', () => {
  const flipped = fc.func(fc.boolean())
  fc.assert(
    fc.property(plain, flipped, (given, isUpper) => {
      const other = [...given].map((letter, n) => (isUpper(n) ? letter.toUpperCase() : letter.toLowerCase())).join('')
      assert.ok(Math.abs(logOdds(other) - logOdds(given)) < 1e-9, `${given} ${other}`)
    }),
    { numRuns: 400 },
  )
})

test('Hangul that is written apart is judged as Hangul', () => {
  for (const each of TEXTS) {
    const [one, other] = [checkMessage(each), checkMessage(each.normalize('NFD'))]
    assert.equal(other.label, one.label, each)
    if (!/발신/.test(each)) assert.deepEqual([other.theme, other.probability], [one.theme, one.probability], each)
  }
})

test('a message that stands in white space is judged as it is without', () => {
  for (const each of TEXTS) {
    const other = checkMessage(` \n${each}\n\n `)
    assert.equal(other.label, checkMessage(each).label, each)
  }
})
