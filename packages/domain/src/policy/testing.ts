// SPDX-License-Identifier: Apache-2.0
// A small pack for tests of the engine: a made-up country with one rule of each sort. Real law has its own cases.

import { assert } from '../assert/index.ts'
import { localDate } from '../time/index.ts'
import { compilePack } from './compile-pack.ts'
import type { DecisionInput, Facts } from './decision.ts'
import type { LocalText, PackDocuments, RuleDocument } from './documents.ts'
import type { Pack } from './pack.ts'

export const both = (text: string): LocalText => ({ ko: `${text}이에요`, en: text })

const title = both('A title')
const legalBasis = [{ source: 'act', cite: both('Act §1') }]

/** 90% back within five years; less than its fee of 500 pays nothing; cash payers only. */
export const REFUND: RuleDocument = {
  id: 'zz/refund',
  title,
  explanation: both('You get most of it back'),
  verdict: 'allow',
  kinds: ['new_type_voucher'],
  effective: { from: '2020-01-01' },
  when: 'isExpired && fundingSource in ["cash", "gift"] && asOf <= addYears(purchasedOn, param.limitYears)',
  route: 'issuer_refund',
  gross: { base: 'proRata(pricePaid, remaining, faceValue)', share: 'param.share' },
  fees: [{ code: 'issuer_fee', payee: 'issuer', title, amount: 'max(share(gross, param.feeRate), 500)' }],
  arrives: { businessDays: 'param.payDays' },
  evidence: ['receipt'],
  claimAt: both('At the desk'),
  claimBy: 'addYears(purchasedOn, param.limitYears)',
  lateInterest: 'param.lateRate',
  legalBasis,
}

export const CREDIT: RuleDocument = {
  id: 'zz/credit',
  title,
  explanation: both('All of it as credit'),
  verdict: 'allow',
  kinds: ['new_type_voucher'],
  effective: { from: '2020-01-01' },
  when: 'isExpired && fundingSource in ["cash", "gift"]',
  route: 'issuer_credit',
  gross: { base: 'pricePaid' },
  arrives: { immediately: true },
  legalBasis,
}

export const REFUSAL: RuleDocument = {
  id: 'zz/refuse-carrier',
  title,
  explanation: both('Forbidden'),
  verdict: 'refuse',
  code: 'carrier_discount',
  refuses: { routes: ['discount_purchase'] },
  kinds: ['any'],
  effective: { from: '2020-01-01' },
  when: 'fundingSource == "carrier_billing"',
  penalty: both('Prison'),
  offender: both('The buyer'),
  legalBasis,
}

export const BALANCE: RuleDocument = {
  id: 'zz/balance',
  title,
  explanation: both('A low balance is paid out'),
  verdict: 'allow',
  kinds: ['prepaid_balance'],
  effective: { from: '2020-01-01' },
  when: 'ratio(balance, lastCharge) <= param.lowRatio',
  route: 'issuer_refund',
  gross: { base: 'balance' },
  arrives: { days: 3 },
  legalBasis,
}

export const INFORM: RuleDocument = {
  id: 'zz/terms',
  title,
  explanation: both('The terms say more'),
  verdict: 'inform',
  kinds: ['prepaid_balance'],
  effective: { from: '2020-01-01' },
  when: 'known(balance)',
  route: 'issuer_refund',
  legalBasis: [{ source: 'blog', cite: both('A page') }],
}

const amount = (id: string, type: 'ratio' | 'years' | 'businessDays', value: string | number) => ({
  id,
  title,
  type,
  values: [{ from: '2020-01-01', value, source: 'act' }],
})

