// SPDX-License-Identifier: Apache-2.0
// `FILE.csv.jandon-run/`: which bytes this run is of, how it was asked for, and the journal. A file that changed since
// is another file: its lines and keys would not mean the same rows, so the run refuses it instead of guessing.

import { mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { flushFolder, writeWhole } from './durable-file.ts'

export interface RunHeader {
  readonly version: 1
  readonly file: string
  readonly sha256: string
  readonly size: number
  readonly rows: number
  readonly server: string
  readonly consentAttested: boolean
  readonly startedAt: string
}

export type FolderRefusal =
  | { readonly code: 'file_changed'; readonly header: RunHeader }
  | { readonly code: 'server_changed'; readonly header: RunHeader }
  | { readonly code: 'already_running'; readonly pid: number }
  | { readonly code: 'folder_damaged'; readonly path: string }

export interface RunFolder {
  readonly path: string
  readonly journalPath: string
  readonly header: RunHeader
  readonly isResumed: boolean
  release(): Promise<void>
}

export const runFolderOf = (file: string) => `${file}.jandon-run`

async function readHeader(path: string): Promise<RunHeader | undefined | 'damaged'> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    const header = JSON.parse(text) as RunHeader
    return header.version === 1 && typeof header.sha256 === 'string' ? header : 'damaged'
  } catch {
    return 'damaged'
  }
}

/** When a process began, as Linux tells it; another process that got the same id later began at another time. */
async function beginningOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

async function isAlive(pid: number, began: string): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return (await beginningOf(pid)) === began
}

/** Takes the lock, or names the living process that has it. A lock left by a killed process is taken over. */
async function lock(path: string): Promise<number | undefined> {
  const mine = JSON.stringify({ pid: process.pid, began: await beginningOf(process.pid) })
  // Two tries: one for a lock that a dead process left, and no more, so that two starters cannot chase each other.
  for (let tries = 0; tries < 2; tries++) {
    try {
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(mine)
      await file.close()
      return undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    let holder: { pid: number; began: string } | undefined
    try {
      holder = JSON.parse(await readFile(path, 'utf8'))
    } catch {
      holder = undefined
    }
    if (holder && (await isAlive(holder.pid, holder.began))) return holder.pid
    await rm(path, { force: true })
  }
  return 0
}

/**
 * Opens the folder of a file's run, making it at the first time.
 * Refusals: the file or the server is another one than at the first time, the run is going on elsewhere, the folder
 * cannot be read.
 */
export async function openRunFolder(
  file: string,
  wanted: Omit<RunHeader, 'version' | 'startedAt'>,
  now: string,
): Promise<{ readonly folder: RunFolder } | { readonly refusal: FolderRefusal }> {
  const path = runFolderOf(file)
  const headerPath = join(path, 'run.json')
  const lockPath = join(path, 'lock')
  await mkdir(path, { recursive: true, mode: 0o700 })
  const known = await readHeader(headerPath)
  if (known === 'damaged') return { refusal: { code: 'folder_damaged', path: headerPath } }
  if (known && known.sha256 !== wanted.sha256) return { refusal: { code: 'file_changed', header: known } }
  if (known && known.server !== wanted.server) return { refusal: { code: 'server_changed', header: known } }
  const other = await lock(lockPath)
  if (other !== undefined) return { refusal: { code: 'already_running', pid: other } }
  const header: RunHeader = known ?? { version: 1, ...wanted, startedAt: now }
  if (!known) {
    await writeWhole(headerPath, `${JSON.stringify(header, null, 2)}\n`)
    await flushFolder(dirname(path))
  }
  return {
    folder: {
      path,
      journalPath: join(path, 'journal.jsonl'),
      header,
      isResumed: known !== undefined,
      release: () => rm(lockPath, { force: true }),
    },
  }
}
