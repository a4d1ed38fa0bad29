// SPDX-License-Identifier: Apache-2.0
// What is hashed: the one binary form of a journal and of a block. All numbers are big-endian; an id is its 16 bytes;
// an instant is a 64-bit number of microseconds since 1970; a text is its length in 16 bits and its UTF-8. Each form
// begins with a name and a version, so that no bytes of one kind are ever those of another. Sealing in SQL writes the
// same.
//
// journal: "JANDONJ" 1 · book · id · event · subject · number of transfers (16 bits) · the transfers by position
// transfer: no (64 bits) · id · debit · credit · amount (64) · phase (8: 0 posted, 1 pending, 2 post, 3 void, 4 expire)
//           · pending id, or 16 zeros · occurredAt · expiresAt, or 80 00 00 00 00 00 00 00 · recordedAt · code
// block:   "JANDONB" 1 · book · number (64) · hash of the block before, or 32 zeros · from (64) · to (64)
//           · tree size (64) · root (32) · sealedAt
//
// The subject of a lone transfer's journal is the journal's own id, and is written as a text without letters. The unit
// is not written: an account's id is a hash of its book, code, unit and owner.

import { assert } from '../assert/index.ts'
import { type Id, writeIdBytes } from '../ids/index.ts'
import { loneTransferId } from './lone.ts'
import { defaultSha256, HASH_BYTES, leafHash, type Sha256 } from './merkle.ts'
import { PHASES, type Phase } from './types.ts'

/** A transfer as it stands in the ledger. Units: instants are microseconds since 1970. */
export interface SealedTransfer {
  readonly no: bigint
  readonly id: Id<'trf'>
  readonly debit: Id<'acc'>
  readonly credit: Id<'acc'>
  readonly amountMinor: bigint
  readonly phase: Phase
  readonly pendingId: Id<'trf'> | null
  readonly occurredAt: bigint
  readonly expiresAt: bigint | null
  readonly recordedAt: bigint
  readonly code: string
}

/** A journal with its transfers by position: one leaf of the tree. */
export interface SealedJournal {
  readonly book: Id<'bok'>
  readonly id: Id<'jnl'>
  readonly event: string
  readonly subject: string
  readonly transfers: readonly SealedTransfer[]
}

/** A block of the chain: everything numbered `fromNo` to `toNo`, and the root of the tree up to there. */
export interface Block {
  readonly book: Id<'bok'>
  readonly number: number
  /** The hash of the block before; 32 zeros before the first. */
  readonly previous: Uint8Array
  readonly fromNo: bigint
  readonly toNo: bigint
  readonly treeSize: number
  readonly root: Uint8Array
  /** Units: microseconds since 1970. */
  readonly sealedAt: bigint
}

const utf8 = new TextEncoder()
const NO_EXPIRY = -(2n ** 63n)
const ID_BYTES = 16
const JOURNAL_FORM = Uint8Array.of(...utf8.encode('JANDONJ'), 1)
const BLOCK_FORM = Uint8Array.of(...utf8.encode('JANDONB'), 1)
/** Everything of a transfer but the letters of its code. */
const TRANSFER_BYTES = 8 + 3 * ID_BYTES + 8 + 1 + ID_BYTES + 3 * 8 + 2
const JOURNAL_BYTES = JOURNAL_FORM.length + 2 * ID_BYTES + 3 * 2
const BLOCK_BYTES = BLOCK_FORM.length + ID_BYTES + 8 + HASH_BYTES + 3 * 8 + HASH_BYTES + 8
/** Letters of a JavaScript string that become the most bytes: three each. */
const BYTES_PER_LETTER = 3

interface Writer {
  readonly bytes: Uint8Array
  readonly view: DataView
  at: number
}

function writer(size: number): Writer {
  const bytes = new Uint8Array(size)
  return { bytes, view: new DataView(bytes.buffer), at: 0 }
}

function putBytes(out: Writer, bytes: Uint8Array): void {
  out.bytes.set(bytes, out.at)
  out.at += bytes.length
}

function putId(out: Writer, id: string): void {
  assert(writeIdBytes(id, out.bytes, out.at), 'Only an id is written as one.')
  out.at += ID_BYTES
}

function put64(out: Writer, value: bigint): void {
  assert(BigInt.asIntN(64, value) === value, 'A number of the ledger has 64 bits.')
  out.view.setBigInt64(out.at, value)
  out.at += 8
}

function put16(out: Writer, value: number): void {
  assert(value < 2 ** 16, 'A text or a journal is too long to be sealed.')
  out.view.setUint16(out.at, value)
  out.at += 2
}

function putText(out: Writer, text: string): void {
  const { read, written } = utf8.encodeInto(text, out.bytes.subarray(out.at + 2))
  assert(read === text.length, 'A text has room for three bytes a letter.')
  put16(out, written)
  out.at += written
}

function putTransfer(out: Writer, transfer: SealedTransfer): void {
  put64(out, transfer.no)
  putId(out, transfer.id)
  putId(out, transfer.debit)
  putId(out, transfer.credit)
  put64(out, transfer.amountMinor)
  out.bytes[out.at++] = PHASES.indexOf(transfer.phase)
  if (transfer.pendingId === null) out.at += ID_BYTES
  else putId(out, transfer.pendingId)
  put64(out, transfer.occurredAt)
  put64(out, transfer.expiresAt ?? NO_EXPIRY)
  put64(out, transfer.recordedAt)
  putText(out, transfer.code)
}

function isLone(journal: SealedJournal): boolean {
  if (journal.transfers.length !== 1 || journal.event !== 'operator_transfer' || journal.subject !== journal.id) {
    return false
  }
  return loneTransferId(journal.id) === journal.transfers[0]!.id
}

/** The canonical bytes of a journal. Two journals that differ in any field have different bytes. */
export function journalBytes(journal: SealedJournal): Uint8Array {
  let letters = journal.event.length + journal.subject.length
  for (const { code } of journal.transfers) letters += code.length
  const out = writer(JOURNAL_BYTES + TRANSFER_BYTES * journal.transfers.length + BYTES_PER_LETTER * letters)
  putBytes(out, JOURNAL_FORM)
  putId(out, journal.book)
  putId(out, journal.id)
  putText(out, journal.event)
  putText(out, isLone(journal) ? '' : journal.subject)
  put16(out, journal.transfers.length)
  for (const transfer of journal.transfers) putTransfer(out, transfer)
  return out.bytes.subarray(0, out.at)
}

/** The leaf of a journal in the tree of its book. */
export function journalLeaf(journal: SealedJournal, sha256: Sha256 = defaultSha256): Uint8Array {
  return leafHash(journalBytes(journal), sha256)
}

/** The canonical bytes of a block, which hold the hash of the one before: so blocks are a chain. */
export function blockBytes(block: Block): Uint8Array {
  const out = writer(BLOCK_BYTES)
  putBytes(out, BLOCK_FORM)
  putId(out, block.book)
  put64(out, BigInt(block.number))
  putBytes(out, block.previous)
  put64(out, block.fromNo)
  put64(out, block.toNo)
  put64(out, BigInt(block.treeSize))
  putBytes(out, block.root)
  put64(out, block.sealedAt)
  assert(out.at === BLOCK_BYTES, 'A hash has 32 bytes.')
  return out.bytes
}

/** The hash that stands for a block and everything before it. This is what an operator notes. */
export function blockHash(block: Block, sha256: Sha256 = defaultSha256): Uint8Array {
  return sha256(blockBytes(block))
}
