// SPDX-License-Identifier: Apache-2.0
// The file with which anybody can check that a transfer is in the books: its journal, the way from there to a block's
// root, and the block. Reading it trusts nothing: what does not have this form is no proof.

import { type Id, type IdPrefix, isId } from '../ids/index.ts'
import { formatInstant, parseInstant } from '../time/index.ts'
import type { Block, SealedJournal, SealedTransfer } from './leaf.ts'
import { HASH_BYTES } from './merkle.ts'
import { PHASES, type Phase } from './types.ts'

export const PROOF_FORMAT = 'jandon-proof/1'

/** A block with its hash, as it is noted. Hashes are hex; numbers of the ledger are text, because they have 64 bits. */
export interface HeadJson {
  readonly book: Id<'bok'>
  readonly number: number
  readonly previous: string
  readonly fromNo: string
  readonly toNo: string
  readonly treeSize: number
  readonly root: string
  readonly sealedAt: string
  readonly hash: string
}

export interface ProvenTransferJson {
  readonly no: string
  readonly id: Id<'trf'>
  readonly debitAccountId: Id<'acc'>
  readonly creditAccountId: Id<'acc'>
  readonly amountMinor: string
  readonly code: string
  readonly phase: Phase
  readonly pendingId: Id<'trf'> | null
  readonly occurredAt: string
  readonly expiresAt: string | null
  readonly recordedAt: string
}

export interface ProvenJournalJson {
  readonly book: Id<'bok'>
  readonly id: Id<'jnl'>
  readonly event: string
  readonly subject: string
  readonly transfers: readonly ProvenTransferJson[]
}

/** What an account is; its id is a hash of the book and of these. */
export interface ProvenAccountJson {
  readonly id: Id<'acc'>
  readonly code: string
  readonly unit: string
  readonly owner: string | null
}

export interface InclusionJson {
  readonly transferId: Id<'trf'>
  readonly journal: ProvenJournalJson
  readonly accounts: readonly ProvenAccountJson[]
  readonly leafIndex: number
  readonly path: readonly string[]
}

export interface ProofJson {
  readonly format: typeof PROOF_FORMAT
  /** Null in a file that is only about heads. */
  readonly inclusion: InclusionJson | null
  readonly head: HeadJson
  /** A head noted before, and that its tree is the beginning of this one. */
  readonly earlier: { readonly head: HeadJson; readonly path: readonly string[] } | null
}

/** The input is no proof: `where` is the JSON pointer of what is wrong. */
export class NoProof extends Error {
  override readonly name = 'NoProof'
  readonly where: string
  constructor(where: string) {
    super(`Not a proof: ${where || 'the whole of it'}.`)
    this.where = where
  }
}

const HEX = new RegExp(`^[0-9a-f]{${2 * HASH_BYTES}}$`)
const MICROS = /^(.{19}\.\d{3})(\d{3})Z$/
/** A path has one hash a level, and a tree of 2^53 leaves has 53 of them; a consistency proof has one more. */
const PATH_MAX = 54
/** What a call of the ledger holds at most. */
const TRANSFERS_MAX = 65_535

export const hashToHex = (hash: Uint8Array) => Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join('')
export const hashFromHex = (hex: string) =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16))

/** RFC 3339 with six digits, so that nothing of the instant is lost. Units: microseconds since 1970. */
export function formatMicros(micros: bigint): string {
  const rest = ((micros % 1000n) + 1000n) % 1000n
  const millis = formatInstant(Number((micros - rest) / 1000n))
  return `${millis.slice(0, -1)}${rest.toString().padStart(3, '0')}Z`
}

/** Reads what `formatMicros` writes; undefined for anything else. */
export function parseMicros(text: string): bigint | undefined {
  const match = MICROS.exec(text)
  const millis = match ? parseInstant(`${match[1]}Z`) : undefined
  return millis === undefined ? undefined : BigInt(millis) * 1000n + BigInt(match![2]!)
}

type Read<T> = (value: unknown, where: string) => T

function object<T>(fields: { readonly [K in keyof T]: Read<T[K]> }): Read<T> {
  return (value, where) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NoProof(where)
    for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) throw new NoProof(`${where}/${name}`)
    const read: Partial<T> = {}
    for (const name of Object.keys(fields) as (keyof T & string)[]) {
      read[name] = fields[name]((value as Record<string, unknown>)[name], `${where}/${name}`)
    }
    return read as T
  }
}

function list<T>(read: Read<T>, most: number, least = 0): Read<T[]> {
  return (value, where) => {
    if (!Array.isArray(value) || value.length > most || value.length < least) throw new NoProof(where)
    return value.map((item, index) => read(item, `${where}/${index}`))
  }
}

function textThat(isGood: (text: string) => boolean): Read<string> {
  return (value, where) => {
    if (typeof value !== 'string' || !isGood(value)) throw new NoProof(where)
    return value
  }
}

