// SPDX-License-Identifier: Apache-2.0
// No text holds the judge up: time grows with the length of a text, whatever is repeated in it, and never past a cap.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { LONGEST_TEXT } from '../text/index.ts'
import { foldText, plainText } from './folded.ts'
import { checkProvider } from './index.ts'
import {
  ENGLISH_OFFENCE_RULES,
  LOST_ON_BILL,
  NAMED_RULES,
  NAMES_BILL,
  OFFENCE_RULES,
  SPEAKS_OF_CASH,
  WAYS_TO_PAY,
} from './offences.ts'
import { BUYS_GOODS, BUYS_VOUCHERS, NOT_FOR_SALE, PATTERN_RULES, QUICK_CASH } from './patterns.ts'
import { readPromisedRates } from './rates.ts'
import { missingFacts } from './registration.ts'
import { COUNTER_RULES, OFFER_RULES, SOOTHING } from './stance.ts'

/** Where a rule begins to read: what follows is what it might try again and again. */
const BEGINNINGS = ['', '합계 10', '소액결제 현금화 90% 통신판매', '...0', '10에', '카드로 10만원 결제 현금 등록번호']
const UNITS = [
  ...[' ', '\n', '\t', '\u3000', ' \u200b', '\u200b ', '&\n', '0', '9', '1,000', '.', '·•', '.!', '…', '-', '1~', '('],
  ...['10% ', '10에 8만원 ', '만원 ', '만', '원', '%', '가', 'a', 'a@', 'http://', 'a.b ', '12:', '\ufdfa', '\u1100'],
  ...['소액결제', '카드로', '카드', '통신 판매 ', '대표', '시 가 ', '통장', '온누리', '지역화폐', '폰 개통', '한도'],
  ...[
    '정보1',
    '통신사어디한도',
    'sell your',
    'borrow payback',
    '주의하',
    '문의',
    '지인연락처',
    '😀',
    'ㄱㅏ',
    '카드도',
    '이체',
    '피해',
  ],
]
const END = '현금'

/** Far more than they take: only a rule that goes over the text again from every place in it needs longer. */
const HANGS_AFTER_MS = 20_000

