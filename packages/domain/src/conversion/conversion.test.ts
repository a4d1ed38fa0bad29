// SPDX-License-Identifier: Apache-2.0
// The conversion table, and what follows from each answer of an issuer or a bank.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { PAYOUT_STATES } from '../payout/index.ts'
import {
  backoffMs,
  CALLS,
  type Call,
  CONVERSION_EVENTS,
  CONVERSION_STATES,
  CONVERSION_TRANSITIONS,
  decideNotice,
  decidePayout,
  decideRedemption,
  faceValueOf,
  isFinalConversion,
  issuerCode,
  nextConversionState,
  type PayoutOutcome,
  type Progress,
  prepareCall,
  type RedemptionOutcome,
  STUCK_AFTER_MS,
  type Step,
} from './index.ts'

const won = (amountMinor: bigint) => ({ amountMinor, unit: 'KRW' })
const EXPECTED = won(8100n)
const REDEEMING: Progress = { state: 'redeeming', payoutState: null, inDoubt: false, calls: 1, ageMs: 0, dedupes: true }
const PAYING: Progress = { ...REDEEMING, state: 'paying', payoutState: 'started' }
const events = (step: Step) => step.conversion.map(each => each.event)
const redemption = (outcome: RedemptionOutcome, progress: Progress = REDEEMING, call: Call = 'redeem') =>
  decideRedemption(progress, call, outcome, EXPECTED)
const payout = (outcome: PayoutOutcome, progress: Progress = PAYING, call: Call = 'pay') =>
  decidePayout(progress, call, outcome)

describe('the conversion table', () => {
  const allowed = new Set(CONVERSION_TRANSITIONS.map(each => `${each.from}/${each.event}`))
  test('what it lists is possible and nothing else', () => {
    for (const from of [null, ...CONVERSION_STATES]) {
      for (const event of CONVERSION_EVENTS) {
        const is = nextConversionState(from, event) !== undefined
        assert.equal(is, allowed.has(`${from}/${event}`), `${from} ${event}`)
      }
    }
  })
  test('no way leads to paid but through redeemed and paying', () => {
    const into = (state: string) => CONVERSION_TRANSITIONS.filter(each => each.to === state && each.from !== state)
    assert.deepEqual(
      into('paid').map(each => each.from),
      ['paying'],
    )
    assert.deepEqual(
      into('redeemed').map(each => each.from),
      ['redeeming'],
    )
    assert.deepEqual(
      into('paying')
        .map(each => each.from)
        .sort(),
      ['payout_failed', 'redeemed', 'returned'],
    )
  })
  test('each state can be reached, and each that is not final can be left', () => {
    const reached = new Set(CONVERSION_TRANSITIONS.map(each => each.to))
    const left = new Set(CONVERSION_TRANSITIONS.filter(each => each.to !== each.from).map(each => each.from))
    for (const state of CONVERSION_STATES) {
      assert.ok(reached.has(state), state)
      assert.ok(isFinalConversion(state) || left.has(state), state)
    }
  })
})

describe('an issuer answers', () => {
  test('redeemed and settled: booked, and the payout follows at once', () => {
    const step = redemption({ kind: 'redeemed', gross: EXPECTED, settledAt: 1 })
    assert.deepEqual(events(step), ['redemption_succeeded'])
    assert.deepEqual(step.journals, ['conversionRedeemed', 'issuerSettled'])
    assert.deepEqual(step.next, { call: 'pay', afterMs: 0 })
  })
  test('redeemed, the cash to come: nothing is paid out before it is here', () => {
    const step = redemption({ kind: 'redeemed', gross: EXPECTED, settledAt: null })
    assert.deepEqual(step.journals, ['conversionRedeemed'])
    assert.equal(step.next?.call, 'query_redemption')
    const waiting = redemption({ kind: 'redeemed', gross: EXPECTED, settledAt: 5 }, { ...REDEEMING, state: 'redeemed' })
    assert.deepEqual([events(waiting), waiting.journals, waiting.next?.call], [[], ['issuerSettled'], 'pay'])
  })
  for (const gross of [won(8099n), won(8101n), { amountMinor: 8100n, unit: 'USD' }]) {
    test(`another amount (${gross.amountMinor} ${gross.unit}): nothing is booked, a person looks`, () => {
      const step = redemption({ kind: 'redeemed', gross, settledAt: 1 })
      assert.deepEqual([step.journals, step.next, step.openCase], [[], null, 'redeemed_amount_differs'])
    })
  }
  test('rejected: the hold is released and it is over', () => {
    const step = redemption({ kind: 'rejected', code: 'already_used' })
    assert.deepEqual(events(step), ['redemption_rejected'])
    assert.deepEqual([step.journals, step.next, step.openCase], [['conversionReleased'], null, null])
  })
  test('redeemed once and denied afterwards: a person looks, nothing is undone', () => {
    for (const outcome of [{ kind: 'rejected', code: 'x' }, { kind: 'not_found' }] as const) {
      const step = redemption(outcome, { ...REDEEMING, state: 'redeemed' }, 'query_redemption')
      assert.deepEqual([step.journals, step.next, step.openCase], [[], null, 'answers_disagree'])
    }
  })
})

