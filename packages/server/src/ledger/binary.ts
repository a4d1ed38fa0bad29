// SPDX-License-Identifier: Apache-2.0
// Arrays in PostgreSQL's binary form, which it reads several times faster than text. The driver sends a Buffer as it
// is.
// Format: one dimension, no nulls, the element's type, the length, the lower bound 1, then length and bytes of each.

const OIDS = { uuid: 2950, integer: 23, bigint: 20, timestamptz: 1184 } as const
const HEAD_BYTES = 20
/** PostgreSQL counts from 2000 on, JavaScript from 1970 on. */
const EPOCH_2000 = 946_684_800_000
const TWO_32 = 4_294_967_296

function createArray(count: number, oid: number, elementBytes: number): { buffer: Buffer; view: DataView } {
  const buffer = Buffer.allocUnsafe(HEAD_BYTES + count * (4 + elementBytes))
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
  view.setInt32(0, 1)
  view.setInt32(4, 0)
  view.setInt32(8, oid)
  view.setInt32(12, count)
  view.setInt32(16, 1)
  return { buffer, view }
}

/** `uuid[]` from 16 bytes each, in the order of `order` (or as they lie). */
export function uuidArray(bytes: Uint8Array, count: number, order?: Uint32Array): Buffer {
  const { buffer, view } = createArray(count, OIDS.uuid, 16)
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let index = 0, at = HEAD_BYTES; index < count; index++, at += 20) {
    const source = (order === undefined ? index : order[index]!) * 16
    view.setInt32(at, 16)
    view.setUint32(at + 4, from.getUint32(source))
    view.setUint32(at + 8, from.getUint32(source + 4))
    view.setUint32(at + 12, from.getUint32(source + 8))
    view.setUint32(at + 16, from.getUint32(source + 12))
  }
  return buffer
}

/** `integer[]` of the column, in the order of `order` (or as they lie). */
export function integerArray(values: ArrayLike<number>, count = values.length, order?: Uint32Array): Buffer {
  const { buffer, view } = createArray(count, OIDS.integer, 4)
  for (let index = 0, at = HEAD_BYTES; index < count; index++, at += 8) {
    view.setInt32(at, 4)
    view.setInt32(at + 4, values[order === undefined ? index : order[index]!]!)
  }
  return buffer
}

/** `bigint[]` of the column, in the order of `order` (or as they lie). */
export function bigintArray(values: BigInt64Array, count: number, order?: Uint32Array): Buffer {
  const { buffer, view } = createArray(count, OIDS.bigint, 8)
  for (let index = 0, at = HEAD_BYTES; index < count; index++, at += 12) {
    view.setInt32(at, 8)
    view.setBigInt64(at + 4, values[order === undefined ? index : order[index]!]!)
  }
  return buffer
}

/** `timestamptz[]` from milliseconds since 1970. */
export function instantArray(instants: Float64Array, count: number): Buffer {
  const { buffer, view } = createArray(count, OIDS.timestamptz, 8)
  for (let index = 0, at = HEAD_BYTES; index < count; index++, at += 12) {
    // Microseconds since 2000 are below 2^53 until the year 2285.
    const microseconds = (instants[index]! - EPOCH_2000) * 1000
    view.setInt32(at, 8)
    view.setInt32(at + 4, Math.floor(microseconds / TWO_32))
    view.setUint32(at + 8, (microseconds % TWO_32) >>> 0)
  }
  return buffer
}

const PLAIN = /^[A-Za-z0-9_:.+-]+$/

/** A PostgreSQL array literal of texts; null where undefined. Our own, because the driver's quotes every element. */
export function textArray(values: Iterable<string | undefined | null>): string {
  const parts: string[] = []
  for (const value of values) {
    if (value === undefined || value === null) parts.push('NULL')
    else if (PLAIN.test(value) && value.length > 4) parts.push(value)
    else parts.push(`"${value.replace(/["\\]/g, '\\$&')}"`)
  }
  return `{${parts.join(',')}}`
}
