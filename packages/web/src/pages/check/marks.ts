// SPDX-License-Identifier: Apache-2.0
// Cuts a text at the places that reasons rest on. The pieces together are the text again, letter for letter.

import type { Reason } from '@jandon/shield'

export interface Piece {
  readonly text: string
  /** Where it begins, in UTF-16 units: tells pieces apart. */
  readonly from: number
  /** Which of the reasons rests on it, by its place in their list; the first of them where several do. */
  readonly reason: number | undefined
}

/** The pieces of a text. Places outside of it, or the wrong way round, are passed over. */
export function piecesOf(text: string, reasons: readonly Pick<Reason, 'spans'>[]): Piece[] {
  const owner = new Array<number | undefined>(text.length)
  // The last first, so that the first, which is told first, writes over it.
  const order = reasons.map((_, index) => index).reverse()
  for (const index of order) {
    for (const { from, to } of reasons[index]?.spans ?? []) {
      if (Number.isInteger(from) && Number.isInteger(to) && from >= 0)
        owner.fill(index, from, Math.min(to, text.length))
    }
  }
  const pieces: Piece[] = []
  for (let from = 0; from < text.length; ) {
    let to = from + 1
    while (to < text.length && owner[to] === owner[from]) to += 1
    pieces.push({ text: text.slice(from, to), from, reason: owner[from] })
    from = to
  }
  return pieces
}

/** Unmarked text longer than this is told by its beginning and its end. */
const TOLD_WHOLE = 1200
const TOLD_EACH = 240
export const LEFT_OUT = ' … '

/** The pieces with long unmarked stretches shortened, so that nobody scrolls past pages to the reasons. */
export function gistOf(pieces: readonly Piece[]): Piece[] {
  return pieces.map(piece => {
    if (piece.reason !== undefined || piece.text.length <= TOLD_WHOLE) return piece
    const [head, tail] = [piece.text.slice(0, TOLD_EACH), piece.text.slice(-TOLD_EACH)]
    return { ...piece, text: `${whole(head)}${LEFT_OUT}${whole(tail)}` }
  })
}

/** Without half a character at an end. */
function whole(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
}