const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value, where) =>
    value === null ? null : read(value, where)

const anId =
  <P extends IdPrefix>(prefix: P): Read<Id<P>> =>
  (value, where) => {
    if (typeof value !== 'string' || !isId(prefix, value)) throw new NoProof(where)
    return value
  }

const count: Read<number> = (value, where) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new NoProof(where)
  return value
}

const isNumber = (text: string) =>
  /^(0|-?[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)
const number = textThat(isNumber)
const hash = textThat(text => HEX.test(text))
const instant = textThat(text => parseMicros(text) !== undefined)
/** Unpaired surrogates have no UTF-8 of their own, so two different texts could have the same bytes. */
const words = (most: number) => textThat(text => text.length > 0 && text.length <= most && text.isWellFormed())
const path = list(hash, PATH_MAX)

const head = object<HeadJson>({
  ...{ book: anId('bok'), number: count, previous: hash, fromNo: number, toNo: number },
  ...{ treeSize: count, root: hash, sealedAt: instant, hash },
})

const phase: Read<Phase> = (value, where) => {
  const found = PHASES.find(known => known === value)
  if (found === undefined) throw new NoProof(where)
  return found
}

const transfer = object<ProvenTransferJson>({
  ...{ no: number, id: anId('trf'), debitAccountId: anId('acc'), creditAccountId: anId('acc'), amountMinor: number },
  ...{ code: words(64), phase, pendingId: orNull(anId('trf')) },
  ...{ occurredAt: instant, expiresAt: orNull(instant), recordedAt: instant },
})

const journal = object<ProvenJournalJson>({
  ...{ book: anId('bok'), id: anId('jnl'), event: words(80), subject: words(160) },
  transfers: list(transfer, TRANSFERS_MAX, 1),
})

/** Without a slash, which stands between the parts that an account's id is a hash of. */
const account = object<ProvenAccountJson>({
  ...{ id: anId('acc'), code: textThat(text => /^[a-z][a-z0-9_]{0,39}$/.test(text)) },
  ...{ unit: textThat(text => /^([a-z]+:[a-z0-9_-]{1,40}:)?[A-Z]{3}$/.test(text)), owner: orNull(words(160)) },
})

const proof = object<ProofJson>({
  format: (value, where) => {
    if (value !== PROOF_FORMAT) throw new NoProof(where)
    return PROOF_FORMAT
  },
  inclusion: orNull(
    object<InclusionJson>({
      ...{ transferId: anId('trf'), journal, accounts: list(account, 2 * TRANSFERS_MAX), leafIndex: count, path },
    }),
  ),
  head,
  earlier: orNull(object({ head, path })),
})

/** Reads a proof out of parsed JSON. Faults: `NoProof`. */
export function readProof(value: unknown): ProofJson {
  return proof(value, '')
}

/** The block of a head, as it is hashed. */
export function blockOf(of: HeadJson): Block {
  return {
    ...{ book: of.book, number: of.number, previous: hashFromHex(of.previous), fromNo: BigInt(of.fromNo) },
    ...{ toNo: BigInt(of.toNo), treeSize: of.treeSize, root: hashFromHex(of.root) },
    sealedAt: parseMicros(of.sealedAt)!,
  }
}

/** The journal of a proof, as it is hashed. */
export function journalOf(of: ProvenJournalJson): SealedJournal {
  const { book, id, event, subject } = of
  const transfers = of.transfers.map(
    (row): SealedTransfer => ({
      ...{ no: BigInt(row.no), id: row.id, debit: row.debitAccountId, credit: row.creditAccountId, code: row.code },
      ...{ amountMinor: BigInt(row.amountMinor), phase: row.phase },
      ...{ pendingId: row.pendingId, occurredAt: parseMicros(row.occurredAt)! },
      expiresAt: row.expiresAt === null ? null : parseMicros(row.expiresAt)!,
      recordedAt: parseMicros(row.recordedAt)!,
    }),
  )
  return { book, id, event, subject, transfers }
}

/** The other way round, for whoever writes a proof. */
export function journalToJson(of: SealedJournal): ProvenJournalJson {
  const { book, id, event, subject } = of
  const transfers = of.transfers.map(
    (row): ProvenTransferJson => ({
      ...{ no: row.no.toString(), id: row.id, debitAccountId: row.debit, creditAccountId: row.credit },
      ...{ amountMinor: row.amountMinor.toString(), code: row.code, phase: row.phase, pendingId: row.pendingId },
      ...{ occurredAt: formatMicros(row.occurredAt), recordedAt: formatMicros(row.recordedAt) },
      expiresAt: row.expiresAt === null ? null : formatMicros(row.expiresAt),
    }),
  )
  return { book, id, event, subject, transfers }
}
