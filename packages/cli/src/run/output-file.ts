// SPDX-License-Identifier: Apache-2.0
// Whether results may go where they are meant to go, found out before the work that makes them.

import { open, rm, stat } from 'node:fs/promises'
import { besideOf } from './durable-file.ts'

export type OutputProblem = 'same_file' | 'exists' | 'unwritable'

async function identityOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined)
  return found && `${found.dev} ${found.ino}`
}

/**
 * What speaks against writing results to `path`; undefined when nothing does. The given file is never replaced, by
 * whichever name or link it is reached; another file only when `mayReplace`.
 */
export async function outputProblem(
  path: string,
  given: string,
  mayReplace: boolean,
): Promise<OutputProblem | undefined> {
  const source = await identityOf(given)
  const beside = besideOf(path)
  const [there, thereBeside] = [await identityOf(path), await identityOf(beside)]
  if (source !== undefined && (there === source || thereBeside === source)) return 'same_file'
  if (there !== undefined && !(await stat(path)).isFile()) return 'unwritable'
  if (there !== undefined && !mayReplace) return 'exists'
  try {
    // What a run left that was killed is written over; nothing else has this name.
    await (await open(beside, 'a', 0o600)).close()
    if (thereBeside === undefined) await rm(beside)
    return undefined
  } catch {
    return 'unwritable'
  }
}
