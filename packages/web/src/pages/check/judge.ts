// SPDX-License-Identifier: Apache-2.0
// What was given, and which judgements it gets: a lone address is a link, everything else a message, and an advert for
// cash is judged as a shop as well. Nothing here leaves the browser.

import type {
  checkLink,
  checkMessage,
  checkProvider,
  findLinks,
  LinkJudgement,
  MessageJudgement,
  messageAdvice,
  ProviderJudgement,
  themeName,
} from '@jandon/shield'
import { isPaymentNotice } from './payment-notice.ts'
import { tellsOfOffer } from './told-offer.ts'

/** Characters that are judged: a chat of a day or two. A slow phone needs two seconds for as much. */
export const LETTERS_MAX = 20_000

export interface Shield {
  readonly checkMessage: typeof checkMessage
  readonly checkLink: typeof checkLink
  readonly checkProvider: typeof checkProvider
  readonly findLinks: typeof findLinks
  readonly messageAdvice: typeof messageAdvice
  readonly themeName: typeof themeName
}

export interface MessageAnswer {
  readonly kind: 'message'
  /** What was judged, to which the places in the judgement belong. */
  readonly text: string
  /** More was given than is judged. */
  readonly isCut: boolean
  readonly message: MessageJudgement
  /** Where the text offers cash for something, or does what such shops do. */
  readonly provider?: ProviderJudgement
  /** Somebody asks in their own words about such an offer. */
  readonly tellsOfOffer: boolean
  /** The judge of shops thinks of an article, but of nothing that is surely an offer. */
  readonly mayOffend: boolean
}

export interface LinkAnswer {
  readonly kind: 'link'
  readonly text: string
  readonly isCut: boolean
  readonly link: LinkJudgement
}

export type Answer = MessageAnswer | LinkAnswer

/** Adverts in which somebody pays cash for what was bought, or for a phone. */
const SHOP_THEMES: readonly string[] = ['cash_out', 'phone_for_cash']

/** In log odds: an offence that the text itself offers, and not just the name of a thing in an advert. */
const SURE_OFFENCE = 2

function isSureOffence({ verdict, reasons, legalBasis }: ProviderJudgement): boolean {
  const codes = legalBasis.map(basis => basis.code)
  return verdict === 'unlawful' && reasons.some(({ code, weight }) => codes.includes(code) && weight >= SURE_OFFENCE)
}

/** What takes itself for a notice of a payment is a trap about one, never an advert of a shop. */
function asNotice(shield: Shield, message: MessageJudgement): MessageJudgement {
  const [label, theme] = ['smishing', 'small_payment'] as const
  return { ...message, label, theme, themeName: shield.themeName(theme), advice: shield.messageAdvice(label, theme) }
}

/** Judges what was pasted. `given` has something in it besides space. */
export function judge(shield: Shield, given: string): Answer {
  const text = firstLetters(given)
  const isCut = text.length < given.length
  const address = loneAddress(shield, text)
  if (address !== undefined) return { kind: 'link', text: address, isCut, link: shield.checkLink(address) }
  const first = shield.checkMessage(text)
  const isAdvert = SHOP_THEMES.includes(first.theme)
  const isNotice = isPaymentNotice(text)
  const message = isNotice && isAdvert ? asNotice(shield, first) : first
  const provider = shield.checkProvider({ text })
  const isShop = !isNotice && (isAdvert || isSureOffence(provider))
  const codes = provider.reasons.map(reason => reason.code)
  return {
    kind: 'message',
    text,
    isCut,
    message,
    tellsOfOffer: tellsOfOffer(text, codes),
    mayOffend: !isShop && !isNotice && provider.verdict === 'unlawful',
    ...(isShop && { provider }),
  }
}

/** What people put around an address: `<cj.example>`, `“cj.example”`. */
const AROUND = /^[\s<("'“‘「]+|[\s>)"'”’」]+$/g

/** The address, where nothing but an address was given. */
function loneAddress(shield: Shield, text: string): string | undefined {
  const bare = text.replaceAll(AROUND, '')
  if (/\s/.test(bare)) return undefined
  const [link, ...others] = shield.findLinks(bare)
  return link !== undefined && others.length === 0 && link.from === 0 && link.to === bare.length ? bare : undefined
}

/** As much as is judged, without half a character at its end. */
function firstLetters(text: string): string {
  if (text.length <= LETTERS_MAX) return text
  const last = text.charCodeAt(LETTERS_MAX - 1)
  const isHalf = last >= 0xd800 && last <= 0xdbff
  return text.slice(0, isHalf ? LETTERS_MAX - 1 : LETTERS_MAX)
}
