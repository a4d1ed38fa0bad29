// SPDX-License-Identifier: Apache-2.0
// What holds for the reading of every text: it exists, it is the same every time, its places lie inside the text in
// order and cut no character, and what shows nothing changes nothing.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LONGEST_TEXT, type Reading, readText } from './reading.ts'

const piece = fc.constantFrom(
  ...'ㄱㅏㄴㅎ가힣각각ᅟaZА1①*#?. [](-/\n',
  '\u200b',
  '\ufe0f',
  '\u0301',
  '💰',
  '\ud83d',
  '\udcb0',
  'ﷺ',
  '㈜',
  'ﾤￂ',
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.array(piece, { maxLength: 40 }).map(all => all.join('')),
)

function cuts(given: string, at: number): boolean {
  return at > 0 && /^[\ud800-\udbff][\udc00-\udfff]/.test(given.slice(at - 1, at + 1))
}

function checkPlaces(given: string, { folded, from, to, compact, compactAt, words }: Reading): void {
  assert.ok(from.length === folded.length && to.length === folded.length && compactAt.length === compact.length)
  for (let n = 0; n < folded.length; n++) {
    assert.ok(0 <= from[n]! && from[n]! < to[n]! && to[n]! <= given.length)
    assert.ok(!cuts(given, from[n]!) && !cuts(given, to[n]!), `cut at ${from[n]} or ${to[n]}`)
    if (n > 0) assert.ok(from[n - 1]! <= from[n]! && to[n - 1]! <= to[n]!)
  }
  for (let n = 0; n < compactAt.length; n++)
    assert.ok((n === 0 ? -1 : compactAt[n - 1]!) < compactAt[n]! && compactAt[n]! < folded.length)
  for (let n = 0; n < words.length; n++) {
    assert.ok(0 <= words[n]! && words[n]! <= folded.length)
    if (n > 0) assert.ok(words[n - 1]! < words[n]!)
  }
}

test('every text has a reading, the same every time, whose places lie inside it', () => {
  fc.assert(
    fc.property(text, given => {
      const reading = readText(given)
      assert.equal(reading.text, given)
      checkPlaces(given, reading)
      for (const count of Object.values(reading.disguise)) assert.ok(Number.isSafeInteger(count) && count >= 0)
      readText('ㄷㅐㅊㅜㄹ another')
      assert.deepEqual(readText(given), reading)
    }),
    { numRuns: 3000 },
  )
})

test('a long text, too, wherever the cut falls', () => {
  const unit = fc.constantFrom('가', '💰', 'a ', 'ㄱㅏ', 'ﷺ')
  fc.assert(
    fc.property(unit, unit, fc.nat(3), (begin, end, shift) => {
      const given = 'x'.repeat(shift) + begin.repeat(LONGEST_TEXT / 2) + end.repeat(LONGEST_TEXT / 2)
      checkPlaces(given, readText(given))
    }),
    { numRuns: 60 },
  )
})

test('what shows nothing changes nothing that is read', () => {
  const hidden = fc.constantFrom('\u200b', '\u200c', '\u2060', '\ufeff', '\u00ad', '\u3164')
  const plain = fc.string({
    unit: fc.constantFrom(...'가나다대출ㄱㅏabcXYZ019 .,*'),
    maxLength: 40,
  })
  fc.assert(
    fc.property(plain, fc.array(fc.tuple(fc.nat(40), hidden), { maxLength: 10 }), (given, places) => {
      const letters = [...given]
      for (const [at, sign] of places) letters.splice(Math.min(at, letters.length), 0, sign)
      const [one, other] = [readText(given), readText(letters.join(''))]
      for (const key of ['folded', 'compact', 'words'] as const) assert.deepEqual(other[key], one[key])
    }),
    { numRuns: 1000 },
  )
})

test('capitals, full width and composition change nothing that is read', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'가각힣뷁대출abcXYZ019 !-'), maxLength: 40 })
  const full = (given: string) =>
    given.replace(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000')
  fc.assert(
    fc.property(plain, given => {
      const { folded } = readText(given)
      for (const other of [given.toUpperCase(), given.toLowerCase(), full(given), given.normalize('NFD')])
        assert.deepEqual(readText(other).folded, folded)
    }),
    { numRuns: 1000 },
  )
})

test('the compact letters hold no space, no sign and no two numbers in a row', () => {
  fc.assert(
    fc.property(text, given => {
      const { compact } = readText(given)
      const string = Array.from(compact, unit => String.fromCharCode(unit)).join('')
      assert.doesNotMatch(string, /[\s.,*#?()[\]A-Z1-9]|00/)
    }),
    { numRuns: 1000 },
  )
})

const HOSTILE: [string, string][] = [
  ['100,000 identical letters', 'a'.repeat(100_000)],
  ['100,000 identical syllables', '가'.repeat(100_000)],
  ['100,000 lone jamo', 'ㄱㅏ'.repeat(50_000)],
  ['20,000 invisible characters', '\u200b'.repeat(20_000)],
  ['20,000 marks on one letter', `가${'\u0301'.repeat(20_000)}`],
  ['50,000 brackets', '['.repeat(50_000)],
  ['50,000 stars', '*'.repeat(50_000)],
  ['50,000 lone surrogates', '\ud800'.repeat(50_000)],
  ['50,000 surrogates the wrong way round', '\udc00\ud800'.repeat(25_000)],
  ['20,000 letters that unfold', '\ufdfa'.repeat(20_000)],
  ['every code point', Array.from({ length: 0x110000 / 16 }, (_, n) => String.fromCodePoint(n * 16)).join('')],
]
for (const [name, given] of HOSTILE) test(`${name} are read`, () => checkPlaces(given, readText(given)))
