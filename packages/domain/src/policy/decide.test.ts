// SPDX-License-Identifier: Apache-2.0
// Decisions on a small made-up pack: each outcome, each refusal of the engine, amounts, order, questions and traces.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { localDate } from '../time/index.ts'
import { alternativesFor } from './alternatives.ts'
import { decide } from './decide.ts'
import type { FactDocument, RuleDocument } from './documents.ts'
import { traceDecision } from './explain.ts'
import { BALANCE, both, CREDIT, FIXTURE, fixturePack, INFORM, REFUND, REFUSAL, voucher, without } from './testing.ts'

const pack = fixturePack()
const codes = (decision: ReturnType<typeof decide>) => decision.refusals.map(refusal => refusal.code)
const asks = (decision: ReturnType<typeof decide>) => decision.questions.map(question => question.fact)

describe('a lawful route', () => {
  test('pays base × share, less fees, with date, deadline, right and evidence', () => {
    const { outcome, options } = decide(pack, voucher())
    assert.equal(outcome, 'allow')
    const [best, second] = options
    assert.equal(best?.ruleId, 'zz/refund')
    assert.equal(best?.grossMinor, 8100n)
    assert.deepEqual(
      best?.fees.map(fee => [fee.code, fee.payee, fee.amountMinor]),
      [['issuer_fee', 'issuer', 500n]],
    )
    assert.equal(best?.netMinor, 7600n)
    assert.equal(best?.promise, 'binding')
    assert.equal(best?.arrivesBy, '2026-11-26')
    assert.equal(best?.claimBy, '2028-10-01')
    assert.equal(best?.lateInterest, '0.1500')
    assert.deepEqual(
      best?.evidence.map(each => each.code),
      ['receipt'],
    )
    assert.equal(best?.legalBasis[0]?.confidence, 'S')
    assert.equal(second?.ruleId, 'zz/credit', 'Credit pays more and yet comes last: it is not cash.')
    assert.equal(second?.netMinor, 9000n)
    assert.equal(second?.arrivesBy, '2026-11-23')
  })

  test('is rounded up once, so that the holder gets at least the share', () => {
    const odd = voucher({ pricePaid: 9999n, remaining: 3333n })
    // 9,999 × 3,333 ÷ 10,000 × 0.9 = 2,999.4…
    assert.equal(decide(pack, odd).options[0]?.grossMinor, 3000n)
    const down = fixturePack({ rules: [{ ...REFUND, gross: { ...REFUND.gross!, rounding: 'down' } }] })
    assert.equal(decide(down, odd).options[0]?.grossMinor, 2999n)
  })

  test('pays a proportional fee when that is more than the minimum', () => {
    const large = voucher({ faceValue: 100_000n, pricePaid: 100_099n, remaining: 100_000n })
    const [best] = decide(pack, large).options
    assert.equal(best?.grossMinor, 90_090n)
    assert.equal(best?.fees[0]?.amountMinor, 900n, 'One per cent of 90,090 is 900.9, rounded down.')
  })

  test('that fees would eat is not offered', () => {
    const { options } = decide(pack, voucher({ faceValue: 500n, pricePaid: 500n, remaining: 500n }))
    assert.deepEqual(
      options.map(option => option.ruleId),
      ['zz/credit'],
    )
    const trace = traceDecision(pack, voucher({ faceValue: 500n, pricePaid: 500n, remaining: 500n }))
    assert.equal(trace.find(entry => entry.ruleId === 'zz/refund')?.overruledBy, 'nothing_left')
  })

  test('is an estimate when it rests on a weak source', () => {
    const weak: RuleDocument = {
      ...REFUND,
      legalBasis: [...REFUND.legalBasis, { source: 'blog', cite: both('A page') }],
    }
    assert.equal(decide(fixturePack({ rules: [weak] }), voucher()).options[0]?.promise, 'estimate')
  })

  test('ends on the next business day when its days end on a day off', () => {
    const facts = { kind: 'prepaid_balance', balance: 900n, lastCharge: 10000n }
    // 2026-11-25 is a Wednesday, so three days later is a Saturday.
    const input = voucher({}, { asOf: localDate('2026-11-25'), facts })
    assert.equal(decide(pack, input).options[0]?.arrivesBy, '2026-11-30')
  })

  test('follows the figures of its own date', () => {
    const share = {
      ...FIXTURE.parameters[0]!,
      values: [
        { from: '2020-01-01', value: '90%', source: 'act' },
        { from: '2026-12-01', value: '95%', source: 'act' },
      ],
    }
    const dated = fixturePack({ parameters: [share, ...FIXTURE.parameters.slice(1)] })
    const gross = (asOf: string) => decide(dated, voucher({}, { asOf: localDate(asOf) })).options[0]?.grossMinor
    assert.equal(gross('2026-11-30'), 8100n)
    assert.equal(gross('2026-12-01'), 8550n)
  })

  test('does not exist before its rule, after its end, nor before its figures', () => {
    const has = (rule: Partial<RuleDocument>, asOf: string) =>
      decide(fixturePack({ rules: [{ ...REFUND, ...rule }] }), voucher({}, { asOf: localDate(asOf) })).outcome
    const effective = { from: '2026-11-24', until: '2026-11-25' }
    assert.equal(has({ effective }, '2026-11-23'), 'refuse')
    assert.equal(has({ effective }, '2026-11-24'), 'allow')
    assert.equal(has({ effective }, '2026-11-25'), 'allow')
    assert.equal(has({ effective }, '2026-11-26'), 'refuse')
    const late = FIXTURE.parameters.map(each => ({
      ...each,
      values: each.values.map(value => ({ ...value, from: '2026-11-24' })),
    }))
    assert.equal(decide(fixturePack({ parameters: late, rules: [REFUND] }), voucher()).outcome, 'refuse')
  })
})

