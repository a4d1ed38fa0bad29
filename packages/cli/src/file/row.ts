// SPDX-License-Identifier: Apache-2.0
// One record → one row that can be asked about, or the list of what is wrong with it. A row is wrong as a whole: its
// readable half is never sent, because an amount without its date would be judged by the wrong rule.

import type { MoneyJson } from '@jandon/domain/money'
import type { LocalDate } from '@jandon/domain/time'
import type { CellType, ColumnSpec, Header } from './columns.ts'
import type { CsvRecord } from './csv.ts'
import {
  bad,
  looksLikeResidentNumber,
  plain,
  type Read,
  readAccountNumber,
  readBoolean,
  readDate,
  readInteger,
  readMonth,
  readPhone,
  readText,
  readWon,
  type ValueProblem,
} from './values.ts'
import { readBank, readFundingSource, readIntent, readIssuer, readKind } from './words.ts'

export type RowProblemCode =
  | ValueProblem
  | 'missing'
  | 'too_many_cells'
  | 'quote_not_closed'
  | 'text_after_quote'
  | 'date_in_future'
  | 'expires_before_purchase'
  | 'remaining_over_face'
  | 'consent_missing'
  | 'consent_in_future'

export interface RowProblem {
  readonly code: RowProblemCode
  /** The header as the file has it, or the column's own field name when the cell is not there. */
  readonly column?: string
  /** What was read, shortened; never a whole account, phone or resident number. */
  readonly read?: string
}

export type FactValue = string | number | boolean | MoneyJson

/** A row that can be asked about. Bank fields may be absent: only a row that is paid to a bank needs them. */
export interface Row {
  readonly line: number
  readonly ref: string | undefined
  readonly intent: 'any' | 'refund' | 'sell' | 'borrow'
  readonly kind: string
  readonly issuer: string | undefined
  readonly serial: string | undefined
  readonly facts: Readonly<Record<string, FactValue>>
  readonly holder: { readonly name: string; readonly birthDate?: string; readonly phone?: string }
  readonly account:
    | { readonly bankCode: string; readonly accountNumber: string; readonly accountHolder: string }
    | undefined
}

export type RowReading =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'bad'; readonly line: number; readonly problems: readonly RowProblem[] }

export interface RowRules {
  readonly today: LocalDate
  /** True when the desk attested for the whole file that every holder agreed. */
  readonly consentAttested: boolean
}

type CellValue = string | bigint | boolean

const READERS: Readonly<Record<CellType, (cell: string) => Read<CellValue>>> = {
  text: readText,
  issuer: readIssuer,
  money: readWon,
  integer: readInteger,
  date: readDate,
  month: readMonth,
  boolean: readBoolean,
  kind: readKind,
  funding: readFundingSource,
  intent: readIntent,
  bank: readBank,
  accountNumber: readAccountNumber,
  phone: readPhone,
}

const PRIVATE_TYPES: readonly CellType[] = ['accountNumber', 'phone']
const MAX_SHOWN = 40

/** What a person needs in order to find the cell, without repeating a number that identifies somebody. */
function shown(spec: ColumnSpec, cell: string): string {
  const text = plain(cell)
  const masked = PRIVATE_TYPES.includes(spec.type) ? text.replace(/\d(?=.*\d{3})/g, '*') : text
  return masked.length > MAX_SHOWN ? `${masked.slice(0, MAX_SHOWN)}…` : masked
}

function readCell(spec: ColumnSpec, cell: string): Read<CellValue> {
  const text = readText(cell)
  if (text.kind === 'bad') return text
  return looksLikeResidentNumber(cell) ? bad('resident_number') : READERS[spec.type](cell)
}

interface Cells {
  readonly values: ReadonlyMap<string, CellValue>
  readonly problems: RowProblem[]
}

function readCells(record: CsvRecord, header: Header): Cells {
  const values = new Map<string, CellValue>()
  const problems: RowProblem[] = []
  for (const [position, cell] of record.cells.entries()) {
    const spec = header.columns[position]
    const column = header.cells[position]
    if (plain(cell) === '') continue
    if (column === undefined) {
      problems.push({ code: 'too_many_cells', read: plain(cell).slice(0, MAX_SHOWN) })
      break
    }
    if (!spec) {
      if (looksLikeResidentNumber(cell)) problems.push({ code: 'resident_number', column, read: '******-*******' })
      continue
    }
    const value = readCell(spec, cell)
    if (value.kind === 'read') values.set(spec.field, value.value)
    else {
      const isResident = value.code === 'resident_number'
      problems.push({ code: value.code, column, read: isResident ? '******-*******' : shown(spec, cell) })
    }
  }
  return { values, problems }
}

