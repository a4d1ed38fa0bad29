// SPDX-License-Identifier: Apache-2.0
// Every pack of the project: each case that a lawyer wrote is a test, and the pack itself must be clean.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { instantOf, localDate } from '@jandon/domain/time'
import { checkPack, formatProblem, packDirectories } from './index.ts'

const PACKS = fileURLToPath(new URL('../../../../policy-packs', import.meta.url))

for (const directory of packDirectories(PACKS)) {
  // The day of the pack's own check: whether law is fresh today is for `jandon pack check`, not for yesterday's commit.
  const day = checkPack(directory, { quick: true }).pack?.checkedOn ?? localDate('2026-11-23')
  const { pack, findings, cases } = checkPack(directory, { clock: { now: () => instantOf(day, 0, 0) } })
  const name = pack?.version ?? directory

  describe(name, () => {
    test('is clean: its shape, meaning, sources, dates and cases, and a case at every boundary', () => {
      assert.deepEqual(findings.map(formatProblem), [])
      assert.ok(pack)
    })

    test('shows every rule by cases', () => {
      const ids = new Set(cases.map(each => each.case.rule))
      assert.deepEqual(
        pack?.documents.rules.map(rule => rule.id).filter(id => !ids.has(id)),
        [],
      )
    })

    for (const { case: example, failures } of cases) {
      test(`${example.rule}: ${example.name.ko} (${example.name.en})`, () => assert.deepEqual(failures, []))
    }
  })
}