describe('a bank answers', () => {
  test('settled: paid, and over', () => {
    const step = payout({ kind: 'settled', settledAt: 1 })
    assert.deepEqual([events(step), step.journals, step.next], [['payout_settled'], ['payoutSettled'], null])
  })
  test('rejected: the money stays with the holder, a person looks', () => {
    const step = payout({ kind: 'rejected', code: 'account_closed' })
    assert.deepEqual(
      [events(step), step.journals, step.openCase],
      [['payout_rejected'], ['payoutVoided'], 'payout_rejected'],
    )
  })
  test('returned before we heard that it was settled: both are booked, a person looks', () => {
    const step = payout({ kind: 'returned', code: 'account_closed' }, PAYING, 'query_payout')
    assert.deepEqual(events(step), ['payout_settled', 'payout_returned'])
    assert.deepEqual([step.journals, step.openCase], [['payoutSettled', 'payoutReturned'], 'payout_returned'])
  })
  test('taken in and later unknown to it: a machine does not try again', () => {
    const step = payout({ kind: 'not_found' }, { ...PAYING, payoutState: 'submitted' }, 'query_payout')
    assert.deepEqual([step.next, step.openCase], [null, 'answers_disagree'])
  })
})

describe('a bank tells unasked', () => {
  const notice = (state: Progress['state'], kind: 'settled' | 'rejected' | 'returned') =>
    decideNotice(
      { ...PAYING, state, payoutState: 'settled' },
      kind === 'settled' ? { kind, settledAt: 1 } : { kind, code: 'x' },
    )
  test('what we know already changes nothing', () => {
    for (const [state, kind] of [
      ['paid', 'settled'],
      ['returned', 'settled'],
      ['returned', 'returned'],
      ['payout_failed', 'rejected'],
    ] as const) {
      const step = notice(state, kind)
      assert.deepEqual([events(step), step.journals, step.openCase], [[], [], null])
    }
  })
  test('a paid one that comes back is returned', () => {
    assert.deepEqual(notice('paid', 'returned').journals, ['payoutReturned'])
  })
  test('settled after rejected, or anything about one that was never paid out: a person looks', () => {
    for (const [state, kind] of [
      ['payout_failed', 'settled'],
      ['paid', 'rejected'],
      ['redeemed', 'settled'],
    ] as const) {
      const step = notice(state, kind)
      assert.deepEqual([events(step), step.journals, step.openCase], [[], [], 'answers_disagree'])
    }
  })
})

