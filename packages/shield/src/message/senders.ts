// SPDX-License-Identifier: Apache-2.0
// Which brands and offices a message names, and whether its links are theirs.

import { BRANDS } from '../link/brands.ts'
import type { Reading } from '../text/index.ts'
import { isHangul } from '../text/letters.ts'
import { findIn, indexTerms, type TermHit } from './lexicon.ts'
import type { MessageLink } from './links.ts'

/** What is left of some names, and what some names mean besides, is an ordinary word. */
const ORDINARY: ReadonlySet<string> = new Set([
  ...['저축은행', '손해보험', '생명보험', '편의점택배', '인증', '다음', '기프티콘', '증권', '카드', '은행'],
  ...['PASS', 'LG', 'Line', 'Band', 'Next', 'Wise', 'Chase', 'Apple', 'Target', 'Three', 'Post'],
])

/** The names of a brand as messages write them: without what stands in brackets, and without Latin letters in front. */
function namesOf(ko: string, en: string, plain: readonly string[]): string[] {
  const parts = ko.split(/[()·,/]/).map(part => part.trim())
  const korean = parts.flatMap(part => [part, part.replace(/^[A-Za-z&\s]+(?=[가-힣]{4})/, '')])
  const english = plain.includes(en.toLowerCase().replaceAll(' ', '')) ? [] : [en]
  // Every number is read as 0, so a name with one would be found in any number.
  return [...new Set([...korean, ...english])].filter(
    name => name.length >= 2 && !ORDINARY.has(name) && !/\d/.test(name),
  )
}

const NAMES = indexTerms(
  BRANDS.flatMap(({ name, plainMarks }, at) =>
    namesOf(name.ko, name.en, plainMarks).map((term): [string, number] => [term, at]),
  ),
)

/** Two Korean letters are part of many words: such a name must stand by itself. */
function standsAlone({ folded, compactAt }: Reading, { from, to }: TermHit): boolean {
  if (to - from > 2) return true
  const [first, last] = [compactAt[from]!, compactAt[to - 1]!]
  return (first === 0 || !isHangul(folded[first - 1]!)) && (last + 1 >= folded.length || !isHangul(folded[last + 1]!))
}

/** Brands and offices named in a text, its links aside: `code` is the place in `BRANDS`. */
export function sendersOf(reading: Reading, links: readonly MessageLink[]): TermHit[] {
  const isInLink = ({ from }: TermHit) => {
    const at = reading.from[reading.compactAt[from]!]!
    return links.some(({ found }) => at >= found.from && at < found.to)
  }
  return findIn(NAMES, reading).filter(hit => standsAlone(reading, hit) && !isInLink(hit))
}

/** Whether links are those of whom the message names; undefined where it has no link or names nobody. */
export function linksMatch(senders: readonly TermHit[], links: readonly MessageLink[]): boolean | undefined {
  if (senders.length === 0 || links.length === 0) return undefined
  const owners = new Set(links.flatMap(({ judgement }) => judgement.officialOf ?? []))
  // An office's notice may lead to another office, and a shop's to its bank: only foreign ground speaks against it.
  return owners.size > 0 && links.every(({ kind }) => kind === 'official' || kind === 'ordinary')
}