describe('what is missing', () => {
  test('is asked for, the fact that decides most first', () => {
    const decision = decide(pack, without(voucher(), 'fundingSource', 'pricePaid'))
    assert.equal(decision.outcome, 'needs_facts')
    assert.deepEqual(asks(decision), ['fundingSource', 'pricePaid'])
    assert.deepEqual(decision.questions[0]?.values, ['cash', 'gift', 'carrier_billing', 'unknown'])
    assert.equal(decision.questions[0]?.optional, false)
  })

  test('behind a derived fact is asked for by its own name', () => {
    assert.deepEqual(asks(decide(pack, without(voucher(), 'expiresOn'))), ['expiresOn'])
  })

  test('is not asked for when another part has decided', () => {
    assert.deepEqual(asks(decide(pack, without(voucher({ expiresOn: '2027-01-01' }), 'fundingSource'))), [])
  })

  test('is asked for as a choice when there is an option already', () => {
    const decision = decide(pack, without(voucher(), 'faceValue'))
    assert.equal(decision.outcome, 'allow')
    assert.deepEqual(
      decision.questions.map(({ fact, optional }) => [fact, optional]),
      [['faceValue', true]],
    )
  })

  test('and that the holder does not know either is refused, not asked again', () => {
    const decision = decide(pack, voucher({ fundingSource: 'unknown' }))
    assert.equal(decision.outcome, 'refuse')
    assert.deepEqual(codes(decision), ['provenance_unknown'])
    assert.deepEqual(asks(decision), [])
  })

  test('of two names of one fact either will do', () => {
    const by = (name: string) =>
      decide(pack, voucher({}, { facts: { kind: 'prepaid_balance', lastCharge: 10000n, [name]: 2000n } }))
    assert.equal(by('balance').options[0]?.netMinor, 2000n)
    assert.equal(by('remaining').options[0]?.netMinor, 2000n)
  })
})

