// SPDX-License-Identifier: Apache-2.0
// What single characters are read as, and that nothing of Unicode breaks the table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldLetter, LONGEST_FOLD } from './letters.ts'

const folded = (text: string) => [...text].map(letter => foldLetter(letter.codePointAt(0)!)).join('')

const SAME: [string, string, string][] = [
  ['Latin capitals', 'LOAN', 'loan'],
  ['full width', 'ＬＯＡＮ１２３', 'loan123'],
  ['enclosed', 'ⓛⓄⓐⓝ①⓪❶⓵', 'loan1011'],
  ['squared and negative', '🅻🄾🅐🅽', 'loan'],
  ['mathematical', '𝐋𝒐𝖆𝚗𝟙𝟎', 'loan10'],
  ['Cyrillic small letters', 'асеорху', 'aceopxy'],
  ['Cyrillic capitals', 'АВСЕНКМОРТХ', 'abcehkmoptx'],
  ['Greek capitals', 'ΑΒΕΗΙΚΜΝΟΡΤΥΧ', 'abehikmnoptyx'],
  ['accents', 'éÀüÇñ', 'eaucn'],
  ['superscripts and ligatures', 'ﬁ²', 'fi2'],
  ['round things for the letter o', 'ο○◯', 'ooo'],
  ['dots', '·•。．', '....'],
  ['signs', '＊※：／－＋', '**:/-+'],
  ['joined Korean', '㈜㉠', '(주)\u1100'],
]
for (const [name, written, read] of SAME) test(`reads ${name}`, () => assert.equal(folded(written), read))

test('reads nothing in what shows nothing', () => {
  const hidden =
    '\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u202e\u2066\ufe0f\u{e0041}\u3164\u115f\u2800\uffa0\u0301'
  for (const letter of hidden) assert.equal(foldLetter(letter.codePointAt(0)!), '', letter.codePointAt(0)!.toString(16))
})

test('leaves Hangul, lone jamo and spaces as they are', () => {
  assert.equal(folded('가힣ㄱㅣㅋ'), '가힣ㄱㅣㅋ')
  assert.equal(folded('\n\r\t\u00a0\u3000\u1680\u2028'), '       ')
})

test('a picture is a picture, and so is what would unfold into a sentence', () => {
  assert.equal(folded('💰👪🏻'), '★★★')
  assert.equal(folded('\ufdfa'), '★')
})

test('no code point unfolds into a capital of ours, an upper plane, or more than four units', () => {
  for (let code = 0; code <= 0x10ffff; code++) {
    const plain = foldLetter(code)
    if (plain.length <= LONGEST_FOLD && !/[A-Z]/.test(plain) && [...plain].length === plain.length) continue
    assert.fail(`${code.toString(16)}: ${plain}`)
  }
})

test('what was read once is read the same after the memory of it was lost', () => {
  const codes = [0x430, 0xff21, 0x1f4b0, 0x200b, 0x2460]
  const before = codes.map(foldLetter)
  for (let code = 0x4e00; code < 0x9000; code++) foldLetter(code)
  assert.deepEqual(codes.map(foldLetter), before)
})
