// SPDX-License-Identifier: Apache-2.0
// Facts as people send them: what is read, what is refused at which pointer, and what cannot be true together.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { localDate } from '../time/index.ts'
import { readFacts } from './read-facts.ts'
import { fixturePack } from './testing.ts'

const pack = fixturePack()
const asOf = localDate('2026-11-23')
const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })

function read(instrument: Record<string, unknown>, holder?: Record<string, unknown>) {
  const pointers = { instrument: '/instruments/0', holder: '/holder' }
  return readFacts(pack, {
    instrument: { kind: 'new_type_voucher', ...instrument },
    form: 'wire',
    asOf,
    pointers,
    ...(holder && { holder }),
  })
}
const problems = (...args: Parameters<typeof read>) => {
  const result = read(...args)
  return result.kind === 'unreadable' ? result.problems : []
}

test('facts of instrument, holder and offer are read by their full names', () => {
  const result = read(
    {
      ref: 'a',
      issuer: ' Cultureland',
      faceValue: won('10000'),
      points: 12,
      isPromotional: true,
      expiresOn: '2024-10-01',
      offer: { cashReceived: won('1') },
      pricePaid: null,
    },
    { birthDate: '1991-04-02' },
  )
  assert.deepEqual(result, {
    kind: 'read',
    facts: {
      kind: 'new_type_voucher',
      issuer: 'cultureland',
      faceValue: 10000n,
      points: 12n,
      isPromotional: true,
      expiresOn: '2024-10-01',
      'offer.cashReceived': 1n,
      'holder.birthDate': '1991-04-02',
    },
  })
})

const UNREADABLE: readonly (readonly [string, Record<string, unknown>, string, RegExp])[] = [
  ['a fact that is not there', { colour: 'red' }, '/colour', /no fact "colour"/],
  ['a fact with a slash in its name', { 'a/b~c': 1 }, '/a~1b~0c', /no fact/],
  ['a derived fact', { isExpired: true }, '/isExpired', /no fact/],
  ['a full name written out', { 'holder.birthDate': '1991-04-02' }, '/holder.birthDate', /no fact/],
  ['an offer that is no object', { offer: 3 }, '/offer', /no fact/],
  ['a fact of the offer that is not there', { offer: { colour: 1 } }, '/offer/colour', /no fact/],
  ['money as a number', { faceValue: 10000 }, '/faceValue', /Write money as/],
  ['money with a fraction', { faceValue: won('1.5') }, '/faceValue', /Write money as/],
  ['money of another currency', { faceValue: { amountMinor: '1', unit: 'USD' } }, '/faceValue', /in KRW/],
  ['money below zero', { pricePaid: won('-1') }, '/pricePaid', /less than zero/],
  ['money beyond reason', { pricePaid: won('10000000000001') }, '/pricePaid', /more than/],
  ['an integer with a fraction', { points: 1.5 }, '/points', /whole number/],
  ['an integer that is text', { points: 'ten' }, '/points', /whole number/],
  ['a boolean as text', { isPromotional: 'true' }, '/isPromotional', /true or false/],
  ['a day that does not exist', { expiresOn: '2025-02-29' }, '/expiresOn', /a day that exists/],
  ['a value that an enum does not have', { fundingSource: 'theft' }, '/fundingSource', /Choose one of: cash, gift/],
  ['an issuer that is no code', { issuer: ' ' }, '/issuer', /name or code/],
  ['no face value at all', { faceValue: won('0') }, '/faceValue', /more than zero/],
  ['more left than there was', { faceValue: won('1'), remaining: won('2') }, '/remaining', /More cannot remain/],
  ['a zero too many', { faceValue: won('1000'), pricePaid: won('10001') }, '/pricePaid', /10 times/],
  ['a purchase in the future', { purchasedOn: '2026-11-24' }, '/purchasedOn', /lies after 2026-11-23/],
  [
    'an expiry before the purchase',
    { purchasedOn: '2026-01-02', expiresOn: '2026-01-01' },
    '/expiresOn',
    /before purchasedOn/,
  ],
  ['two names of one fact that differ', { balance: won('1'), remaining: won('2') }, '/balance', /same thing/],
]

describe('a request is refused for', () => {
  for (const [name, instrument, pointer, detail] of UNREADABLE) {
    test(name, () => {
      const [first] = problems(instrument)
      assert.equal(first?.pointer, `/instruments/0${pointer}`)
      assert.match(first?.detail ?? '', detail)
    })
  }

  test('a birth in the future, without repeating the birth date', () => {
    const [first] = problems({ purchasedOn: '2020-01-01' }, { birthDate: '2021-05-06' })
    assert.equal(first?.pointer, '/instruments/0/purchasedOn')
    assert.doesNotMatch(first?.detail ?? '', /2021/)
  })
})

test('two names of one fact that agree are fine', () => {
  assert.equal(read({ balance: won('5'), remaining: won('5') }).kind, 'read')
})

test('whatever is sent, there is an answer', () => {
  const junk = fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom('faceValue', 'offer', 'kind', '__proto__', 'issuer')),
    fc.anything(),
  )
  fc.assert(
    fc.property(junk, junk, (instrument, holder) => {
      const result = readFacts(pack, { instrument, holder, form: 'wire', asOf })
      assert.ok(result.kind === 'read' || result.problems.length > 0)
    }),
    { numRuns: 500 },
  )
})
