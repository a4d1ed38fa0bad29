// SPDX-License-Identifier: Apache-2.0
// The links of a message, and what kind of link each is for the message's own judgement.

import { checkLink, type FoundLink, findLinks, type LinkJudgement } from '../link/index.ts'

export const LINK_KINDS = ['official', 'ordinary', 'suspicious', 'phishing', 'imitation'] as const
export type LinkKind = (typeof LINK_KINDS)[number]

export interface MessageLink {
  readonly found: FoundLink
  readonly judgement: LinkJudgement
  readonly kind: LinkKind
}

/** Of more different links than this the first and the last are judged: where a trap would be hidden. */
const MOST_LINKS = 64

function kindOf(judgement: LinkJudgement): LinkKind {
  if (judgement.officialOf !== undefined) return 'official'
  if (judgement.imitates !== undefined) return 'imitation'
  return judgement.label
}

/** Nothing that could be a link has none of these signs. */
const MAY_HOLD_LINK = /[.:/。．｡◘●•∙⋅·ㆍ・]|닷|쩜|점컴/u

/** The different links of a text, judged. */
export function linksOf(text: string): MessageLink[] {
  if (!MAY_HOLD_LINK.test(text)) return []
  const found = [...new Map(findLinks(text).map(link => [link.url, link])).values()]
  const judged =
    found.length > MOST_LINKS ? [...found.slice(0, MOST_LINKS / 2), ...found.slice(-MOST_LINKS / 2)] : found
  return judged.map(link => {
    const judgement = checkLink(link.url)
    return { found: link, judgement, kind: kindOf(judgement) }
  })
}
