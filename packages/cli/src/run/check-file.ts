// SPDX-License-Identifier: Apache-2.0
// A file of thousands of messages, links or adverts, and the same rows with a judgement beside each. A CSV keeps its
// columns; any other file has one entry on each line.

import { type BinaryKind, binaryKind } from '../file/binary.ts'
import { type CsvRecord, detectDelimiter, parseCsv } from '../file/csv.ts'
import { decodeFile } from '../file/encoding.ts'
import { csvText, harmless } from '../file/spreadsheet.ts'
import { plain } from '../file/values.ts'

export interface EntryFile {
  readonly header: readonly string[]
  /** Which cell of a row is judged. */
  readonly column: number
  readonly rows: readonly CsvRecord[]
}

export type EntryReading =
  | { readonly kind: 'file'; readonly file: EntryFile }
  | { readonly kind: 'no_column'; readonly names: readonly string[] }
  | { readonly kind: 'not_text'; readonly is: BinaryKind }
  | { readonly kind: 'empty' }

/** Headers under which people keep what was sent to them. */
const TEXT_HEADERS =
  /^(text|message|msg|sms|body|content|url|link|address|문자|메시지|내용|본문|링크|주소|url주소|글|광고)$/i

/** Of a quoted cell: a chat of a day or two is one cell. */
const MOST_LINES = 2000

const isTable = (name: string) => /\.(csv|tsv)$/i.test(name)

/** Reads the entries of a file: encoding and delimiter are found out, as in a desk's file. Promise: never throws. */
export function readEntries(name: string, bytes: Uint8Array, column: string | undefined): EntryReading {
  const is = binaryKind(bytes)
  if (is) return { kind: 'not_text', is }
  const { text } = decodeFile(bytes)
  if (!isTable(name)) return readLines(text)
  const [header, ...rows] = parseCsv(text, detectDelimiter(text), MOST_LINES)
  if (header === undefined || rows.length === 0) return { kind: 'empty' }
  const names = header.cells.map(plain)
  const index = column === undefined ? textColumn(names) : names.indexOf(plain(column))
  return index < 0
    ? { kind: 'no_column', names }
    : { kind: 'file', file: { header: header.cells, column: index, rows } }
}

function textColumn(names: readonly string[]): number {
  return names.length === 1 ? 0 : names.findIndex(name => TEXT_HEADERS.test(name))
}

function readLines(text: string): EntryReading {
  const rows = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: index + 1, cells: [line] }))
    .filter(({ cells }) => cells[0]!.trim() !== '')
  return rows.length === 0 ? { kind: 'empty' } : { kind: 'file', file: { header: ['text'], column: 0, rows } }
}

/** The judgement of one entry as cells of the result, and whether a person should look at it. */
export interface Judged {
  readonly cells: readonly string[]
  readonly isFlagged: boolean
}

/** How entries are judged, and the titles of the columns beside them. */
export interface Judging {
  readonly judge: (text: string) => Judged
  /** Letters of an entry that are read; the rest of a longer one is not. */
  readonly longest: number
  /** The title of the first column, the line in the file. */
  readonly line: string
  /** Titles of the columns that `judge` fills. */
  readonly titles: readonly string[]
}

export interface CheckRun {
  /** Entries that were not read as a whole. */
  readonly notWhole: number
  /** The title under which the result says why. */
  readonly note: string
  readonly csv: string
  readonly count: number
  readonly flagged: number
}

/** Entries judged before the program listens for Ctrl-C again. */
const A_TURN = 200

/** Our titles, none of which is one of the file's: `label`, else `jandon_label`, else `jandon_label_2`. */
function freeTitles(given: readonly string[], wanted: readonly string[]): string[] {
  const taken = new Set(given.map(title => plain(title).toLowerCase()))
  return wanted.map(title => {
    let free = title
    for (let count = 1; taken.has(free.toLowerCase()); count++) free = `jandon_${title}${count > 1 ? `_${count}` : ''}`
    taken.add(free.toLowerCase())
    return free
  })
}

/** Why the judgement is not about all that stands in the row; empty when it is. */
function noteOn(row: CsvRecord, file: EntryFile, longest: number): string {
  const notes = [
    (row.cells[file.column] ?? '').length > longest && 'too_long',
    row.cells.slice(file.header.length).some(cell => cell.trim() !== '') && 'more_cells',
    row.problem && 'quote',
  ]
  return notes.filter(Boolean).join(' ')
}

/** Judges every row in order. What is not read as a whole is marked, never passed over in silence. */
export async function checkEntries(
  file: EntryFile,
  { judge, longest, line, titles }: Judging,
  onTurn: (done: number, flagged: number) => void,
): Promise<CheckRun> {
  const [lineTitle, ...judgementTitles] = freeTitles(file.header, [line, ...titles, 'note'])
  const records: string[][] = [[lineTitle!, ...file.header.map(harmless), ...judgementTitles]]
  let flagged = 0
  let notWhole = 0
  for (const [index, row] of file.rows.entries()) {
    const { cells, isFlagged } = judge(row.cells[file.column] ?? '')
    const note = noteOn(row, file, longest)
    if (isFlagged) flagged += 1
    if (note !== '') notWhole += 1
    const own = file.header.map((_, cell) => harmless(row.cells[cell] ?? ''))
    records.push([String(row.line), ...own, ...cells.map(harmless), note])
    if ((index + 1) % A_TURN !== 0) continue
    onTurn(index + 1, flagged)
    await new Promise(setImmediate)
  }
  onTurn(file.rows.length, flagged)
  return { csv: csvText(records), count: file.rows.length, flagged, notWhole, note: judgementTitles.at(-1)! }
}
