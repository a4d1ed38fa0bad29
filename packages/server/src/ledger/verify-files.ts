// SPDX-License-Identifier: Apache-2.0
// Reads the CSV files of exports and archives. Transfers are read byte by byte straight into the canonical form, by the
// names in the header line; everything else is small and read as text.

import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parseRecords } from './archive-file.ts'
import { type JournalReader, type JournalRow, NONE, PHASE, ROW, UNTOLD, write64 } from './verify-journals.ts'
import { LedgerUnreadable } from './verify-report.ts'
import type { FilesSlice } from './verify-slices.ts'

const PIECE = 1 << 18

function openFile(path: string): Readable {
  const file = createReadStream(path, { highWaterMark: PIECE })
  if (!path.endsWith('.gz')) return file
  const unzip = createGunzip({ chunkSize: PIECE })
  file.on('error', error => unzip.destroy(error))
  return file.pipe(unzip)
}

function unreadable(path: string, error: unknown): LedgerUnreadable {
  if (error instanceof LedgerUnreadable) return error
  return new LedgerUnreadable(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
}

/** The records of a small file, by the names of its columns. Faults: `LedgerUnreadable`. */
export async function* readTable<Column extends string>(
  path: string,
  columns: readonly Column[],
): AsyncGenerator<Record<Column, string>> {
  let header: string[] | undefined
  let rest = ''
  try {
    for await (const piece of openFile(path).setEncoding('utf8')) {
      const records: string[][] = []
      rest = parseRecords(rest + piece, records)
      for (const record of records) {
        if (header === undefined) {
          header = record
          const missing = columns.find(column => !record.includes(column))
          if (missing !== undefined) throw new LedgerUnreadable(`${path} has no column ${missing}.`)
        } else if (record.length !== header.length) {
          throw new LedgerUnreadable(`A record of ${path} does not have ${header.length} fields.`)
        } else {
          const names: readonly string[] = header
          yield Object.fromEntries(names.map((name, at) => [name, record[at]])) as Record<Column, string>
        }
      }
    }
  } catch (error) {
    throw unreadable(path, error)
  }
  if (header === undefined || rest !== '') throw new LedgerUnreadable(`${path} is cut off.`)
}

/** Journals with a row of their own, read on as far as they are needed. */
interface JournalCursor {
  readonly path: string
  readonly rows: AsyncGenerator<Record<'no' | 'id' | 'event' | 'subject', string>>
  next: JournalRow | undefined
}

const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')

async function advance(cursor: JournalCursor): Promise<void> {
  const { value, done } = await cursor.rows.next()
  cursor.next = done
    ? undefined
    : {
        no: Number(value.no),
        id: uuidBytes(value.id),
        event: Buffer.from(value.event),
        subject: Buffer.from(value.subject),
      }
}

async function openCursor(path: string): Promise<JournalCursor> {
  const cursor: JournalCursor = { path, rows: readTable(path, ['no', 'id', 'event', 'subject']), next: undefined }
  await advance(cursor)
  return cursor
}

const CODE = { comma: 0x2c, line: 0x0a, quote: 0x22, minus: 0x2d, zero: 0x30 } as const

/** Value of each hexadecimal digit. */
const HEX = new Uint8Array(256)
for (const [value, digit] of [...'0123456789abcdef'].entries()) HEX[digit.charCodeAt(0)] = value

function digits(bytes: Buffer, from: number, to: number): number {
  const isNegative = bytes[from] === CODE.minus
  let value = 0
  for (let at = isNegative ? from + 1 : from; at < to; at += 1) value = value * 10 + bytes[at]! - CODE.zero
  return isNegative ? -value : value
}

function putUuid(bytes: Buffer, from: number, to: number, row: Buffer, at: number): void {
  let into = at
  for (let from1 = from; from1 + 1 < to && into < at + 16; from1 += 2) {
    if (bytes[from1] === CODE.minus) from1 += 1
    row[into] = (HEX[bytes[from1]!]! << 4) | HEX[bytes[from1 + 1]!]!
    into += 1
  }
}

const LETTER = { e: 0x65, v: 0x76 } as const

function phaseOf(bytes: Buffer, from: number, to: number): number {
  const letter = bytes[from]
  if (to - from === 7) return PHASE.pending
  if (to - from === 6) return letter === LETTER.e ? PHASE.expire : PHASE.posted
  return letter === LETTER.v ? PHASE.void : PHASE.post
}

/** What the fields of a row that are not among its canonical bytes say. */
interface Rest {
  code: number
  position: number
  debitPrev: number
  creditPrev: number
  released: number
}

type PutField = (bytes: Buffer, from: number, to: number, row: Buffer, rest: Rest) => void

const put64 =
  (place: number): PutField =>
  (bytes, from, to, row) =>
    write64(row, place, digits(bytes, from, to))
const putId =
  (place: number): PutField =>
  (bytes, from, to, row) => {
    if (from === to) row.fill(0, place, place + 16)
    else putUuid(bytes, from, to, row, place)
  }
const prev = (bytes: Buffer, from: number, to: number) => (from === to ? NONE : digits(bytes, from, to))

/** How each column of a transfer is taken. */
const FIELDS: Readonly<Record<string, PutField>> = {
  no: put64(ROW.no),
  id: putId(ROW.id),
  debit: putId(ROW.debit),
  credit: putId(ROW.credit),
  amount_minor: put64(ROW.amount),
  pending_id: putId(ROW.pending),
  occurred_at: put64(ROW.occurred),
  recorded_at: put64(ROW.recorded),
  phase(bytes, from, to, row) {
    row[ROW.phase] = phaseOf(bytes, from, to)
  },
  expires_at(bytes, from, to, row) {
    if (from < to) return write64(row, ROW.expires, digits(bytes, from, to))
    row.fill(0, ROW.expires, ROW.expires + 8)
    row[ROW.expires] = 0x80
  },
  code(bytes, from, to, row, rest) {
    rest.code = to - from
    row.writeUInt16BE(rest.code, ROW.codeLength)
    bytes.copy(row, ROW.code, from, to)
  },
  position(bytes, from, to, _row, rest) {
    rest.position = digits(bytes, from, to)
  },
  debit_prev(bytes, from, to, _row, rest) {
    rest.debitPrev = prev(bytes, from, to)
  },
  credit_prev(bytes, from, to, _row, rest) {
    rest.creditPrev = prev(bytes, from, to)
  },
  pending_amount_minor(bytes, from, to, _row, rest) {
    rest.released = prev(bytes, from, to)
  },
}
const NEEDED = Object.keys(FIELDS).filter(name => !/prev|pending_amount/.test(name))

function fieldsOf(path: string, header: Buffer): PutField[] {
  const names = header.toString('utf8').split(',')
  const missing = NEEDED.find(name => !names.includes(name))
  if (missing !== undefined) throw new LedgerUnreadable(`${path} has no column ${missing}.`)
  return names.map(name => FIELDS[name] ?? (() => undefined))
}

/** Takes the lines in `bytes`, all of them whole. Codes are lower-case words, so no field is ever quoted. */
function takeLines(path: string, bytes: Buffer, fields: readonly PutField[], reader: JournalReader): void {
  const rest: Rest = { code: 0, position: 0, debitPrev: UNTOLD, creditPrev: UNTOLD, released: NONE }
  let from = 0
  let field = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes[at]
    if (code !== CODE.comma && code !== CODE.line) continue
    const put = fields[field]
    if (put === undefined || bytes[from] === CODE.quote) throw new LedgerUnreadable(`A line of ${path} is no transfer.`)
    put(bytes, from, at, reader.row, rest)
    from = at + 1
    field += 1
    if (code === CODE.comma) continue
    if (field !== fields.length) throw new LedgerUnreadable(`A line of ${path} is no transfer.`)
    reader.take(rest.code, rest.position, rest.debitPrev, rest.creditPrev, rest.released)
    field = 0
  }
}

