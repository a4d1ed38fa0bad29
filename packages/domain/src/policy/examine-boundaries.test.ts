// SPDX-License-Identifier: Apache-2.0
// A thorough check: each small change of a pack must be noticed by a case, or be explained.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { INSTRUMENT_KINDS } from '../instrument/index.ts'
import { localDate } from '../time/index.ts'
import { runCases } from './cases.ts'
import type { CaseDocument, PackDocuments, ParameterDocument, RuleDocument } from './documents.ts'
import { examinePack } from './examine.ts'
import { both, FIXTURE, fixturePack } from './testing.ts'

/** A fifth of the last charge or less is paid out, in 2024 and 2025. */
const LOW: RuleDocument = {
  id: 'zz/low',
  title: both('Low'),
  explanation: both('A low balance is paid out'),
  verdict: 'allow',
  kinds: ['prepaid_balance'],
  effective: { from: '2024-01-01', until: '2025-12-31' },
  when: 'ratio(balance, lastCharge) <= param.lowRatio && fundingSource == "cash"',
  route: 'issuer_refund',
  gross: { base: 'balance' },
  arrives: { businessDays: 'param.payDays' },
  legalBasis: [{ source: 'act', cite: both('Act §1') }],
}
const figure = (id: string, type: ParameterDocument['type'], value: string | number): ParameterDocument => ({
  id,
  title: both(id),
  type,
  values: [{ from: '2020-01-01', value, source: 'act' }],
})
const PARAMETERS = [figure('lowRatio', 'ratio', '20%'), figure('payDays', 'businessDays', 3)]

const about = (asOf: string, expect: CaseDocument['expect'], facts: Record<string, unknown> = {}): CaseDocument => ({
  name: both(`On ${asOf}`),
  rule: 'zz/low',
  given: {
    asOf,
    instrument: { kind: 'prepaid_balance', balance: 2000, lastCharge: 10000, fundingSource: 'cash', ...facts },
  },
  expect,
})
const yes: CaseDocument['expect'] = { decision: 'allow', rule: 'zz/low' }
const no: CaseDocument['expect'] = { notRule: 'zz/low' }

const FIRST = about('2024-01-01', yes)
const BEFORE = about('2023-12-31', no)
const LAST = about('2025-12-31', yes)
const AFTER = about('2026-01-01', no)
const ABOVE = about('2025-06-02', no, { balance: 2001 })
const ARRIVES = about('2025-06-02', { ...yes, arrivesBy: '2025-06-05' })
const CHARGED = about('2025-06-02', no, { fundingSource: 'carrier_billing' })
const ALL = [FIRST, BEFORE, LAST, AFTER, ABOVE, ARRIVES, CHARGED]

const SILENT = { kinds: INSTRUMENT_KINDS.filter(kind => kind !== 'prepaid_balance'), reason: 'Nothing was found.' }
const HEAD = { ...FIXTURE.pack, silentOn: SILENT }

function found(changes: Partial<PackDocuments>) {
  const pack = fixturePack({ pack: HEAD, rules: [LOW], parameters: PARAMETERS, cases: ALL, ...changes })
  return examinePack(pack, runCases(pack), localDate('2026-11-23'), 'thorough').filter(each =>
    ['boundary_not_covered', 'exemption_not_needed', 'gap'].includes(each.code),
  )
}
const said = (cases: readonly CaseDocument[]) =>
  found({ cases }).map(each => each.message.split('No case notices when ')[1])

test('cases on both sides of every line leave nothing to tell', () => assert.deepEqual(found({}), []))

