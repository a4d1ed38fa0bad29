// SPDX-License-Identifier: Apache-2.0
// Texts that hide what they say are read as what they say, and ordinary writing is not called a disguise.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Disguise, LONGEST_TEXT, readText } from './reading.ts'

const string = (units: Uint16Array) => Array.from(units, unit => String.fromCharCode(unit)).join('')
const folded = (text: string) => string(readText(text).folded)
const compact = (text: string) => string(readText(text).compact)
const wordsOf = (text: string) => {
  const { words, folded } = readText(text)
  return Array.from({ length: words.length / 2 }, (_, n) => string(folded.subarray(words[2 * n], words[2 * n + 1])))
}
const disguises = (text: string) =>
  Object.entries(readText(text).disguise)
    .filter(([, count]) => count > 0)
    .map(([name]) => name)
/** How a unit of the reading stands in the given text. */
const written = (text: string, n: number) => {
  const { from, to } = readText(text)
  return text.slice(from[n], to[n])
}

const HIDDEN: [string, string, keyof Disguise][] = [
  ['대\u200b출\u200c상\u2060담', '대출상담', 'invisible'],
  ['대\u3164출', '대출', 'invisible'],
  ['대\ufe0f출', '대출', 'invisible'],
  ['l\u00ado\u00ada\u00adn', 'loan', 'invisible'],
  ['ｌｏａｎ', 'loan', 'lookalikes'],
  ['lоаn', 'loan', 'lookalikes'],
  ['ВАNК', 'bank', 'lookalikes'],
  ['𝗹𝗼𝗮𝗻', 'loan', 'lookalikes'],
  ['Ⓛⓞⓐⓝ', 'loan', 'lookalikes'],
  ['ㄷㅐㅊㅜㄹ', '대출', 'jamo'],
  ['대ㅊㅜㄹ', '대출', 'jamo'],
  ['대ㅊ출', '대출', 'jamo'],
  ['ㅅㅗㅇㅐㄱㄱㅕㄹㅈㅔ', '소액결제', 'jamo'],
  ['ﾤￂﾷ', '낭', 'jamo'],
  ['대.출.상.담', '대출상담', 'signsInside'],
  ['대/출-상·담', '대출상담', 'signsInside'],
  ['f/ree lo.a.n', 'freeloan', 'signsInside'],
  ['대💰출', '대출', 'signsInside'],
  ['l*o*a*n', 'loan', 'masks'],
  ['대??출', '대출', 'masks'],
  ['대 출 상 담', '대출상담', 'spacedOut'],
  ['f r e e', 'free', 'spacedOut'],
]
for (const [text, read, disguise] of HIDDEN) {
  test(`reads ${JSON.stringify(text)} as ${read}, and says ${disguise}`, () => {
    assert.equal(compact(text), read)
    assert.ok(disguises(text).includes(disguise), disguises(text).join())
  })
}

test('reads through brackets', () => assert.equal(compact('[대][출]【상】(담)'), '대출상담'))

test('reads a disguise within a disguise', () => {
  assert.equal(compact('ㄷ\u200bㅐ\u200bㅊ\u200bㅜ\u200bㄹ'), '대출')
  assert.equal(compact('Ｌ.о\u200b.ⓐ.𝐧'), 'loan')
  assert.equal(compact('\u1103\u200b\u1162출'), '대출')
})

const ORDINARY = [
  '안녕하세요. 내일 10시에 뵙겠습니다.',
  'ㅋㅋㅋㅋ 진짜? ㅠㅠ ㅇㅇ ㄱㄱ',
  '❤️❤️ 생일 축하해 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
  '1️⃣번 2️⃣번 ℹ️안내',
  '① 신청서 ② 신분증 ③ 통장 사본',
  '84㎡, 15℃, 3㎏, Windows™',
  '🇰🇷 🇺🇸',
  "I don’t know, it's Tom's mail",
  '조회 https://www.epost.go.kr/trace, 서울/경기, 개인·법인',
  '축하해🎉사랑해💕고마워',
  'café, naïve, Zoë'.normalize('NFD'),
  '전화 \u202a02-123-4567\u202c 로',
  '안녕하세요 소액결제 각각 학교 닫다'.normalize('NFD'),
]
for (const text of ORDINARY)
  test(`sees no disguise in ${JSON.stringify(text)}`, () => assert.deepEqual(disguises(text), []))

