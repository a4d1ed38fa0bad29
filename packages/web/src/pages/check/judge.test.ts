// SPDX-License-Identifier: Apache-2.0
// Which judgements a text gets, what a person is told first, and where the text is marked.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { LinkJudgement, MessageJudgement, ProviderJudgement } from '@jandon/shield'
import fc from 'fast-check'
import { judge, LETTERS_MAX, type Shield } from './judge.ts'
import { gistOf, LEFT_OUT, piecesOf } from './marks.ts'
import { toldReasons } from './told-reasons.ts'
import { labelsOf, verdictOf } from './verdict.ts'

const words = { ko: '말', en: 'words' }
const advice = { ...words, now: [], never: [], contacts: [] }
const LINK: LinkJudgement = { url: '', label: 'phishing', probability: 0.97, reasons: [], advice, modelVersion: '' }
const MESSAGE: MessageJudgement = {
  label: 'ham',
  probability: 0.01,
  theme: 'none',
  themeName: words,
  reasons: [],
  links: [],
  advice,
  modelVersion: '',
}
const PROVIDER: ProviderJudgement = {
  verdict: 'incomplete',
  reasons: [],
  legalBasis: [],
  missing: [],
  promisedRates: [],
  advice,
  alternatives: [],
}

/** Unlawful by an article, as surely as `weight` says. */
function offence(weight: number): Partial<ProviderJudgement> {
  const code = 'carrier_billing'
  const basis = { code, cite: words, source: '', checkedOn: '2026-01-01', explanation: words, penalty: words }
  return {
    verdict: 'unlawful',
    reasons: [{ code, evidence: '', spans: [], explanation: words, weight }],
    legalBasis: [{ ...basis, confidence: 'S' }],
  }
}

/** A shield that answers what the test says; its links are words with a dot inside. */
function shieldOf(message: Partial<MessageJudgement> = {}, provider: Partial<ProviderJudgement> = {}): Shield {
  return {
    checkMessage: () => ({ ...MESSAGE, ...message }),
    checkLink: url => ({ ...LINK, url }),
    messageAdvice: () => advice,
    themeName: theme => ({ ko: theme, en: theme }),
    checkProvider: () => ({ ...PROVIDER, ...provider }),
    findLinks: text =>
      [...text.matchAll(/\S+\.\S+/g)].map(({ 0: url, index }) => ({
        text: url,
        url,
        from: index,
        to: index + url.length,
      })),
  }
}

describe('what was given finds its judgement by itself', () => {
  test('an address alone is a link, also between spaces; an address in words is a message', () => {
    assert.equal(judge(shieldOf(), '  cj.example/a\n').kind, 'link')
    assert.equal(judge(shieldOf(), '택배 cj.example/a').kind, 'message')
    assert.equal(judge(shieldOf(), '엄마').kind, 'message')
    for (const around of ['<cj.example/a>', '“cj.example/a”', '(cj.example/a)\r\n']) {
      const answer = judge(shieldOf(), around)
      assert.equal(answer.kind, 'link')
      assert.equal(answer.text, 'cj.example/a')
    }
  })

  test('an advert for cash is judged as a shop, other messages are not', () => {
    const asShop = (message: Partial<MessageJudgement>, provider: Partial<ProviderJudgement> = {}) => {
      const answer = judge(shieldOf(message, provider), '글')
      return answer.kind === 'message' && answer.provider !== undefined
    }
    assert(asShop({ label: 'spam', theme: 'cash_out' }))
    assert(asShop({}, offence(3)))
    assert(!asShop({}, offence(0.8)), 'The name of a thing in a friendly advert is no offer.')
    assert(!asShop({ label: 'smishing', theme: 'parcel' }))
    assert(!asShop({}, { verdict: 'suspicious' }))
  })

  test('of a longer text the first twenty thousand characters are judged, none of them cut in half', () => {
    const answer = judge(shieldOf(), `${'가'.repeat(LETTERS_MAX - 1)}😀나`)
    assert.equal(answer.text, '가'.repeat(LETTERS_MAX - 1))
    assert(answer.isCut)
    assert(!judge(shieldOf(), '가'.repeat(LETTERS_MAX)).isCut)
  })
})