describe('a requested route', () => {
  const sell = { intent: 'sell' } as const

  test('that the law forbids is refused, with what it really costs and the lawful routes', () => {
    const rule = { ...REFUND, when: 'isExpired' }
    const decision = decide(
      fixturePack({ rules: [rule, REFUSAL] }),
      voucher({ fundingSource: 'carrier_billing' }, sell),
    )
    assert.equal(decision.outcome, 'refuse')
    assert.deepEqual(decision.options, [])
    assert.deepEqual(codes(decision), ['carrier_discount'])
    assert.deepEqual(
      decision.lawfulRoutes.map(option => [option.ruleId, option.netMinor]),
      [['zz/refund', 7600n]],
    )
    const cost = decision.refusals[0]?.trueCost
    assert.equal(cost?.basis, 'typical')
    assert.deepEqual(cost?.lostMinor, { low: 2700n, high: 4500n })
    assert.deepEqual(cost?.costOnCash, { low: '0.4286', high: '1.0000' })
  })

  test('costs what the offer itself says, when it says', () => {
    const offer = {
      fundingSource: 'carrier_billing',
      pricePaid: 100_000n,
      faceValue: 100_000n,
      'offer.cashReceived': 70_000n,
      'offer.dueOn': '2026-12-23',
    }
    const cost = decide(pack, voucher(offer, sell)).refusals[0]?.trueCost
    assert.equal(cost?.basis, 'offer')
    assert.deepEqual(cost?.costOnCash, { low: '0.4286', high: '0.4286' })
    assert.equal(cost?.equivalentYearlyCost, '5.2143')
  })

  test('says whether a bill follows, by the fact of the pack that tells it', () => {
    const isCharged: FactDocument = {
      name: 'isCharged',
      type: 'boolean',
      title: both('Billed later'),
      derive: 'fundingSource == "carrier_billing"',
    }
    const telling = fixturePack({ facts: [...FIXTURE.facts, isCharged] })
    const sold = voucher({ fundingSource: 'carrier_billing' }, sell)
    assert.equal(decide(telling, sold).refusals[0]?.trueCost?.billed, true)
    assert.equal(decide(pack, sold).refusals[0]?.trueCost?.billed, false)
  })

  test('is asked about before anything else when funding decides and is missing', () => {
    const decision = decide(pack, without(voucher({}, sell), 'fundingSource'))
    assert.equal(decision.outcome, 'needs_facts')
    assert.deepEqual(asks(decision), ['fundingSource'])
    assert.deepEqual(decision.options, [])
  })

  test('is refused when nobody knows how it was paid for', () => {
    const decision = decide(pack, voucher({ fundingSource: 'unknown' }, sell))
    assert.equal(decision.outcome, 'refuse')
    assert.deepEqual(codes(decision), ['provenance_unknown'])
    assert.deepEqual(decision.options, [])
  })

  test('that nothing forbids answers with the refund, because we never buy', () => {
    assert.equal(decide(pack, voucher({}, sell)).options[0]?.ruleId, 'zz/refund')
  })

  test('does not hide a refusal from someone who only asks what is possible', () => {
    const decision = decide(
      fixturePack({ rules: [{ ...REFUND, when: 'isExpired' }, REFUSAL] }),
      voucher({ fundingSource: 'carrier_billing' }),
    )
    assert.equal(decision.outcome, 'allow')
    assert.deepEqual(codes(decision), ['carrier_discount'])
  })
})

describe('a refusal against the route of an allow rule', () => {
  const forbid: RuleDocument = {
    ...REFUSAL,
    id: 'zz/forbid',
    code: 'forbidden',
    refuses: { allRoutesExcept: ['issuer_credit'] },
  }
  const paidByCarrier = voucher({ fundingSource: 'carrier_billing' })
  const anyone = { ...REFUND, when: 'isExpired' }

  test('wins', () => {
    const decision = decide(fixturePack({ rules: [anyone, forbid] }), paidByCarrier)
    assert.equal(decision.outcome, 'refuse')
    assert.deepEqual(codes(decision), ['forbidden'])
  })

  test('leaves the routes that it excepts', () => {
    const credit = { ...CREDIT, when: 'isExpired' }
    const decision = decide(fixturePack({ rules: [anyone, credit, forbid] }), paidByCarrier)
    assert.deepEqual(
      decision.options.map(option => option.ruleId),
      ['zz/credit'],
    )
  })

  test('yields to an exception that names it', () => {
    const excepted = { ...anyone, exceptionTo: ['zz/forbid'] }
    assert.equal(decide(fixturePack({ rules: [excepted, forbid] }), paidByCarrier).outcome, 'allow')
  })

  test('that may hold is enough to hold the money back, and the trace says so', () => {
    const made = fixturePack({ rules: [anyone, forbid] })
    const input = without(voucher(), 'fundingSource')
    const decision = decide(made, input)
    assert.equal(decision.outcome, 'needs_facts')
    assert.deepEqual(asks(decision), ['fundingSource'])
    assert.equal(traceDecision(made, input)[0]?.overruledBy, 'zz/forbid')
    assert.deepEqual(codes(decide(made, voucher({ fundingSource: 'unknown' }))), ['provenance_unknown'])
  })
})

