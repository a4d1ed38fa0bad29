// SPDX-License-Identifier: Apache-2.0
// CSV that people open in a spreadsheet. UTF-8 with a byte-order mark, because without one Excel shows Korean as noise.
// Cells that a spreadsheet would run as a formula are made harmless.

import { stringify } from 'csv-stringify/sync'
import { looksLikeResidentNumber, plain } from './values.ts'

/** Excel runs a cell that begins like this (a file may carry what a stranger typed into a web form). */
const FORMULA = /^[=@]|^[+-](?![\d.,\s-]*$)/

/** A cell as it was, but for formulas and resident numbers. */
export function harmless(cell: string): string {
  if (looksLikeResidentNumber(cell)) return '******-*******'
  return FORMULA.test(plain(cell)) ? `'${cell}` : cell
}

/** A line break inside a cell is quoted by hand: csv-stringify looks for the whole record delimiter only. */
export function csvText(records: readonly (readonly string[])[]): string {
  return `\uFEFF${stringify([...records], { record_delimiter: 'windows', quoted_match: /[\r\n]/ })}`
}