describe('what a person is told first', () => {
  const level = (message: Partial<MessageJudgement>, provider?: Partial<ProviderJudgement>) =>
    verdictOf(labelsOf(judge(shieldOf(message, provider), '글자가 열둘은 넘는 보통 글이에요'))).level

  test('a trap, an offer against the law, an advertisement, not sure, nothing found', () => {
    assert.equal(level({ label: 'smishing', theme: 'cash_out', probability: 0.9 }, { verdict: 'unlawful' }), 'unlawful')
    assert.equal(level({ label: 'smishing', theme: 'prosecutor', probability: 0.9 }, { verdict: 'unlawful' }), 'trap')
    assert.equal(level({ label: 'smishing', theme: 'cash_out', probability: 0.9 }, { verdict: 'incomplete' }), 'trap')
    assert.equal(level({ label: 'spam', theme: 'cash_out', probability: 0.9 }, { verdict: 'unlawful' }), 'unlawful')
    assert.equal(level({ probability: 0.01 }, offence(3)), 'unlawful')
    assert.equal(level({ probability: 0.01 }, offence(0.8)), 'unsure')
    assert.equal(level({ label: 'spam', theme: 'other_advert', probability: 0.9 }, offence(0.8)), 'advert')
    assert.equal(level({ label: 'spam', theme: 'loan', probability: 0.9 }), 'advert')
    assert.equal(level({ probability: 0.3 }), 'unsure')
    assert.equal(level({ probability: 0.01, links: [LINK] }), 'unsure')
    assert.equal(level({ probability: 0.01, links: [{ ...LINK, label: 'suspicious' }] }), 'nothing')
    assert.equal(level({ probability: 0.01 }), 'nothing')
  })

  test('a shop that says all that it must and offers nothing forbidden is no unwanted advert, and not recommended', () => {
    const advert = { label: 'spam', theme: 'cash_out', probability: 0.98 } as const
    const businessNumber = { number: '1234567891', isWellFormed: true }
    const complete = { verdict: 'nothing_found', businessNumber } as const
    assert.equal(level(advert, complete), 'shop')
    assert.equal(level({ ...advert, theme: 'gambling' }, complete), 'advert')
    assert.equal(level({ ...advert, label: 'smishing' }, complete), 'trap')
    assert.equal(level({ ...advert, links: [LINK] }, complete), 'advert')
    assert.equal(level(advert, { verdict: 'nothing_found' }), 'advert', 'It may not be a shop at all.')
    assert.equal(level(advert, { ...complete, businessNumber: { ...businessNumber, isWellFormed: false } }), 'advert')
    assert.equal(level(advert, { ...complete, verdict: 'incomplete' }), 'advert')
    const { likelihood } = verdictOf(labelsOf(judge(shieldOf(advert, complete), '글자가 열둘은 넘는 보통 글이에요')))
    assert.equal(likelihood, undefined, 'How much it looks like adverts says nothing here.')
  })

  test('a notice of a payment is never an advert for cash', () => {
    for (const text of [
      '[KT] 소액결제 99만원 정상처리. 취소문의 070-8012-3345',
      '[SKT] 소액결제 550,000원 결제완료. 본인 아닐 시 문의 02-6958-1234',
      'Your purchase of $420 was approved. If this was not you call +82 70 8012 3345',
    ]) {
      const answer = judge(shieldOf({ label: 'spam', theme: 'cash_out', probability: 0.98 }, offence(3)), text)
      assert(answer.kind === 'message')
      assert.equal(answer.provider, undefined)
      assert.equal(answer.message.theme, 'small_payment')
      assert.equal(verdictOf(labelsOf(answer)).level, 'trap')
      assert.equal(verdictOf(labelsOf(judge(shieldOf({}, offence(3)), text))).level, 'nothing')
    }
    const offer = '소액결제 99만원 결제 완료하시면 70% 바로 입금. 문의 070-8012-3345'
    const answer = judge(shieldOf({ label: 'spam', theme: 'cash_out', probability: 0.98 }, offence(3)), offer)
    assert.equal(verdictOf(labelsOf(answer)).level, 'unlawful')
  })

  test('a word or a number alone is too short, unless it is clear all the same', () => {
    const of = (text: string, message: Partial<MessageJudgement>) =>
      verdictOf(labelsOf(judge(shieldOf(message), text))).level
    assert.equal(of('010-1234-5678', { label: 'spam', probability: 0.78 }), 'short')
    assert.equal(of('안녕하세요', { probability: 0.3 }), 'short')
    assert.equal(of('소액결제 현금화', { label: 'spam', probability: 0.95 }), 'advert')
    for (const alone of ['+82 10-1234-5678', '(02) 123-4567\r\n', '😀', '\u200b\u200b']) {
      assert.equal(of(alone, { probability: 0.01 }), 'short', alone)
    }
    assert.equal(of('+82 10-1234-5678', { label: 'spam', probability: 0.99 }), 'short', 'Nobody knows whose it is.')
    assert.equal(of('오늘 저녁에 뭐 먹을까요 우리', { probability: 0.3 }), 'unsure')
    assert.equal(of('이거 봐', { probability: 0.3, links: [LINK] }), 'unsure')
  })

  test('how sure: never none and never all of a hundred', () => {
    const sure = (probability: number, label: 'smishing' | 'ham') => verdictOf({ kind: 'message', label, probability })
    assert.deepEqual(sure(1, 'smishing'), { level: 'trap', likelihood: { ofHundred: 99, sureness: 'certain' } })
    assert.deepEqual(sure(0.8, 'smishing'), { level: 'trap', likelihood: { ofHundred: 80, sureness: 'likely' } })
    assert.deepEqual(sure(0.6, 'smishing'), { level: 'trap', likelihood: { ofHundred: 60, sureness: 'open' } })
    assert.deepEqual(sure(0, 'ham'), { level: 'nothing', likelihood: { ofHundred: 1, sureness: 'certain' } })
    assert.deepEqual(sure(0.19, 'ham'), { level: 'nothing', likelihood: { ofHundred: 19, sureness: 'likely' } })
    assert.deepEqual(verdictOf({ kind: 'message', label: 'ham', probability: 0.1, provider: 'unlawful' }), {
      level: 'unlawful',
    })
  })
})

