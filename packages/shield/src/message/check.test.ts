// SPDX-License-Identifier: Apache-2.0
// Plain traps of every theme and plain messages of every honest sender are told apart, in both languages, whatever the
// weights: a set of weights that fails here must not ship.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkMessage, THEMES } from './index.ts'
import { HONEST, HONEST_TEXTS, TRAP_TEXTS, TRAPS } from './testing.ts'

test('there is a plain trap of every theme', () => {
  assert.deepEqual(
    TRAPS.map(({ theme }) => theme),
    THEMES.filter(theme => theme !== 'none'),
  )
  assert.ok(TRAPS.every(({ ko, en }) => ko.length > 0 && en.length > 0))
})

for (const { theme, label, ko, en } of TRAPS) {
  describe(`${theme} is a trap`, () => {
    for (const text of [...ko, ...en])
      test(text, () => {
        const judgement = checkMessage(text)
        assert.ok(judgement.probability >= 0.5, `${judgement.probability}`)
        assert.notEqual(judgement.label, 'ham')
        if (label !== undefined) assert.equal(judgement.label, label)
        assert.notEqual(judgement.theme, 'none')
      })
  })
}

test('most plain traps are named by their own theme', () => {
  const named = TRAP_TEXTS.filter(({ text, theme }) => checkMessage(text).theme === theme)
  assert.ok(named.length >= 0.75 * TRAP_TEXTS.length, `${named.length} of ${TRAP_TEXTS.length}`)
})

for (const { sender, ko, en } of HONEST) {
  describe(`${sender} is honest`, () => {
    for (const text of [...ko, ...en])
      test(text, () => {
        const { label, theme, probability } = checkMessage(text)
        assert.deepEqual([label, theme], ['ham', 'none'], `${probability}`)
        assert.ok(probability < 0.5)
      })
  })
}

test('traps and honest messages lie far apart', () => {
  const sure = (texts: readonly { text: string }[], holds: (probability: number) => boolean) =>
    texts.filter(({ text }) => holds(checkMessage(text).probability)).length / texts.length
  const [traps, honest] = [sure(TRAP_TEXTS, p => p > 0.9), sure(HONEST_TEXTS, p => p < 0.1)]
  assert.ok(traps >= 0.85 && honest >= 0.75, `${traps} ${honest}`)
})

test('the name of the theme is in both languages', () => {
  for (const { text } of TRAP_TEXTS) {
    const { themeName } = checkMessage(text)
    assert.match(themeName.ko, /[가-힣]/)
    assert.match(themeName.en, /^[A-Z][^가-힣]+$/)
  }
})

const NOTHING: [string, string][] = [
  ['an empty text', ''],
  ['white space', ' \n\t\u3000 '],
  ['invisible characters', '\u200b\ufeff\u2060'],
  ['emoji', '🎉🎉❤️👨‍👩‍👧'],
  ['signs', '... !!! ???'],
  ['a digit', '7'],
  ['lone surrogates', '\ud800\udc00\ud800'],
]
for (const [name, text] of NOTHING) {
  test(`${name} is honest, and has links, reasons and advice all the same`, () => {
    const { label, probability, theme, links, reasons, advice } = checkMessage(text)
    assert.deepEqual([label, theme], ['ham', 'none'])
    assert.ok(probability > 0 && probability < 0.5)
    assert.deepEqual(links, [])
    assert.ok(reasons.length > 0 && advice.ko !== '' && advice.en !== '')
  })
}

const [TRAP] = TRAP_TEXTS
const LONG: [string, string][] = [
  ['at the beginning', `${TRAP!.text}${'\n'.repeat(200_000)}`],
  ['at the end', `${'\n'.repeat(200_000)}${TRAP!.text}`],
]
for (const [where, text] of LONG)
  test(`a trap stands out ${where} of 200,000 characters`, () => assert.equal(checkMessage(text).label, 'smishing'))

const HOSTILE: [string, string][] = [
  ['200,000 syllables', '가'.repeat(200_000)],
  ['200,000 Latin letters', 'a'.repeat(200_000)],
  ['100,000 words of one letter', 'a '.repeat(100_000)],
  ['100,000 lone jamo', 'ㄱㅏ'.repeat(50_000)],
  ['50,000 brackets', '['.repeat(50_000)],
  ['50,000 empty brackets', '[ ]'.repeat(50_000)],
  ['50,000 numbers', '1-'.repeat(50_000)],
  ['20,000 addresses', 'http://a.top/ '.repeat(20_000)],
  ['50,000 half addresses', 'a.'.repeat(50_000)],
  ['50,000 handles', '@a'.repeat(50_000)],
  ['words that open a pattern and never close it', '문의 text 은행 send '.repeat(10_000)],
  ['20,000 letters that unfold', 'ﷺ'.repeat(20_000)],
]
for (const [name, text] of HOSTILE) {
  test(`${name} are judged`, () => {
    const { probability, reasons } = checkMessage(text)
    assert.ok(probability >= 0 && probability <= 1)
    assert.ok(reasons.every(({ weight }) => Number.isFinite(weight)))
  })
}

test('a trap link is seen behind any number of honest ones, and decides', () => {
  const honest = Array.from({ length: 40 }, (_, n) => `https://www.naver.com/page${n % 4}`)
  const { label, links } = checkMessage(`오늘 회의 자료입니다. ${honest.join(' ')} http://kbstar-login.top/verify`)
  assert.equal(links.length, 5, 'each different link is judged once')
  assert.equal(links.at(-1)!.label, 'phishing')
  assert.notEqual(label, 'ham')
})

test('a number or an address alone accuses nobody', () => {
  for (const text of ['010-1234-5678', '+82 10 1234 5678', '1588-1234', 'user@example.com', '(02) 332-1234'])
    assert.ok(checkMessage(text).probability < 0.2, text)
})
