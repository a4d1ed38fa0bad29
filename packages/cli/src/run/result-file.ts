// SPDX-License-Identifier: Apache-2.0
// `FILE.result.csv`: every row of the desk's file as it was, with what became of it.

import type { DeskFile } from '../file/desk-file.ts'
import { csvText, harmless } from '../file/spreadsheet.ts'
import type { RowOutcome } from './outcome.ts'

const RESULT_COLUMNS = [
  'outcome',
  'reason',
  'ruleId',
  'cite',
  'gross',
  'fees',
  'net',
  'conversionId',
  'state',
  'paidAt',
  'payoutReference',
] as const
export type ResultColumn = (typeof RESULT_COLUMNS)[number]

export interface ResultWords {
  columnTitle(column: ResultColumn): string
  lineTitle: string
  outcomeTitle(outcome: RowOutcome['outcome']): string
  reasonOf(outcome: RowOutcome): string
}

function resultCells(outcome: RowOutcome | undefined, words: ResultWords): string[] {
  if (!outcome) return [words.outcomeTitle('in_progress'), ...RESULT_COLUMNS.slice(1).map(() => '')]
  const cells: Record<ResultColumn, string | undefined> = {
    outcome: words.outcomeTitle(outcome.outcome),
    reason: words.reasonOf(outcome),
    ruleId: outcome.ruleId,
    cite: outcome.cite,
    gross: outcome.figures?.gross,
    fees: outcome.figures?.fees,
    net: outcome.figures?.net,
    conversionId: outcome.conversionId,
    state: outcome.state,
    paidAt: outcome.paidAt,
    payoutReference: outcome.payoutReference,
  }
  return RESULT_COLUMNS.map(column => cells[column] ?? '')
}

/** The result file's text. One record for each row of the desk's file, in its order. */
export function resultCsv(file: DeskFile, outcomes: ReadonlyMap<number, RowOutcome>, words: ResultWords): string {
  const width = file.header.cells.length
  const header = [words.lineTitle, ...file.header.cells, ...RESULT_COLUMNS.map(column => words.columnTitle(column))]
  const records = file.records.map(record => [
    String(record.line),
    ...Array.from({ length: width }, (_, index) => harmless(record.cells[index] ?? '')),
    ...resultCells(outcomes.get(record.line), words),
  ])
  return csvText([header, ...records])
}

/** Rows that the desk can correct, as a new file with the old columns; undefined when there are none. */
export function correctionCsv(file: DeskFile, outcomes: ReadonlyMap<number, RowOutcome>, words: ResultWords) {
  const correctable = new Set(['bad_row', 'account_refused', 'needs_facts'])
  const rows = file.records.filter(record => correctable.has(outcomes.get(record.line)?.outcome ?? ''))
  if (rows.length === 0) return undefined
  const header = [...file.header.cells, words.lineTitle, words.columnTitle('reason')]
  const width = file.header.cells.length
  const records = rows.map(record => [
    ...Array.from({ length: width }, (_, index) => harmless(record.cells[index] ?? '')),
    String(record.line),
    words.reasonOf(outcomes.get(record.line)!),
  ])
  return { text: csvText([header, ...records]), rows: rows.length }
}
