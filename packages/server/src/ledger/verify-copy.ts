// SPDX-License-Identifier: Apache-2.0
// Rows out of PostgreSQL as fast as it can send them: COPY in binary form, read off the connection's stream. The pg
// package makes an object of each row's message, which costs more than all the rest that is done with a row.

import type { Duplex } from 'node:stream'
import type { ClientBase } from 'pg'
import { type JournalReader, type JournalRow, NONE, PHASE, ROW, read64, write64 } from './verify-journals.ts'

/** Called with each row: where its first field begins. A field is its length in 32 bits (-1: null) and its bytes. */
type OnRow = (bytes: Buffer, at: number) => void

interface Connection {
  readonly stream: Duplex
  query(text: string): void
}

/** "PGCOPY\n\377\r\n\0", flags, and the length of an extension that does not exist. */
const HEADER_BYTES = 19
const MESSAGE = { copyData: 0x64, ready: 0x5a, error: 0x45 } as const

/** The sentence in an ErrorResponse. */
function errorOf(body: Buffer): Error & { code?: string } {
  const fields = new Map(
    body
      .toString('utf8')
      .split('\0')
      .map(field => [field[0], field.slice(1)]),
  )
  const error: Error & { code?: string } = new Error(fields.get('M') ?? 'The database refused.')
  const code = fields.get('C')
  if (code !== undefined) error.code = code
  return error
}

/**
 * Runs a COPY … TO STDOUT on a connection that does nothing else meanwhile, and calls `onRow` for each row (`binary`),
 * or
 * `data` with what comes, as it comes; when that answers a promise, the rest waits for it.
 * Faults: those of the database, and of the connection when it breaks.
 */
export async function copyOut(
  client: ClientBase,
  sql: string,
  on:
    | { readonly row: OnRow }
    | { readonly data: (bytes: Buffer, from: number, to: number) => Promise<void> | undefined },
): Promise<void> {
  const { connection } = client as unknown as { connection: Connection }
  const { stream } = connection
  const listeners = stream.listeners('data') as ((data: Buffer) => void)[]
  for (const listener of listeners) stream.removeListener('data', listener)
  let rest: Buffer | undefined
  let isFirst = true
  let failure: Error | undefined

  function takeData(body: Buffer, from: number, to: number): void {
    if ('data' in on) {
      const busy = on.data(body, from, to)
      if (busy === undefined) return
      stream.pause()
      busy.then(
        () => stream.resume(),
        error => stream.destroy(error),
      )
      return
    }
    // Each message holds one row; the header comes with the first, and -1 fields are the end.
    const at = isFirst ? from + HEADER_BYTES : from
    isFirst = false
    if (at < to && body.readInt16BE(at) >= 0) on.row(body, at + 2)
  }

  /** True when the command has ended. */
  function takeAll(bytes: Buffer): boolean {
    let at = 0
    while (at + 5 <= bytes.length) {
      const next = at + 1 + bytes.readInt32BE(at + 1)
      if (next > bytes.length) break
      const kind = bytes[at]
      if (kind === MESSAGE.copyData) takeData(bytes, at + 5, next)
      else if (kind === MESSAGE.error) failure = errorOf(bytes.subarray(at + 5, next))
      else if (kind === MESSAGE.ready) return true
      at = next
    }
    rest = at < bytes.length ? bytes.subarray(at) : undefined
    return false
  }

  try {
    await new Promise<void>((resolve, reject) => {
      const gone = () => reject(stream.errored ?? new Error('The connection to the database was lost.'))
      const take = (data: Buffer) => {
        try {
          if (!takeAll(rest === undefined ? data : Buffer.concat([rest, data]))) return
        } catch (error) {
          stream.destroy()
          reject(error)
          return
        }
        stream.removeListener('data', take)
        stream.removeListener('close', gone)
        resolve()
      }
      stream.on('data', take)
      stream.once('close', gone)
      connection.query(sql)
    })
  } finally {
    for (const listener of listeners) stream.on('data', listener)
  }
  if (failure !== undefined) throw failure
}

/** The columns of `transfer` in the order of its canonical bytes. */
const TRANSFER_COLUMNS = `no, id, debit, credit, amount_minor, phase, pending_id, occurred_at, expires_at, recorded_at, code,
  position, debit_prev, credit_prev`
