// SPDX-License-Identifier: Apache-2.0
// Locks between processes that die with their process, also when it is killed with -9: a lock file with a pid in it
// cannot promise that. Node has no flock, but its SQLite takes the kernel's own file locks, so an empty SQLite file is
// the lock.

import { accessSync, constants, existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseFault } from './fault.ts'

export interface Lock {
  release(): void
}

/** 15 ms: a start takes about 600 ms, so a second process loses little by asking this often. */
const ASK_AGAIN_MS = 15

function tryLock(file: string, mode: 'shared' | 'exclusive'): Lock | undefined {
  let handle: DatabaseSync
  try {
    handle = new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    // SQLite says only "unable to open"; the system says why. The file itself must not be opened and closed here: that
    // would drop every lock that this process holds on it.
    accessSync(dirname(file), constants.W_OK)
    if (existsSync(file)) accessSync(file, constants.W_OK)
    throw error
  }
  try {
    // A read transaction holds the shared lock from its first read on, not from BEGIN on.
    if (mode === 'shared') handle.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
    else handle.exec('BEGIN EXCLUSIVE')
    return { release: () => handle.close() }
  } catch (error) {
    handle.close()
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined
    throw error
  }
}

/** Takes the lock if nobody holds a conflicting one, or answers undefined at once. */
export function takeLockNow(file: string, mode: 'shared' | 'exclusive'): Lock | undefined {
  return tryLock(file, mode)
}

/**
 * Waits for the lock.
 * Faults: `directory_in_use` when another process still holds it after `patienceMs`.
 */
export async function takeLock(file: string, mode: 'shared' | 'exclusive', patienceMs: number): Promise<Lock> {
  for (let waited = 0; waited <= patienceMs; waited += ASK_AGAIN_MS) {
    const lock = tryLock(file, mode)
    if (lock) return lock
    await sleep(ASK_AGAIN_MS)
  }
  throw new DatabaseFault(
    'directory_in_use',
    `Another process has been starting or stopping the database for ${Math.round(patienceMs / 1000)} s (lock ${file}). ` +
      'Wait for it or end it, or name another directory with DATA_DIR.',
  )
}
