// SPDX-License-Identifier: Apache-2.0
// A long text, such as a whole chat, may be honest for pages and hold a trap in two lines. Read as one, the pages
// outweigh the lines, so a long text is also read part by part: some lines that follow each other.

import type { Span } from '../judgement.ts'
import { bounds } from '../text/index.ts'

/** From here on a text is long: longer than most that a carrier delivers as one. */
export const LONG = 700
/** A trap in a chat is one message or two; with more lines around it, it is outweighed again. */
const MOST_LINES = 4
export const MOST_LETTERS = 400
/** Less than this is too little to accuse anybody by. */
export const LEAST_LETTERS = 40
/** Log odds of 0.95: a long text has hundreds of parts, and any may be taken for a trap by mistake. */
export const PART_FROM = 2.944439
/** Less than this, such as one word on a line, is read with its neighbours only. */
const LEAST_READ = 10
/** Log odds of 0.12. Three lines of a trap have two in them that are no plain talk; only around such is read on. */
const GROWS_FROM = -2
/** Lines longer than `MOST_LETTERS` are read sentence by sentence; where none ends, by pieces that end with a word. */
const PIECES = /[\s\S]{20,200}?[.!?。…]+\s|[\s\S]{1,200}(?:\s|$)|[\s\S]{1,200}/gu

function linesOf(text: string, begin: number, end: number): Span[] {
  const lines: Span[] = []
  let at = begin
  for (const line of text.slice(begin, end).split('\n')) {
    const pieces = line.length > MOST_LETTERS ? (line.match(PIECES) ?? []) : [line]
    for (const piece of pieces) {
      if (piece.trim() !== '') lines.push({ from: at, to: at + piece.length })
      at += piece.length
    }
    at += 1
  }
  return lines
}

/**
 * The part of a long text that is likeliest a trap, where it is one by more than 0.95 when it stands alone; of equals
 * the first. Undefined where none is, and of a text that is not long. Cuts no character. Of more than 20,000 units the
 * beginning and the end have parts.
 * @param oddsOf log odds that a part is a trap; asked some three times for each letter.
 */
export function likeliestPart(text: string, oddsOf: (part: string) => number): Span | undefined {
  if (text.length <= LONG) return undefined
  const [begin, middle, after, end] = bounds(text)
  const lines = [...linesOf(text, begin, middle), ...linesOf(text, after, end)]
  let likeliest: Span | undefined
  let most = PART_FROM
  /** Of the parts that are a line shorter, by their first line. */
  let shorter: number[] = []
  for (let size = 1; size <= MOST_LINES; size++) {
    shorter = lines.slice(0, Math.max(0, lines.length - size + 1)).map(({ from }, first) => {
      const { to } = lines[first + size - 1]!
      const grows = size <= 2 || Math.max(shorter[first]!, shorter[first + 1]!) > GROWS_FROM
      if (!grows || to - from > MOST_LETTERS) return Number.NEGATIVE_INFINITY
      const odds = to - from < LEAST_READ ? 0 : oddsOf(text.slice(from, to))
      if (to - from >= LEAST_LETTERS && odds > most) {
        likeliest = { from, to }
        most = odds
      }
      return odds
    })
  }
  return likeliest
}