const missing: readonly (readonly [string, CaseDocument, RegExp])[] = [
  ['the first day', FIRST, /^the first day of zz\/low \(2024-01-01\) is moved a day later/],
  ['the day before the first', BEFORE, /^the first day of zz\/low \(2024-01-01\) is moved a day earlier/],
  ['the last day', LAST, /^the last day of zz\/low \(2025-12-31\) is moved a day earlier/],
  ['the day after the last', AFTER, /^the last day of zz\/low \(2025-12-31\) is moved a day later/],
  [
    'one won above the share',
    ABOVE,
    /^"ratio\(balance, lastCharge\) <= param.lowRatio" is left out|lowRatio .* up to 0.2010/,
  ],
  ['a payer by carrier billing', CHARGED, /^"fundingSource == "cash"" is left out of the condition of zz\/low/],
  ['the day of arrival', ARRIVES, /^param.payDays \(3 from 2020-01-01\) is moved (up to 4|down to 2)/],
]
for (const [what, left, expected] of missing) {
  test(`a pack that lacks ${what} is told so`, () => {
    const messages = said(ALL.filter(each => each !== left))
    assert.notEqual(messages.length, 0)
    for (const message of messages) assert.match(message ?? '', expected)
  })
}

test('the finding has its words in Korean as well, with the name, the way and the new value', () => {
  const [finding] = found({ cases: ALL.filter(each => each !== ABOVE) })
  assert.match(
    finding?.words?.ko ?? '',
    /param\.lowRatio\(2020-01-01부터 0\.2000\)을 0\.2010로 올려도\(up\) 알아채는 사례가 없어요/,
  )
})

test('an explained change is not told, and an explanation that is not needed is', () => {
  const explained: RuleDocument = { ...LOW, uncovered: [{ change: 'first_day_later', reason: 'Nobody had any.' }] }
  assert.deepEqual(found({ rules: [explained], cases: ALL.filter(each => each !== FIRST) }), [])
  const [needless] = found({ rules: [explained] })
  assert.deepEqual([needless?.code, needless?.subject], ['exemption_not_needed', 'zz/low'])
})

test('a case that fails is no witness of anything', () => {
  const wrong = about('2024-01-01', { ...yes, net: 1 })
  assert.equal(said(ALL.map(each => (each === FIRST ? wrong : each))).length, 1)
})

test('a case can show what a refused sale would lose, and a wrong figure fails', () => {
  const sale = (low: number): CaseDocument => ({
    ...CHARGED,
    given: {
      asOf: '2026-11-23',
      intent: 'sell',
      instrument: { kind: 'new_type_voucher', pricePaid: 10000, fundingSource: 'carrier_billing' },
    },
    expect: { decision: 'refuse', lost: { low, high: 5000 } },
  })
  const [right, wrong] = runCases(fixturePack({ cases: [sale(3000), sale(2999)] }))
  assert.deepEqual(right?.failures, [])
  assert.deepEqual(wrong?.failures, ['lost: expected 2999 to 5000, got 3000 to 5000.'])
})

test('kinds that nobody speaks of are a gap until the pack says why', () => {
  const { silentOn: _, ...unsaid } = HEAD
  const [gap] = found({ pack: unsaid })
  assert.match(gap?.message ?? '', /No rule speaks of electronic_money, /)
  const [both_] = found({ pack: { ...HEAD, silentOn: { ...SILENT, kinds: INSTRUMENT_KINDS } } })
  assert.match(both_?.message ?? '', /silentOn names prepaid_balance, of which rules speak/)
})

test('the day on which a figure changes is a boundary too', () => {
  const [share, days] = PARAMETERS
  const changed = [share!, { ...days!, values: [...days!.values, { from: '2025-01-01', value: 5, source: 'act' }] }]
  const old = about('2024-12-31', { ...yes, arrivesBy: '2025-01-03' })
  const fresh = about('2025-01-01', { ...yes, arrivesBy: '2025-01-08' })
  const later = about('2025-06-02', { ...yes, arrivesBy: '2025-06-09' })
  const told = (cases: readonly CaseDocument[]) =>
    found({ parameters: changed, cases: [...ALL.filter(each => each !== ARRIVES), later, ...cases] }).map(
      each => /\((later|earlier)\)/.exec(each.message)?.[1],
    )
  assert.deepEqual(told([old, fresh]), [])
  assert.ok(told([old]).includes('later'))
  assert.ok(told([fresh]).includes('earlier'))
})
