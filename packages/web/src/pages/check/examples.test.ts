// SPDX-License-Identifier: Apache-2.0
// The examples show what they are there to show: each kind of answer, by the judge that the page ships.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkLink, checkMessage, checkProvider, findLinks } from '@jandon/shield'
import { EXAMPLES } from './examples.ts'
import { judge } from './judge.ts'
import { type Level, labelsOf, verdictOf } from './verdict.ts'

const SHIELD = { checkLink, checkMessage, checkProvider, findLinks }
const SHOWN: readonly Level[] = ['trap', 'trap', 'unlawful', 'nothing', 'trap']

for (const language of ['ko', 'en'] as const) {
  test(`a parcel, a mother, an advert for cash, an honest notice, an address: ${language}`, () => {
    const levels = EXAMPLES[language].map(({ text }) => verdictOf(labelsOf(judge(SHIELD, text))).level)
    assert.deepEqual(levels, SHOWN)
  })
}
