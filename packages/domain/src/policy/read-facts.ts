// SPDX-License-Identifier: Apache-2.0
// Reads what a holder says into facts of a pack. Everything that cannot be read is named by JSON Pointer with what to
// do; a fact that the pack does not have is refused, because a misspelt fact would silently count as not known.

import { knownIssuer } from '../instrument/index.ts'
import type { LocalDate } from '../time/index.ts'
import type { Facts, FactValue } from './decision.ts'
import type { FactDocument } from './documents.ts'
import type { Pack } from './pack.ts'
import { type ReadResult, readPlainFact, readWireFact } from './read-value.ts'

export interface FactProblem {
  readonly pointer: string
  readonly detail: string
}

export type ReadFacts =
  | { readonly kind: 'read'; readonly facts: Facts }
  | { readonly kind: 'unreadable'; readonly problems: readonly FactProblem[] }

/** What is known about one instrument and its holder, as sent (`wire`) or as written in a pack's cases (`plain`). */
export interface FactInput {
  readonly instrument: Readonly<Record<string, unknown>>
  readonly holder?: Readonly<Record<string, unknown>>
  readonly form: 'wire' | 'plain'
  readonly asOf: LocalDate
  /** JSON Pointers of the two objects, for problems. */
  readonly pointers?: { readonly instrument: string; readonly holder: string }
}

const NOT_FACTS: ReadonlySet<string> = new Set(['ref', 'kind', 'issuer'])
/** Longer is no name. */
const ISSUER_LENGTH_MAX = 100

/** Facts by full name, or everything that is wrong with them. Never throws, whatever was sent. */
export function readFacts(pack: Pack, input: FactInput): ReadFacts {
  const pointers = input.pointers ?? { instrument: '', holder: '/holder' }
  const problems: FactProblem[] = []
  const facts: Record<string, FactValue> = {}
  const where = new Map<string, string>()

  const readAll = (source: Readonly<Record<string, unknown>>, of: 'holder' | 'offer' | '', pointer: string): void => {
    for (const [key, raw] of Object.entries(source)) {
      if (of === '' && NOT_FACTS.has(key)) continue
      const at = `${pointer}/${escapePointer(key)}`
      if (of === '' && key === 'offer' && isRecord(raw)) {
        readAll(raw, 'offer', at)
        continue
      }
      if (raw === null || raw === undefined) continue
      const name = of ? `${of}.${key}` : key
      const fact = pack.engine.facts.get(name)
      if (!fact || key.includes('.')) {
        problems.push({
          pointer: at,
          detail: `${pack.jurisdiction} has no fact "${key}" here. Leave it out or correct the name.`,
        })
        continue
      }
      const result = readOne(fact.document, raw, input.form, pack.currency)
      if (result.kind === 'unreadable') problems.push({ pointer: at, detail: result.detail })
      else {
        facts[name] = result.value
        where.set(name, at)
      }
    }
  }
  readAll(input.instrument, '', pointers.instrument)
  if (input.holder) readAll(input.holder, 'holder', pointers.holder)
  facts.kind = typeof input.instrument.kind === 'string' ? input.instrument.kind : ''
  readIssuer(input.instrument.issuer, facts, problems, `${pointers.instrument}/issuer`)
  problems.push(...contradictions(pack, facts, where, input.asOf))
  return problems.length > 0 ? { kind: 'unreadable', problems } : { kind: 'read', facts }
}

/** Rules compare issuers by code, so `Cultureland`, ` cultureland` and `컬쳐랜드` are one. */
function readIssuer(raw: unknown, facts: Record<string, FactValue>, problems: FactProblem[], pointer: string): void {
  if (raw === undefined || raw === null) return
  const name = typeof raw === 'string' ? raw.normalize('NFKC').trim().toLowerCase() : ''
  const detail = `Write the issuer's name or code, 1 to ${ISSUER_LENGTH_MAX} characters, or leave it out.`
  if (name.length > 0 && name.length <= ISSUER_LENGTH_MAX) facts.issuer = knownIssuer(name) ?? name
  else problems.push({ pointer, detail })
}

function readOne(
  document: FactDocument,
  raw: unknown,
  form: 'wire' | 'plain',
  currency: string,
): ReadResult<FactValue> {
  return form === 'wire' ? readWireFact(document, raw, currency) : readPlainFact(document, raw)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** RFC 6901: `~` and `/` in a key are written `~0` and `~1`. */
export function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Dates that have already happened, so none of them can lie after the date of the decision. */
const PAST_DATES = [
  'purchasedOn',
  'chargedOn',
  'issuedOn',
  'suppliedOn',
  'usedOn',
  'knownOn',
  'holder.birthDate',
  'buyerBirthDate',
]
/** Pairs that come in this order in every life: bought before used, issued before expired. */
const DATE_ORDER = [
  ['purchasedOn', 'usedOn'],
  ['purchasedOn', 'expiresOn'],
  ['issuedOn', 'expiresOn'],
  ['suppliedOn', 'knownOn'],
  ['holder.birthDate', 'purchasedOn'],
  ['buyerBirthDate', 'purchasedOn'],
] as const
/** Nobody pays ten times what is written on a voucher: a zero too many. */
const PRICE_TO_FACE_MAX = 10n

/** What cannot be true together. Each is told at the fact that is more likely mistyped. */
function contradictions(
  pack: Pack,
  facts: Readonly<Record<string, FactValue>>,
  where: ReadonlyMap<string, string>,
  asOf: LocalDate,
): FactProblem[] {
  const problems: FactProblem[] = []
  const tell = (name: string, detail: string) => problems.push({ pointer: where.get(name) ?? '', detail })
  const amount = (name: string) => (typeof facts[name] === 'bigint' ? (facts[name] as bigint) : undefined)
  const date = (name: string) => (typeof facts[name] === 'string' ? (facts[name] as string) : undefined)

  const [face, remaining, paid] = [amount('faceValue'), amount('remaining'), amount('pricePaid')]
  if (face === 0n) tell('faceValue', 'The face value must be more than zero.')
  if (face !== undefined && remaining !== undefined && remaining > face) {
    tell('remaining', 'More cannot remain than the face value. Check both numbers.')
  }
  if (face !== undefined && paid !== undefined && paid > face * PRICE_TO_FACE_MAX) {
    tell('pricePaid', `The price is more than ${PRICE_TO_FACE_MAX} times the face value. Check for a zero too many.`)
  }
  for (const name of PAST_DATES) {
    const on = date(name)
    if (on !== undefined && on > asOf) tell(name, `This day lies after ${asOf}, the date of the quote.`)
  }
  for (const [earlier, later] of DATE_ORDER) {
    const [first, second] = [date(earlier), date(later)]
    if (first !== undefined && second !== undefined && second < first) {
      tell(
        later,
        `This day lies before ${earlier} (${earlier.endsWith('irthDate') ? 'the birth' : first}). Check both dates.`,
      )
    }
  }
  for (const [name, { document }] of pack.engine.facts) {
    const other = document.sameAs
    if (other === undefined || facts[name] === undefined || facts[other] === undefined) continue
    if (facts[name] !== facts[other])
      tell(name, `${name} and ${other} are the same thing here. Send one of them, or equal values.`)
  }
  return problems
}
