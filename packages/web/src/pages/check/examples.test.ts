// SPDX-License-Identifier: Apache-2.0
// The examples show what they are there to show: each kind of answer, by the judge that the page ships.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName } from '@jandon/shield'
import { EXAMPLES } from './examples.ts'
import { judge } from './judge.ts'
import { type Level, labelsOf, verdictOf } from './verdict.ts'

const SHIELD = { checkLink, checkMessage, checkProvider, findLinks, messageAdvice, themeName }
const SHOWN: readonly Level[] = ['trap', 'trap', 'unlawful', 'nothing', 'trap']

for (const language of ['ko', 'en'] as const) {
  test(`a parcel, a mother, an advert for cash, an honest notice, an address: ${language}`, () => {
    const levels = EXAMPLES[language].map(({ text }) => verdictOf(labelsOf(judge(SHIELD, text))).level)
    assert.deepEqual(levels, SHOWN)
  })
}

test('whatever is pasted gets an answer that fits it', () => {
  const answers: readonly [string, Level][] = [
    ['😀', 'short'],
    ['👨‍👩‍👧', 'short'],
    ['010-1234-5678', 'short'],
    ['+82 10 1234 5678\r\n', 'short'],
    ['someone@mail.example', 'short'],
    ['naver.com', 'nothing'],
    ['<http://cj-logis7q2x.top/k3>', 'trap'],
    ['مرحبا، لقد ربحت جائزة. اضغط هنا http://naver-login.kr-secure-7q2x.top/win', 'trap'],
    [EXAMPLES.ko[0]?.text.replaceAll('\n', '\r\n') ?? '', 'trap'],
  ]
  for (const [text, level] of answers) {
    const told = verdictOf(labelsOf(judge(SHIELD, text))).level
    // A prize in Arabic may be taken for an advert; what matters is that nobody is told that nothing was found.
    assert(told === level || (level === 'trap' && told === 'advert'), `${told}: ${JSON.stringify(text)}`)
  }
})
