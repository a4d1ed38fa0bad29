// SPDX-License-Identifier: Apache-2.0
// What a row of a refund desk is made of, and what must become of it: outcome, gross and fees are worked out by the
// generator from the law as a person would, not by asking Jandon.

import { addDays, type LocalDate, localDate } from '@jandon/domain/time'
import { createPerson, type Person } from './people.ts'
import type { Random } from './random.ts'

/** Facts by field; amounts in won. */
export interface DeskRow {
  readonly template: string
  readonly person: Person
  readonly kind: string
  readonly issuer?: string
  readonly serial?: string
  readonly intent?: string
  readonly amounts: Readonly<Record<string, bigint>>
  readonly dates: Readonly<Record<string, LocalDate>>
  readonly words: Readonly<Record<string, string>>
  readonly expected: Expected
}

export interface Expected {
  readonly outcome:
    | 'paid'
    | 'guidance'
    | 'needs_facts'
    | 'refused'
    | 'bad_row'
    | 'account_refused'
    | 'failed'
    | 'duplicate'
  /** A refusal's or a problem's code where the test should hold it too. */
  readonly code?: string
  readonly gross?: bigint
  readonly fees?: bigint
}

/** The day the desk closed the file. Nothing in it depends on the day it is converted, for some years after. */
export const FILE_DATE = localDate('2026-11-20')

export const won = (amount: number) => BigInt(amount)
export const upTo = (total: bigint, part: bigint, whole: bigint) => (total * part + whole - 1n) / whole

/** Endings that the simulated issuer treats in a way of its own (docs/simulator.md). They do not come by chance. */
const SPECIAL_ENDINGS = ['0000', '1111', '5555']

/** A member or order number: a letter and digits. */
export function numbered(random: Random, letter: string, count: number): string {
  for (;;) {
    const digits = random.digits(count)
    if (!SPECIAL_ENDINGS.includes(digits.slice(-4))) return letter + digits
  }
}

/** A serial as issuers print it on vouchers. */
export function serialOf(random: Random, issuer: string): string {
  const prefix: Record<string, string> = { 컬쳐랜드: '3190', 북앤라이프: '5011', 기프티쇼: '9001', 티머니: '1010' }
  for (;;) {
    const serial = `${prefix[issuer] ?? '7700'}-${random.digits(4)}-${random.digits(4)}-${random.digits(4)}`
    if (!SPECIAL_ENDINGS.includes(serial.slice(-4))) return serial
  }
}

export const between = (random: Random, from: string, to: string): LocalDate => {
  const first = localDate(from)
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
  return addDays(first, random.int(0, days))
}

export const VOUCHER_ISSUERS = ['컬쳐랜드', '북앤라이프', '기프티쇼', '문화상품권', '페이코']
export const OWN_MONEY = ['현금', '계좌이체', '체크카드']

export type Template = (random: Random) => DeskRow
export type Parts = Partial<Pick<DeskRow, 'issuer' | 'serial' | 'intent' | 'amounts' | 'dates' | 'words'>>

export function row(
  template: string,
  random: Random,
  kind: string,
  expected: Expected,
  parts: Parts,
  person?: Person,
): DeskRow {
  return {
    template,
    person: person ?? createPerson(random),
    kind,
    amounts: {},
    dates: {},
    words: {},
    expected,
    ...parts,
  }
}
