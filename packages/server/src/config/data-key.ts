// SPDX-License-Identifier: Apache-2.0
// The key that personal data is encrypted with. In production it comes from outside; elsewhere it is made once and kept
// in a file that only its owner reads. It is never replaced: a lost key is told, for a new one would make the old data
// unreadable.

import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { ConfigFault } from './config.ts'
import type { Config } from './variables.ts'

export const dataKeyFile = (dataDir: string): string => join(dataDir, 'keys', 'data.key')

function readKey(file: string): string | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new ConfigFault([
      `The data key in ${file} cannot be read: ${error}. Correct its owner, or set JANDON_DATA_KEY.`,
    ])
  }
  if (/^[0-9a-f]{64}$/.test(text)) return text
  throw new ConfigFault([
    `The data key in ${file} is damaged. Restore the file from your backup, or set JANDON_DATA_KEY.`,
  ])
}

/**
 * The configured key, or the one of the data directory, which is made when there is none.
 * Idempotent by: the file; of two processes that make it at once, both get the same one.
 * Faults: `ConfigFault`.
 */
export function openDataKey(config: Pick<Config, 'dataKey' | 'dataDir'>): string {
  if (config.dataKey !== undefined) return config.dataKey
  const file = dataKeyFile(config.dataDir)
  const there = readKey(file)
  if (there !== undefined) return there
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(join(config.dataDir, 'keys'), { recursive: true, mode: 0o700 })
    const handle = openSync(draft, 'w', 0o600)
    writeFileSync(handle, `${randomBytes(32).toString('hex')}\n`)
    fsyncSync(handle)
    closeSync(handle)
    chmodSync(draft, 0o600)
    // A link fails when the name is taken, where a rename would replace the other process's key.
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new ConfigFault([`The data key cannot be made in ${file}: ${error}. Name another directory with DATA_DIR.`])
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return readKey(file) ?? openDataKey(config)
}
