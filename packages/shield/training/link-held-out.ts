// SPDX-License-Identifier: Apache-2.0
// The links that were written by hand before anything was learned, and are never trained on: how they are judged.

import { readFileSync } from 'node:fs'
import { checkLink } from '../src/link/check.ts'
import type { LinkLabel } from '../src/link/judgement.ts'
import { readCsv } from './data.ts'

export interface HeldOutLink {
  readonly url: string
  /** What the writer calls it. */
  readonly label: LinkLabel
  readonly kind: string
  readonly judged: LinkLabel
  readonly probability: number
}

/** Every held-out link with the writer's label and ours. */
export function judgeHeldOutLinks(): HeldOutLink[] {
  const rows = readCsv(readFileSync(new URL('../holdout/links.csv', import.meta.url), 'utf8'))
  return rows.map(({ url = '', label, kind = '' }) => {
    const { label: judged, probability } = checkLink(url)
    return { url, label: label as LinkLabel, kind, judged, probability }
  })
}

/** The share of links that the writer calls `label` and that are judged as one of `among`. */
export function shareOf(links: readonly HeldOutLink[], label: LinkLabel, among: readonly LinkLabel[]): number {
  const own = links.filter(link => link.label === label)
  return own.filter(({ judged }) => among.includes(judged)).length / Math.max(1, own.length)
}
