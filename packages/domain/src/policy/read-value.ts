// SPDX-License-Identifier: Apache-2.0
// Reads one fact as a person wrote it: in a pack's cases (plain numbers are the pack's currency) or on the wire (money
// has a unit). What cannot be read is explained, never guessed and never thrown.

import { parseMoney, type Unit } from '../money/index.ts'
import { parseLocalDate, toEpochDay } from '../time/index.ts'
import type { FactValue } from './decision.ts'
import type { FactDocument } from './documents.ts'
import type { Value } from './expression/index.ts'

type ValueSpec = Pick<FactDocument, 'type' | 'values'>

export type ReadResult<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly detail: string }

/** 10 trillion won: far beyond any small value, far below where sums of a thousand could overflow 64 bits. */
export const AMOUNT_MAX = 10_000_000_000_000n
const TEXT_MAX = 200

const unreadable = (detail: string) => ({ kind: 'unreadable', detail }) as const
const read = <T>(value: T) => ({ kind: 'read', value }) as const

function readWhole(raw: unknown, what: string): ReadResult<bigint> {
  const isWhole = typeof raw === 'number' ? Number.isSafeInteger(raw) : typeof raw === 'bigint'
  if (!isWhole) return unreadable(`Write ${what} as a whole number.`)
  return withinBounds(BigInt(raw as number | bigint))
}

function withinBounds(value: bigint): ReadResult<bigint> {
  if (value < 0n) return unreadable('It cannot be less than zero.')
  if (value > AMOUNT_MAX) return unreadable(`It cannot be more than ${AMOUNT_MAX}.`)
  return read(value)
}

function readMoney(raw: unknown, currency: Unit): ReadResult<bigint> {
  const value = parseMoney(raw)
  if (!value)
    return unreadable(`Write money as {"amountMinor":"10000","unit":"${currency}"}, with whole digits in a string.`)
  if (value.unit !== currency) return unreadable(`Amounts here are in ${currency}. Change the unit.`)
  return withinBounds(value.amountMinor)
}

function readText(raw: unknown): ReadResult<string> {
  if (typeof raw !== 'string') return unreadable('Write it as text.')
  return raw.length > TEXT_MAX ? unreadable(`Write at most ${TEXT_MAX} characters.`) : read(raw)
}

function readOther(spec: ValueSpec, raw: unknown): ReadResult<FactValue> {
  switch (spec.type) {
    case 'boolean':
      return typeof raw === 'boolean' ? read(raw) : unreadable('Write true or false.')
    case 'date': {
      const date = typeof raw === 'string' ? parseLocalDate(raw) : undefined
      return date === undefined ? unreadable('Write a day that exists, as YYYY-MM-DD.') : read(date)
    }
    case 'enum':
      return typeof raw === 'string' && spec.values?.includes(raw)
        ? read(raw)
        : unreadable(`Choose one of: ${spec.values?.join(', ') ?? ''}.`)
    default:
      return readText(raw)
  }
}

/** Reads a fact as written in a pack: plain whole numbers for money, plain dates. */
export function readPlainFact(spec: ValueSpec, raw: unknown): ReadResult<FactValue> {
  if (spec.type === 'money' || spec.type === 'integer') return readWhole(raw, 'it')
  return readOther(spec, raw)
}

/** Reads a fact as sent over the wire: money with its unit. An integer may come as a number or as digits. */
export function readWireFact(spec: ValueSpec, raw: unknown, currency: Unit): ReadResult<FactValue> {
  if (spec.type === 'money') return readMoney(raw, currency)
  if (spec.type !== 'integer') return readOther(spec, raw)
  return typeof raw === 'string' && /^\d{1,14}$/.test(raw) ? withinBounds(BigInt(raw)) : readWhole(raw, 'it')
}

/** A fact in the form that expressions compute with: dates become day counts. */
export function toValue(spec: Pick<ValueSpec, 'type'> | { readonly type: string }, value: FactValue): Value {
  return spec.type === 'date' ? toEpochDay(value as Parameters<typeof toEpochDay>[0]) : value
}

/** A value written in a pack, in the form that expressions compute with. */
export function readPlainValue(spec: ValueSpec, raw: unknown): ReadResult<Value> {
  const result = readPlainFact(spec, raw)
  return result.kind === 'read' ? read(toValue(spec, result.value)) : result
}
