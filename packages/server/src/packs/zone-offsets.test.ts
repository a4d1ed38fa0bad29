// SPDX-License-Identifier: Apache-2.0
// Clocks that change with the season, and that every pack with a zone states its standard time rightly.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { localDateAt, parseInstant } from '@jandon/domain/time'
import { loadPacks } from './index.ts'
import { zoneOffsets } from './zone-offsets.ts'

const packs = loadPacks(fileURLToPath(new URL('../../../../policy-packs', import.meta.url)))
const at = (text: string) => parseInstant(text)!

describe('the offset of a zone', () => {
  for (const [zone, instant, minutes] of [
    ['America/New_York', '2026-03-08T06:59:59Z', -300],
    ['America/New_York', '2026-03-08T07:00:00Z', -240],
    ['America/New_York', '2026-11-01T05:59:59Z', -240],
    ['America/New_York', '2026-11-01T06:00:00Z', -300],
    ['America/Puerto_Rico', '2026-07-01T00:00:00Z', -240],
    ['Europe/London', '2026-01-15T00:00:00Z', 0],
    ['Europe/London', '2026-07-15T00:00:00Z', 60],
    ['Europe/Brussels', '2026-03-29T00:59:59Z', 60],
    ['Europe/Brussels', '2026-03-29T01:00:00Z', 120],
    ['Asia/Kolkata', '2026-01-15T00:00:00Z', 330],
  ] as const) {
    test(`${zone} at ${instant} is ${minutes} minutes`, () => {
      assert.equal(zoneOffsets(zone)?.(at(instant)), minutes)
    })
  }

  test('of a zone that does not exist is not known', () => {
    assert.equal(zoneOffsets('America/Springfield'), undefined)
  })
})

describe('the clock of a pack', () => {
  test('is its standard time in January', () => {
    for (const { jurisdiction, utcOffsetAt, documents } of packs.values()) {
      assert.equal(utcOffsetAt(at('2026-01-15T12:00:00Z')), documents.pack.utcOffsetMinutes, jurisdiction)
    }
  })

  test('turns the day of a change of law at midnight there, in summer time', () => {
    const california = packs.get('US-CA')!.utcOffsetAt
    const dayAt = (text: string) => localDateAt(at(text), california(at(text)))
    assert.equal(dayAt('2026-04-01T06:59:59Z'), '2026-03-31')
    assert.equal(dayAt('2026-04-01T07:00:00Z'), '2026-04-01')
  })

  test('of Korea and Japan is one all year', () => {
    for (const name of ['KR', 'JP']) {
      assert.equal(packs.get(name)!.utcOffsetAt(at('2026-07-15T12:00:00Z')), 540)
    }
  })
})
