// SPDX-License-Identifier: Apache-2.0
// For tests that kill the process of a client: what it has sent and heard, in a file, each line written before the
// process goes on. A line that the kill cut in two was of no effect yet, or says what the client never came to know.

import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { TransferResultCode } from '@jandon/domain/ledger'
import type { Notebook } from './test-clients.ts'
import type { Card, Deck } from './test-deck.ts'
import type { RecordedCall } from './test-orders.ts'

type Line =
  | { readonly sent: number; readonly cards: readonly Card[]; readonly now: number; readonly begin: string }
  | { readonly heard: number; readonly end: string; readonly answers: readonly (readonly TransferResultCode[])[] }

/** Appends to the file what a client of this process sends and hears. */
export function createFileNotebook(file: string): Notebook & { close(): void } {
  const handle = openSync(file, 'a')
  const write = (line: Line) => writeSync(handle, `${JSON.stringify(line)}\n`)
  let count = 0
  return {
    sent({ cards, now, begin }) {
      const number = count++
      write({ sent: number, cards, now, begin: String(begin) })
      return ({ end, answers }) => write({ heard: number, end: String(end), answers })
    },
    close: () => closeSync(handle),
  }
}

function linesOf(file: string): Line[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  // What follows the last line break is empty, or was cut off.
  return lines.slice(0, -1).map(line => JSON.parse(line) as Line)
}

/** The calls of a file, and where in the deck its clients had come to. */
export function readNotes(file: string, deck: Deck): { readonly calls: RecordedCall[]; readonly largest: number } {
  const calls = new Map<number, RecordedCall>()
  let largest = 0
  for (const line of linesOf(file)) {
    if ('sent' in line) {
      for (const { number } of line.cards) if (number > largest) largest = number
      calls.set(line.sent, { chains: line.cards.map(deck.chainOf), now: line.now, begin: BigInt(line.begin) })
    } else {
      const heard = { end: BigInt(line.end), answers: line.answers }
      calls.set(line.heard, { ...calls.get(line.heard)!, heard })
    }
  }
  return { calls: [...calls.values()], largest }
}
