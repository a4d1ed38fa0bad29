// SPDX-License-Identifier: Apache-2.0
// A result written into an address is read back as it was, and whatever else stands there is nothing, never a throw.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LINK_LABELS, MESSAGE_LABELS, PROVIDER_VERDICTS, THEMES } from '@jandon/shield'
import fc from 'fast-check'
import { readShared, type SharedResult, writeShared } from './shared-result.ts'

const KNOWN = { LINK_LABELS, MESSAGE_LABELS, PROVIDER_VERDICTS, THEMES }
const code = fc.stringMatching(/^[a-z][a-z0-9_]{0,39}$/)
const common = { percent: fc.integer({ min: 0, max: 100 }), codes: fc.array(code, { maxLength: 8 }) }
const message = fc.record(
  {
    kind: fc.constant('message' as const),
    label: fc.constantFrom(...MESSAGE_LABELS),
    theme: fc.constantFrom(...THEMES),
    provider: fc.constantFrom(...PROVIDER_VERDICTS),
    ...common,
  },
  { requiredKeys: ['kind', 'label', 'theme', 'percent', 'codes'], noNullPrototype: true },
)
const link = fc.record(
  { kind: fc.constant('link' as const), label: fc.constantFrom(...LINK_LABELS), ...common },
  { noNullPrototype: true },
)

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.oneof(message, link), result => {
      const fragment = writeShared(result as SharedResult)
      // 8 codes of 40 letters are the longest that fit; longer ones are ours to keep short.
      if (fragment.length <= 400) assert.deepEqual(readShared(fragment, KNOWN), result)
      else assert.equal(readShared(fragment, KNOWN), undefined)
      assert.match(fragment, /^#r=[a-z0-9_.-]+$/, 'No messenger breaks such an address.')
    }),
  )
})

test('codes that are no codes, and more than eight, are left out when writing', () => {
  const codes = ['a', 'B', 'c d', '한글', '<b>', ...Array.from({ length: 9 }, (_, index) => `code_${index}`)]
  const fragment = writeShared({ kind: 'link', label: 'phishing', percent: 97, codes })
  assert.equal(fragment, '#r=1.l.phishing.97...a-code_0-code_1-code_2-code_3-code_4-code_5-code_6')
})

test('anything else is no result', () => {
  const good = '#r=1.m.smishing.97.parcel..short_link'
  assert.equal(readShared(good, KNOWN)?.percent, 97)
  for (const bad of [
    '',
    '#',
    '#r=',
    '#main',
    good.replace('1.m', '2.m'),
    good.replace('.m.', '.x.'),
    good.replace('smishing', 'safe'),
    good.replace('smishing', 'phishing'),
    good.replace('97', '101'),
    good.replace('97', '-1'),
    good.replace('97', '097'),
    good.replace('97', '9.7'),
    good.replace('parcel', 'toString'),
    good.replace('parcel', 'constructor'),
    good.replace('parcel..', 'parcel.best.'),
    good.replace('short_link', '<script>'),
    good.replace('short_link', 'a-'),
    `${good}.more`,
    `${good}${'-a'.repeat(8)}`,
    `${good}${'a'.repeat(400)}`,
    '#r=1.l.phishing.97.parcel..a',
  ]) {
    assert.equal(readShared(bad, KNOWN), undefined, bad)
  }
  fc.assert(fc.property(fc.string(), text => readShared(`#r=${text}`, KNOWN) === undefined))
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 9 }), parts => {
      readShared(`#r=1.m.${parts.join('.')}`, KNOWN)
    }),
  )
})
