// SPDX-License-Identifier: Apache-2.0
// Plans under the Korean pack as people meet them: use a little more, wait, claim before a day, refund together, and
// what the soonest or the easiest plan costs against the one for most cash. The engine knows none of these rules.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compilePack } from '@jandon/domain/policy'
import { createQuote, FREE_TARIFF, type QuoteInstrument, type QuoteJson, quoteToJson } from '@jandon/domain/quote'
import { instantOf, localDate } from '@jandon/domain/time'
import { loadPack } from './index.ts'

const pack = loadPack(fileURLToPath(new URL('../../../../policy-packs/kr', import.meta.url)))
const won = (amount: number) => ({ amountMinor: String(amount), unit: 'KRW' })
const context = {
  quoteId: 'qte_01kath7mwr0000000000000000',
  now: instantOf(localDate('2026-11-23'), 600, 540),
  tariff: FREE_TARIFF,
} as const

function plan(instruments: readonly QuoteInstrument[], under = pack): QuoteJson['plan'] {
  const result = createQuote(new Map([['KR', under]]), { jurisdiction: 'KR', instruments }, context)
  assert.equal(result.kind, 'quoted')
  return quoteToJson(result.quote).plan
}

const VOUCHER: QuoteInstrument = {
  ref: 'a',
  kind: 'new_type_voucher',
  issuer: 'cultureland',
  faceValue: won(50_000),
  pricePaid: won(48_000),
  remaining: won(21_200),
  purchasedOn: '2026-03-01',
  expiresOn: '2027-02-28',
  fundingSource: 'cash',
}

test('1,200 won more reach 60 per cent, to the won', () => {
  const { acts } = plan([VOUCHER])
  assert.equal(acts.length, 1)
  const { kind, refs, ruleId, useMore, net, gain, text } = acts[0]!
  assert.deepEqual({ kind, refs, ruleId }, { kind: 'use_more', refs: ['a'], ruleId: 'kr/voucher-new-used-large' })
  assert.deepEqual([useMore, net, gain], [won(1200), won(19_200), won(19_200)])
  assert.equal(text.ko, '1,200원을 더 쓰면 19,200원을 돌려받을 수 있어요.')
})

test('a voucher up to 10,000 won needs 80 per cent, and one at the line needs nothing', () => {
  const small = { ...VOUCHER, faceValue: won(10_000), pricePaid: won(9000), remaining: won(2001) }
  assert.deepEqual(plan([small]).acts[0]?.useMore, won(1))
  assert.deepEqual(plan([{ ...small, remaining: won(2000) }]).acts, [])
})

test('a pay balance opens at 20 per cent of the last charge', () => {
  const [act] = plan([{ kind: 'prepaid_balance', balance: won(30_000), lastCharge: won(50_000) }]).acts
  assert.deepEqual([act?.ruleId, act?.useMore, act?.net], ['kr/prepaid-low-balance', won(20_000), won(10_000)])
})

test('waiting for the expiry pays nine tenths, and beyond the checked law it is an estimate', () => {
  const [wait] = plan([VOUCHER]).waits
  assert.deepEqual([wait?.until, wait?.net, wait?.promise], ['2027-03-01', won(18_317), 'binding'])
  const [late] = plan([{ ...VOUCHER, expiresOn: '2027-09-30' }]).waits
  assert.deepEqual([late?.until, late?.promise], ['2027-10-01', 'estimate'])
})

test('a rule that is adopted but not in force yet is worth waiting for from its day', () => {
  const rules = pack.documents.rules.map(rule => {
    return rule.id === 'kr/voucher-new-expired-cash-small' ? { ...rule, effective: { from: '2027-01-04' } } : rule
  })
  const later = compilePack({ ...pack.documents, rules })
  assert.equal(later.kind, 'compiled')
  const expired = { ...VOUCHER, remaining: won(50_000), purchasedOn: '2024-03-01', expiresOn: '2025-02-28' }
  const { waits } = plan([expired], later.pack)
  assert.deepEqual(
    waits.map(({ until, ruleId, net }) => [until, ruleId, net]),
    [['2027-01-04', 'kr/voucher-new-expired-cash-small', won(43_200)]],
  )
})

test('a phone bill is to be cancelled before the month ends', () => {
  const charge = { ref: 'bill', kind: 'carrier_purchase', pricePaid: won(30_000), purchasedOn: '2026-11-03' }
  const { deadlines, waits } = plan([charge, { ...VOUCHER, remaining: won(50_000), purchasedOn: '2026-11-20' }])
  assert.deepEqual(
    deadlines.map(({ ref, date, ruleId }) => [ref, date, ruleId]),
    [
      ['a', '2026-11-27', 'kr/voucher-new-within-7'],
      ['bill', '2026-11-30', 'kr/carrier-cancel-same-month'],
    ],
  )
  assert.ok(!waits.some(wait => wait.ref === 'bill'), 'The refund after the month is no more money.')
})

test('a right without a day of its own ends on the last day on which its rule holds', () => {
  const game = { ref: 'g', kind: 'transit_card', issuer: 'tmoney', balance: won(9000) }
  assert.deepEqual(plan([game]).deadlines, [])
  const used = { ...VOUCHER, remaining: won(10_000), purchasedOn: '2026-01-10', expiresOn: '2026-12-31' }
  const [deadline] = plan([used]).deadlines
  assert.deepEqual([deadline?.ruleId, deadline?.date], ['kr/voucher-new-used-large', '2027-01-10'])
})

test('two vouchers of one issuer are counted by their sum', () => {
  const first = { ...VOUCHER, ref: '1', faceValue: won(10_000), pricePaid: won(10_000), remaining: won(1000) }
  const second = { ...first, ref: '2', remaining: won(6000) }
  const act = plan([first, second]).acts.find(each => each.kind === 'use_together')
  assert.deepEqual([act?.refs, act?.ruleId], [['1', '2'], 'kr/voucher-new-used-together'])
  assert.deepEqual([act?.net, act?.gain, act?.promise], [won(7000), won(6000), 'estimate'])
  const apart = plan([first, { ...second, issuer: 'other' }]).acts
  assert.ok(!apart.some(each => each.kind === 'use_together'), 'Only one issuer counts a sum.')
})

test('each objective has its plan, and says what it gives up', () => {
  const transit = { ref: 't', kind: 'transit_card', issuer: 'tmoney', balance: won(50_000) }
  const { plans, net } = plan([transit, { ref: 'p', kind: 'card_points', points: 74 }])
  assert.deepEqual(
    plans.map(each => each.objective),
    ['most_cash', 'soonest', 'least_effort'],
  )
  const [most, soonest, least] = plans
  assert.deepEqual(most?.net, net)
  assert.deepEqual(most?.against, { netLess: won(0), daysSooner: 0, stepsFewer: 0 })
  for (const each of [soonest!, least!]) {
    assert.equal(BigInt(each.net.amountMinor) + BigInt(each.against.netLess.amountMinor), BigInt(net.amountMinor))
    assert.equal(each.steps + each.against.stepsFewer, most!.steps)
  }
  assert.ok(least!.steps <= most!.steps)
  assert.ok(soonest!.arrivesBy! <= most!.arrivesBy!)
})

test('what is refused, unknown or to be sold has no plan ahead', () => {
  const { waits, acts, deadlines, plans } = plan([{ kind: 'local_voucher', faceValue: won(10_000) }, { kind: 'x' }])
  assert.deepEqual([waits, acts, deadlines], [[], [], []])
  assert.deepEqual(plans[1]?.optionIds, [])
})
