// SPDX-License-Identifier: Apache-2.0
// What people type into a cell → a value, or the reason why not. A cell that could mean two things is refused, never
// guessed: 01/02/2024 is two dates and 12,34 is two amounts. Reasons are codes; messages/ has the sentences.

import { fromEpochDay, type LocalDate, parseLocalDate } from '@jandon/domain/time'
import { UNREADABLE } from './encoding.ts'

export const VALUE_PROBLEMS = [
  'unreadable',
  'too_long',
  'resident_number',
  'money_form',
  'money_negative',
  'money_fraction',
  'money_too_large',
  'excel_scientific',
  'date_form',
  'date_two_digit_year',
  'date_ambiguous',
  'date_does_not_exist',
  'month_form',
  'boolean_form',
  'integer_form',
  'kind_unknown',
  'funding_unknown',
  'intent_unknown',
  'issuer_form',
  'bank_unknown',
  'account_number_form',
  'phone_form',
] as const
export type ValueProblem = (typeof VALUE_PROBLEMS)[number]

export type Read<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'bad'; readonly code: ValueProblem }

export const read = <T>(value: T): Read<T> => ({ kind: 'read', value })
export const bad = (code: ValueProblem): Read<never> => ({ kind: 'bad', code })

/** One won short of a quadrillion: more than any file can mean, and far inside what the ledger holds. */
const MAX_WON = 999_999_999_999_999n
/** Longer than any name, number or note that a row needs; protects the server from a pasted document. */
const MAX_TEXT = 500

/** Full-width digits and letters become plain ones, odd spaces become spaces, ends are trimmed. */
export function plain(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/[\s\u200b\u2060\ufeff]+/g, ' ')
    .trim()
}

/** Ordinary text, such as a name or a serial. */
export function readText(cell: string): Read<string> {
  if (cell.includes(UNREADABLE)) return bad('unreadable')
  const text = plain(cell)
  return text.length > MAX_TEXT ? bad('too_long') : read(text)
}

const SCIENTIFIC = /^\d([.,]\d+)?E\+?\d+$/i
const GROUPED = /^\d{1,3}(,\d{3})+$/
const MAN = /^(\d{1,4})만(?:(\d{1,4})|([1-9])천)?$/

function wonDigits(text: string): bigint | undefined {
  const man = MAN.exec(text)
  if (man) return BigInt(man[1]!) * 10_000n + BigInt(man[2] ?? 0) + BigInt(man[3] ?? 0) * 1_000n
  if (/^\d+$/.test(text)) return BigInt(text)
  return GROUPED.test(text) ? BigInt(text.replaceAll(',', '')) : undefined
}

/**
 * Reads whole won: `10000`, `10,000`, `₩10,000`, `10,000원`, `１０，０００`, `1만 5천원`, `10,000.00`.
 * Units: won. Refusals: a fraction of a won, a minus, misplaced commas, Excel's `1E+05`.
 */
