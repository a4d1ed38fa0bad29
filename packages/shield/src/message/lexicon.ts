// SPDX-License-Identifier: Apache-2.0
// Finds every term of the lexicon in one pass over a reading.

import { type Reading, readText } from '../text/index.ts'
import { ENGLISH } from './lexicon-en.ts'
import { KOREAN } from './lexicon-ko.ts'
import { TOPICS } from './topics.ts'

/** Every code of the lexicon, in a fixed order: its number is its place in the model. */
export const CODES: readonly string[] = [
  ...new Set([...Object.keys(KOREAN), ...Object.keys(ENGLISH), ...Object.keys(TOPICS)]),
].sort((a, b) => (a < b ? -1 : 1))
const CODE_AT = new Map(CODES.map((code, at) => [code, at]))
export const codeNumber = (code: string): number => CODE_AT.get(code) ?? -1

interface Term {
  readonly units: Uint16Array
  readonly code: number
  readonly isLatin: boolean
}

/** Terms by their first two units. */
export type TermIndex = ReadonlyMap<number, readonly Term[]>

const pairOf = (a: number, b: number) => a * 65536 + b

/** An index of terms that are read as the messages are; each hit of one bears its `code`. */
export function indexTerms(entries: Iterable<readonly [term: string, code: number]>): TermIndex {
  const terms = new Map<number, Term[]>()
  for (const [term, code] of entries) {
    const units = readText(term).compact.slice()
    if (units.length === 0) continue
    const pair = pairOf(units[0]!, units[1] ?? 0)
    const known = terms.get(pair) ?? []
    known.push({ units, code, isLatin: units[0]! < 128 && units[0]! > 57 })
    terms.set(pair, known)
  }
  return terms
}

const TERMS = indexTerms(
  [KOREAN, ENGLISH, TOPICS].flatMap(lexicon =>
    Object.entries(lexicon).flatMap(([code, list]) =>
      list.split(',').map((term): [string, number] => [term, codeNumber(code)]),
    ),
  ),
)

export interface TermHit {
  readonly code: number
  /** Places in `compact`: [from, to). */
  readonly from: number
  readonly to: number
}

const isLatin = (unit: number) => unit >= 97 && unit <= 122

/** A Latin term is a word of its own; a Korean one may stand anywhere, because Korean joins words. */
function stands(reading: Reading, term: Term, from: number, to: number): boolean {
  if (!term.isLatin) return true
  const { folded, compactAt } = reading
  const first = compactAt[from]!
  const last = compactAt[to - 1]!
  if (first > 0 && isLatin(folded[first - 1]!)) return false
  return term.units.length >= 6 || last + 1 >= folded.length || !isLatin(folded[last + 1]!)
}

function addHits(hits: TermHit[], reading: Reading, at: number, terms: readonly Term[]): void {
  const { compact } = reading
  for (const term of terms) {
    const { units } = term
    const end = at + units.length
    if (end > compact.length) continue
    let same = 1
    while (same < units.length && units[same] === compact[at + same]) same++
    if (same === units.length && stands(reading, term, at, end)) hits.push({ code: term.code, from: at, to: end })
  }
}

/** Every term of an index that a text holds, from its beginning to its end. */
export function findIn(index: TermIndex, reading: Reading): TermHit[] {
  const { compact } = reading
  const hits: TermHit[] = []
  for (let at = 0; at < compact.length; at++) {
    const single = index.get(pairOf(compact[at]!, 0))
    if (single !== undefined) addHits(hits, reading, at, single)
    const terms = at + 1 < compact.length ? index.get(pairOf(compact[at]!, compact[at + 1]!)) : undefined
    if (terms !== undefined) addHits(hits, reading, at, terms)
  }
  return hits
}

/** Every term of the lexicon that a text holds. */
export const findTerms = (reading: Reading): TermHit[] => findIn(TERMS, reading)
