// SPDX-License-Identifier: Apache-2.0
// A trap in a long chat is found among its honest pages; honest pages alone stay in peace.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkLink, checkMessage, checkProvider, findLinks } from '@jandon/shield'
import fc from 'fast-check'
import { EXAMPLES } from './examples.ts'
import { judge } from './judge.ts'
import { LONG, partsOf } from './parts.ts'
import { labelsOf, verdictOf } from './verdict.ts'

const SHIELD = { checkLink, checkMessage, checkProvider, findLinks }
const CHAT = [
  '오늘 몇 시에 끝나?',
  '여섯 시쯤. 저녁은 집에서 먹을게',
  '그럼 들어오는 길에 두부 한 모만 사 와',
  '알았어, 우유도 떨어졌지?',
  '응 우유도. 할머니가 주말에 오신대',
  '토요일에 역으로 모시러 갈게',
].join('\n')
const PAGES = `${CHAT}\n`.repeat(12)

describe('a long text', () => {
  test('has parts that stand in it; a short one has none', () => {
    const texts = fc.string({ unit: fc.constantFrom('가', 'a', ' ', '\n', '.', '😀'), maxLength: 3000 })
    fc.assert(
      fc.property(texts, text => {
        const parts = partsOf(text)
        if (text.length <= LONG) assert.deepEqual(parts, [])
        for (const part of parts) {
          assert(text.includes(part))
          assert(part.length >= 40 && part.length <= 400)
          assert(part.isWellFormed(), 'No character is cut in half.')
        }
      }),
    )
  })

  test('of honest pages alone says nothing; with a trap among them it is unsure, and names the trap', () => {
    const calm = judge(SHIELD, PAGES + PAGES)
    assert.equal(verdictOf(labelsOf(calm)).level, 'nothing')
    for (const { text: trap } of [EXAMPLES.ko[0], EXAMPLES.ko[1]].filter(each => each !== undefined)) {
      const answer = judge(SHIELD, `${PAGES}${trap}\n${PAGES}`)
      assert(answer.kind === 'message')
      assert(['unsure', 'trap'].includes(verdictOf(labelsOf(answer)).level))
      if (answer.part)
        assert(trap.includes(answer.part.text.split('\n').at(-1) ?? '') || answer.part.text.includes(trap))
    }
  })

  test('is judged to its end, up to twenty thousand characters', () => {
    const pages = PAGES.repeat(30).slice(0, 19_500)
    const answer = judge(SHIELD, `${pages}\n${EXAMPLES.ko[1]?.text}`)
    assert(!answer.isCut)
    assert.notEqual(verdictOf(labelsOf(answer)).level, 'nothing')
  })
})
