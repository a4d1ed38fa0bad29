// SPDX-License-Identifier: Apache-2.0
// What is described becomes the request it should become: nothing invented, nothing lost, answers where they belong.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { won } from '../format/money.ts'
import { answer, type Draft, EMPTY_DRAFT, nextRef, putItem, removeItem, toQuoteRequest } from './draft.ts'
import { emptyForm, formOf, itemOf, shownValue } from './item-form.ts'
import { KINDS, kindForm } from './kinds.ts'
import { STORY_NAMES, story } from './stories.ts'

const voucher = kindForm('new_type_voucher')!
const filled = {
  ...emptyForm('a', 'new_type_voucher'),
  values: { faceValue: '10000', purchasedOn: '2023-10-01', fundingSource: 'cash' },
}

describe('one thing being written down', () => {
  test('the price starts as the face value until it is typed, and an unused voucher has all of it left', () => {
    assert.deepEqual(itemOf(filled, voucher).facts, {
      faceValue: won('10000'),
      pricePaid: won('10000'),
      remaining: won('10000'),
      purchasedOn: '2023-10-01',
      fundingSource: 'cash',
    })
    const cheaper = { ...filled, values: { ...filled.values, pricePaid: '9000' } }
    assert.deepEqual(itemOf(cheaper, voucher).facts.pricePaid, won('9000'))
  })

  test('what is not known or left open is not sent', () => {
    const form = { ...filled, isPartlyUsed: true, unknowns: ['purchasedOn'] }
    const { facts } = itemOf(form, voucher)
    assert.equal(facts.purchasedOn, undefined)
    assert.equal(facts.remaining, undefined)
    assert.deepEqual(itemOf(emptyForm('a', 'prepaid_balance'), kindForm('prepaid_balance')!).facts, {})
  })

  test('points are a count, and an offer comes along only when there is one', () => {
    const points = { ...emptyForm('a', 'card_points'), values: { points: '4850', 'offer.cashReceived': '1' } }
    assert.deepEqual(itemOf(points, kindForm('card_points')!).facts, { points: 4850 })
    const offered = itemOf({ ...points, offer: 'sell' }, kindForm('card_points')!)
    assert.deepEqual(offered.facts['offer.cashReceived'], won('1'))
  })

  test('opened again it shows what was written', () => {
    for (const kind of KINDS) {
      const values = Object.fromEntries(
        kind.fields.map(field => [field.fact, field.input === 'date' ? '2026-01-02' : '7']),
      )
      const form = { ...emptyForm('a', kind.kind), values, isPartlyUsed: true }
      const again = formOf(itemOf(form, kind))
      for (const field of kind.fields.filter(each => each.input !== 'remaining')) {
        assert.equal(shownValue(again, field), values[field.fact], `${kind.kind} ${field.fact}`)
      }
    }
  })
})

describe('a draft', () => {
  const item = itemOf(filled, voucher)
  const draft: Draft = putItem(EMPTY_DRAFT, item)

  test('holds each thing once, under a name of its own', () => {
    assert.equal(putItem(draft, item).items.length, 1)
    assert.equal(nextRef(draft.items), 'b')
    assert.deepEqual(removeItem(draft, 'a').items, [])
  })

  test('an answer goes to its thing, to the holder, or among what is not known', () => {
    assert.equal(answer(draft, 'a', 'expiresOn', '2024-10-01').items[0]?.facts.expiresOn, '2024-10-01')
    assert.deepEqual(toQuoteRequest(answer(draft, 'a', 'holder.birthDate', '1991-04-02'), 'ko').holder, {
      birthDate: '1991-04-02',
    })
    const passed = answer(draft, 'a', 'expiresOn', undefined)
    assert.deepEqual(passed.unknowns, ['a/expiresOn'])
    assert.deepEqual(putItem(passed, item).unknowns, [], 'Written down anew, it may be asked again.')
  })

  test('dotted facts are sent as the objects that the API takes, and an offer says what is wanted', () => {
    const request = toQuoteRequest(story('reseller', '2026-11-23'), 'en')
    assert.equal(request.intent, 'sell')
    assert.deepEqual(request.instruments[0]?.offer, { cashReceived: won('70000'), dueOn: '2026-12-23' })
    assert.equal(request.instruments[0]?.['offer.dueOn'], undefined)
    assert.equal(toQuoteRequest(draft, 'ko').intent, 'any')
  })

  test('every story is an example with at least one thing in it', () => {
    for (const name of STORY_NAMES) {
      const { isExample, items } = story(name, '2026-11-23')
      assert(isExample && items.length > 0)
    }
  })
})