/** Header text of a field in this file, for messages. */
function headerOf(field: string, header: Header): string {
  const position = header.columns.findIndex(spec => spec?.field === field)
  return position < 0 ? field : header.cells[position]!
}

function agreementProblems(values: ReadonlyMap<string, CellValue>, header: Header, rules: RowRules): RowProblem[] {
  const problems: RowProblem[] = []
  const at = (field: string) => ({ column: headerOf(field, header), read: String(values.get(field)) })
  for (const field of ['purchasedOn', 'usedOn', 'issuedOn', 'chargedOn', 'birthDate', 'buyerBirthDate']) {
    const date = values.get(field)
    if (typeof date === 'string' && date > rules.today) problems.push({ code: 'date_in_future', ...at(field) })
  }
  const [purchasedOn, expiresOn] = [values.get('purchasedOn'), values.get('expiresOn')]
  if (typeof purchasedOn === 'string' && typeof expiresOn === 'string' && expiresOn < purchasedOn) {
    problems.push({ code: 'expires_before_purchase', ...at('expiresOn') })
  }
  const [faceValue, remaining] = [values.get('faceValue'), values.get('remaining')]
  if (typeof faceValue === 'bigint' && typeof remaining === 'bigint' && remaining > faceValue) {
    problems.push({ code: 'remaining_over_face', ...at('remaining') })
  }
  const consentedOn = values.get('consentedOn')
  const hasConsentColumn = header.columns.some(spec => spec?.field === 'consentedOn')
  if (typeof consentedOn === 'string' && consentedOn > rules.today) {
    problems.push({ code: 'consent_in_future', ...at('consentedOn') })
  } else if (consentedOn === undefined && (hasConsentColumn || !rules.consentAttested)) {
    problems.push({ code: 'consent_missing', column: headerOf('consentedOn', header) })
  }
  return problems
}

function factsOf(values: ReadonlyMap<string, CellValue>, header: Header): Record<string, FactValue> {
  const facts: Record<string, FactValue> = {}
  for (const spec of header.columns) {
    const value = spec?.isFact ? values.get(spec.field) : undefined
    if (spec === undefined || value === undefined) continue
    if (typeof value !== 'bigint') facts[spec.field] = value
    else if (spec.type === 'money') facts[spec.field] = { amountMinor: value.toString(), unit: 'KRW' }
    // A count, not money: fifteen digits at most, so a JSON number holds it.
    else facts[spec.field] = Number.parseInt(value.toString(), 10)
  }
  return facts
}

const textOf = (values: ReadonlyMap<string, CellValue>, field: string): string | undefined => {
  const value = values.get(field)
  return typeof value === 'string' ? value : undefined
}

/**
 * Either both bank cells are there, or neither is; one alone is a mistake to be named. The holder's own name is the
 * default.
 */
function accountOf(values: ReadonlyMap<string, CellValue>, name: string): Row['account'] {
  const [bankCode, accountNumber] = [textOf(values, 'bank'), textOf(values, 'accountNumber')]
  if (bankCode === undefined || accountNumber === undefined) return undefined
  return { bankCode, accountNumber, accountHolder: textOf(values, 'accountHolder') ?? name }
}

/** Reads a record into a row. All problems of the row are named at once, so that a desk corrects it once. */
export function readRow(record: CsvRecord, header: Header, rules: RowRules): RowReading {
  if (record.problem) {
    const problem: RowProblem = { code: record.problem, read: plain(record.cells.at(-1) ?? '').slice(0, MAX_SHOWN) }
    return { kind: 'bad', line: record.line, problems: [problem] }
  }
  const { values, problems } = readCells(record, header)
  const isBad = (field: string) => problems.some(problem => problem.column === headerOf(field, header))
  const needed = ['kind', 'holderName']
  if (values.has('bank') !== values.has('accountNumber')) needed.push('bank', 'accountNumber')
  for (const field of needed) {
    if (!values.has(field) && !isBad(field)) problems.push({ code: 'missing', column: headerOf(field, header) })
  }
  problems.push(
    ...agreementProblems(values, header, rules).filter(problem => !problems.some(p => p.column === problem.column)),
  )
  if (problems.length > 0) return { kind: 'bad', line: record.line, problems }
  const name = textOf(values, 'holderName')!
  const [birthDate, phone] = [textOf(values, 'birthDate'), textOf(values, 'phone')]
  const row: Row = {
    line: record.line,
    ref: textOf(values, 'ref'),
    intent: (textOf(values, 'intent') as Row['intent'] | undefined) ?? 'refund',
    kind: textOf(values, 'kind')!,
    issuer: textOf(values, 'issuer'),
    serial: textOf(values, 'serial'),
    facts: factsOf(values, header),
    holder: { name, ...(birthDate && { birthDate }), ...(phone && { phone }) },
    account: accountOf(values, name),
  }
  return { kind: 'row', row }
}
