// SPDX-License-Identifier: Apache-2.0
// Whatever is said in Korean is said in one tone, the friendly polite one: beside each other two tones sound as if two
// people spoke, and one of them to somebody else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkAdvice, messageAdvice, providerAdvice } from './explain.ts'
import { LINK_LABELS } from './link/judgement.ts'
import { REASONS } from './link/words.ts'
import { MESSAGE_LABELS, THEMES } from './message/judgement.ts'
import { REASON_WORDS } from './message/words.ts'
import { PROVIDER_VERDICTS } from './provider/judgement.ts'
import { LEGAL_BASES, OFFENCE_CODES, OFFENCE_REASONS } from './provider/law.ts'
import { PATTERN_RULES } from './provider/patterns.ts'
import { COUNTER_RULES, OFFER_RULES } from './provider/stance.ts'

test('no reason and no advice changes into the tone of an office', () => {
  const said = [
    ...Object.values(REASONS).map(({ ko }) => ko),
    ...Object.values(REASON_WORDS).map(({ ko }) => ko),
    ...Object.values(OFFENCE_REASONS).map(({ ko }) => ko),
    ...OFFENCE_CODES.map(code => LEGAL_BASES[code].explanation.ko),
    ...[...PATTERN_RULES, ...COUNTER_RULES, ...OFFER_RULES].map(({ explanation }) => explanation.ko),
    ...[
      ...LINK_LABELS.map(linkAdvice),
      ...MESSAGE_LABELS.flatMap(label => THEMES.map(theme => messageAdvice(label, theme))),
      ...PROVIDER_VERDICTS.map(verdict => providerAdvice(verdict, OFFENCE_CODES)),
    ].flatMap(({ ko, now, never }) => [ko, ...[...now, ...never].map(each => each.ko)]),
  ]
  assert(said.length > 300)
  assert.deepEqual(
    [...new Set(said)].filter(sentence => /니다|십시오/.test(sentence)),
    [],
  )
})
