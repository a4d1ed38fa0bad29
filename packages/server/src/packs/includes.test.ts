// SPDX-License-Identifier: Apache-2.0
// A pack may take in folders beside it. What is wrong in such a folder, or with the taking in, is told with its place;
// so is a text that lacks one of the pack's languages, and a zone that does not exist.

import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { instantOf, localDate } from '@jandon/domain/time'
import { checkPack, formatProblem, loadPacks, PackFault, packDirectories } from './index.ts'

const PACKS = fileURLToPath(new URL('../../../../policy-packs', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'jandon-includes-'))
after(() => rmSync(scratch, { recursive: true, force: true }))
let copies = 0

/** A packs directory with copies of some folders. */
function copy(...names: readonly string[]): string {
  const directory = join(scratch, String(copies++))
  for (const name of names) cpSync(join(PACKS, name), join(directory, name), { recursive: true })
  return directory
}

const CALIFORNIA = ['us-ca', 'us-federal', 'us-states']
const clock = { now: () => instantOf(localDate('2026-11-23'), 600, 0) }

function findings(directory: string, name: string): string[] {
  const { findings: found } = checkPack(join(directory, name), { clock, quick: true })
  return found.map(each => `${each.severity} ${each.code} ${formatProblem(each)}`)
}

function edit(path: string, from: string, to: string): void {
  const before = readFileSync(path, 'utf8')
  assert.ok(before.includes(from), `${path} does not hold ${from}.`)
  writeFileSync(path, before.replace(from, to))
}

describe('a pack that includes folders', () => {
  test('holds their facts, rules and cases beside its own', () => {
    const { pack, findings: found, cases } = checkPack(join(copy(...CALIFORNIA), 'us-ca'), { clock, quick: true })
    assert.deepEqual(found, [])
    const ids = pack?.documents.rules.map(rule => rule.id)
    assert.ok(ids?.includes('us-ca/cash-out') && ids.includes('us/federal-funds-five-years'))
    assert.ok(cases.some(each => each.case.rule === 'us/federal-no-fee-yet'))
    assert.ok(cases.some(each => each.case.rule === 'us-ca/cash-out'))
  })

  test('tells the place of a failed case in each of them', () => {
    const directory = copy(...CALIFORNIA)
    edit(join(directory, 'us-federal/cases/federal.yaml'), 'purchasedOn: 2022-11-23', 'purchasedOn: 2002-11-23')
    edit(join(directory, 'us-ca/cases/cash-out.yaml'), 'gross: 1499', 'gross: 1498')
    const found = findings(directory, 'us-ca')
    assert.equal(found.length, 2, found.join('\n'))
    assert.match(found[0]!, /^error case_failed \.\.\/us-federal\/cases\/federal\.yaml:3:3 /)
    assert.match(found[1]!, /^error case_failed cases\/cash-out\.yaml:2:3 /)
  })

  test('tells a mistake in an included file with its place', () => {
    const directory = copy(...CALIFORNIA)
    edit(join(directory, 'us-federal/rules/federal.yaml'), 'known(usedOn) && asOf', 'known(usdOn) && asOf')
    assert.match(findings(directory, 'us-ca')[0]!, /^error expression \.\.\/us-federal\/rules\/federal\.yaml:\d+:\d+ /)
    edit(join(directory, 'us-federal/rules/federal.yaml'), 'verdict: inform', 'verdikt: inform')
    assert.match(findings(directory, 'us-ca')[0]!, /^error schema \.\.\/us-federal\/rules\/federal\.yaml:\d+:\d+ /)
  })

  test('cannot include what is not there, or what is a pack by itself', () => {
    const without = copy('us-ca', 'us-federal')
    assert.match(findings(without, 'us-ca')[0]!, /^error includes .* no such folder/)
    const withPack = copy(...CALIFORNIA, 'ph')
    cpSync(join(withPack, 'ph/pack.yaml'), join(withPack, 'us-states/pack.yaml'))
    assert.match(findings(withPack, 'us-ca')[0]!, /^error includes .* pack of its own/)
  })

  test('cannot write an id of an included rule again', () => {
    const directory = copy(...CALIFORNIA)
    edit(join(directory, 'us-ca/rules/cash-out.yaml'), 'id: us-ca/cash-out', 'id: us/federal-no-fee-yet')
    assert.ok(findings(directory, 'us-ca').some(each => /written twice/.test(each)))
  })

  test('still needs every file when it includes nothing', () => {
    const directory = copy('ph')
    rmSync(join(directory, 'ph/evidence.yaml'))
    assert.match(findings(directory, 'ph')[0]!, /evidence\.yaml is missing/)
  })
})

test('an included folder is no pack, and a stray file in it stops the start of nobody but is told', () => {
  const directory = copy(...CALIFORNIA)
  assert.deepEqual(packDirectories(directory), [join(directory, 'us-ca')])
  mkdirSync(join(directory, 'us-federal/notes'))
  assert.match(findings(directory, 'us-ca')[0]!, /^error unexpected_file \.\.\/us-federal\/notes/)
  assert.deepEqual([...loadPacks(directory).keys()], ['US-CA'])
})

test('a pack without its federal folder stops the start', () => {
  const directory = copy(...CALIFORNIA)
  renameSync(join(directory, 'us-federal'), join(directory, 'federal'))
  assert.throws(() => loadPacks(directory), PackFault)
})

test('a zone that does not exist is told', () => {
  const directory = copy(...CALIFORNIA)
  edit(join(directory, 'us-ca/pack.yaml'), 'America/Los_Angeles', 'America/Springfield')
  assert.match(findings(directory, 'us-ca')[0]!, /^error pack pack\.yaml:\d+:\d+ There is no zone America\/Springfield/)
})

test('a Japanese text that is missing is told with its place', () => {
  const directory = copy('jp')
  edit(join(directory, 'jp/rules/prepaid.yaml'), '{ ja: 払い戻した発行者, ko:', '{ ko:')
  assert.match(
    findings(directory, 'jp')[0]!,
    /^error language rules\/prepaid\.yaml:\d+:\d+ jp\/refuse-repayment: offender is not written in "ja"/,
  )
})