export const FIXTURE: PackDocuments = {
  pack: {
    jurisdiction: 'ZZ',
    name: both('Nowhere'),
    currency: 'KRW',
    utcOffsetMinutes: 540,
    calendar: 'zz-bank',
    redemption: 'right_under_conditions',
    checkedOn: '2026-11-23',
    staleAfterDays: 180,
    languages: ['ko', 'en'],
    intents: { sell: ['discount_purchase'], borrow: ['loan'] },
  },
  sources: [
    { id: 'act', title, publisher: 'Parliament', locator: 'Act §1', confidence: 'S', checkedOn: '2026-11-23' },
    { id: 'blog', title, publisher: 'Somebody', locator: 'A page', confidence: 'W', checkedOn: '2026-11-23' },
  ],
  parameters: [
    amount('share', 'ratio', '90%'),
    amount('feeRate', 'ratio', '1%'),
    amount('lowRatio', 'ratio', '20%'),
    amount('lateRate', 'ratio', '15%'),
    amount('limitYears', 'years', 5),
    amount('payDays', 'businessDays', 3),
    amount('typicalCashOutTakeLow', 'ratio', '30%'),
    amount('typicalCashOutTakeHigh', 'ratio', '50%'),
  ],
  facts: [
    {
      name: 'fundingSource',
      type: 'enum',
      values: ['cash', 'gift', 'carrier_billing', 'unknown'],
      provenance: true,
      title,
      prompt: both('How was it paid for?'),
    },
    { name: 'faceValue', type: 'money', title, prompt: both('Face?') },
    { name: 'pricePaid', type: 'money', title, prompt: both('Price?') },
    { name: 'remaining', type: 'money', title, prompt: both('Left?') },
    { name: 'balance', type: 'money', sameAs: 'remaining', title, prompt: both('Balance?') },
    { name: 'lastCharge', type: 'money', title, prompt: both('Last charge?') },
    { name: 'purchasedOn', type: 'date', title, prompt: both('Bought when?') },
    { name: 'expiresOn', type: 'date', title, prompt: both('Valid until?') },
    { name: 'isPromotional', type: 'boolean', default: false, title, prompt: both('Free?') },
    { name: 'points', type: 'integer', title, prompt: both('Points?') },
    { name: 'isExpired', type: 'boolean', derive: 'expiresOn < asOf', title },
    { name: 'birthDate', of: 'holder', type: 'date', personal: true, title, prompt: both('Born when?') },
    { name: 'cashReceived', of: 'offer', type: 'money', title, prompt: both('Cash offered?') },
    { name: 'dueOn', of: 'offer', type: 'date', title, prompt: both('Due when?') },
  ],
  routes: [
    { id: 'issuer_refund', title, how: both('Ask'), payout: 'bank', carriedOut: true },
    { id: 'issuer_credit', title, how: both('Ask'), payout: 'credit', carriedOut: false },
  ],
  rules: [REFUND, CREDIT, REFUSAL, BALANCE, INFORM],
  alternatives: [
    { code: 'state_loan', title, description: title, contact: '1397', intents: ['sell', 'borrow'] },
    { code: 'points_desk', title, description: title, contact: 'desk', when: 'kind != "card_points"' },
  ],
  evidence: [{ code: 'receipt', title }],
  calendars: [
    {
      id: 'zz-bank',
      name: title,
      coversFrom: '2020-01-01',
      coversUntil: '2027-12-31',
      weekend: [6, 7],
      holidays: [{ date: '2026-12-25', name: both('Christmas') }],
    },
  ],
  cases: [],
}

/** Compiles the fixture with other rules or parts. */
export function fixturePack(changes: Partial<PackDocuments> = {}): Pack {
  const compiled = compilePack({ ...FIXTURE, ...changes })
  const problems = compiled.kind === 'invalid' ? compiled.problems.map(problem => problem.message) : []
  assert(compiled.kind === 'compiled', `The fixture does not compile: ${problems.join(' ')}`)
  return compiled.pack
}

/** An expired voucher of 10,000 bought for 9,000 in cash, decided on 2026-11-23. */
export function voucher(facts: Facts = {}, more: Partial<DecisionInput> = {}): DecisionInput {
  return {
    asOf: localDate('2026-11-23'),
    intent: 'any',
    facts: {
      kind: 'new_type_voucher',
      faceValue: 10000n,
      pricePaid: 9000n,
      remaining: 10000n,
      purchasedOn: '2023-10-01',
      expiresOn: '2024-10-01',
      fundingSource: 'cash',
      ...facts,
    },
    ...more,
  }
}

/** The same facts without some of them. */
export function without(input: DecisionInput, ...names: readonly string[]): DecisionInput {
  const facts = Object.fromEntries(Object.entries(input.facts).filter(([name]) => !names.includes(name)))
  return { ...input, facts }
}
