// SPDX-License-Identifier: Apache-2.0
// The committed client is the one that the present routes and packs give.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { GENERATED_FILE, generateClient } from './generate-client.ts'

test('packages/client/src/generated/api.ts is not stale: else run `npm run generate`', () => {
  assert.ok(readFileSync(GENERATED_FILE, 'utf8') === generateClient(), 'Run `npm run generate` and commit the result.')
})