/** PostgreSQL counts from 2000-01-01, we from 1970-01-01. Units: microseconds. */
const EPOCH_2000 = 946_684_800_000_000

function copyBytes(from: Buffer, at: number, into: Buffer, to: number, count: number): void {
  for (let k = 0; k < count; k += 1) into[to + k] = from[at + k]!
}

/** A loop: so few bytes are not worth the call of `fill`. */
function clear(bytes: Buffer, at: number, count: number): void {
  for (let k = 0; k < count; k += 1) bytes[at + k] = 0
}

const LETTER = { e: 0x65, v: 0x76 } as const

/** Phases are told by their length and first letter. */
function phaseOf(length: number, letter: number): number {
  if (length === 6) return letter === LETTER.e ? PHASE.expire : PHASE.posted
  if (length === 4) return letter === LETTER.v ? PHASE.void : PHASE.post
  return PHASE.pending
}

function takeTransfer(reader: JournalReader, bytes: Buffer, first: number): void {
  const { row } = reader
  // no, id, debit, credit and amount are never null, so they stand at fixed places.
  copyBytes(bytes, first + 4, row, ROW.no, 8)
  copyBytes(bytes, first + 16, row, ROW.id, 16)
  copyBytes(bytes, first + 36, row, ROW.debit, 16)
  copyBytes(bytes, first + 56, row, ROW.credit, 16)
  copyBytes(bytes, first + 76, row, ROW.amount, 8)
  let at = first + 84
  const phase = bytes.readInt32BE(at)
  row[ROW.phase] = phaseOf(phase, bytes[at + 4]!)
  at += 4 + phase
  if (bytes.readInt32BE(at) < 0) {
    clear(row, ROW.pending, 16)
    at += 4
  } else {
    copyBytes(bytes, at + 4, row, ROW.pending, 16)
    at += 20
  }
  write64(row, ROW.occurred, read64(bytes, at + 4) + EPOCH_2000)
  at += 12
  if (bytes.readInt32BE(at) < 0) {
    clear(row, ROW.expires, 8)
    row[ROW.expires] = 0x80
    at += 4
  } else {
    write64(row, ROW.expires, read64(bytes, at + 4) + EPOCH_2000)
    at += 12
  }
  write64(row, ROW.recorded, read64(bytes, at + 4) + EPOCH_2000)
  at += 12
  const code = bytes.readInt32BE(at)
  row.writeUInt16BE(code, ROW.codeLength)
  copyBytes(bytes, at + 4, row, ROW.code, code)
  at += 4 + code
  const position = bytes.readInt32BE(at + 4)
  at += 8
  const isFirstDebit = bytes.readInt32BE(at) < 0
  const debitPrev = isFirstDebit ? NONE : read64(bytes, at + 4)
  at += isFirstDebit ? 4 : 12
  const creditPrev = bytes.readInt32BE(at) < 0 ? NONE : read64(bytes, at + 4)
  reader.take(code, position, debitPrev, creditPrev, NONE)
}

/** The bytes of a field that is not null; the next one begins where they end. */
function field(bytes: Buffer, at: number): Buffer {
  return Buffer.from(bytes.subarray(at + 4, at + 4 + bytes.readInt32BE(at)))
}

function journalOf(bytes: Buffer, first: number): JournalRow {
  const event = field(bytes, first + 32)
  const subject = field(bytes, first + 36 + event.length)
  return { no: read64(bytes, first + 4), id: field(bytes, first + 12), event, subject }
}

/** Numbers of transfers, both inclusive, as text. */
export interface Range {
  readonly from: string
  readonly to: string
}

/** Reads the journals of a range with their transfers, in order of their numbers. */
export async function copyJournals(client: ClientBase, range: Range, reader: JournalReader): Promise<void> {
  const within = `WHERE no >= ${BigInt(range.from)} AND no <= ${BigInt(range.to)} ORDER BY no`
  await copyOut(client, `COPY (SELECT no, id, event, subject FROM journal ${within}) TO STDOUT (FORMAT binary)`, {
    row: (bytes, at) => reader.expect(journalOf(bytes, at)),
  })
  await copyOut(client, `COPY (SELECT ${TRANSFER_COLUMNS} FROM transfer ${within}) TO STDOUT (FORMAT binary)`, {
    row: (bytes, at) => takeTransfer(reader, bytes, at),
  })
  reader.end()
}
