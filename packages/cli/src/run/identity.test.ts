// SPDX-License-Identifier: Apache-2.0
// The same file, line and purpose always give the same names; anything else gives others, in forms that servers take.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Row } from '../file/row.ts'
import { createIdentity } from './identity.ts'

const A = 'a'.repeat(64)
const B = `b${'a'.repeat(63)}`
const row = (line: number, serial?: string) => ({ line, serial }) as Row
const holder = { name: '김하나', birthDate: '1990-01-02' }
const account = { bankCode: '088', accountNumber: '110222333444', accountHolder: '김하나' }

function namesOf(sha256: string, line: number): string[] {
  const identity = createIdentity(sha256)
  return [
    identity.ref(line),
    identity.serial(row(line)),
    identity.holderKey({ ...holder, phone: String(line) }),
    identity.payoutAccountKey(`hld_${line}`, account),
    identity.conversionKey(line, 0),
    identity.conversionKey(line, 1),
  ]
}

test('names are the same each time, and different for every file, line and purpose', () => {
  assert.deepEqual(namesOf(A, 2), namesOf(A, 2))
  const all = [...namesOf(A, 2), ...namesOf(A, 3), ...namesOf(A, 22), ...namesOf(B, 2)]
  assert.equal(new Set(all).size, all.length)
})

test('a serial of the file is kept, and one of ours is short enough for a server', () => {
  const identity = createIdentity(A)
  assert.equal(identity.serial(row(2, '3190-1')), '3190-1')
  assert.ok(identity.serial(row(99_999)).length <= 40)
  assert.ok(identity.ref(99_999).length <= 64)
})
