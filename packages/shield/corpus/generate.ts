// SPDX-License-Identifier: Apache-2.0
// The corpus that the message model is trained on: every seed file, written out. The same seed and the same files give
// the same messages in the same order on every machine.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MessageLabel, Theme } from '../src/message/judgement.ts'
import { chanceOf } from './chance.ts'
import { type Language, parseSeedFile, type Seed, writeMessage } from './grammar.ts'
import { createFiller, isSlot } from './slots.ts'

export const SEEDS_FOLDER = fileURLToPath(new URL('./seeds/', import.meta.url))

export interface CorpusMessage {
  readonly text: string
  readonly label: MessageLabel
  readonly theme: Theme
  readonly language: Language
  readonly kind: string
  /** File and line of the seed: messages of one seed belong on one side of a split. */
  readonly seedId: string
  /** As the seed file says; 1 when it says nothing. */
  readonly weight: number
}

export interface CorpusOptions {
  /** Another seed, other messages. */
  readonly seed: string | number
  /** How many messages to try for each seed: one without slots gives one, whatever this is. */
  readonly perSeed: number
  /** Where the seed files are; those of the project when absent. */
  readonly folder?: string
}

const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Every seed of every `.txt` under the folder, in the order of paths and lines. Faults: SeedFault. */
export function loadSeeds(folder: string = SEEDS_FOLDER): Seed[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.txt'))
    .map(path => path.replaceAll('\\', '/'))
    .sort(byUnits)
  return paths.flatMap(path => parseSeedFile(path, readFileSync(join(folder, path), 'utf8'), isSlot))
}

/** Different messages of one seed, at most `count`, in a stable order. */
export function messagesOf(seed: Seed, chanceSeed: string | number, count: number): string[] {
  const texts = new Set<string>()
  for (let i = 0; i < count; i++) {
    // Chance hangs on the words of the seed, not on its place: an edit elsewhere in the file changes nothing here.
    const chance = chanceOf(`${chanceSeed} ${i} ${seed.label} ${seed.raw}`)
    const text = writeMessage(seed, chance, createFiller(chance, seed.language))
    if (text !== '') texts.add(text)
  }
  return [...texts]
}

/**
 * The whole corpus. No text appears twice: the first in the order of paths stays.
 * Faults: SeedFault when a seed file cannot be read; says file, line and what to do.
 */
export function generateCorpus({ seed, perSeed, folder }: CorpusOptions): CorpusMessage[] {
  const seen = new Set<string>()
  const messages: CorpusMessage[] = []
  for (const one of loadSeeds(folder)) {
    const { label, theme, language, kind, id, weight } = one
    for (const text of messagesOf(one, seed, perSeed)) {
      if (seen.has(text)) continue
      seen.add(text)
      messages.push({ text, label, theme, language, kind, seedId: id, weight })
    }
  }
  return messages
}
