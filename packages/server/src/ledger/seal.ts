// SPDX-License-Identifier: Apache-2.0
// Gives committed journals their place in the chain of their book. It runs beside posting, in any number of processes,
// and may be killed at any instant: what it did is a block or nothing.

import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../database/index.ts'

/** Transfers per block: a quarter of a second of work, and what a proof has to look through to find its leaf. */
const MOST_PER_BLOCK = 65_536

/** Postings take milliseconds. What is still running after this is waited for by the next pass instead. */
const TRIES = 10
const BETWEEN_TRIES_MS = 10

/** `call`: the last that was drawn. It is sealed once no transaction older than `xid` is running. */
interface Note {
  readonly call: string
  readonly xid: string
}

interface Pass {
  readonly ready: boolean
  readonly sealed: string
  readonly more: boolean
}

/** The note of the pass before, when it had to be left. By the next one what it waits for has mostly ended. */
const left = new WeakMap<Database['pool'], Note>()

async function noteCalls({ pool }: Pick<Database, 'pool'>): Promise<Note | undefined> {
  const { rows } = await pool.query<{ call: string; xid: string | null }>(
    'SELECT call::text, xid::text FROM note_calls()',
  )
  const { call, xid } = rows[0]!
  return xid === null ? undefined : { call, xid }
}

/** Seals what a note says, block by block, each in a transaction of its own. Undefined when it has to wait. */
async function sealNoted({ pool }: Pick<Database, 'pool'>, note: Note): Promise<number | undefined> {
  let sealed = 0
  for (;;) {
    const { rows } = await pool.query<Pass>(
      'SELECT ready, sealed::text, more FROM seal_chain($1::bigint, $2::xid8, $3::integer)',
      [note.call, note.xid, MOST_PER_BLOCK],
    )
    const pass = rows[0]!
    if (!pass.ready) return undefined
    sealed += Number.parseInt(pass.sealed, 10)
    if (!pass.more) return sealed
  }
}

/**
 * Seals everything that is committed and older than every running transaction. Answers how many journals got their
 * place by this call. Faults: those of the database as they come; then the next call goes on where this one stopped.
 */
export async function seal(db: Pick<Database, 'pool'>): Promise<number> {
  const note = await noteCalls(db)
  if (note === undefined) return 0
  let sealed = 0
  const before = left.get(db.pool)
  left.delete(db.pool)
  if (before !== undefined) sealed += (await sealNoted(db, before)) ?? 0
  for (let tries = 1; ; tries += 1) {
    const done = await sealNoted(db, note)
    if (done !== undefined) return sealed + done
    if (tries === TRIES) break
    await pause(BETWEEN_TRIES_MS)
  }
  left.set(db.pool, note)
  return sealed
}
