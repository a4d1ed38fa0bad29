// SPDX-License-Identifier: Apache-2.0
// Where the commands write. Answers go to the standard output, everything about the doing (progress, warnings) to the
// standard error, so that `jandon … > file` and `| jq` get answers only. Colours only on a terminal, never under
// NO_COLOR.

import { padEnd, padStart, widthOf } from './width.ts'

export interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface Style {
  bold(text: string): string
  dim(text: string): string
  good(text: string): string
  bad(text: string): string
  warn(text: string): string
}

export interface Terminal {
  readonly style: Style
  readonly errorStyle: Style
  readonly width: number
  readonly isInteractive: boolean
  readonly errors: Output
  out(line: string): void
  note(line: string): void
  json(value: unknown): void
}

function styleFor(hasColour: boolean): Style {
  const paint = (code: number) => (text: string) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { bold: paint(1), dim: paint(2), good: paint(32), bad: paint(31), warn: paint(33) }
}

/** Wider than this, lines of prose are hard to read back to their beginning. */
const WIDEST = 110

export function createTerminal(
  out: Output,
  errors: Output,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const wantsColour = (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
  return {
    style: styleFor(wantsColour && out.isTTY === true),
    errorStyle: styleFor(wantsColour && errors.isTTY === true),
    width: Math.min(WIDEST, Math.max(40, out.columns ?? 100)),
    isInteractive: errors.isTTY === true,
    errors,
    out: line => void out.write(`${line}\n`),
    note: line => void errors.write(`${line}\n`),
    json: value => void out.write(`${JSON.stringify(value, null, 2)}\n`),
  }
}

export interface TableColumn {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/** Rows in columns as wide as their widest cell; amounts on the right. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[], style: Style): string[] {
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...rows.map(row => widthOf(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]) =>
    columns
      .map((column, index) => (column.align === 'right' ? padStart : padEnd)(cells[index] ?? '', widths[index]!))
      .join('  ')
      .trimEnd()
  return [
    style.bold(line(columns.map(column => column.title))),
    style.dim(widths.map(width => '─'.repeat(width)).join('──')),
    ...rows.map(line),
  ]
}

/** Digits with separators and the word for won: `8,100원`, `₩8,100`. */
export function won(amount: string | bigint, language: 'ko' | 'en'): string {
  const text = amount.toString()
  const grouped = text.replace(/\B(?=(\d{3})+$)/g, ',')
  return language === 'ko' ? `${grouped}원` : `${text.startsWith('-') ? '-' : ''}₩${grouped.replace('-', '')}`
}
