// SPDX-License-Identifier: Apache-2.0
// Quotes on a small made-up pack: the wire shape, our price, the plan, the consent, and everything that is refused.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../ids/index.ts'
import type { PackDocuments } from '../policy/index.ts'
import { FIXTURE, fixturePack, REFUND, REFUSAL } from '../policy/testing.ts'
import { parseInstant } from '../time/index.ts'
import {
  answerOffer,
  createQuote,
  FREE_TARIFF,
  type QuoteInstrument,
  type QuoteJson,
  type QuoteRequest,
  quoteToJson,
  reDecide,
  type Tariff,
} from './index.ts'

const now = parseInstant('2026-11-23T01:00:00Z')!
const quoteId = newId('qte', now, new Uint8Array(16))
const won = (amount: number | bigint) => ({ amountMinor: String(amount), unit: 'KRW' })
const packs = new Map([['ZZ', fixturePack()]])

const VOUCHER: QuoteInstrument = {
  ref: 'a',
  kind: 'new_type_voucher',
  issuer: 'cultureland',
  faceValue: won(10000),
  pricePaid: won(9000),
  remaining: won(10000),
  purchasedOn: '2023-10-01',
  expiresOn: '2024-10-01',
  fundingSource: 'cash',
}
const LOW_BALANCE: QuoteInstrument = { ref: 'b', kind: 'prepaid_balance', balance: won(2000), lastCharge: won(10000) }
const request = (changes: Partial<QuoteRequest> = {}): QuoteRequest => ({
  jurisdiction: 'ZZ',
  instruments: [VOUCHER],
  ...changes,
})

function quote(body: QuoteRequest, tariff: Tariff = FREE_TARIFF, under = packs): QuoteJson {
  const result = createQuote(under, body, { quoteId, now, tariff })
  assert.ok(result.kind === 'quoted', JSON.stringify(result.kind === 'invalid' && result.problems))
  return quoteToJson(result.quote)
}
function problems(body: unknown) {
  const result = createQuote(packs, body as QuoteRequest, { quoteId, now, tariff: FREE_TARIFF })
  return result.kind === 'invalid' ? result.problems.map(problem => problem.pointer) : []
}

test('a quote has the shape of the contract', () => {
  const { trace: _, ...item } = quote(request()).items[0]!
  assert.deepEqual({ ...item, options: item.options.map(({ id: _id, ...option }) => option) }.options[0], {
    ruleId: 'zz/refund',
    route: 'issuer_refund',
    routeTitle: FIXTURE.routes[0]!.title,
    title: REFUND.title,
    explanation: REFUND.explanation,
    how: FIXTURE.routes[0]!.how,
    promise: 'binding',
    gross: won(8100),
    fees: [{ code: 'issuer_fee', payee: 'issuer', title: REFUND.fees![0]!.title, amount: won(500) }],
    net: won(7600),
    arrivesBy: '2026-11-26',
    payout: 'bank',
    carriedOut: true,
    claimAt: REFUND.claimAt,
    claimBy: '2028-10-01',
    lateInterest: '0.1500',
    evidence: FIXTURE.evidence,
    legalBasis: [
      {
        ruleId: 'zz/refund',
        cite: 'Act §1이에요',
        citation: REFUND.legalBasis[0]!.cite,
        source: 'act',
        sourceTitle: FIXTURE.sources[0]!.title,
        locator: 'Act §1',
        confidence: 'S',
        checkedOn: '2026-11-23',
      },
    ],
  })
  const json = quote(request())
  assert.equal(json.asOf, '2026-11-23')
  assert.equal(json.expiresAt, '2026-11-23T01:30:00.000Z')
  assert.equal(json.packVersion, packs.get('ZZ')!.version)
  assert.match(json.items[0]!.options[0]!.id, /^opt_/)
  assert.deepEqual(JSON.parse(JSON.stringify(json)), json, 'Nothing in it is lost as JSON.')
})

test('the same request makes the same quote, and the day is that of the pack', () => {
  assert.deepEqual(quote(request()), quote(request()))
  const late = createQuote(packs, request(), {
    quoteId,
    now: parseInstant('2026-11-23T15:00:00Z')!,
    tariff: FREE_TARIFF,
  })
  assert.equal(late.kind === 'quoted' && late.quote.asOf, '2026-11-24')
})

test('English articles for those who ask in English', () => {
  const json = quote(request({ language: 'en' }))
  assert.equal(json.items[0]!.options[0]!.legalBasis[0]!.cite, 'Act §1')
  assert.match(json.consent.text, /^I agree/)
})

