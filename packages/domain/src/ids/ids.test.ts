// SPDX-License-Identifier: Apache-2.0
// Ids that are derived stay what they are: whatever was written under one is found again under it.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deriveId, deriveIdFromKey, idToUuid, isId, newId } from './index.ts'

const CONVERSION = 'cnv_01m83qabrresmbwrjr9dkfrs5e'

describe('a derived id', () => {
  test('is the same on every machine and in every version', () => {
    assert.equal(deriveId('trf', CONVERSION, 'payout_settled/payout'), 'trf_01m83qabrrev9sz5z33aq0v74n')
    assert.equal(deriveId('pay', CONVERSION, 'payout/1'), 'pay_01m83qabrrfyttst4e3e0qs3t3')
    assert.equal(deriveIdFromKey('bok', 'default'), 'bok_0000000000ftqa938q3qbx79sv')
    assert.equal(deriveIdFromKey('acc', `책/${'가'.repeat(300)}`), 'acc_0000000000ffqadm3mnkwe62df')
  })
  test('has the time of its parent, and the version and variant of a UUIDv7', () => {
    for (let index = 0; index < 1000; index++) {
      const entropy = Uint8Array.from({ length: 10 }, (_, place) => (index * 37 + place * 91) & 255)
      const parent = newId('cnv', 1_764_000_000_000 + index, entropy)
      const id = deriveId('trf', parent, `purpose ${index}`)
      assert.ok(isId('trf', id))
      const [uuid, ofParent] = [idToUuid(id), idToUuid(parent)]
      assert.equal(uuid.slice(0, 13), ofParent.slice(0, 13))
      assert.equal(uuid[14], '7')
      assert.ok('89ab'.includes(uuid[19]!))
    }
  })
})
