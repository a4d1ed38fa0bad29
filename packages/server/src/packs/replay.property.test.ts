// SPDX-License-Identifier: Apache-2.0
// What replaying rests on, over decisions at random under every pack: the kept text gives the same pack, a replay gives
// the same answer to the letter, a changed answer is noticed, and a record without the person still decides the same.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newId } from '@jandon/domain/ids'
import {
  compilePack,
  type DecisionRecord,
  decide,
  type Pack,
  packText,
  readPackText,
  readRecord,
  sampleInputs,
  writeRecord,
} from '@jandon/domain/policy'
import {
  createQuote,
  FREE_TARIFF,
  fieldDifferences,
  type QuoteJson,
  quoteToJson,
  readTariff,
  replayItem,
  type StoredDecision,
  type Tariff,
  writeDecisionRecord,
  writeTariff,
} from '@jandon/domain/quote'
import { parseLocalDate } from '@jandon/domain/time'

import { readPack } from './read-pack.ts'
import { createShapeCheck } from './schema.ts'
import { zoneOffsets } from './zone-offsets.ts'

/** 2026-11-23T04:00:00Z. */
const NOW = 1_795_406_400_000
const QUOTE_ID = newId('qte', NOW, new Uint8Array(10))
const DECISIONS = 120
const PACKS = fileURLToPath(new URL('../../../../policy-packs', import.meta.url))
const PAID: Tariff = {
  service: {
    rate: { numerator: 3n, denominator: 200n },
    minimum: 10n,
    maximum: 5000n,
    vatRate: { numerator: 1n, denominator: 10n },
  },
  byRoute: { issuer_refund_cash: FREE_TARIFF.service },
}

function open(name: string): { pack: Pack; kept: Pack } {
  const { documents } = readPack(join(PACKS, name), createShapeCheck(), 'with_cases')
  assert.ok(documents, `${name} can be read.`)
  const [pack, kept] = [documents, readPackText(packText(documents))].map(each => {
    const compiled = compilePack(each, zoneOffsets)
    assert.ok(compiled.kind === 'compiled', `${name} compiles.`)
    return compiled.pack
  })
  return { pack: pack!, kept: kept! }
}

/** What the store gives back of a quote for a record. */
function store(pack: Pack, { asOf, intent, instrument, holder }: DecisionRecord): StoredDecision | undefined {
  const { jurisdiction } = pack
  const request = { jurisdiction, asOf, intent, instruments: [{ kind: '', ...instrument }], ...(holder && { holder }) }
  const result = createQuote(new Map([[jurisdiction, pack]]), request, { quoteId: QUOTE_ID, now: NOW, tariff: PAID })
  if (result.kind === 'invalid') return undefined
  const answer = JSON.parse(JSON.stringify(quoteToJson(result.quote))) as QuoteJson
  return { request, answer, seq: 0, createdAt: NOW, tariff: readTariff(JSON.parse(JSON.stringify(writeTariff(PAID)))) }
}

const outcomeOf = (pack: Pack, record: DecisionRecord) => {
  const input = readRecord(pack, record)
  assert.ok(!('problem' in input), 'problem' in input ? input.problem : '')
  const { outcome, options, refusals } = decide(pack, input)
  return {
    outcome,
    options: options.map(({ ruleId, netMinor, arrivesBy }) => ({ ruleId, netMinor, arrivesBy })),
    refusals: refusals.map(({ ruleId, code }) => ({ ruleId, code })),
  }
}

const names = readdirSync(PACKS, { withFileTypes: true }).flatMap(each =>
  each.isDirectory() && readdirSync(join(PACKS, each.name)).includes('pack.yaml') ? [each.name] : [],
)

describe('replaying under', () => {
  for (const name of names) {
    test(`${name} gives the same answer, notices another, and needs no person`, () => {
      const { pack, kept } = open(name)
      assert.equal(kept.version, pack.version)
      const inputs = sampleInputs(pack, pack.documents.cases, { seed: 7 })
      let replayed = 0
      for (let index = 0; index < DECISIONS; index++) {
        const record = writeRecord(pack, inputs.next().value)
        const stored = store(pack, record)
        if (!stored) continue
        replayed++
        const again = replayItem(kept, stored, parseLocalDate(stored.answer.asOf)!)
        assert.ok(again.kind === 'decided')
        const item = stored.answer.items[0]!
        assert.deepEqual(fieldDifferences(item, again.item), [], JSON.stringify(record))
        const tampered = { ...item, trace: item.trace.slice(1) }
        if (item.trace.length > 0) assert.notDeepEqual(fieldDifferences(tampered, again.item), [])
        const anonymous = writeDecisionRecord(kept, stored, 'dec_1')
        assert.ok(anonymous)
        assert.deepEqual(outcomeOf(kept, anonymous), outcomeOf(pack, record), JSON.stringify({ record, anonymous }))
      }
      assert.ok(replayed > DECISIONS / 2, `${replayed} of ${DECISIONS} could be read.`)
    })
  }
})
