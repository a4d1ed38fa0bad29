// SPDX-License-Identifier: Apache-2.0
// Makes the example files of this directory: `node examples/generate.ts`. The files are committed, and a test holds
// them against this program byte for byte, so that nobody edits one without the other.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import iconv from 'iconv-lite'
import { type FilePlan, type MadeFile, makeFile, scaled } from './generator/desk-file.ts'
import { MONTH } from './generator/month.ts'

export interface Example {
  readonly name: string
  readonly plan: FilePlan
  readonly encode: (text: string) => Uint8Array
}

export const EXAMPLES: readonly Example[] = [
  {
    name: 'refund-desk-2026-11.csv',
    plan: {
      seed: 20261120,
      shares: MONTH,
      mistakes: 84,
      duplicates: 26,
      delimiter: ',',
      lineEnd: '\n',
      trailingEmptyLines: 3,
      wonSign: '₩',
    },
    encode: text => Buffer.from(text, 'utf8'),
  },
  {
    name: 'refund-desk-2026-11.cp949.csv',
    plan: {
      seed: 949,
      shares: scaled(8),
      mistakes: 10,
      duplicates: 4,
      delimiter: ',',
      lineEnd: '\r\n',
      trailingEmptyLines: 2,
      wonSign: '￦',
    },
    encode: text => iconv.encode(text, 'cp949'),
  },
  {
    name: 'refund-desk-2026-11.semicolon-bom.csv',
    plan: {
      seed: 65279,
      shares: scaled(5),
      mistakes: 8,
      duplicates: 3,
      delimiter: ';',
      lineEnd: '\r\n',
      trailingEmptyLines: 1,
      wonSign: '₩',
    },
    encode: text => Buffer.from(`\uFEFF${text}`, 'utf8'),
  },
]

const DIRECTORY = fileURLToPath(new URL('.', import.meta.url))

export const exampleFile = (name: string): string => `${DIRECTORY}${name}`
export const expectedFile = (name: string): string => `${DIRECTORY}expected/${name.replace(/\.csv$/, '.jsonl')}`

/** One line for each row, so that a change shows as a change of lines. Amounts as text. */
export function expectedLines(made: MadeFile): string {
  const lines = made.expected.map(line =>
    JSON.stringify(line, (_, value) => (typeof value === 'bigint' ? value.toString() : value)),
  )
  return `${lines.join('\n')}\n`
}

/** The totals that README.md shows for a file: rows by outcome, and what the paid ones come to. */
export function totalsTable(made: MadeFile): string {
  const groups = new Map<string, { rows: number; gross: bigint; fees: bigint }>()
  for (const line of made.expected) {
    const group = groups.get(line.outcome) ?? { rows: 0, gross: 0n, fees: 0n }
    groups.set(line.outcome, group)
    group.rows += 1
    group.gross += line.gross ?? 0n
    group.fees += line.fees ?? 0n
  }
  const won = (amount: bigint) => `₩${amount.toString().replace(/\B(?=(\d{3})+$)/g, ',')}`
  const rows = [...groups]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([outcome, group]) => {
      const isPaid = outcome === 'paid'
      const amounts = isPaid ? [won(group.gross), won(group.fees), won(group.gross - group.fees)] : ['', '', '']
      return `| ${[`\`${outcome}\``, String(group.rows), ...amounts].join(' | ')} |`
    })
  const total = `| all | ${made.expected.length} | | | |`
  return ['| outcome | rows | gross | fees | paid out |', '|---|---:|---:|---:|---:|', ...rows, total].join('\n')
}

export const README = exampleFile('README.md')

/** Puts the totals of each file between its markers in README.md. */
export function withTotals(readme: string, tables: ReadonlyMap<string, string>): string {
  let text = readme
  for (const [name, table] of tables) {
    const [begin, end] = [`<!-- totals: ${name} -->`, '<!-- end of totals -->']
    const from = text.indexOf(begin)
    const to = text.indexOf(end, from)
    if (from < 0 || to < 0) throw new Error(`README.md has no place for the totals of ${name}.`)
    text = `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`
  }
  return text
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(`${DIRECTORY}expected`, { recursive: true })
  const tables = new Map<string, string>()
  for (const example of EXAMPLES) {
    const made = makeFile(example.plan)
    writeFileSync(exampleFile(example.name), example.encode(made.text))
    writeFileSync(expectedFile(example.name), expectedLines(made))
    tables.set(example.name, totalsTable(made))
    console.log(`${example.name}: ${made.expected.length} rows`)
  }
  writeFileSync(README, withTotals(readFileSync(README, 'utf8'), tables))
}
