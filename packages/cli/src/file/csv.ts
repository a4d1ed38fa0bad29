// SPDX-License-Identifier: Apache-2.0
// Text → records with the line each begins on. Not a general CSV library: a desk's file must never stop at one bad
// row, so a quote that is never closed spoils its own line and the reading goes on with the next. (csv-parse, which the
// tests hold this against, has to swallow the rest of the file.)

export type Delimiter = ',' | '\t' | ';' | '|'

export interface CsvRecord {
  /** 1 is the first line of the file, as an editor counts. */
  readonly line: number
  readonly cells: readonly string[]
  readonly problem?: 'quote_not_closed' | 'text_after_quote'
}

const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|']

/** A quoted cell may span lines (an address, a note), but more than this many is a quote that somebody forgot. */
const MAX_LINES_OF_A_CELL = 20

/** The delimiter that splits the first line with text into the most cells; a comma when none does. */
export function detectDelimiter(text: string): Delimiter {
  const start = text.search(/[^\r\n\s]/)
  const firstLine = start < 0 ? '' : text.slice(start, start + 20_000).split(/\r\n|\n|\r/)[0]!
  const bare = firstLine.replace(/"[^"]*"/g, '')
  let best: Delimiter = ','
  for (const delimiter of DELIMITERS) {
    if (bare.split(delimiter).length > bare.split(best).length) best = delimiter
  }
  return best
}

interface Cell {
  readonly value: string
  /** Where reading goes on: at a delimiter, a line end, or the end of the text. */
  readonly end: number
  readonly problem?: 'quote_not_closed' | 'text_after_quote'
}

function lineEnd(text: string, from: number): number {
  for (let index = from; index < text.length; index++) {
    const char = text[index]
    if (char === '\n' || char === '\r') return index
  }
  return text.length
}

function plainCell(text: string, from: number, delimiter: Delimiter): Cell {
  let index = from
  while (index < text.length && text[index] !== delimiter && text[index] !== '\n' && text[index] !== '\r') index++
  return { value: text.slice(from, index), end: index }
}

/** The rest of its line belongs to the bad row; the next line begins afresh. */
function notClosed(text: string, from: number): Cell {
  const end = lineEnd(text, from)
  return { value: text.slice(from, end), end, problem: 'quote_not_closed' }
}

function quotedCell(text: string, from: number, delimiter: Delimiter, mostLines: number): Cell {
  let value = ''
  let lines = 0
  let index = from + 1
  for (; index < text.length; index++) {
    const char = text[index]
    if (char === '"') {
      if (text[index + 1] !== '"') break
      value += '"'
      index++
      continue
    }
    if (char === '\n' && ++lines > mostLines) break
    value += char
  }
  if (text[index] !== '"') return notClosed(text, from)
  const rest = plainCell(text, index + 1, delimiter)
  if (rest.value.trim() === '') return { value, end: rest.end }
  // A quote that ended on a later line and then went on has met the opening quote of somebody else's cell.
  if (lines > 0) return notClosed(text, from)
  return { value: value + rest.value, end: rest.end, problem: 'text_after_quote' }
}

const countLines = (text: string, from: number, to: number) => {
  let lines = 0
  for (let index = from; index < to; index++) {
    if (text[index] === '\n' || (text[index] === '\r' && text[index + 1] !== '\n')) lines++
  }
  return lines
}

/**
 * Reads every record; lines with nothing in them are left out. Promise: never throws, and reads to the last line.
 * @param mostLines that a quoted cell may span.
 */
export function* parseCsv(
  text: string,
  delimiter: Delimiter,
  mostLines: number = MAX_LINES_OF_A_CELL,
): Generator<CsvRecord> {
  let line = 1
  let index = 0
  while (index < text.length) {
    const start = index
    const cells: string[] = []
    let problem: CsvRecord['problem']
    for (;;) {
      const cell =
        text[index] === '"' ? quotedCell(text, index, delimiter, mostLines) : plainCell(text, index, delimiter)
      cells.push(cell.value)
      problem ??= cell.problem
      index = cell.end
      if (index < text.length && text[index] === delimiter) index++
      else break
    }
    if (text[index] === '\r' && text[index + 1] === '\n') index += 2
    else if (index < text.length) index++
    if (cells.some(cell => cell.trim() !== '')) yield { line, cells, ...(problem && { problem }) }
    line += countLines(text, start, index)
  }
}
