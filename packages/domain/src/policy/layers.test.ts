// SPDX-License-Identifier: Apache-2.0
// Issuers' terms over the law: they add, they improve, and they never take away.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '../time/index.ts'
import { runCases } from './cases.ts'
import { compilePack } from './compile-pack.ts'
import { decide, decideAndTrace } from './decide.ts'
import type { Facts } from './decision.ts'
import type { CaseDocument, RuleDocument } from './documents.ts'
import { examinePack } from './examine.ts'
import { traceDecision } from './explain.ts'
import { both, FIXTURE, fixturePack, REFUND, REFUSAL, voucher } from './testing.ts'

/** The law pays 7,600 on 2026-11-26. */
function terms(changes: Partial<RuleDocument> = {}): RuleDocument {
  const { fees: _, lateInterest: __, claimBy: ___, ...rest } = REFUND
  return {
    ...rest,
    id: 'zz/terms-of-acme',
    layer: 'issuer_terms',
    issuers: ['acme', 'acme-pay'],
    when: 'isExpired',
    gross: { base: 'pricePaid' },
    arrives: { immediately: true },
    ...changes,
  }
}

const acme: Facts = { issuer: 'acme' }

function outcome(rule: RuleDocument, facts: Facts = acme, more = {}) {
  const pack = fixturePack({ rules: [REFUND, REFUSAL, rule] })
  const { decision, trace } = decideAndTrace(pack, voucher(facts, more))
  const traced = traceDecision(pack, voucher(facts, more))
  const dropped = trace.filter(each => each.overruledBy).map(each => [each.ruleId, each.overruledBy])
  assert.deepEqual(
    traced.filter(each => each.ruleId === rule.id && each.overruledBy).map(each => [each.ruleId, each.overruledBy]),
    dropped.filter(([id]) => id === rule.id),
  )
  return {
    decision: decision.outcome,
    options: [...decision.options, ...decision.lawfulRoutes].map(each => [each.ruleId, each.netMinor]),
    dropped,
  }
}

test('terms that give more by the same route count, and the law is kept in the trace', () => {
  assert.deepEqual(outcome(terms()), {
    decision: 'allow',
    options: [['zz/terms-of-acme', 9000n]],
    dropped: [['zz/refund', 'terms_give_more']],
  })
})

test('the same amount sooner is more', () => {
  assert.deepEqual(outcome(terms({ gross: { base: '7600' } })).options, [['zz/terms-of-acme', 7600n]])
})

test('terms that give less count for nothing, and the trace says that the law gives more', () => {
  const dropped = [['zz/terms-of-acme', 'law_gives_more']]
  const law = [['zz/refund', 7600n]]
  assert.deepEqual(outcome(terms({ gross: { base: '7599' } })), { decision: 'allow', options: law, dropped })
  const later = terms({ gross: { base: '7600' }, arrives: { businessDays: 4 } })
  assert.deepEqual(outcome(later), { decision: 'allow', options: law, dropped })
})

test('terms that give just as much leave the law in its place', () => {
  const same = terms({ gross: { base: '7600' }, arrives: { businessDays: 3 } })
  assert.deepEqual(outcome(same), {
    decision: 'allow',
    options: [['zz/refund', 7600n]],
    dropped: [['zz/terms-of-acme', 'law_gives_as_much']],
  })
})

test('terms are those of their issuers in each spelling, and nobody is asked who the issuer is', () => {
  assert.deepEqual(outcome(terms(), { issuer: 'acme-pay' }).options, [['zz/terms-of-acme', 9000n]])
  assert.deepEqual(outcome(terms(), { issuer: 'other' }).options, [['zz/refund', 7600n]])
  assert.deepEqual(outcome(terms(), {}).options, [['zz/refund', 7600n]])
  const pack = fixturePack({ rules: [REFUSAL, terms()] })
  const { questions } = decide(pack, voucher({ fundingSource: 'carrier_billing' }))
  assert.deepEqual(
    questions.map(each => each.fact),
    [],
  )
})

