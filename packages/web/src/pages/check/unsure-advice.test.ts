// SPDX-License-Identifier: Apache-2.0
// Nobody reads "be careful" above "nothing points to a scam": where the page is unsure, so is what it advises.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsureAdvice } from './unsure-advice.ts'
import { wordShared } from './worded.ts'

test('the page’s own advice where it is less sure than the judge, the judge’s everywhere else', () => {
  assert(unsureAdvice('unsure', 'ham')?.now.length)
  assert.notDeepEqual(unsureAdvice('unsure', 'ham', 'told_offer'), unsureAdvice('unsure', 'ham'))
  assert.equal(unsureAdvice('nothing', 'ham'), undefined)
  assert.equal(unsureAdvice('trap', 'smishing'), undefined)
  assert.equal(unsureAdvice('unsure', 'spam'), undefined)
})

test('a shared result that was not sure is not sure either', () => {
  const advice = unsureAdvice('unsure', 'ham')
  assert.deepEqual(wordShared('#r=1.m.ham.40.none..')?.advice, advice)
  assert.deepEqual(wordShared('#r=1.m.ham.3.none.suspicious.')?.advice, advice)
  assert.notDeepEqual(wordShared('#r=1.m.ham.3.none..')?.advice, advice)
})