describe('the consent', () => {
  test('names each conversion with its amounts, and hashes to the letter', async () => {
    const { text, textHash } = quote(request()).consent
    assert.match(text, /- a: .*총액 8,100원, .* 500원, 받는 금액 7,600원, 늦어도 2026-11-26까지/)
    assert.match(text, /2026-11-23 10:30 \(UTC\+9\)까지/)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
    assert.equal(textHash, `sha256:${Buffer.from(digest).toString('hex')}`)
  })
  test('says so when there is nothing to agree to', () => {
    assert.match(quote(request({ instruments: [{ kind: 'seashells' }] })).consent.text, /동의할 것도 없어요/)
  })
})

describe('our own price', () => {
  const tariff = (changes: Partial<Tariff['service']>): Tariff => ({
    service: {
      rate: { numerator: 1n, denominator: 100n },
      minimum: 50n,
      maximum: 1000n,
      vatRate: { numerator: 1n, denominator: 10n },
      ...changes,
    },
  })
  const fees = (json: QuoteJson) =>
    json.items[0]!.options[0]!.fees.map(fee => [fee.code, fee.payee, fee.amount.amountMinor])

  test('is nothing by default', () => assert.deepEqual(fees(quote(request())), [['issuer_fee', 'issuer', '500']]))
  test('is a line of its own, and so is its VAT', () => {
    const json = quote(request(), tariff({}))
    assert.deepEqual(fees(json).slice(1), [
      ['service', 'jandon', '81'],
      ['service_vat', 'tax_office', '8'],
    ])
    assert.equal(json.items[0]!.options[0]!.net.amountMinor, String(8100 - 500 - 81 - 8))
  })
  test('keeps its minimum and maximum', () => {
    assert.equal(fees(quote(request(), tariff({ minimum: 100n })))[1]?.[2], '100')
    assert.equal(fees(quote(request(), tariff({ maximum: 60n })))[1]?.[2], '60')
  })
  test('is not taken when nothing would be left', () => {
    assert.deepEqual(fees(quote(request(), tariff({ minimum: 7600n, maximum: 7600n }))).length, 1)
  })
  test('is not taken for what the holder does alone', () => {
    assert.deepEqual(quote(request(), tariff({})).items[0]!.options[1]!.fees, [])
  })
  test('may differ by route', () => {
    const byRoute = { ...tariff({}), byRoute: { issuer_refund: tariff({ maximum: 10n, minimum: 10n }).service } }
    assert.equal(fees(quote(request(), byRoute))[1]?.[2], '10')
  })
})

describe('the plan', () => {
  test('takes the best way of each thing and adds them up', () => {
    const json = quote(request({ instruments: [VOUCHER, LOW_BALANCE, { kind: 'seashells', ref: 'c' }] }))
    assert.deepEqual(json.plan.optionIds, [json.items[0]!.options[0]!.id, json.items[1]!.options[0]!.id])
    assert.deepEqual(json.plan.net, won(9600))
    assert.deepEqual(json.plan.netByPayout, { bank: won(9600), bill: won(0), in_person: won(0) })
  })
  test('leaves out what would only become credit', () => {
    const onlyCredit = new Map([['ZZ', fixturePack({ rules: FIXTURE.rules.filter(rule => rule.id !== REFUND.id) })]])
    const json = quote(request(), FREE_TARIFF, onlyCredit)
    assert.equal(json.items[0]!.options[0]!.payout, 'credit')
    assert.deepEqual(json.plan.optionIds, [])
    assert.deepEqual(json.plan.net, won(0))
  })
  test('says what is worth waiting for', () => {
    const json = quote(request({ instruments: [{ ...VOUCHER, expiresOn: '2026-12-31' }] }))
    assert.equal(json.items[0]!.decision, 'refuse')
    assert.deepEqual(json.plan.waits, [
      {
        ...{ ref: 'a', until: '2027-01-01', ruleId: 'zz/refund', title: REFUND.title },
        ...{ net: won(7600), gain: won(7600), promise: 'binding' },
      },
    ])
    const beyond = quote(request({ instruments: [{ ...VOUCHER, expiresOn: '2027-05-22' }] })).plan.waits
    assert.deepEqual(
      beyond.map(({ until, promise }) => [until, promise]),
      [['2027-05-23', 'estimate']],
      'Beyond the day until which the law counts as checked, nothing is promised.',
    )
    assert.deepEqual(quote(request()).plan.waits, [])
  })
})

