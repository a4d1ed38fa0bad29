// SPDX-License-Identifier: Apache-2.0
// Every breakdown adds up to the totals, whatever the outcomes; and a statement that was tampered with is caught.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OUTCOMES, type RowOutcome } from './outcome.ts'
import { checkSums, sumUp } from './statement.ts'

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })
const outcome: fc.Arbitrary<RowOutcome> = fc
  .record({
    line: fc.integer({ min: 2, max: 5000 }),
    outcome: fc.constantFrom(...OUTCOMES),
    kind: fc.constantFrom('game_cash', 'transit_card', undefined),
    ruleId: fc.constantFrom('kr/a', 'kr/b', undefined),
    net: amount,
    fees: amount,
    hasFigures: fc.boolean(),
  })
  .map(({ net, fees, hasFigures, kind, ruleId, ...rest }) => ({
    ...rest,
    ...(kind && { kind }),
    ...(ruleId && { ruleId }),
    ...(hasFigures && { figures: { gross: String(net + fees), fees: String(fees), net: String(net) } }),
  }))

test('all breakdowns add up, and paid is the net of the paid rows', () => {
  fc.assert(
    fc.property(fc.array(outcome, { maxLength: 60 }), outcomes => {
      const sums = sumUp(outcomes)
      assert.deepEqual(checkSums(sums), [])
      const paid = outcomes
        .filter(each => each.outcome === 'paid')
        .reduce((total, each) => total + BigInt(each.figures?.net ?? 0), 0n)
      assert.equal(sums.totals.paid, paid.toString())
      assert.equal(sums.totals.rows, outcomes.length)
    }),
  )
})

test('a won too much anywhere is found', () => {
  const outcomes: RowOutcome[] = [
    { line: 2, outcome: 'paid', kind: 'game_cash', figures: { gross: '100', fees: '10', net: '90' } },
  ]
  const sums = sumUp(outcomes)
  for (const field of ['gross', 'fees', 'net', 'paid'] as const) {
    const wrong = { ...sums, byKind: [{ ...sums.byKind[0]!, [field]: '1000' }] }
    assert.notDeepEqual(checkSums(wrong), [], field)
  }
  assert.notDeepEqual(checkSums(sumUp([{ ...outcomes[0]!, figures: { gross: '101', fees: '10', net: '90' } }])), [])
})