test('Hangul that is written apart is read as the same Hangul', () => {
  for (let unit = 0xac00; unit <= 0xd7a3; unit++) {
    // Each syllable before another one: what closes the first must not open the second.
    const text = String.fromCharCode(unit, 0xac00 + ((unit * 7919) % 11172))
    assert.equal(folded(text.normalize('NFD')), text)
  }
  assert.equal(written('한국'.normalize('NFD'), 0), '한'.normalize('NFD'))
  assert.equal(folded('가\u11a8'), '각')
  assert.equal(folded('\u1103ㅐ출 \u110f\u110f'), '대출 ㅋㅋ')
})

test('lone jamo that make no syllable stay', () => {
  for (const chat of ['ㅋㅋㅋ', 'ㅠㅠ', 'ㅇㅋ', '빠ㅏㅏ', '오ㅏ', 'ㅗㅗ']) assert.equal(folded(chat), chat)
  assert.equal(folded('ㅋㅑㅋㅋㅋ'), '캬ㅋㅋㅋ')
  assert.equal(folded('ㅎㅏㅎㅎ'), '하ㅎㅎ')
})

const NUMBERS: [string, string][] = [
  ['010-1234-5678', '0'],
  ['010-****-5678', '0'],
  ['***만원 입금', '0만원입금'],
  ['월 #00만', '월0만'],
  ['3천5백', '0천0백'],
  ['①⓪①', '0'],
  ['１０％', '0'],
]
for (const [text, read] of NUMBERS)
  test(`numbers are one sign, also the masked ones: ${text}`, () => assert.equal(compact(text), read))

test('a star for a letter is no number', () => assert.equal(compact('홍*동'), '홍동'))

test('words are runs of letters and digits', () => {
  assert.deepEqual(wordsOf('  Call 010-12, 지금바로! ★'), ['call', '010', '12', '지금바로'])
  assert.deepEqual(wordsOf('대\u200b출 상담'), ['대출', '상담'])
  assert.deepEqual(wordsOf('!!! …'), [])
})

test('white space of every kind is one space', () => assert.equal(folded('\n a\r\n\t\u00a0\u3000b  '), 'a b '))

test('says where everything stands in the given text', () => {
  assert.equal(written('ㄷㅐㅊㅜㄹ', 0), 'ㄷㅐ')
  assert.equal(written('ㄷㅐㅊㅜㄹ', 1), 'ㅊㅜㄹ')
  assert.equal(written('a𝐛c', 1), '𝐛')
  assert.equal(written('㈜한', 1), '㈜')
  assert.equal(written('대ㅊ출', 0), '대ㅊ')
})

test('nothing that unfolds crowds out what follows it', () => {
  for (const crowd of ['\ufdfa', '㈝', '㍿', '㎯', '⑳'])
    assert.ok(compact(`${crowd.repeat(500)}대출상담`).endsWith('대출상담'), crowd)
})

test('of a long text the beginning and the end are read, and nothing joins them', () => {
  const text = `처음${'가'.repeat(LONGEST_TEXT)} 나${'\u{1f4b0}'.repeat(LONGEST_TEXT)}끝`
  const { folded, from, to } = readText(text)
  assert.ok(string(folded).startsWith('처음가'))
  assert.ok(string(folded).endsWith('★끝'))
  assert.ok(folded.length <= LONGEST_TEXT + 1)
  const [first, second] = wordsOf('가'.repeat(LONGEST_TEXT + 500))
  assert.equal((first! + second!).length, LONGEST_TEXT)
  for (let n = 0; n < folded.length; n++) assert.ok(!/^[\udc00-\udfff]/.test(text.slice(from[n], to[n])))
})

test('nothing is read of nothing', () => {
  for (const text of ['', '\u200b\u200c\ufeff', '   \n']) {
    assert.equal(compact(text), '')
    assert.equal(folded(text), '')
    assert.deepEqual(wordsOf(text), [])
  }
})