describe('in doubt', () => {
  for (const [name, decide, submit, query, stuck] of [
    ['redemption', redemption, 'redeem', 'query_redemption', 'redemption_stuck'],
    ['payout', payout, 'pay', 'query_payout', 'payout_stuck'],
  ] as const) {
    const base = name === 'redemption' ? REDEEMING : PAYING
    test(`${name}: no answer → marked once, and from then on only asked about`, () => {
      const first = decide({ kind: 'unknown', code: 'timeout' }, base, submit)
      assert.deepEqual([first.inDoubt, first.next?.call, first.conversion.length], [true, query, 1])
      const second = decide({ kind: 'unknown', code: 'timeout' }, { ...base, inDoubt: true }, query)
      assert.deepEqual([second.inDoubt, second.next?.call, second.conversion.length], [true, query, 0])
    })
    test(`${name}: a certain "nothing done" is tried again, unless an earlier call is in doubt`, () => {
      assert.equal(decide({ kind: 'not_done', code: 'busy' }, base, submit).next?.call, submit)
      assert.equal(decide({ kind: 'not_done', code: 'busy' }, { ...base, inDoubt: true }, submit).next?.call, query)
      assert.equal(decide({ kind: 'not_done', code: 'busy' }, base, query).next?.call, query)
    })
    test(`${name}: never seen → the same reference again, but only where it is carried out once`, () => {
      const inDoubt = { ...base, inDoubt: true }
      assert.equal(decide({ kind: 'not_found' }, inDoubt, query).next?.call, submit)
      const step = decide({ kind: 'not_found' }, { ...inDoubt, dedupes: false }, query)
      assert.deepEqual([step.next, step.openCase], [null, 'lost_without_trace'])
    })
    test(`${name}: after two hours a person looks, and asking goes on`, () => {
      const step = decide({ kind: 'pending' }, { ...base, ageMs: STUCK_AFTER_MS }, query)
      assert.deepEqual([step.openCase, step.next?.call], [stuck, query])
      assert.equal(decide({ kind: 'pending' }, { ...base, ageMs: STUCK_AFTER_MS - 1 }, query).openCase, null)
    })
    test(`${name}: a call that was cut off is asked about, whatever was due`, () => {
      for (const due of [submit, query]) assert.equal(prepareCall(base, due, submit).call, query)
      assert.equal(prepareCall(base, query, query).call, query)
      assert.deepEqual(prepareCall({ ...base, inDoubt: true }, submit, null).step.conversion, [])
    })
  }
  test('waiting grows from a fifth of a second to a minute and no further', () => {
    const waits = Array.from({ length: 20 }, (_, index) => backoffMs(index))
    assert.deepEqual(
      [...waits].sort((a, b) => a - b),
      waits,
    )
    assert.equal(waits.at(0), 200)
    assert.equal(waits.at(-1), 60_000)
  })
})

