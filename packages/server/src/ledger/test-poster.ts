// SPDX-License-Identifier: Apache-2.0
// A process for tests: several clients that post to the database of its first argument until standard input ends, or
// until somebody kills it. The second argument says the rest, as JSON.

import { createPool, createTransaction } from '../database/database.ts'
import { isFaultOfTheWorld, runClient } from './test-clients.ts'
import { createDeck } from './test-deck.ts'
import { createFileNotebook } from './test-notes.ts'

export interface PosterOptions {
  readonly tag: string
  readonly file: string
  /** Its clients have the numbers from `first` on, among `clients`. */
  readonly first: number
  readonly count: number
  readonly clients: number
  readonly from: number
  readonly largest: number
}

const [url = '', json = ''] = process.argv.slice(2)
const options = JSON.parse(json) as PosterOptions
let isOver = false
process.stdin.resume()
process.stdin.once('end', () => {
  isOver = true
})

const pool = createPool(url, options.count)
const db = { pool, url, transaction: createTransaction(pool), close: () => pool.end() }
const deck = createDeck(options.tag)
const notebook = createFileNotebook(options.file)
await Promise.all(
  Array.from({ length: options.count }, (_, index) =>
    runClient({
      ...{ db, deck, notebook, tag: options.tag, clients: options.clients, from: options.from },
      ...{ client: options.first + index, largest: options.largest, isOver: () => isOver },
      failed(error) {
        if (!isFaultOfTheWorld(error)) throw error
      },
    }),
  ),
)
notebook.close()
await pool.end()
