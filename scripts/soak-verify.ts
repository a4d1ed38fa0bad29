// SPDX-License-Identifier: Apache-2.0
// What a soak ends with: the books verify themselves, whatever was done to them.

import assert from 'node:assert/strict'
import type { Database } from '../packages/server/src/database/index.ts'
import { createLedger, verifyLedger } from '../packages/server/src/ledger/index.ts'

/** Seals and verifies. Answers in one sentence what was found. Faults: AssertionError when anything is wrong. */
export async function assertVerified(db: Database): Promise<string> {
  const ledger = createLedger()
  // What a pass notes, the next one seals.
  for (let pass = 0; pass < 3; pass += 1) await ledger.seal(db)
  const report = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(report.findings, [])
  return `Verified: ${report.transfers} transfers in ${report.journals} journals, ${report.sealed} of them sealed, no finding.`
}