export function readWon(cell: string): Read<bigint> {
  // NFKC turns ￦ into ₩; CP949 fonts draw the backslash as a won sign, so that files have it too.
  const text = plain(cell)
    .replace(/ /g, '')
    .replace(/^(KRW|[₩\\])/i, '')
    .replace(/(원정?|KRW|won)$/i, '')
  if (SCIENTIFIC.test(text)) return bad('excel_scientific')
  if (/^[-−▲△(]/.test(text)) return bad('money_negative')
  const fraction = /^(.*)\.(\d+)$/.exec(text)
  if (fraction && /[1-9]/.test(fraction[2]!))
    return bad(/^[\d,]+$/.test(fraction[1]!) ? 'money_fraction' : 'money_form')
  const won = wonDigits(fraction ? fraction[1]! : text)
  if (won === undefined) return bad('money_form')
  return won > MAX_WON ? bad('money_too_large') : read(won)
}

/** A count of points: `1,250`, `1250점`, `1250P`. */
export function readInteger(cell: string): Read<bigint> {
  const text = plain(cell)
    .replace(/ /g, '')
    .replace(/(점|포인트|p|points?)$/i, '')
  if (SCIENTIFIC.test(text)) return bad('excel_scientific')
  const value = /^\d{1,15}$/.test(text) ? BigInt(text) : GROUPED.test(text) ? wonDigits(text) : undefined
  return value === undefined || value > MAX_WON ? bad('integer_form') : read(value)
}

const DATE_WITH_MARKS = /^(\d{4}) ?([-./]|년) ?(\d{1,2}) ?(?:[-./]|월) ?(\d{1,2}) ?[.일]?$/
const TIME_OF_DAY = / (?:(?:오전|오후|AM|PM) )?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?$/i
/** Excel counts days from 1899-12-30. 10,000 is 1927 and 73,050 is 2099: outside them a number is not a date here. */
const EXCEL_EPOCH_DAY = -25569
const EXCEL_FIRST = 10_000
const EXCEL_LAST = 73_050

function dateOf(year: string, month: string, day: string): Read<LocalDate> {
  const date = parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  return date === undefined ? bad('date_does_not_exist') : read(date)
}

/**
 * Reads a day: `2024-10-01`, `2024.10.1`, `2024. 10. 1.`, `2024/10/01`, `20241001`, `2024년 10월 1일`, Excel's `45566`,
 * each also with a time after it, which is dropped.
 * Refusals: days that do not exist, two-digit years, and 10/01/2024, which is two different days.
 */
export function readDate(cell: string): Read<LocalDate> {
  const text = plain(cell)
    .replace(/T\d{2}:\d{2}.*$/, '')
    .replace(TIME_OF_DAY, '')
    .replace(/ ?\([월화수목금토일]\)$/, '')
  const marked = DATE_WITH_MARKS.exec(text)
  if (marked) return dateOf(marked[1]!, marked[3]!, marked[4]!)
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return dateOf(compact[1]!, compact[2]!, compact[3]!)
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)
  if (serial) {
    const days = Number(serial[1])
    return days < EXCEL_FIRST || days > EXCEL_LAST ? bad('date_form') : read(fromEpochDay(days + EXCEL_EPOCH_DAY))
  }
  if (/^\d{1,2}[-./]\d{1,2}[-./]\d{4}$/.test(text)) return bad('date_ambiguous')
  if (/^'?\d{2}([-./]|년) ?\d{1,2}([-./]|월) ?\d{1,2}[.일]?$/.test(text) || /^\d{6}$/.test(text)) {
    return bad('date_two_digit_year')
  }
  return bad('date_form')
}

/** Reads a month as the first of its days' `YYYY-MM`: `2026-11`, `2026.11`, `202611`, `2026년 11월`, or a whole date. */
export function readMonth(cell: string): Read<string> {
  const text = plain(cell)
  const month = /^(\d{4}) ?(?:[-./]|년)? ?(\d{1,2}) ?월?$/.exec(text)
  if (month && text.length >= 6) {
    const first = dateOf(month[1]!, month[2]!, '01')
    if (first.kind === 'read') return read(first.value.slice(0, 7))
  }
  const date = readDate(cell)
  return date.kind === 'read' ? read(date.value.slice(0, 7)) : bad('month_form')
}

const YES = new Set(['y', 'yes', 'true', 't', '1', 'o', '○', '예', '네', '유', '있음', '해당', '동의', '맞음'])
const NO = new Set([
  'n',
  'no',
  'false',
  'f',
  '0',
  'x',
  '×',
  '아니오',
  '아니요',
  '무',
  '없음',
  '비해당',
  '미동의',
  '아님',
])

export function readBoolean(cell: string): Read<boolean> {
  const text = plain(cell).toLowerCase()
  if (YES.has(text)) return read(true)
  return NO.has(text) ? read(false) : bad('boolean_form')
}

/** The digits of a bank account. The length belongs to the bank, so the server checks it. */
export function readAccountNumber(cell: string): Read<string> {
  const text = plain(cell).replace(/^'/, '')
  if (SCIENTIFIC.test(text.replace(/ /g, ''))) return bad('excel_scientific')
  const digits = text.replace(/[- .]/g, '')
  return /^\d{6,20}$/.test(digits) ? read(digits) : bad('account_number_form')
}

/** A Korean phone number as `010-1234-5678`; the 0 that Excel drops from 1012345678 is put back. */
export function readPhone(cell: string): Read<string> {
  const digits = plain(cell)
    .replace(/^'/, '')
    .replace(/^\+?82[- ]?0?/, '0')
    .replace(/[- .()]/g, '')
  const whole = /^1[016789]\d{7,8}$/.test(digits) ? `0${digits}` : digits
  const parts = /^(01[016789]|02|0[3-6]\d|070)(\d{3,4})(\d{4})$/.exec(whole)
  return parts ? read(`${parts[1]}-${parts[2]}-${parts[3]}`) : bad('phone_form')
}

/** True for text with the shape of a resident registration number, which a desk's file must not carry. */
export function looksLikeResidentNumber(cell: string): boolean {
  return /^\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]) ?- ?[1-8](\d{6}|[*xX●]{6})$/.test(plain(cell))
}
