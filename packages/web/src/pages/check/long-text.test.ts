// SPDX-License-Identifier: Apache-2.0
// What a person is told of a long chat with a trap among its honest pages; honest pages alone stay in peace.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName } from '@jandon/shield'
import { EXAMPLES } from './examples.ts'
import { judge } from './judge.ts'
import { labelsOf, verdictOf } from './verdict.ts'

const SHIELD = { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName }
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
  test('of honest pages alone says nothing; with a trap among them it is unsure, and names the trap', () => {
    const calm = judge(SHIELD, PAGES + PAGES)
    assert.equal(verdictOf(labelsOf(calm)).level, 'nothing')
    for (const { text: trap } of [EXAMPLES.ko[0], EXAMPLES.ko[1]].filter(each => each !== undefined)) {
      const answer = judge(SHIELD, `${PAGES}${trap}\n${PAGES}`)
      assert(answer.kind === 'message')
      assert(['unsure', 'trap'].includes(verdictOf(labelsOf(answer)).level))
      const { part } = answer.message
      if (part === undefined) continue
      const told = answer.text.slice(part.from, part.to)
      assert(trap.includes(told.split('\n').at(-1) ?? '') || told.includes(trap))
    }
  })

  test('is judged to its end, up to twenty thousand characters', () => {
    const pages = PAGES.repeat(30).slice(0, 19_500)
    const answer = judge(SHIELD, `${pages}\n${EXAMPLES.ko[1]?.text}`)
    assert(!answer.isCut)
    assert.notEqual(verdictOf(labelsOf(answer)).level, 'nothing')
  })
})