test('a refused sale names the lawful way, what the offer costs, and who helps', () => {
  const rules: PackDocuments['rules'] = [{ ...REFUND, when: 'isExpired' }, REFUSAL]
  const under = new Map([['ZZ', fixturePack({ rules })]])
  const json = quote(
    request({ intent: 'sell', instruments: [{ ...VOUCHER, fundingSource: 'carrier_billing' }] }),
    FREE_TARIFF,
    under,
  )
  const [item] = json.items
  assert.equal(item?.decision, 'refuse')
  assert.equal(item?.refusals[0]?.cite, 'Act §1이에요')
  assert.deepEqual(item?.refusals[0]?.trueCost?.cashReceived, { low: won(4500), high: won(6300) })
  const [lawful, ...others] = json.alternatives
  assert.deepEqual(
    [lawful?.code, lawful?.ref, lawful?.ruleId, lawful?.amount],
    ['lawful_route', 'a', 'zz/refund', won(7600)],
  )
  assert.deepEqual(
    others.map(each => each.code),
    ['state_loan', 'points_desk'],
  )
})

test('where no law is known everything is refused', () => {
  const json = quote({ jurisdiction: 'JP', instruments: [{ kind: 'prepaid_balance', anything: 3 }] })
  assert.equal(json.packVersion, 'none')
  assert.deepEqual(
    json.items[0]!.refusals.map(refusal => refusal.code),
    ['unknown_jurisdiction'],
  )
})

test('a pack too old today makes no quote for any day', () => {
  const late = createQuote(packs, request({ asOf: '2026-11-23' }), {
    quoteId,
    now: parseInstant('2027-06-01T00:00:00Z')!,
    tariff: FREE_TARIFF,
  })
  assert.ok(late.kind === 'quoted')
  assert.deepEqual(
    late.quote.items[0]!.decision.refusals.map(refusal => refusal.code),
    ['pack_stale'],
  )
})

const INVALID: readonly (readonly [string, unknown, readonly string[]])[] = [
  ['no object', 3, ['']],
  ['nothing', null, ['']],
  ['an unknown field', { ...request(), colour: 'red' }, ['/colour']],
  ['no jurisdiction', { instruments: [VOUCHER] }, ['/jurisdiction']],
  ['a jurisdiction that is none', request({ jurisdiction: 'The Republic of Korea' }), ['/jurisdiction']],
  ['an unknown intent', request({ intent: 'launder' }), ['/intent']],
  ['an unknown language', request({ language: 'fr' }), ['/language']],
  ['a day that does not exist', request({ asOf: '2026-02-30' }), ['/asOf']],
  ['a holder that is none', { ...request(), holder: 'me' }, ['/holder']],
  ['no instruments', request({ instruments: [] }), ['/instruments']],
  [
    'too many instruments',
    request({ instruments: Array.from({ length: 1001 }, () => ({ kind: 'airtime' })) }),
    ['/instruments'],
  ],
  ['an instrument that is none', { ...request(), instruments: [3] }, ['/instruments/0']],
  ['a kind that is no text', { ...request(), instruments: [{ kind: 3 }] }, ['/instruments/0/kind']],
  ['one ref twice', request({ instruments: [VOUCHER, VOUCHER] }), ['/instruments/1/ref']],
  [
    'a ref that is taken by place',
    request({ instruments: [{ kind: 'airtime', ref: '1' }, { kind: 'airtime' }] }),
    ['/instruments/1/ref'],
  ],
  ['a ref of two lines', request({ instruments: [{ ...VOUCHER, ref: 'a\n- b' }] }), ['/instruments/0/ref']],
  ['a ref too long', request({ instruments: [{ ...VOUCHER, ref: 'x'.repeat(65) }] }), ['/instruments/0/ref']],
  [
    'a bad fact, and a bad fact of the holder told once',
    request({ holder: { birthDate: 'x' }, instruments: [{ ...VOUCHER, points: 'x' }, LOW_BALANCE] }),
    ['/instruments/0/points', '/holder/birthDate'],
  ],
]

describe('a request is invalid with', () => {
  for (const [name, body, pointers] of INVALID) test(name, () => assert.deepEqual(problems(body), pointers))
})

describe('at acceptance', () => {
  const option = quote(request()).items[0]!.options[0]!
  const stored = { intent: 'any', instrument: VOUCHER, option }
  const pack = packs.get('ZZ')!
  const again = (date: string, under = pack, tariff = FREE_TARIFF) => {
    const result = reDecide(under, stored, date as Parameters<typeof reDecide>[2], tariff)
    return result.kind === 'changed' ? result.differences.map(difference => difference.field) : result.option.id
  }
  test('the same day decides the same', () => assert.equal(again('2026-11-23'), option.id))
  test('another day is the same offer, its arrival counted from that day', () => {
    assert.equal(again('2026-11-24'), option.id)
    const result = reDecide(pack, stored, '2026-11-24' as Parameters<typeof reDecide>[2], FREE_TARIFF)
    assert.ok(result.kind === 'same' && result.option.arrivesBy > option.arrivesBy)
  })
  test('a changed law is a difference', () => {
    const parameters = FIXTURE.parameters.map(each =>
      each.id === 'share' ? { ...each, values: [{ ...each.values[0]!, value: '95%' }] } : each,
    )
    assert.deepEqual(again('2026-11-23', fixturePack({ parameters })), ['gross', 'net'])
  })
  test('a changed price is a difference', () => {
    const dearer: Tariff = { service: { ...FREE_TARIFF.service, minimum: 100n, maximum: 100n } }
    assert.deepEqual(again('2026-11-23', pack, dearer), ['fees', 'net'])
  })
  test('a right that has lapsed is no longer an option', () => {
    assert.deepEqual(reDecide(pack, stored, '2027-05-23' as Parameters<typeof reDecide>[2], FREE_TARIFF), {
      kind: 'changed',
      differences: [{ field: 'decision', was: 'allow', is: 'pack_stale' }],
    })
  })
})