/** Judges them in a process of its own, so that a rule that never comes back can be given up. */
function judgedInTime(texts: readonly string[]): number {
  const script = `import { checkProvider, readPromisedRates } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    let input = ''
    for await (const part of process.stdin) input += part
    const judged = JSON.parse(input).filter(text => checkProvider({ text }).verdict && readPromisedRates(text))
    process.stdout.write(String(judged.length))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    input: JSON.stringify(texts),
    timeout: HANGS_AFTER_MS,
    encoding: 'utf8',
  })
  return Number(stdout)
}

const filled = (unit: string) => unit.repeat(Math.ceil(LONGEST_TEXT / unit.length))

for (const beginning of BEGINNINGS) {
  test(`whatever is repeated after ‘${beginning}’`, () => {
    const texts = UNITS.map(unit => beginning + filled(unit) + END)
    assert.equal(judgedInTime(texts), texts.length)
  })
}

test('ten megabytes are judged by their ends', () => {
  const offer = '소액결제 현금화 당일 지급 '
  const [much, little] = ['가 나. '.repeat(2_000_000), '가 나. '.repeat(100_000)]
  assert.equal(judgedInTime([offer + much, ' '.repeat(10_000_000), '9'.repeat(10_000_000)]), 3)
  for (const text of [offer + little, little + offer]) assert.equal(checkProvider({ text }).verdict, 'unlawful')
  assert.equal(checkProvider({ text: little + offer + little }).verdict, 'nothing_found')
})

describe('no rule tries a run again from every place in it', () => {
  const rules: readonly (readonly [string, RegExp])[] = [
    ...[...OFFENCE_RULES, ...ENGLISH_OFFENCE_RULES, ...NAMED_RULES].map(rule => [rule.code, rule.pattern] as const),
    ...[...PATTERN_RULES, ...COUNTER_RULES, ...OFFER_RULES].map(rule => [rule.code, rule.pattern] as const),
    ...[
      SOOTHING,
      BUYS_VOUCHERS,
      QUICK_CASH,
      BUYS_GOODS,
      NOT_FOR_SALE,
      NAMES_BILL,
      LOST_ON_BILL,
      WAYS_TO_PAY,
      SPEAKS_OF_CASH,
    ].map(pattern => [pattern.source.slice(0, 12), pattern] as const),
  ]
  /** It begins where no letter stands before: a run has one such place. */
  const BEGINS_ONCE = '(?<![a-z])[a-z]{3,}'
  for (const [code, { source }] of rules) {
    test(code, () => {
      const bare = source.replaceAll(BEGINS_ONCE, '').replaceAll(/\\./g, 'x')
      assert.doesNotMatch(bare, /[*+]|\{\d*,\}/)
      for (const [, most] of bare.matchAll(/\{\d+,(\d+)\}/g)) assert.ok(Number(most) <= 120)
    })
  }
})

const piece = fc.constantFrom('소액결제', '현금화', ' ', '\n', '\u3000', '\u200b', '.', '…', '!', '~', '90%', 'a', '😀')
const text = fc
  .array(fc.tuple(piece, fc.integer({ min: 1, max: 40 })), { maxLength: 12 })
  .map(parts => parts.map(([part, times]) => part.repeat(times)).join(''))

describe('a text made short', () => {
  test('has no runs of space or of one sign, and every unit its place', () => {
    fc.assert(
      fc.property(text, given => {
        const folded = foldText(given)
        assert.doesNotMatch(folded.text, /\s\s|([.…!~])\1{3}|\u200b\u200b/)
        assert.equal(folded.from.length, folded.text.length)
        for (const [at, unit] of folded.text.split('').entries()) {
          const [from, to] = [folded.from[at]!, folded.to[at]!]
          assert.ok(from < to && to <= given.length && from >= (folded.to[at - 1] ?? 0))
          if (unit !== '\n') assert.equal(given[from], unit)
        }
        assert.equal(foldText(folded.text).text, folded.text)
      }),
    )
  })
  test('is as long as the cap and the break in it, at most', () => {
    const folded = foldText('가나'.repeat(50_000))
    assert.equal(folded.text.length, LONGEST_TEXT + 1)
    assert.deepEqual([folded.from[0], folded.to.at(-1)], [0, 100_000])
  })
  test('an ordinary one stays as it is', () => {
    const given = '소액결제 현금화!! 10만원→8만원...\n카톡 abc12 😀😀😀😀'
    assert.equal(foldText(given).text, given)
  })
  test('plain text has no two spaces either, however they come about', () => {
    assert.equal(plainText('10 \u200b \u200b %\u00a0 ９'), '10 % 9')
  })
})

test('spaces between words change neither the verdict nor what is shown', () => {
  const words = ['소액결제', '현금화', '90%', '지급', '카톡', 'abc12', '핀번호', '먼저', '보내세요']
  const plain = checkProvider({ text: words.join(' ') })
  assert.equal(plain.verdict, 'unlawful')
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 8, maxLength: 8 }), counts => {
      const given = words.map((word, index) => word + ' '.repeat(counts[index] ?? 0)).join('')
      fc.pre(given.length <= LONGEST_TEXT)
      const { verdict, reasons, promisedRates } = checkProvider({ text: given })
      const codes = (all: typeof reasons) => all.map(({ code }) => code).filter(code => !code.startsWith('learned_'))
      assert.equal(verdict, plain.verdict)
      assert.deepEqual(codes(reasons).toSorted(), codes(plain.reasons).toSorted())
      assert.deepEqual(promisedRates, plain.promisedRates)
      for (const { evidence, spans } of reasons) {
        if (spans[0]) assert.equal(given.slice(spans[0].from, spans[0].to), evidence)
      }
      const pin = reasons.find(({ code }) => code === 'pin_first')!
      assert.ok(pin.evidence.startsWith('핀번호'))
    }),
    { numRuns: 30 },
  )
})

test('facts shown far apart are still shown', () => {
  const shown = (space: string) =>
    missingFacts({
      text: `통신${space}판매업${space}신고${space}번호${space}:${space}제${space}2024${space}-서울 대표${space}:${space}이보리 수수료`,
      businessNumber: undefined,
      lends: false,
      showsRate: false,
    }).map(({ code }) => code)
  assert.deepEqual(shown(' '.repeat(500)), ['business_number', 'address', 'phone'])
  assert.deepEqual(shown('\n \u200b\t'), shown(' '))
  assert.deepEqual(
    readPromisedRates(`10만원${' '.repeat(5000)}에${'\n'.repeat(5000)}8만원`).map(({ rate }) => rate),
    ['0.8000'],
  )
})
