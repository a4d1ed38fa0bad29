// SPDX-License-Identifier: Apache-2.0
// A refund desk's file, whole: its bytes → encoding, delimiter, header, and for each record a row, a bad row, or the
// word that it repeats an earlier one. Pure: the same bytes and rules give the same reading on every machine.

import { createHash } from 'node:crypto'
import { findHeader, type Header, type HeaderProblem } from './columns.ts'
import { type CsvRecord, type Delimiter, detectDelimiter, parseCsv } from './csv.ts'
import { decodeFile, type FileEncoding } from './encoding.ts'
import { type Row, type RowReading, type RowRules, readRow } from './row.ts'
import { plain } from './values.ts'

export type LineReading = RowReading | { readonly kind: 'duplicate'; readonly line: number; readonly of: number }

export interface DeskFile {
  readonly sha256: string
  readonly size: number
  readonly encoding: FileEncoding
  readonly delimiter: Delimiter
  readonly header: Header
  readonly records: readonly CsvRecord[]
  readonly lines: readonly LineReading[]
  /** Headers that mean nothing to us; copied to the result and otherwise left alone. */
  readonly unknownColumns: readonly string[]
}

export type FileReading =
  | { readonly kind: 'file'; readonly file: DeskFile }
  | { readonly kind: 'unusable'; readonly problem: HeaderProblem | { readonly code: 'no_rows' } }

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Spaces and letter case do not make two vouchers of one. */
const serialKey = (row: Row) =>
  row.serial === undefined
    ? undefined
    : `${row.kind}/${row.issuer ?? ''}/${row.serial.replace(/[\s-]/g, '').toUpperCase()}`

const wholeKey = (record: CsvRecord) => JSON.stringify(record.cells.map(plain))

/**
 * Only a good row can be repeated: when the first try was a bad row, its correction further down is not a duplicate.
 */
function markDuplicates(records: readonly CsvRecord[], readings: readonly RowReading[]): LineReading[] {
  const seen = new Map<string, number>()
  return readings.map((reading, index): LineReading => {
    if (reading.kind !== 'row') return reading
    const keys = [wholeKey(records[index]!), serialKey(reading.row)].filter(key => key !== undefined)
    const of = keys.map(key => seen.get(key)).find(line => line !== undefined)
    if (of !== undefined) return { kind: 'duplicate', line: reading.row.line, of }
    for (const key of keys) seen.set(key, reading.row.line)
    return reading
  })
}

/** Excel's own hint (`sep=;`) stands before everything else and is not a record of the desk. */
const SEPARATOR_HINT = /^sep=([,;\t|])\s*(\r\n|\n|\r)/i

/** Reads the file. Every line with text in it comes out as exactly one of row, bad or duplicate. */
export function readDeskFile(bytes: Uint8Array, rules: RowRules): FileReading {
  const { text, encoding } = decodeFile(bytes)
  const hint = SEPARATOR_HINT.exec(text)
  // The hint's line is emptied, not cut off, so that line numbers stay those of the editor.
  const body = hint ? `${hint[2]}${text.slice(hint[0].length)}` : text
  const delimiter = hint ? (hint[1] as Delimiter) : detectDelimiter(aboveHeaderCut(body))
  const all = [...parseCsv(body, delimiter)]
  const found = findHeader(all)
  if ('problem' in found) return { kind: 'unusable', problem: found.problem }
  const { header } = found
  const records = all.slice(found.index + 1)
  if (records.length === 0) return { kind: 'unusable', problem: { code: 'no_rows' } }
  const readings = records.map(record => readRow(record, header, rules))
  const unknownColumns = header.cells.filter((cell, index) => plain(cell) !== '' && !header.columns[index])
  const lines = markDuplicates(records, readings)
  const sha256 = hashOf(bytes)
  return {
    kind: 'file',
    file: { sha256, size: bytes.length, encoding, delimiter, header, records, lines, unknownColumns },
  }
}

/** The text from the first line that has any delimiter in it: a title above the header has none and must not decide. */
function aboveHeaderCut(text: string): string {
  const match = /^.*[,;\t|].*$/m.exec(text)
  return match ? text.slice(match.index) : text
}
