// SPDX-License-Identifier: Apache-2.0
// Lone transfers and their journal: one number tells the other, and nothing else has it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { idToUuid, isId, newId, uuidToId, writeIdBytes } from '../ids/index.ts'
import { loneJournalId, loneTransferId } from './index.ts'

const entropy = fc.uint8Array({ minLength: 10, maxLength: 10 })
const instant = fc.integer({ min: 0, max: 2 ** 45 })

test('a lone transfer and its journal tell each other', () => {
  fc.assert(
    fc.property(instant, entropy, (now, bytes) => {
      const id = newId('trf', now, bytes)
      const journal = loneJournalId(id)
      assert.ok(isId('jnl', journal))
      assert.notEqual(journal.slice(4), id.slice(4))
      assert.equal(loneTransferId(journal), id)
      assert.equal(loneTransferId(newId('jnl', now, bytes)), undefined)
      assert.equal((Number.parseInt(idToUuid(journal).slice(19, 20), 16) & 0b1100) >> 2, 0b11)
    }),
  )
})

test('a transfer id that is no proper UUID gets an ordinary journal, always the same', () => {
  const id = 'trf_00000000000000000000000000'
  const journal = loneJournalId(id)
  assert.equal(journal, loneJournalId(id))
  assert.equal(loneTransferId(journal), undefined)
})

test('ids and uuids are the same numbers', () => {
  fc.assert(
    fc.property(instant, entropy, (now, bytes) => {
      const id = newId('acc', now, bytes)
      const into = new Uint8Array(20)
      assert.ok(writeIdBytes(id, into, 3))
      assert.equal(Buffer.from(into.subarray(3, 19)).toString('hex'), idToUuid(id).replaceAll('-', ''))
      assert.equal(uuidToId('acc', idToUuid(id)), id)
    }),
  )
  assert.equal(idToUuid('trf_7zzzzzzzzzzzzzzzzzzzzzzzzz'), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  for (const wrong of ['', 'trf_', 'trf_8zzzzzzzzzzzzzzzzzzzzzzzzz', 'trf-00000000000000000000000000'])
    assert.equal(writeIdBytes(wrong, new Uint8Array(16), 0), false)
  for (const char of ['i', 'l', 'o', 'u', 'A', ' ', 'é', '한'])
    assert.equal(writeIdBytes(`trf_0000000000000000000000000${char}`, new Uint8Array(16), 0), false)
})
