// SPDX-License-Identifier: Apache-2.0
// Plain traps stay traps in every disguise. What reading undoes without a loss must cost none of them; what destroys
// letters may cost a few. And an honest message does not become a trap by what networks do to it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf } from '../corpus/chance.ts'
import { checkMessage } from '../src/message/index.ts'
import { HONEST_TEXTS, TRAP_TEXTS } from '../src/message/testing.ts'
import { DISGUISES } from './augment.ts'

/** The least share of the plain traps that must still be called so. */
const LEAST: Readonly<Record<string, number>> = {
  spaces: 1,
  zero_width: 1,
  full_width: 1,
  lookalikes: 1,
  enclosed: 0.97,
  jamo: 0.97,
  dots: 0.97,
  emoji: 0.97,
  brackets: 0.97,
  masks: 0.97,
  torn: 0.9,
}

const SEEDS = ['one', 'two']
const shareOf = (texts: readonly { text: string }[], name: string, holds: (probability: number) => boolean) => {
  const judged = SEEDS.flatMap(seed =>
    texts.map(({ text }) => checkMessage(DISGUISES[name]!(text, chanceOf(`${seed} ${text}`))).probability),
  )
  return judged.filter(holds).length / judged.length
}

test('there is a floor for every disguise', () =>
  assert.deepEqual(Object.keys(LEAST).sort(), Object.keys(DISGUISES).sort()))

for (const [name, least] of Object.entries(LEAST)) {
  test(`${name}: at least ${100 * least} % of plain traps are still traps`, () => {
    const share = shareOf(TRAP_TEXTS, name, probability => probability >= 0.5)
    assert.ok(share >= least, `${share}`)
  })
}

for (const name of ['full_width', 'masks', 'zero_width', 'torn']) {
  test(`${name}: at least 90 % of plain honest messages stay honest`, () => {
    const share = shareOf(HONEST_TEXTS, name, probability => probability < 0.5)
    assert.ok(share >= 0.9, `${share}`)
  })
}
