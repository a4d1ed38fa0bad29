// SPDX-License-Identifier: Apache-2.0
// Reads the body of a quote request: everything that cannot be read, by JSON Pointer, or each item ready to decide.

import { INTENTS, type Intent } from '../instrument/index.ts'
import { type DecisionInput, escapePointer, type Language, type Pack, readFacts } from '../policy/index.ts'
import { type Instant, type LocalDate, localDateAt, parseLocalDate } from '../time/index.ts'
import type { QuoteRequest, RequestProblem } from './contract.ts'

/** A refund desk's file goes in batches of this many; more would hold one event loop turn for too long. */
export const INSTRUMENTS_MAX = 1000
const REF_MAX = 64
/** Any text may name a place: one that we have no law for is refused by law, not as a mistake. */
const JURISDICTION_MAX = 16
/** A ref stands in the consent text, where a line break of its own could pretend to be another line. */
const CONTROL_CHARACTER = /\p{Cc}/u
const FIELDS: ReadonlySet<string> = new Set(['jurisdiction', 'instruments', 'asOf', 'language', 'intent', 'holder'])

export interface ReadItem {
  readonly ref: string
  readonly kind: string
  /** Absent when there is no pack to read the facts by. */
  readonly input?: DecisionInput
}

export interface ReadRequest {
  readonly jurisdiction: string
  readonly pack: Pack | undefined
  readonly today: LocalDate
  readonly asOf: LocalDate
  readonly language: Language
  readonly intent: Intent
  readonly items: readonly ReadItem[]
}

export type ReadRequestResult =
  | { readonly kind: 'read'; readonly request: ReadRequest }
  | { readonly kind: 'invalid'; readonly problems: readonly RequestProblem[] }

type JsonObject = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Never throws, whatever the body is. Refusals: `problems`, all of them at once. */
export function readRequest(packs: ReadonlyMap<string, Pack>, body: QuoteRequest, now: Instant): ReadRequestResult {
  const problems: RequestProblem[] = []
  const tell = (pointer: string, detail: string) => problems.push({ pointer, detail })
  const json: unknown = body
  if (!isObject(json)) return { kind: 'invalid', problems: [{ pointer: '', detail: 'Send a JSON object.' }] }
  for (const key of Object.keys(json)) {
    if (!FIELDS.has(key))
      tell(`/${escapePointer(key)}`, `There is no field "${key}". Fields: ${[...FIELDS].join(', ')}.`)
  }
  const jurisdiction = readJurisdiction(json.jurisdiction, tell)
  const pack = packs.get(jurisdiction)
  const today = localDateAt(now, pack?.utcOffsetAt(now) ?? 0)
  const asOf = readDate(json.asOf, today, tell)
  const language = readChoice(json.language, ['ko', 'en'] as const, 'ko', '/language', tell)
  const intent = readChoice(json.intent, INTENTS, 'any', '/intent', tell)
  if (json.holder !== undefined && !isObject(json.holder)) tell('/holder', 'Write the holder as an object of facts.')
  const context = { pack, asOf, intent, holder: isObject(json.holder) ? json.holder : undefined, problems }
  const items = readInstruments(json.instruments, context, tell)
  if (problems.length > 0) return { kind: 'invalid', problems: withoutRepeats(problems) }
  return { kind: 'read', request: { jurisdiction, pack, today, asOf, language, intent, items } }
}

type Tell = (pointer: string, detail: string) => void

/** The holder's facts are read with each instrument, so that one mistake there would be told a thousand times. */
function withoutRepeats(problems: readonly RequestProblem[]): RequestProblem[] {
  const seen = new Map(problems.map(problem => [`${problem.pointer}\n${problem.detail}`, problem]))
  return [...seen.values()]
}

function readJurisdiction(raw: unknown, tell: Tell): string {
  if (typeof raw === 'string' && raw.length > 0 && raw.length <= JURISDICTION_MAX) return raw.toUpperCase()
  tell('/jurisdiction', 'Say whose law applies, as a country code: "KR".')
  return ''
}

function readDate(raw: unknown, otherwise: LocalDate, tell: Tell): LocalDate {
  if (raw === undefined) return otherwise
  const date = typeof raw === 'string' ? parseLocalDate(raw) : undefined
  if (!date) tell('/asOf', 'Write a day that exists, as YYYY-MM-DD, or leave it out for today.')
  return date ?? otherwise
}

function readChoice<T extends string>(
  raw: unknown,
  choices: readonly T[],
  otherwise: T,
  pointer: string,
  tell: Tell,
): T {
  if (raw === undefined) return otherwise
  const choice = choices.find(each => each === raw)
  if (choice === undefined) tell(pointer, `Choose one of: ${choices.join(', ')}.`)
  return choice ?? otherwise
}

interface ItemContext {
  readonly pack: Pack | undefined
  readonly asOf: LocalDate
  readonly intent: Intent
  readonly holder: JsonObject | undefined
  readonly problems: RequestProblem[]
}

function readInstruments(raw: unknown, context: ItemContext, tell: Tell): ReadItem[] {
  if (!Array.isArray(raw) || raw.length === 0 || raw.length > INSTRUMENTS_MAX) {
    tell('/instruments', `Send a list of 1 to ${INSTRUMENTS_MAX} instruments.`)
    return []
  }
  const refs = new Set<string>()
  return raw.flatMap((instrument: unknown, index) => {
    const pointer = `/instruments/${index}`
    if (!isObject(instrument)) {
      tell(pointer, 'Write an instrument as an object with its kind and facts.')
      return []
    }
    const ref = readRef(instrument.ref, index, refs, `${pointer}/ref`, tell)
    if (typeof instrument.kind !== 'string')
      tell(`${pointer}/kind`, 'Say what kind of value it is, such as "new_type_voucher".')
    return [readItem(instrument, ref, pointer, context)]
  })
}

function readRef(raw: unknown, index: number, taken: Set<string>, pointer: string, tell: Tell): string {
  const ref = raw === undefined ? String(index) : raw
  if (typeof ref !== 'string' || ref.length === 0 || ref.length > REF_MAX || CONTROL_CHARACTER.test(ref)) {
    tell(pointer, `Write ref as one line of 1 to ${REF_MAX} characters, or leave it out.`)
    return String(index)
  }
  if (taken.has(ref)) tell(pointer, `Another instrument has the ref "${ref}". Give each its own.`)
  taken.add(ref)
  return ref
}

function readItem(instrument: JsonObject, ref: string, pointer: string, context: ItemContext): ReadItem {
  const kind = typeof instrument.kind === 'string' ? instrument.kind : ''
  const { pack, asOf, intent, holder, problems } = context
  if (!pack) return { ref, kind }
  const pointers = { instrument: pointer, holder: '/holder' }
  const read = readFacts(pack, { instrument, form: 'wire', asOf, pointers, ...(holder && { holder }) })
  if (read.kind === 'read') return { ref, kind, input: { asOf, intent, facts: read.facts } }
  problems.push(...read.problems)
  return { ref, kind }
}
