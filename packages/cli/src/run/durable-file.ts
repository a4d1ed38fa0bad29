// SPDX-License-Identifier: Apache-2.0
// Files that are whole or absent, whatever is killed when: written beside, flushed, then renamed over the old one.

import { open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Flushes a folder, so that a rename or a new file in it survives a power cut. Windows cannot and need not. */
export async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Where a file is written before it takes its name. */
export const besideOf = (path: string) => `${path}.part`

/** Replaces the file as one act: a reader sees the old text or the new one, never half. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = besideOf(path)
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
  await flushFolder(dirname(path))
}
