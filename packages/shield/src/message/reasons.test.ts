// SPDX-License-Identifier: Apache-2.0
// Every judgement is explained: reasons in both languages that mark what the text holds, links judged by themselves,
// and advice that says what to do and whom to call.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLink } from '../link/index.ts'
import { adviceOf } from './advice.ts'
import { checkMessage, MESSAGE_LABELS, THEMES } from './index.ts'
import { HONEST_TEXTS, TRAP_TEXTS } from './testing.ts'

const TEXTS = [...TRAP_TEXTS, ...HONEST_TEXTS].map(({ text }) => text)
/** The same in disguise, so that marks must find their way back. */
const DISGUISED = TEXTS.flatMap(text => [
  [...text].join('\u200b'),
  text.normalize('NFD'),
  `🎉${text}🎉`,
  text.replace(/[!-~]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
])

/** Nobody reads more than 80 letters of a quotation. */
function shortened(quote: string): string {
  const letters = [...quote]
  return letters.length > 80 ? `${letters.slice(0, 80).join('')}…` : quote
}

test('reasons mark what the text holds, in order of strength', () => {
  for (const text of [...TEXTS, ...DISGUISED]) {
    const { reasons } = checkMessage(text)
    assert.ok(reasons.length > 0)
    reasons.forEach(({ evidence, spans, weight, code }, n) => {
      for (const { from, to } of spans) assert.ok(0 <= from && from < to && to <= text.length, code)
      const marked = spans.map(({ from, to }) => text.slice(from, to))
      assert.equal(evidence === '', marked.length === 0, code)
      if (marked.length > 0) assert.ok(evidence.startsWith(shortened(marked[0]!)), `${code}: ${evidence}`)
      if (n > 0) assert.ok(Math.abs(reasons[n - 1]!.weight) >= Math.abs(weight))
    })
  }
})

test('marks of one reason do not overlap', () => {
  for (const text of [...TEXTS, ...DISGUISED])
    for (const { spans } of checkMessage(text).reasons)
      for (const one of spans)
        for (const other of spans)
          if (one !== other) assert.ok(one.to <= other.from || other.to <= one.from, JSON.stringify(spans))
})

test('reasons are sentences in both languages, without gaps', () => {
  for (const text of TEXTS) {
    for (const { code, explanation } of checkMessage(text).reasons) {
      assert.match(explanation.ko, /[가-힣].*[.요다]$/, code)
      assert.match(explanation.en, /[a-z].*\.$/, code)
      assert.doesNotMatch(explanation.ko + explanation.en, /\{\w*\}|undefined|NaN|“”/, code)
    }
  }
})

test('a plain trap has a reason that speaks against it, with its place', () => {
  for (const { text } of TRAP_TEXTS) {
    const against = checkMessage(text).reasons.filter(({ weight }) => weight > 0)
    assert.ok(
      against.some(({ spans }) => spans.length > 0),
      text,
    )
  }
})

test('a reason quotes the text as it stands, whatever signs it is made of', () => {
  const text = '$& $1 {evidence} 당첨 $`: 링크 클릭 http://event-win.zqkp.top/$&'
  for (const { explanation, evidence } of checkMessage(text).reasons)
    if (evidence !== '') assert.ok(explanation.ko.includes(evidence) && explanation.en.includes(evidence))
})

test('links are judged as they are by themselves, in their order', () => {
  const [one, other] = ['https://www.naver.com/a', 'http://naver.com.login-check.xyz/nid']
  const { links, reasons } = checkMessage(`오늘 기사 ${one} 와 로그인 ${other} 확인`)
  assert.deepEqual(links, [checkLink(one), checkLink(other)])
  assert.deepEqual(
    links.map(({ label }) => label),
    ['ordinary', 'phishing'],
  )
  assert.ok(reasons.some(({ evidence }) => evidence === other))
  assert.deepEqual(checkMessage('내일 봐요. 3.5점 나왔어요').links, [])
})

test('links that are hidden are found', () => {
  for (const hidden of ['bit . ly / 3abC', 'ｂｉｔ．ｌｙ／３ａｂＣ', 'bit\u200b.ly/3abC']) {
    const [link] = checkMessage(`주소 확인 ${hidden} 바랍니다`).links
    assert.equal(link?.url, 'bit.ly/3abC', hidden)
    assert.equal(link?.label, 'suspicious')
  }
})

for (const label of MESSAGE_LABELS) {
  for (const theme of THEMES) {
    test(`there is advice on ${label}, ${theme}, in both languages`, () => {
      const { now, never, contacts, ...head } = adviceOf(label, theme)
      for (const { ko, en } of [head, ...now, ...never, ...contacts.map(({ name }) => name)]) {
        assert.match(ko, /[가-힣]/)
        assert.match(en, /^[A-Z][^가-힣]*$/)
      }
      assert.ok(never.length > 0)
      if (label === 'ham') return
      assert.ok(now.length > 0)
      const phones = contacts.flatMap(({ phone }) => phone ?? [])
      assert.ok(phones.includes('112'), phones.join())
      assert.ok(
        phones.every(phone => /^(112|114|118|1332|1336|1397)$/.test(phone)),
        phones.join(),
      )
      assert.equal(new Set(phones).size, phones.length)
    })
  }
}

const CALLED: [(typeof MESSAGE_LABELS)[number], (typeof THEMES)[number], string[]][] = [
  ['smishing', 'family_in_need', ['112', '118', '1332']],
  ['smishing', 'prosecutor', ['112', '118', '1332']],
  ['smishing', 'account_lock', ['112', '118', '1332']],
  ['smishing', 'parcel', ['112', '118', '1332']],
  ['smishing', 'small_payment', ['114', '118', '112']],
  ['spam', 'cash_out', ['1397', '114', '1332', '112']],
  ['spam', 'phone_for_cash', ['1397', '114', '1332', '112']],
  ['spam', 'loan', ['1397', '1332', '112']],
  ['spam', 'investment', ['1332', '112']],
  ['spam', 'gambling', ['1336', '118', '112']],
  ['spam', 'adult', ['118', '112']],
]
for (const [label, theme, numbers] of CALLED) {
  test(`${label}, ${theme}: whom to call`, () => {
    const phones = adviceOf(label, theme).contacts.flatMap(({ phone }) => phone ?? [])
    assert.deepEqual(
      numbers.filter(number => !phones.includes(number)),
      [],
    )
  })
}

test('whoever may have lost money or a device is told what to do at once', () => {
  const { now, never } = adviceOf('smishing', 'family_in_need')
  assert.ok(now.some(({ ko }) => /원래 번호/.test(ko)) && now.some(({ ko }) => /지급정지/.test(ko)))
  assert.ok(never.some(({ ko }) => /인증번호/.test(ko)))
  const prosecutor = adviceOf('smishing', 'prosecutor')
  assert.ok(prosecutor.never.some(({ ko }) => /경찰·검찰·금감원/.test(ko)))
  assert.ok(adviceOf('spam', 'cash_out').now.some(({ ko }) => /1397/.test(ko)))
  assert.ok(adviceOf('spam', 'phone_for_cash').never.some(({ ko }) => /내 이름으로/.test(ko)))
})

test('no advice leads to anybody but public offices and the carrier', () => {
  for (const label of MESSAGE_LABELS)
    for (const theme of THEMES)
      for (const { url } of adviceOf(label, theme).contacts)
        assert.ok(url === undefined || url === 'https://www.spayment.org')
})

test('a judgement carries the advice on its label and theme', () => {
  for (const text of TEXTS) {
    const { label, theme, advice } = checkMessage(text)
    assert.deepEqual(advice, adviceOf(label, theme))
  }
})

test('a word without an end is marked whole and quoted in part', () => {
  const text = `[국제발신] 고객님 ${'가'.repeat(5000)} 택배 주소 오류 http://kbstar-login.top/${'a'.repeat(3000)}`
  for (const { evidence, explanation } of checkMessage(text).reasons) {
    assert.ok(evidence.length < 400, `${evidence.length}`)
    assert.ok(explanation.ko.length < 600 && explanation.en.length < 600)
  }
})