describe('reasons are told', () => {
  const reason = (code: string, weight: number) => ({ code, weight, evidence: '', spans: [], explanation: words })
  const all = [reason('faint', 0.2), reason('for', -0.9), reason('strong', 2), reason('faint_for', -0.1)]
  const told = (level: 'trap' | 'nothing') => toldReasons(all, level).map(({ code }) => code)

  test('those that carry the verdict first, and what hardly speaks against it not at all', () => {
    assert.deepEqual(told('trap'), ['strong', 'faint', 'for'])
    assert.deepEqual(told('nothing'), ['for', 'faint_for', 'strong'])
  })

  test('what names a thing before words that were learned, and these together as one', () => {
    const learned = (evidence: string, weight: number, from: number) => ({
      ...reason(weight < 0 ? 'learned_words_for' : 'learned_words', weight),
      evidence,
      spans: [{ from, to: from + evidence.length }],
      explanation: { ko: `“${evidence}”: 자주 나오는 말입니다.`, en: `“${evidence}”: often found.` },
    })
    const [first, second, ...rest] = toldReasons(
      [learned('택배', 0.4, 0), learned('842', 0.9, 3), learned('반송', 1.3, 7), reason('threat', 0.3)],
      'trap',
    )
    assert.equal(first?.code, 'threat')
    assert.deepEqual(
      [second?.code, second?.evidence, second?.weight, second?.explanation, second?.spans.map(({ from }) => from)],
      ['learned_words', '택배 · 반송', 1.3, { ko: '자주 나오는 말입니다.', en: 'Often found.' }, [0, 7]],
    )
    assert.deepEqual(rest, [])
  })
})

describe('the text is marked', () => {
  test('where reasons rest, the one that is told first where two meet', () => {
    const pieces = piecesOf('abcdefgh', [{ spans: [{ from: 1, to: 5 }] }, { spans: [{ from: 3, to: 7 }] }])
    assert.deepEqual(
      pieces.map(({ text, reason }) => [text, reason]),
      [
        ['a', undefined],
        ['bcde', 0],
        ['fg', 1],
        ['h', undefined],
      ],
    )
  })

  test('pages without a mark are told by their ends, what is marked in full', () => {
    const [before, marked, after] = ['가'.repeat(2000), '나'.repeat(2000), '다'.repeat(100)]
    const pieces = gistOf(piecesOf(before + marked + after, [{ spans: [{ from: 2000, to: 4000 }] }]))
    assert.deepEqual(
      pieces.map(({ text }) => text),
      [`${'가'.repeat(240)}${LEFT_OUT}${'가'.repeat(240)}`, marked, after],
    )
    const [emoji] = gistOf(piecesOf(`a${'😀'.repeat(1000)}`, []))
    assert(emoji?.text.isWellFormed())
  })

  test('and is all there, whatever the places are', () => {
    const span = fc.record({ from: fc.integer({ min: -3, max: 40 }), to: fc.integer({ min: -3, max: 40 }) })
    const reason = fc.record({ spans: fc.array(span) })
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.array(reason), (text, reasons) => {
        const pieces = piecesOf(text, reasons)
        assert.equal(pieces.map(piece => piece.text).join(''), text)
        for (const { reason: index } of pieces) assert(index === undefined || reasons[index] !== undefined)
      }),
    )
  })
})
