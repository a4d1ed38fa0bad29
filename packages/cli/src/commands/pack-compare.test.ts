// SPDX-License-Identifier: Apache-2.0
// The two commands on the change of Californian law of 1 April 2026, as an officer runs them.

import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Api } from '../api/api.ts'
import { runProgram } from '../program.ts'
import { createTestContext } from '../testing/test-context.ts'

const CALIFORNIA = fileURLToPath(new URL('../../../../policy-packs/us-ca', import.meta.url))
const OLD = `${CALIFORNIA}@2026-03-31`
const NEW = `${CALIFORNIA}@2026-04-01`

async function run(...argv: string[]) {
  const context = createTestContext({} as Api)
  const code = await runProgram(['pack', ...argv], context)
  return { code, ...context.printed }
}

const card = (cents: number) => ({
  asOf: '2026-11-23',
  intent: 'any',
  instrument: { kind: 'gift_card', balance: { amountMinor: String(cents), unit: 'USD' } },
})

function file(lines: readonly unknown[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'jandon-impact-')), 'decisions.jsonl')
  writeFileSync(path, lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'))
  return path
}

test('diff shows the figure with both of its days', async () => {
  const { code, out } = await run('diff', OLD, NEW)
  assert.equal(code, 0)
  assert.match(out, /cashLimit/)
  assert.match(out, /from 2008-01-01: 1000 → -/)
  assert.match(out, /from 2026-04-01: - → 1500/)
})

test('diff speaks JSON', async () => {
  const { out } = await run('diff', OLD, NEW, '--json')
  const found = JSON.parse(out)
  assert.deepEqual([found.rules.changed, found.parameters.changed[0].id], [[], 'cashLimit'])
})

test('impact finds exactly the cards between 10 and 15 dollars', async () => {
  const decisions = file([999, 1000, 1250, 1499, 1500].map(card))
  const { code, out } = await run('impact', OLD, NEW, '--decisions', decisions, '--json')
  const found = JSON.parse(out)
  assert.equal(code, 0)
  assert.deepEqual([found.decisions, found.same], [5, 2])
  assert.deepEqual(found.more, { decisions: 3, totalMinor: '3749' })
  assert.deepEqual(found.outcomes, [{ from: 'refuse', to: 'allow', decisions: 3 }])
  assert.equal(found.examples.more[0].differenceMinor, '1499')
  const read = await run('impact', OLD, NEW, '--decisions', decisions)
  assert.match(read.out, /3 get more, \+37\.49 USD in all/)
  assert.match(read.out, /refused → allowed: 3/)
})

test('lines that cannot be read are counted, and the code says that not all is well', async () => {
  const { code, out } = await run('impact', OLD, NEW, '--decisions', file([card(1250), { asOf: 'soon' }]))
  assert.equal(code, 1)
  assert.match(out, /1 unreadable/)
})

test('what is wrong is said, with what to do', async () => {
  assert.match((await run('diff', '/nowhere', NEW)).errors, /holds no pack\.yaml/)
  assert.match((await run('diff', `${CALIFORNIA}@soon`, NEW)).errors, /"soon" is not a date/)
  assert.match((await run('impact', OLD, NEW, '--decisions', '/nowhere')).errors, /cannot be read/)
  assert.match((await run('impact', OLD, NEW, '--decisions', file(['{']))).errors, /Line 1 is not JSON/)
})
