// SPDX-License-Identifier: Apache-2.0
// docs/ledger.md names every account, event, phase, code, answer and finding there is, so that it cannot fall behind.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { ACCOUNT_CODES, BUSINESS_EVENTS, CHART, PHASES, TRANSFER_CODES, TRANSFER_RESULTS } from '@jandon/domain/ledger'
import { FINDING_CODES } from './index.ts'

const page = await readFile(new URL('../../../../docs/ledger.md', import.meta.url), 'utf8')

test('the page for accountants and operators names everything', () => {
  const words = new Set(page.match(/[a-z]+(?:_[a-z]+)*/g))
  const all = [ACCOUNT_CODES, BUSINESS_EVENTS, PHASES, TRANSFER_CODES, TRANSFER_RESULTS, FINDING_CODES].flat()
  assert.deepEqual(
    all.filter(word => !words.has(word)),
    [],
  )
})

test('its chart has the sides and rules of the chart', () => {
  for (const code of ACCOUNT_CODES) {
    const { normalSide, overdraft, owner } = CHART[code]
    const rule = overdraft === 'none' ? '**no**' : 'yes'
    assert.ok(page.includes(`| \`${code}\` | ${normalSide} | ${rule} | ${owner} |`), code)
  }
})
