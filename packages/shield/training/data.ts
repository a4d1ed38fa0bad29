// SPDX-License-Identifier: Apache-2.0
// The messages that training and evaluation use: the given collections, which stay outside the project, and our corpus.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateCorpus } from '../corpus/generate.ts'
import type { MessageLabel, Theme } from '../src/message/judgement.ts'

export interface Example {
  readonly text: string
  readonly label: MessageLabel
  /** Absent where the collection does not say. */
  readonly theme?: Theme
  readonly language: string
  /** The collection, or `corpus`. */
  readonly source: string
  /** The sender kind in our corpus, else the source and label. */
  readonly kind: string
  /** What must not be torn apart by a split: the seed in our corpus; clusters are found later for the rest. */
  readonly group: string
}

const SHARED = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

/** Where the collections are: `JANDON_DATA`, or beside the project. */
export function dataFolder(): string {
  return process.env.JANDON_DATA ?? SHARED
}

/** Rows of a CSV file with quotes; the first row names the columns. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (quoted) {
      if (letter !== '"') field += letter
      else if (text[at + 1] === '"') {
        field += '"'
        at++
      } else quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === ',') {
      rows.at(-1)!.push(field)
      field = ''
    } else if (letter === '\n') {
      rows.at(-1)!.push(field)
      field = ''
      rows.push([])
    } else if (letter !== '\r') field += letter
  }
  if (field !== '' || rows.at(-1)!.length > 0) rows.at(-1)!.push(field)
  const [names = [], ...others] = rows.filter(row => row.length > 1)
  return others.map(row => Object.fromEntries(names.map((name, n) => [name, row[n] ?? ''])))
}

const CODE = /인증 ?(?:번호|코드)|로그인 코드|(?:authentication|verification|activation|security) code|one-time/i

/**
 * `mixed-ko` counts as spam whatever was reported, also real one-time codes and torn pieces of airlines' and exchanges'
 * notices in English: they would teach that a code or a booking is a trap.
 */
function isMislabelled({ text = '', label, source }: Record<string, string>): boolean {
  if (source !== 'mixed-ko' || label !== 'spam') return false
  return !/[가-힣]/.test(text) || (CODE.test(text) && !/결제|승인|https?:/i.test(text))
}

/** The collections, or nothing where they are absent. */
export function loadCollections(): Example[] | undefined {
  const file = join(dataFolder(), 'messages.train.csv')
  if (!existsSync(file)) return undefined
  const rows = readCsv(readFileSync(file, 'utf8')).filter(row => !isMislabelled(row))
  return rows.map(({ text = '', label = '', lang = '', source = '' }) => ({
    text,
    label: label as MessageLabel,
    language: lang,
    source,
    kind: `${source}/${label}`,
    group: '',
  }))
}

/** Our corpus, the same for the same seed. */
export function loadCorpus(seed: string, perSeed: number): Example[] {
  return generateCorpus({ seed, perSeed }).map(({ text, label, theme, language, kind, seedId }) => ({
    text,
    label,
    theme,
    language,
    source: 'corpus',
    kind: `${language}/${label}/${kind}`,
    group: seedId,
  }))
}
