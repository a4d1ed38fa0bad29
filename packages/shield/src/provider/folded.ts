// SPDX-License-Identifier: Apache-2.0
// A text as the rules read it: of a long one its beginning and its end, runs of white space and of one sign made short.
// So no rule meets a run that it would try from every place in it. Every unit keeps its place in the given text.

import type { Reason } from '../judgement.ts'
import { bounds } from '../text/index.ts'
import { LONGEST_EVIDENCE } from './found.ts'

export interface Folded {
  readonly text: string
  /** For each unit of `text`, where it stands in the given one: [from, to). */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

const SPACE = /\s/
const LINE_BREAK = /[\n\r\u2028\u2029]/
/** Nobody sees them, and they part nothing. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/
const PART_OF_WORD = /[\p{L}\p{N}\p{M}\p{Cs}]/u
/** The same sign so often says no more. */
const MOST_OF_A_SIGN = 3

/** Total: any string has a folded one, of at most 20,001 units. */
export function foldText(given: string): Folded {
  const [start, firstEnd, secondStart, end] = bounds(given)
  const from: number[] = []
  const to: number[] = []
  const units: string[] = []
  const put = (unit: string, at: number) => {
    units.push(unit)
    from.push(at)
    to.push(at + 1)
  }
  let run = 0
  const read = (first: number, last: number) => {
    for (let at = first; at < last; at++) {
      const unit = given[at]!
      const before = units.at(-1) ?? ''
      if (SPACE.test(before) && (INVISIBLE.test(unit) || SPACE.test(unit))) {
        if (LINE_BREAK.test(unit)) units[units.length - 1] = '\n'
        to[to.length - 1] = at + 1
        continue
      }
      run = unit === before ? run + 1 : 1
      const most = INVISIBLE.test(unit) ? 1 : PART_OF_WORD.test(unit) ? run : MOST_OF_A_SIGN
      if (run <= most) put(LINE_BREAK.test(unit) ? '\n' : unit, at)
    }
  }
  read(start, firstEnd)
  // What is left out parts sentences, so that no rule reaches over it.
  if (firstEnd < secondStart) put('\n', firstEnd)
  read(secondStart, end)
  return { text: units.join(''), from, to }
}

/** For rules that need no places: compatibility letters made plain, nothing invisible, no two spaces in a row. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll(/\s{2,}/g, ' ')
}

/** The reason with its places and its evidence in the given text. */
export function unfoldReason(given: string, folded: Folded, reason: Reason): Reason {
  const spans = reason.spans.map(span => {
    const from = folded.from[span.from] ?? given.length
    const to = span.to > span.from ? (folded.to[span.to - 1] ?? given.length) : from
    return { from, to: Math.min(to, from + LONGEST_EVIDENCE) }
  })
  const [first] = spans
  return first ? { ...reason, spans, evidence: given.slice(first.from, first.to) } : reason
}