describe('an offer', () => {
  const offer = {
    jurisdiction: 'zz',
    amount: won(100_000),
    cashReceived: won(70_000),
    receivedOn: '2026-11-23',
    dueOn: '2026-12-23',
  }
  test('is compared, with the help that fits', () => {
    const result = answerOffer(packs, offer, now)
    assert.ok(result.kind === 'compared')
    assert.equal(result.answer.costOnCash, '0.4286')
    assert.equal(result.answer.equivalentYearlyCost, '5.2143')
    assert.deepEqual(
      result.answer.alternatives.map(each => each.code),
      ['state_loan', 'points_desk'],
    )
  })
  test('under unknown law is not', () =>
    assert.equal(answerOffer(packs, { ...offer, jurisdiction: 'JP' }, now).kind, 'unknown_jurisdiction'))
  test('that cannot be read is named by pointer', () => {
    const pointers = (changes: object) => {
      const result = answerOffer(packs, { ...offer, ...changes }, now)
      return result.kind === 'invalid' ? result.problems.map(problem => problem.pointer) : []
    }
    assert.deepEqual(pointers({ amount: 3, dueOn: 'soon' }), ['/amount', '/dueOn'])
    assert.deepEqual(pointers({ dueOn: '2026-11-23' }), ['/dueOn'])
    assert.deepEqual(
      pointers({ amount: { amountMinor: '1000', unit: 'USD' }, cashReceived: { amountMinor: '1', unit: 'USD' } }),
      ['/amount'],
    )
  })
})

test('whatever is sent, there is an answer and never a crash', () => {
  const instrument = fc.record({
    kind: fc.constantFrom('new_type_voucher', 'prepaid_balance', 'x'),
    faceValue: fc.anything(),
    offer: fc.anything(),
  })
  const body = fc.oneof(
    fc.anything(),
    fc.record({
      jurisdiction: fc.constantFrom('ZZ', 'JP'),
      instruments: fc.array(fc.oneof(instrument, fc.anything()), { maxLength: 4 }),
      holder: fc.anything(),
    }),
  )
  fc.assert(
    fc.property(body, each => {
      const result = createQuote(packs, each as QuoteRequest, { quoteId, now, tariff: FREE_TARIFF })
      if (result.kind === 'invalid') assert.ok(result.problems.length > 0)
      else JSON.stringify(quoteToJson(result.quote))
    }),
    { numRuns: 500 },
  )
})

test('every quote adds up, under any price', () => {
  const rate = fc.record({ numerator: fc.bigInt({ min: 0n, max: 100n }), denominator: fc.constant(100n) })
  const price = fc.record({
    rate,
    minimum: fc.bigInt({ min: 0n, max: 5000n }),
    maximum: fc.bigInt({ min: 0n, max: 100_000n }),
    vatRate: rate,
  })
  const amount = fc.integer({ min: 1, max: 1_000_000 })
  fc.assert(
    fc.property(price, amount, amount, (service, face, paid) => {
      const instrument = {
        ...VOUCHER,
        faceValue: won(face),
        remaining: won(face),
        pricePaid: won(Math.min(paid, face * 10)),
      }
      const json = quote(request({ instruments: [instrument, LOW_BALANCE] }), { service })
      const options = json.items.flatMap(item => item.options)
      for (const { gross, fees, net } of options) {
        const total = fees.reduce((sum, fee) => sum + BigInt(fee.amount.amountMinor), 0n)
        assert.equal(BigInt(gross.amountMinor), BigInt(net.amountMinor) + total)
        assert.ok(BigInt(net.amountMinor) > 0n)
      }
      const chosen = options.filter(option => json.plan.optionIds.includes(option.id))
      assert.equal(
        BigInt(json.plan.net.amountMinor),
        chosen.reduce((sum, option) => sum + BigInt(option.net.amountMinor), 0n),
      )
    }),
  )
})
