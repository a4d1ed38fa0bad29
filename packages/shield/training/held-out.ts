// SPDX-License-Identifier: Apache-2.0
// Reads the messages of holdout/, which are only ever measured.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface HeldOut {
  readonly text: string
  readonly hostile: boolean
  readonly language: 'ko' | 'en'
  /** A kind of sender, or a theme. */
  readonly group: string
}

const FILES = [
  { name: 'ham-ko.txt', hostile: false, language: 'ko' },
  { name: 'ham-en.txt', hostile: false, language: 'en' },
  { name: 'hostile-ko.txt', hostile: true, language: 'ko' },
  { name: 'hostile-en.txt', hostile: true, language: 'en' },
] as const

/** Every held-out message. */
export function loadHeldOut(): HeldOut[] {
  return FILES.flatMap(({ name, hostile, language }) => {
    const path = fileURLToPath(new URL(`../holdout/${name}`, import.meta.url))
    let group = ''
    return readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line): HeldOut[] => {
        const named = /^# group: *(\S+)/.exec(line)
        if (named) group = named[1]!
        if (line.trim() === '' || line.startsWith('#')) return []
        return [{ text: line.replaceAll('\\n', '\n'), hostile, language, group }]
      })
  })
}
