// SPDX-License-Identifier: Apache-2.0
// The committed examples are what the generator makes, and each line of them becomes what the generator said: by the
// reader of desk files, and by the law packs to the won. (That they are paid so, end to end, is tested with the CLI.)

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { INSTRUMENT_KINDS } from '@jandon/domain/instrument'
import { createQuote, FREE_TARIFF, quoteToJson } from '@jandon/domain/quote'
import { localDate, parseInstant } from '@jandon/domain/time'
import { type DeskFile, readDeskFile } from '../packages/cli/src/file/desk-file.ts'
import type { Row } from '../packages/cli/src/file/row.ts'
import { loadPacks } from '../packages/server/src/packs/load-packs.ts'
import { EXAMPLES, exampleFile, expectedFile, expectedLines, README, totalsTable, withTotals } from './generate.ts'
import { type ExpectedLine, makeFile } from './generator/desk-file.ts'

const TODAY = '2026-11-23'
const packs = loadPacks(fileURLToPath(new URL('../policy-packs', import.meta.url)))

function reading(name: string): DeskFile {
  const read = readDeskFile(readFileSync(exampleFile(name)), { today: localDate(TODAY), consentAttested: false })
  assert.equal(read.kind, 'file')
  return (read as Extract<typeof read, { kind: 'file' }>).file
}

/** What the law says of a row: the class of its outcome before accounts and people are looked at. */
function judge(row: Row) {
  const { birthDate } = row.holder
  const result = createQuote(
    packs,
    {
      jurisdiction: 'KR',
      asOf: TODAY,
      intent: row.intent,
      ...(birthDate && { holder: { birthDate } }),
      instruments: [{ ref: 'a', kind: row.kind, ...(row.issuer && { issuer: row.issuer }), ...row.facts }],
    },
    { quoteId: 'qte_00000000000000000000000000', now: parseInstant(`${TODAY}T03:00:00Z`)!, tariff: FREE_TARIFF },
  )
  assert.equal(result.kind, 'quoted', `line ${row.line}`)
  const item = quoteToJson((result as Extract<typeof result, { kind: 'quoted' }>).quote).items[0]!
  const option = item.options.find(each => each.carriedOut && each.payout === 'bank')
  if (item.decision !== 'allow') return { class: item.decision === 'refuse' ? 'refused' : 'needs_facts', item }
  return { class: option ? 'convertible' : 'guidance', item, option }
}

/** Outcomes that are found out only when a convertible row meets the holder, the bank or the account. */
function isDecidedLater(line: ExpectedLine): boolean {
  return line.code === 'holder_is_minor' || ['paid', 'account_refused', 'failed'].includes(line.outcome)
}

for (const example of EXAMPLES) {
  describe(example.name, () => {
    const made = makeFile(example.plan)
    const file = reading(example.name)

    test('is what the generator makes, and so are its expected outcomes', () => {
      assert.ok(Buffer.from(example.encode(made.text)).equals(readFileSync(exampleFile(example.name))))
      assert.ok(
        readFileSync(expectedFile(example.name), 'utf8') === expectedLines(made),
        'Run node examples/generate.ts.',
      )
    })

    test('every line is read as a row, a bad row for the right reason, or a duplicate', () => {
      assert.equal(file.lines.length, made.expected.length)
      for (const [index, expected] of made.expected.entries()) {
        const line = file.lines[index]!
        const where = JSON.stringify(expected, (_, value) => (typeof value === 'bigint' ? String(value) : value))
        assert.equal(line.kind === 'row' ? line.row.line : line.line, expected.line, where)
        if (expected.outcome === 'bad_row') {
          assert.equal(line.kind, 'bad', where)
          if (line.kind === 'bad') assert.equal(line.problems[0]!.code, expected.code, where)
        } else assert.equal(line.kind, expected.outcome === 'duplicate' ? 'duplicate' : 'row', where)
      }
    })

    test('the law packs judge every row as the generator did, amounts to the won', () => {
      for (const [index, expected] of made.expected.entries()) {
        const line = file.lines[index]!
        if (line.kind !== 'row') continue
        const judged = judge(line.row)
        const where = `line ${expected.line} ${expected.template}: ${JSON.stringify(judged.item.refusals.map(each => each.code))}`
        assert.equal(judged.class, isDecidedLater(expected) ? 'convertible' : expected.outcome, where)
        if (expected.gross !== undefined && judged.option) {
          const { gross, net } = judged.option
          assert.equal(gross.amountMinor, expected.gross.toString(), where)
          assert.equal(BigInt(gross.amountMinor) - BigInt(net.amountMinor), expected.fees, where)
        }
        if (judged.class === 'refused' && expected.code) {
          assert.ok(
            judged.item.refusals.some(refusal => refusal.code === expected.code),
            where,
          )
        }
      }
    })
  })
}

test('the month has more than 1,200 rows over every kind of instrument, and about 8 in 100 are wrong', () => {
  const [month] = EXAMPLES
  const made = makeFile(month!.plan)
  const kinds = new Set(reading(month!.name).lines.flatMap(line => (line.kind === 'row' ? [line.row.kind] : [])))
  assert.ok(made.expected.length >= 1200)
  assert.deepEqual([...kinds].sort(), [...INSTRUMENT_KINDS].sort())
  const share = made.expected.filter(line => line.mistake !== undefined).length / made.expected.length
  assert.ok(share > 0.06 && share < 0.1, String(share))
})

test('README.md shows the totals of the files', () => {
  const tables = new Map(EXAMPLES.map(example => [example.name, totalsTable(makeFile(example.plan))]))
  const readme = readFileSync(README, 'utf8')
  assert.equal(withTotals(readme, tables), readme)
})
