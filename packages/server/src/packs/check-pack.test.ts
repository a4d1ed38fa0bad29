// SPDX-License-Identifier: Apache-2.0
// Reading packs from disk: every mistake comes with its file, line and column, and with what to do. Each test breaks
// one thing in a copy of the Korean pack.

import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { instantOf, localDate } from '@jandon/domain/time'
import { checkPack, formatProblem, loadPacks, PackFault } from './index.ts'

const PACKS = fileURLToPath(new URL('../../../../policy-packs', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'jandon-packs-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

let copies = 0

/** A packs directory with a copy of the Korean pack. */
function copyPacks(): string {
  const directory = join(scratch, String(copies++))
  cpSync(PACKS, directory, { recursive: true })
  return directory
}

/** What a check finds in a copy of the Korean pack after a change. */
function findings(change: (pack: string) => void, day = '2026-11-23'): string[] {
  const pack = join(copyPacks(), 'kr')
  change(pack)
  const clock = { now: () => instantOf(localDate(day), 600, 540) }
  return checkPack(pack, { clock, quick: true }).findings.map(
    finding => `${finding.severity} ${finding.code} ${formatProblem(finding)}`,
  )
}

const edit = (file: string, from: string | RegExp, to: string) => (pack: string) => {
  const path = join(pack, file)
  const before = readFileSync(path, 'utf8')
  const text = before.replace(from, to)
  assert.notEqual(text, before, `${file} does not hold ${from}.`)
  writeFileSync(path, text)
}

const RULES = 'rules/refusals.yaml'
const AT_RULES = /^error \w+ rules\/refusals\.yaml:\d+:\d+ /

const BROKEN: readonly (readonly [string, (pack: string) => void, RegExp])[] = [
  [
    'YAML that is none',
    edit(RULES, '- id: kr/', '- id: "kr/'),
    /^error yaml rules\/refusals\.yaml:\d+:\d+ This is not YAML/,
  ],
  [
    'a key written twice',
    edit(RULES, '  verdict: refuse', '  verdict: refuse\n  verdict: allow'),
    /not YAML: Map keys must be unique/,
  ],
  [
    'a misspelt field',
    edit(RULES, '  penalty:', '  penaltie:'),
    /There is no field "penaltie" here\. Correct its spelling/,
  ],
  ['a missing field', edit(RULES, /\n {2}explanation:\n.*\n.*\n/, '\n'), /"explanation" is missing\. Add it\./],
  [
    'a text in one language only',
    edit('evidence.yaml', /, en: [^}]*\}/, ' }'),
    /evidence\.yaml:\d+:\d+ .*"en" is missing/,
  ],
  [
    'a verdict that is none',
    edit(RULES, 'verdict: refuse', 'verdict: perhaps'),
    /Choose one of: allow, refuse, inform/,
  ],
  ['a kind that is none', edit(RULES, 'kinds: [any]', 'kinds: [seashells]'), /Choose one of: any, prepaid_balance/],
  ['a date that is none', edit(RULES, 'from: 2015-04-21', 'from: April 2015'), /Write|form that it needs.*YYYY-MM-DD/],
  [
    'two ways to arrive',
    edit('rules/prepaid.yaml', /arrives: \{ /, 'arrives: { immediately: true, '),
    /Write exactly one of its fields/,
  ],
  [
    'a way that ends in no account yet is carried out',
    edit('routes.yaml', 'payout: bill\n  carriedOut: false', 'payout: bill\n  carriedOut: true'),
    /Only bank is possible here/,
  ],
  [
    'a source that is not listed',
    edit(RULES, 'source: network-act', 'source: gossip'),
    /cites gossip, which sources\.yaml does not list/,
  ],
  [
    'a condition with a misspelt fact',
    edit(RULES, 'when: isCarrierBilled', 'when: isCarrierBiled'),
    /rules\/refusals\.yaml:\d+:9 when of kr\/.*"isCarrierBiled" is no fact/,
  ],
  [
    'a file that nothing reads',
    pack => writeFileSync(join(pack, 'rules', 'more.yml'), ''),
    /^error unexpected_file rules\/more\.yml:1:1 Nothing reads/,
  ],
  ['a file that is missing', pack => rmSync(join(pack, 'sources.yaml')), /sources\.yaml is missing/],
  [
    'a case that comes out otherwise',
    edit('cases/vouchers-new.yaml', 'gross: 8100', 'gross: 8101'),
    /^error case_failed cases\/vouchers-new\.yaml:\d+:3 .*gross: expected 8101, got 8100/,
  ],
]

describe('a check of the Korean pack finds', () => {
  test('nothing when nothing is changed', () =>
    assert.deepEqual(
      findings(() => {}),
      [],
    ))

  for (const [name, change, expected] of BROKEN) {
    test(name, () => {
      const found = findings(change)
      assert.ok(
        found.some(finding => expected.test(finding)),
        `${expected} is not among:\n${found.join('\n') || 'nothing'}`,
      )
    })
  }

  test('the place of a mistake within a rule', () => {
    assert.match(findings(edit(RULES, '  penalty:', '  penaltie:'))[0] ?? '', AT_RULES)
  })

  test('the line of a mistake in a condition over several lines', () => {
    const pack = join(copyPacks(), 'kr')
    const file = 'rules/vouchers-new.yaml'
    edit(file, '&& isCashFunded', '&& isCashFundet')(pack)
    const lines = readFileSync(join(pack, file), 'utf8').split('\n')
    const line = lines.findIndex(text => text.includes('isCashFundet')) + 1
    const column = (lines[line - 1] ?? '').indexOf('isCashFundet') + 1
    const [finding] = checkPack(pack, { quick: true }).findings
    assert.deepEqual([finding?.position?.line, finding?.position?.column], [line, column])
  })

  test('terms of nobody, terms that refuse, and terms among the law', () => {
    const file = 'terms/cultureland.yaml'
    assert.match(
      findings(edit(file, /\n {2}issuers:.*/, ''))[0] ?? '',
      /terms\/cultureland\.yaml:\d+:\d+ .*"issuers" is missing/,
    )
    assert.match(
      findings(edit(file, 'layer: issuer_terms', 'layer: law'))[0] ?? '',
      /Only issuer_terms is possible here/,
    )
    const lifting = edit(file, '  evidence:', '  exceptionTo: [kr/refuse-carrier-billing-discount]\n  evidence:')
    assert.match(
      findings(lifting)[0] ?? '',
      /^error terms terms\/cultureland\.yaml:\d+:\d+ .*No terms lift what the law forbids/,
    )
  })

  test('terms that fall short of the law, until a case shows that somebody knows', () => {
    const unsaid = (pack: string) => {
      writeFileSync(join(pack, 'cases/issuer-terms.yaml'), '[]')
      edit('cases/points-transit-game.yaml', /notRule: kr\/gamecash-refund\b(?!-)/g, 'notRule: kr/culture-cash')(pack)
    }
    assert.deepEqual(
      findings(unsaid).map(finding => finding.replace(/:\d+:\d+ .*these terms/, ' these terms').slice(0, 100)),
      ['warning terms_fall_short terms/game-cash.yaml these terms (kr/gamecash-refund) fall short of the law'],
    )
  })

  test('each boundary that no case shows, when asked to be thorough', () => {
    const pack = join(copyPacks(), 'kr')
    rmSync(join(pack, 'cases/first-days.yaml'))
    const clock = { now: () => instantOf(localDate('2026-11-23'), 600, 540) }
    const codes = new Set(checkPack(pack, { clock }).findings.map(({ code, severity }) => `${severity} ${code}`))
    assert.deepEqual([...codes], ['warning boundary_not_covered'])
    assert.deepEqual(checkPack(pack, { clock, quick: true }).findings, [])
  })

  test('that it was checked too long ago', () => {
    assert.ok(findings(() => {}, '2027-06-01').some(finding => finding.startsWith('error stale pack.yaml:')))
  })
})

describe('loading packs', () => {
  test('gives them by jurisdiction', () => {
    const packs = loadPacks(PACKS)
    assert.match(packs.get('KR')?.version ?? '', /^kr@\d{4}-\d{2}-\d{2}\.[0-9a-f]{8}$/)
  })

  test('stops at a pack with a mistake and tells all of it', () => {
    const packs = copyPacks()
    edit(RULES, 'kinds: [any]', 'kinds: [seashells]')(join(packs, 'kr'))
    edit('evidence.yaml', /, en: [^}]*\}/, ' }')(join(packs, 'kr'))
    assert.throws(
      () => loadPacks(packs),
      (cause: unknown) => {
        assert.ok(cause instanceof PackFault)
        assert.match(cause.message, /cannot be used:\nevidence\.yaml[\s\S]*rules\/refusals\.yaml/)
        return true
      },
    )
  })

  test('stops at a mistake of meaning too', () => {
    const packs = copyPacks()
    edit(RULES, 'source: network-act', 'source: gossip')(join(packs, 'kr'))
    assert.throws(() => loadPacks(packs), /gossip/)
  })

  test('stops when there is nothing to load', () => {
    assert.throws(() => loadPacks(join(scratch, 'nowhere')), /no such directory/)
    assert.throws(() => loadPacks(scratch), /No directory in it holds a pack/)
  })

  test('stops at two packs for one place', () => {
    const packs = copyPacks()
    cpSync(join(packs, 'kr'), join(packs, 'kr2'), { recursive: true })
    assert.throws(() => loadPacks(packs), /same jurisdiction/)
  })
})