describe('whatever comes back', () => {
  const code = fc.constantFrom('timeout', 'x')
  const common = [
    fc.record({ kind: fc.constant('pending' as const) }),
    fc.record({ kind: fc.constant('not_found' as const) }),
    fc.record({ kind: fc.constant('rejected' as const), code }),
    fc.record({ kind: fc.constant('not_done' as const), code }),
    fc.record({ kind: fc.constant('unknown' as const), code }),
  ] as const
  const redemptionOutcome = fc.oneof(
    ...common,
    fc.record({
      kind: fc.constant('redeemed' as const),
      gross: fc.constantFrom(EXPECTED, won(1n)),
      settledAt: fc.constantFrom(null, 1),
    }),
  )
  const payoutOutcome = fc.oneof(
    ...common,
    fc.record({ kind: fc.constant('settled' as const), settledAt: fc.constant(1) }),
    fc.record({ kind: fc.constant('returned' as const), code }),
  )
  const rest = {
    inDoubt: fc.boolean(),
    calls: fc.integer({ min: 1, max: 50 }),
    ageMs: fc.integer({ min: 0, max: 2 * STUCK_AFTER_MS }),
    dedupes: fc.boolean(),
  }
  const leadsSomewhere = (progress: Progress, step: Step) => {
    let state = progress.state
    for (const { event } of step.conversion) {
      const to = nextConversionState(state, event)
      assert.ok(to !== undefined, `${state} cannot have ${event}.`)
      state = to
    }
    assert.ok(
      step.next !== null || isFinalConversion(state) || step.openCase !== null,
      'It ends, goes on, or a person looks.',
    )
    assert.ok(
      !step.inDoubt || state === 'redeeming' || state === 'paying',
      'Doubt is only inside redeeming and paying.',
    )
  }
  test('a redemption ends, goes on, or a person looks; nobody is asked twice who might have done it', () => {
    const progress = fc.record({
      state: fc.constantFrom('redeeming' as const, 'redeemed' as const),
      payoutState: fc.constant(null),
      ...rest,
    })
    fc.assert(
      fc.property(
        progress,
        fc.constantFrom('redeem', 'query_redemption') as fc.Arbitrary<Call>,
        redemptionOutcome,
        (p, call, outcome) => {
          const from = { ...p, inDoubt: p.inDoubt && p.state === 'redeeming' }
          const step = redemption(outcome, from, call)
          leadsSomewhere(from, step)
          if (step.next?.call === 'redeem') {
            assert.ok(outcome.kind === 'not_done' || (outcome.kind === 'not_found' && p.dedupes))
          }
          if (step.journals.includes('conversionRedeemed'))
            assert.ok(outcome.kind === 'redeemed' && outcome.gross === EXPECTED)
        },
      ),
    )
  })
  test('a payout ends, goes on, or a person looks; nobody is asked twice who might have done it', () => {
    const progress = fc.record({
      state: fc.constant('paying' as const),
      payoutState: fc.constantFrom('started' as const, 'submitted' as const),
      ...rest,
    })
    fc.assert(
      fc.property(
        progress,
        fc.constantFrom('pay', 'query_payout') as fc.Arbitrary<Call>,
        payoutOutcome,
        (p, call, outcome) => {
          const step = payout(outcome, p, call)
          leadsSomewhere(p, step)
          if (step.next?.call === 'pay') {
            assert.ok(
              outcome.kind === 'not_done' || (outcome.kind === 'not_found' && p.dedupes && p.payoutState === 'started'),
            )
          }
          assert.equal(
            step.journals.includes('payoutSettled'),
            outcome.kind === 'settled' || outcome.kind === 'returned',
          )
        },
      ),
    )
  })
  test('a notice never throws and never starts a payout, in any state', () => {
    const progress = fc.record({
      state: fc.constantFrom(...CONVERSION_STATES),
      payoutState: fc.constantFrom(null, ...PAYOUT_STATES),
      ...rest,
    })
    const told = fc.oneof(
      fc.record({ kind: fc.constant('settled' as const), settledAt: fc.constant(1) }),
      fc.record({ kind: fc.constantFrom('rejected' as const, 'returned' as const), code }),
    )
    fc.assert(
      fc.property(progress, told, (p, outcome) => {
        const step = decideNotice(p, outcome)
        assert.equal(step.next, null)
        assert.ok(!step.journals.includes('payoutStarted'))
      }),
    )
  })
  test('every call has a name of its own', () => assert.equal(new Set(CALLS).size, CALLS.length))
})

describe('face value', () => {
  const gross = won(8100n)
  test('what is left counts before what was printed, and what was paid comes last', () => {
    const facts = { kind: 'new_type_voucher', issuer: 'cultureland' }
    const value = (more: object) => faceValueOf({ ...facts, ...more }, gross).faceValue
    assert.deepEqual(
      value({ faceValue: { amountMinor: '10000', unit: 'KRW' }, remaining: { amountMinor: '4000', unit: 'KRW' } }),
      {
        amountMinor: 4000n,
        unit: 'voucher:cultureland:KRW',
      },
    )
    assert.equal(value({ pricePaid: { amountMinor: '9000', unit: 'KRW' } }).amountMinor, 9000n)
    assert.equal(value({}).amountMinor, 8100n)
    assert.equal(value({ points: 12000 }).amountMinor, 12000n)
  })
  test('an issuer is a code of its own, or a short hash of its name; never personal and never too long', () => {
    assert.equal(issuerCode('CultureLand'), 'cultureland')
    assert.equal(issuerCode('컬쳐랜드'), 'cultureland')
    assert.equal(issuerCode('Culture-Land '), 'cultureland')
    assert.match(issuerCode('동네책방'), /^x-[0-9a-f]{12}$/)
    assert.equal(issuerCode('동네책방'), issuerCode(' 동네책방 '.normalize('NFD')))
    assert.equal(issuerCode(undefined), 'unnamed')
    assert.match(issuerCode('x'.repeat(200)), /^x-[0-9a-f]{12}$/)
  })
})