/** The number at the beginning of the last line. The first column of a file of transfers is `no`. */
function lastNo(bytes: Buffer): number {
  const from = bytes.lastIndexOf(CODE.line, bytes.length - 2) + 1
  return digits(bytes, from, bytes.indexOf(CODE.comma, from))
}

/** Reads slices of files. What it has read of a file of journals serves the next slice. */
export function createFileReader() {
  let cursor: JournalCursor | undefined

  async function begin(slice: FilesSlice): Promise<JournalCursor> {
    if (cursor?.path === slice.journals && !slice.isFirst) return cursor
    await cursor?.rows.return(undefined)
    cursor = await openCursor(slice.journals)
    return cursor
  }

  async function expect(from: JournalCursor, first: number, upTo: number, reader: JournalReader): Promise<void> {
    for (; from.next !== undefined && from.next.no <= upTo; await advance(from)) {
      // Those before are of an earlier slice, which another thread reads.
      if (from.next.no >= first) reader.expect(from.next)
    }
  }

  async function readTransfers(slice: FilesSlice, reader: JournalReader): Promise<void> {
    const path = slice.transfers
    const journals = await begin(slice)
    let fields: PutField[] | undefined
    let first = slice.isFirst ? 0 : -1
    let rest: Buffer | undefined
    for await (const piece of openFile(path) as AsyncIterable<Buffer>) {
      let bytes = rest === undefined ? piece : Buffer.concat([rest, piece])
      if (fields === undefined) {
        const end = bytes.indexOf(CODE.line)
        if (end < 0) throw new LedgerUnreadable(`${path} has no header.`)
        fields = fieldsOf(path, bytes.subarray(0, end))
        bytes = bytes.subarray(end + 1)
      }
      const end = bytes.lastIndexOf(CODE.line) + 1
      rest = end < bytes.length ? bytes.subarray(end) : undefined
      if (end === 0) continue
      const lines = bytes.subarray(0, end)
      if (first < 0) first = digits(lines, 0, lines.indexOf(CODE.comma))
      await expect(journals, first, lastNo(lines), reader)
      takeLines(path, lines, fields, reader)
      first = 0
    }
    if (fields === undefined || rest !== undefined) throw new LedgerUnreadable(`${path} is cut off.`)
    if (slice.isLast) await expect(journals, 0, Number.POSITIVE_INFINITY, reader)
  }

  return {
    /** Faults: `LedgerUnreadable` for a file that is gone, damaged or cut off. */
    async read(slice: FilesSlice, reader: JournalReader): Promise<void> {
      try {
        await readTransfers(slice, reader)
      } catch (error) {
        throw unreadable(slice.transfers, error)
      }
      reader.end()
    },
  }
}