describe('the engine fails closed', () => {
  test('on a kind that nobody knows', () => {
    assert.deepEqual(codes(decide(pack, voucher({ kind: 'seashells' }))), ['unknown_instrument'])
    assert.deepEqual(codes(decide(pack, voucher({ kind: 'airtime' }))), ['unknown_instrument'])
  })

  test('on a pack that is too old', () => {
    assert.equal(pack.freshUntil, '2027-05-22')
    assert.equal(decide(pack, voucher({}, { asOf: localDate('2027-05-22') })).outcome, 'allow')
    assert.deepEqual(codes(decide(pack, voucher({}, { asOf: localDate('2027-05-23') }))), ['pack_stale'])
  })

  test('on dates that the calendar does not cover', () => {
    assert.deepEqual(codes(decide(pack, voucher({}, { asOf: localDate('2019-12-31') }))), ['date_not_covered'])
    const short = FIXTURE.calendars.map(calendar => ({ ...calendar, coversUntil: '2026-12-25' }))
    const ending = fixturePack({ calendars: short })
    assert.deepEqual(codes(decide(ending, voucher({}, { asOf: localDate('2026-12-24') }))), ['date_not_covered'])
    assert.equal(
      traceDecision(ending, voucher({}, { asOf: localDate('2026-12-24') }))[0]?.overruledBy,
      'date_not_covered',
    )
  })

  test('when no rule fits, naming the nearest and what it missed', () => {
    const decision = decide(pack, voucher({ expiresOn: '2027-01-01' }))
    assert.deepEqual(codes(decision), ['no_lawful_route'])
    const nearest = decision.refusals[0]?.nearest
    assert.equal(nearest?.ruleId, 'zz/refund')
    assert.deepEqual(
      nearest?.because.map(part => part.text),
      ['isExpired'],
    )
  })
})

test('information stands beside the decision and promises nothing', () => {
  const facts = { kind: 'prepaid_balance', balance: 5000n, lastCharge: 10000n }
  const decision = decide(pack, voucher({}, { facts }))
  assert.equal(decision.outcome, 'refuse')
  assert.deepEqual(
    decision.information.map(({ ruleId, amountMinor }) => [ruleId, amountMinor]),
    [[INFORM.id, undefined]],
  )
  assert.equal(decide(pack, voucher({}, { facts: { ...facts, balance: 2000n } })).options[0]?.ruleId, BALANCE.id)
})

test('a trace names the parts that decided, the facts they read, and hides what is personal', () => {
  const grown = {
    ...REFUND,
    when: 'known(holder.birthDate) && fullYears(holder.birthDate, asOf) >= 19 && !isPromotional',
  }
  const made = fixturePack({ rules: [grown] })
  const [entry] = traceDecision(made, voucher({ 'holder.birthDate': '2010-01-01' }))
  assert.equal(entry?.outcome, 'failed')
  assert.deepEqual(
    entry?.because.map(part => [part.text, part.value]),
    [['fullYears(holder.birthDate, asOf) >= 19', false]],
  )
  assert.deepEqual(entry?.because[0]?.reads, [
    { name: 'holder.birthDate', value: 'personal', origin: 'stated' },
    { name: 'asOf', value: '2026-11-23', origin: 'stated' },
  ])
  const [held] = traceDecision(made, voucher({ 'holder.birthDate': '1990-01-01' }))
  const assumed = held?.because.flatMap(part => part.reads).find(read => read.name === 'isPromotional')
  assert.deepEqual(assumed, { name: 'isPromotional', value: 'false', origin: 'assumed' })
  const [unknown] = traceDecision(pack, without(voucher(), 'expiresOn'))
  assert.equal(unknown?.outcome, 'unknown')
  assert.deepEqual(
    unknown?.because[0]?.reads.map(read => [read.name, read.value, read.origin]),
    [
      ['isExpired', null, 'derived'],
      ['expiresOn', null, 'stated'],
      ['asOf', '2026-11-23', 'stated'],
    ],
  )
})

test('alternatives fit the intent and the facts', () => {
  const list = (input: ReturnType<typeof voucher>) => alternativesFor(pack, input).map(each => each.code)
  assert.deepEqual(list(voucher()), ['points_desk'])
  assert.deepEqual(list(voucher({}, { intent: 'borrow' })), ['state_loan', 'points_desk'])
  assert.deepEqual(list(voucher({ kind: 'card_points' })), [])
})