test('terms by another route add an option and take none away', () => {
  const credit = terms({ route: 'issuer_credit' })
  assert.deepEqual(
    outcome(credit).options.map(([id]) => id),
    ['zz/refund', 'zz/terms-of-acme'],
  )
})

test('an estimate never takes the place of a promise, whichever layer it is of', () => {
  const guess = terms({ legalBasis: [{ source: 'blog', cite: both('A page') }] })
  assert.deepEqual(outcome(guess), {
    decision: 'allow',
    options: [
      ['zz/refund', 7600n],
      ['zz/terms-of-acme', 9000n],
    ],
    dropped: [],
  })
  assert.deepEqual(outcome({ ...guess, gross: { base: '7000' } }).dropped, [['zz/terms-of-acme', 'law_gives_more']])
})

test('terms never lift a refusal', () => {
  const forbidden = { ...REFUSAL, refuses: { routes: ['issuer_refund', 'discount_purchase'] } }
  const pack = fixturePack({ rules: [REFUND, forbidden, terms()] })
  const decision = decide(pack, voucher({ ...acme, fundingSource: 'carrier_billing' }))
  assert.deepEqual([decision.outcome, decision.options], ['refuse', []])
  const sale = outcome(terms(), { ...acme, fundingSource: 'carrier_billing' }, { intent: 'sell' })
  assert.equal(sale.decision, 'refuse')
})

const problems = (rule: RuleDocument) => {
  const compiled = compilePack({ ...FIXTURE, rules: [...FIXTURE.rules, rule] })
  return compiled.kind === 'invalid' ? compiled.problems.map(each => each.message) : []
}

test('terms that refuse, lift a refusal or belong to nobody do not compile', () => {
  assert.deepEqual(problems(terms()), [])
  assert.match(problems(terms({ exceptionTo: ['zz/refuse-carrier'] })).join(), /No terms lift what the law forbids/)
  assert.match(problems({ ...REFUSAL, id: 'zz/no', layer: 'issuer_terms', issuers: ['acme'] }).join(), /cannot refuse/)
  assert.match(problems(terms({ issuers: [] })).join(), /add issuers/)
  assert.match(problems(terms({ issuers: ['Acme '] })).join(), /small letters/)
  assert.match(problems({ ...REFUND, id: 'zz/more', issuers: ['acme'] }).join(), /Only terms name issuers/)
  const position = problems(terms({ when: 'isExpired && nothing' }))
  assert.match(position.join(), /character 14:/)
})

test('a check finds terms that fall short of the law, also where no case is about their issuer', () => {
  const given = {
    asOf: '2026-11-23',
    instrument: {
      kind: 'new_type_voucher',
      faceValue: 10000,
      pricePaid: 9000,
      remaining: 10000,
      purchasedOn: '2023-10-01',
      expiresOn: '2024-10-01',
      fundingSource: 'cash',
    },
  }
  const law: CaseDocument = { name: both('The law'), rule: 'zz/refund', given, expect: { rule: 'zz/refund' } }
  const aware: CaseDocument = {
    name: both('Less than the law'),
    rule: 'zz/terms-of-acme',
    given: { ...given, instrument: { ...given.instrument, issuer: 'acme' } },
    expect: { rule: 'zz/refund', notRule: 'zz/terms-of-acme' },
  }
  const found = (rule: RuleDocument, cases: readonly CaseDocument[]) => {
    const pack = fixturePack({ rules: [REFUND, rule], cases })
    return examinePack(pack, runCases(pack), localDate('2026-11-23'))
      .filter(each => ['terms_fall_short', 'contradiction'].includes(each.code))
      .map(each => [each.code, each.subject, /fall short of the law/.test(each.message)])
  }
  const less = terms({ gross: { base: '7000' } })
  assert.deepEqual(found(less, [law]), [['terms_fall_short', 'zz/terms-of-acme', true]])
  assert.deepEqual(found(less, [law, aware]), [])
  assert.deepEqual(found(terms(), [law]), [])
})
