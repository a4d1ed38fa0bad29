// SPDX-License-Identifier: Apache-2.0
// What a log line may say of something thrown: where it came from, and never its message.

import { ok, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { assert } from '@jandon/domain/assert'
import { faultFields } from './log.ts'

test('a failed assertion is told by the line that made it, without its sentence', () => {
  try {
    assert(false, 'The account of 김잔돈 is open.')
  } catch (thrown) {
    const fields = faultFields(thrown)
    strictEqual(fields.fault, 'Bug')
    ok(String(fields.at).includes('log.test.ts'))
    ok(!JSON.stringify(fields).includes('김잔돈'))
  }
})
