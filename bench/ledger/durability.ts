// SPDX-License-Identifier: Apache-2.0
// What a commit means on the measured server. A benchmark of durable posting on a server that does not flush, or on a
// disk that is memory, says nothing, so it refuses to begin.

import { closeSync, fdatasyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../packages/server/src/database/index.ts'

/** Each has to have this value, in every database that is measured. */
const DEMANDED: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
}
const SHOWN = ['server_version', 'wal_sync_method', 'shared_buffers', 'max_wal_size', 'checkpoint_timeout', 'wal_level']

/** Linux's numbers of file systems that live in memory: tmpfs and ramfs. */
const IN_MEMORY = new Set([0x01021994, 0x858458f6])

export type Settings = Readonly<Record<string, string>>

/** Faults: a database on which a commit may be lost, named with the setting. */
export async function checkDurability(databases: readonly Database[]): Promise<Settings> {
  const all: Record<string, string> = {}
  for (const { pool } of databases) {
    for (const name of [...Object.keys(DEMANDED), ...SHOWN]) {
      const { rows } = await pool.query<Record<string, string>>(`SHOW ${name}`)
      const value = rows[0]?.[name] ?? ''
      if (DEMANDED[name] !== undefined && value !== DEMANDED[name]) {
        throw new Error(`The server has ${name} = ${value}. A benchmark of durable posting needs ${DEMANDED[name]}.`)
      }
      all[name] = value
    }
  }
  return all
}

export interface Disk {
  readonly isMemory: boolean
  /** Median of writing and flushing one block of 8 KB, which is what a commit costs at least. */
  readonly flushMs: number
}

/** How the disk under `directory` flushes. */
export function measureDisk(directory: string): Disk {
  const file = join(directory, `flush-${process.pid}`)
  const block = Buffer.alloc(8192, 1)
  const descriptor = openSync(file, 'w')
  try {
    const times = Array.from({ length: 41 }, () => {
      const begin = performance.now()
      writeSync(descriptor, block, 0, block.length, 0)
      fdatasyncSync(descriptor)
      return performance.now() - begin
    }).sort((a, b) => a - b)
    return { isMemory: IN_MEMORY.has(statfsSync(directory).type), flushMs: times[20]! }
  } finally {
    closeSync(descriptor)
    rmSync(file)
  }
}
