// SPDX-License-Identifier: Apache-2.0
// Fingerprints of more rows than a machine number can add without losing bits.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addHashed, addPrint, hashed, newPrint, sumOf } from './verify-print.ts'

/** The largest low half and a negative high one: the hash -2^32 + (2^32 - 1), which is -1. */
function addLargest(print: ReturnType<typeof newPrint>): void {
  hashed.high = -1
  hashed.low = -1
  addHashed(print)
}

test('a sum over four million rows is exact', () => {
  const print = newPrint()
  const rows = 2 ** 22 + 3
  for (let row = 0; row < rows; row += 1) addLargest(print)
  assert.equal(sumOf(print), -BigInt(rows))
  assert.equal(print.count, rows)
})

test('a sum of sums is exact', () => {
  const one = newPrint()
  addLargest(one)
  const print = newPrint()
  let rows = 0n
  for (let doubling = 0; doubling < 40; doubling += 1) {
    addPrint(print, { ...print })
    addPrint(print, one)
    rows = rows * 2n + 1n
  }
  assert.equal(sumOf(print), -rows)
  assert.equal(BigInt(print.count), rows)
})
