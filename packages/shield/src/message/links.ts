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

/** More links than this are not judged one by one: a message of hundreds of links is no message. */
const MOST_LINKS = 8

function kindOf(judgement: LinkJudgement): LinkKind {
  if (judgement.officialOf !== undefined) return 'official'
  if (judgement.imitates !== undefined) return 'imitation'
  return judgement.label
}

/** Nothing that could be a link has none of these signs. */
const MAY_HOLD_LINK = /[.:/。．｡◘●•∙⋅·ㆍ・]|닷|쩜|점컴/u

/** The first links of a text, judged. */
export function linksOf(text: string): MessageLink[] {
  if (!MAY_HOLD_LINK.test(text)) return []
  return findLinks(text)
    .slice(0, MOST_LINKS)
    .map(found => {
      const judgement = checkLink(found.url)
      return { found, judgement, kind: kindOf(judgement) }
    })
}
