// SPDX-License-Identifier: Apache-2.0
// A trap in a long chat is named among its honest pages; honest pages alone stay in peace.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { judgeWhole } from './check.ts'
import { checkMessage } from './index.ts'
import { LEAST_LETTERS, LONG, likeliestPart, MOST_LETTERS } from './parts.ts'
import { HONEST_TEXTS, TRAP_TEXTS } from './testing.ts'

const CHATS = {
  ko: [
    '오늘 몇 시에 끝나?',
    '여섯 시쯤. 저녁은 집에서 먹을게',
    '그럼 들어오는 길에 두부 한 모만 사 와',
    '알았어, 우유도 떨어졌지?',
    '응 우유도. 할머니가 주말에 오신대',
    '토요일에 역으로 모시러 갈게',
  ],
  en: [
    'When are you done today?',
    'Around six. I will have dinner at home',
    'Then pick up some milk on your way',
    'Sure, are we out of bread too?',
    'Yes, bread too. Grandma is coming at the weekend',
    'I will fetch her from the station on Saturday',
  ],
}
const pagesOf = (chat: readonly string[]) => `${chat.join('\n')}\n`.repeat(12)

/** Those that weights of any training are sure of, and whose link alone does not decide about the pages around them. */
const TRAPS = TRAP_TEXTS.filter(({ text }) => {
  const { probability, links } = checkMessage(text)
  return probability > 0.99 && links.length === 0
})

describe('among honest pages', () => {
  test('a trap is named: the pages stay ham, and the part is the trap', () => {
    let named = 0
    for (const { text: trap, language } of TRAPS) {
      const pages = pagesOf(language === 'ko' ? CHATS.ko : CHATS.en)
      const text = `${pages}${trap}\n${pages}`
      const { part, ...whole } = checkMessage(text)
      assert.deepEqual(whole, judgeWhole(text), 'A part changes nothing that is said of the whole.')
      if (whole.label !== 'ham') continue
      assert.ok(part, trap)
      assert.ok(part.from < pages.length + trap.length && part.to > pages.length, trap)
      assert.deepEqual(part.judgement, checkMessage(text.slice(part.from, part.to)), trap)
      assert.ok(part.judgement.label !== 'ham' && part.judgement.probability >= 0.95)
      assert.ok(!('part' in part.judgement))
      named++
    }
    assert.ok(named > 20, `${named} of ${TRAPS.length}`)
  })

  test('a trap is named that was broken into lines, and one in a text without lines', () => {
    const [trap] = TRAPS.filter(({ language, theme }) => language === 'ko' && theme === 'family_in_need')
    const words = trap!.text.split(' ')
    const third = Math.ceil(words.length / 3)
    const broken = [words.slice(0, third), words.slice(third, 2 * third), words.slice(2 * third)]
    const pages = pagesOf(CHATS.ko)
    const lines = checkMessage(`${pages}${broken.map(line => line.join(' ')).join('\r\n')}\r\n${pages}`)
    assert.ok(lines.label === 'ham' && lines.part && lines.part.judgement.theme === 'family_in_need')
    const prose = pages.replaceAll('\n', '. ')
    const one = checkMessage(`${prose}${trap!.text}. ${prose}`)
    assert.ok(one.label === 'ham' && one.part && one.part.to > prose.length, JSON.stringify(one.part))
  })

  test('none is named where there is none', () => {
    for (const chat of Object.values(CHATS)) {
      const judgement = checkMessage(pagesOf(chat) + pagesOf(chat))
      assert.equal(judgement.label, 'ham')
      assert.ok(!('part' in judgement))
    }
    const notices = checkMessage(HONEST_TEXTS.map(({ text }) => text).join('\n'))
    assert.deepEqual([notices.label, notices.part?.judgement.reasons], ['ham', undefined])
  })

  test('the end of twenty thousand characters has parts, and the end of more', () => {
    const [trap] = TRAPS.filter(({ language }) => language === 'ko')
    for (const length of [19_000, 60_000]) {
      const text = `${pagesOf(CHATS.ko).repeat(60).slice(0, length)}\n${trap!.text}`
      const { label, part } = checkMessage(text)
      assert.ok(label === 'ham' && part)
      assert.ok(text.slice(part.from, part.to).includes(trap!.text.slice(0, 40)), text.slice(part.from, part.to))
    }
  })
})

describe('parts', () => {
  const pieces = fc.constantFrom(
    '가',
    'a',
    'ab cd ',
    ' ',
    '\n',
    '\r\n',
    '.',
    '. ',
    '😀',
    '\ud83d',
    '\u200b',
    '가나다라마바사',
  )
  const texts = fc.array(pieces, { maxLength: 1500 }).map(all => all.join(''))
  const isCut = (text: string, at: number) =>
    at > 0 && /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(at - 1, at + 1))

  test('stand in the text, cut no character, and are neither too short nor too long', () => {
    fc.assert(
      fc.property(texts, fc.integer(), (text, seed) => {
        const asked: string[] = []
        // Any odds at all, so that every part may be the likeliest.
        const part = likeliestPart(text, given => {
          asked.push(given)
          return Math.imul(given.length + 1, seed) % 9
        })
        if (text.length <= LONG) assert.deepEqual([part, asked], [undefined, []])
        for (const each of asked) {
          assert.ok(text.includes(each) && each.length <= MOST_LETTERS)
          assert.ok(!isCut(text, text.indexOf(each)), JSON.stringify(each))
        }
        if (part === undefined) return
        assert.ok(0 <= part.from && part.to <= text.length && asked.includes(text.slice(part.from, part.to)))
        assert.ok(part.to - part.from >= LEAST_LETTERS)
        assert.ok(!isCut(text, part.from) && !isCut(text, part.to))
      }),
    )
  })

  test('are asked about a few times for each letter, whatever the lines', () => {
    for (const line of [
      '가',
      '가나다라마바사',
      '가'.repeat(39),
      '가'.repeat(99),
      '가'.repeat(399),
      '가'.repeat(30_000),
    ]) {
      let letters = 0
      likeliestPart(`${line}\n`.repeat(Math.ceil(30_000 / line.length)), given => {
        letters += given.length
        return -3
      })
      assert.ok(letters <= 4 * 20_000, `${line.length}: ${letters}`)
    }
  })

  test('of any text are judged as they are alone, whatever was judged before', () => {
    const known = fc.constantFrom(...TRAP_TEXTS, ...HONEST_TEXTS, ...CHATS.ko.map(text => ({ text })))
    const talks = fc.array(known, { minLength: 10, maxLength: 60 }).map(all => all.map(({ text }) => text).join('\n'))
    fc.assert(
      fc.property(talks, text => {
        const judgement = checkMessage(text)
        const { part, ...whole } = judgement
        assert.deepEqual(whole, judgeWhole(text))
        assert.deepEqual(checkMessage(text), judgement)
        if (part === undefined) return
        assert.ok(text.length > LONG && whole.label === 'ham')
        assert.deepEqual(part.judgement, checkMessage(text.slice(part.from, part.to)))
      }),
      { numRuns: 60 },
    )
  })

  test('there are none of a text that is not long, nor of a long one that is a trap as a whole', () => {
    for (const { text } of TRAP_TEXTS) assert.ok(!('part' in checkMessage(text)))
    assert.ok(!('part' in checkMessage(TRAP_TEXTS.map(({ text }) => text).join('\n'))))
  })
})
