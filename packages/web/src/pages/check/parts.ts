// SPDX-License-Identifier: Apache-2.0
// A long paste, such as a whole chat, may be honest for pages and hold a trap in two lines. Judged as one text the
// pages outweigh the lines, so a long text is also judged part by part: some lines that follow each other.

/** From here on a text is long: longer than most that a carrier delivers as one. */
export const LONG = 700
/** A trap in a chat is one message or two; with more lines around it, it is outweighed again. */
const MOST_LINES = 4
const MOST_LETTERS = 400
/** Less than this is too little to accuse anybody by. */
const LEAST_LETTERS = 40
/** Lines longer than `MOST_LETTERS` are read as pieces that end where a sentence or a word does. */
const PIECES = /[\s\S]{1,200}(?:[.!?。…]\s|\s|$)|[\s\S]{1,200}/gu

interface Line {
  readonly from: number
  readonly to: number
}

/** The parts of a long text; none of a short one. */
export function partsOf(text: string): string[] {
  if (text.length <= LONG) return []
  const lines = linesOf(text)
  return lines.flatMap(({ from }, index) =>
    lines
      .slice(index, index + MOST_LINES)
      .map(({ to }) => text.slice(from, to))
      .filter(({ length }) => length >= LEAST_LETTERS && length <= MOST_LETTERS),
  )
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const pieces = line.length > MOST_LETTERS ? (line.match(PIECES) ?? []) : [line]
    for (const piece of pieces) {
      if (piece.trim() !== '') lines.push({ from: at, to: at + piece.length })
      at += piece.length
    }
    at += 1
  }
  return lines
}
