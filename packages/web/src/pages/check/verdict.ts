// SPDX-License-Identifier: Apache-2.0
// From judgements to what a person is told first: one of seven answers, and how sure it is. None of them is "safe".

import type { LinkLabel, MessageLabel, ProviderVerdict, Theme } from '@jandon/shield'
import type { Answer, MessageAnswer } from './judge.ts'

/**
 * `unlawful` is an advertisement for what an article forbids, `advert` any other that nobody wants. `shop` is one
 * that buys vouchers, says all that the law wants said, and offers nothing that it forbids. `short` is too little text
 * for any answer.
 */
export type Level = 'trap' | 'unlawful' | 'advert' | 'unsure' | 'shop' | 'nothing' | 'short'

/** Whether the answer is that nothing was found: what speaks for the sender is then told first. */
export function isCalm(level: Level): boolean {
  return level === 'nothing' || level === 'shop'
}

export interface Verdict {
  readonly level: Level
  /** Absent where the law decides and not likelihood. */
  readonly likelihood?: Likelihood
}

export interface Likelihood {
  /** Of a hundred like this, how many are a trap or an unlawful or unwanted advertisement: 1 to 99, never all. */
  readonly ofHundred: number
  readonly sureness: Sureness
}

export type Sureness = 'certain' | 'likely' | 'open'

/** What labels and a probability come to, whether just judged or read from a shared address. */
export interface Labels {
  readonly kind: 'message' | 'link'
  readonly label: MessageLabel | LinkLabel
  readonly probability: number
  /** Of a message. */
  readonly theme?: Theme
  readonly provider?: ProviderVerdict
  /** Of a message: a word or a number is hardly one. */
  readonly isShort?: boolean
}

/** From here on a message without a verdict is no longer one in which nothing was found. */
const UNSURE_FROM = 0.2

export function verdictOf(labels: Labels): Verdict {
  const level = levelOf(labels)
  // Where something else than likelihood decided, its number would mislead.
  const isDecidedElsewhere = labels.label === 'ham' && labels.probability < UNSURE_FROM && level !== 'nothing'
  if (level === 'short' || level === 'shop' || isDecidedElsewhere) return { level }
  const ofHundred = Math.min(99, Math.max(1, Math.round(labels.probability * 100)))
  const sure = level === 'nothing' ? 100 - ofHundred : level === 'unsure' ? 0 : ofHundred
  return { level, likelihood: { ofHundred, sureness: sure >= 95 ? 'certain' : sure >= 75 ? 'likely' : 'open' } }
}

/** Adverts whose harm is what they openly offer, even where the judge takes the sender for a swindler. */
const OPEN_OFFERS: readonly string[] = ['cash_out', 'phone_for_cash', 'loan']

function levelOf({ label, probability, theme, provider, isShort }: Labels): Level {
  const isOpenOffer = label !== 'smishing' || OPEN_OFFERS.includes(theme ?? 'none')
  if (provider === 'unlawful' && isOpenOffer) return 'unlawful'
  if (isShort === true) return 'short'
  if (label === 'smishing' || label === 'phishing') return 'trap'
  if (label === 'spam') return theme === 'cash_out' && provider === 'nothing_found' ? 'shop' : 'advert'
  if (label === 'suspicious' || provider === 'suspicious' || probability >= UNSURE_FROM) return 'unsure'
  return 'nothing'
}

/** Letters and digits: `안녕하세요`. */
const SHORT = 12
const SURE_ANYWAY = 0.9
/** A telephone number, or where mail goes: nobody can tell from it who uses it, so no likelihood counts. */
const NUMBER_ALONE = /^[\d\s()+.*#-]*$/
const MAIL_ALONE = /^[^\s@]+@[^\s@]+$/

function isShort(text: string, probability: number): boolean {
  const bare = text.trim()
  if (NUMBER_ALONE.test(bare) || MAIL_ALONE.test(bare)) return true
  return (bare.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < SHORT && probability < SURE_ANYWAY
}

/** What is said of the shop. That nothing was found counts only where it shows who it is and leads nowhere odd. */
function shopVerdict({ message, provider }: MessageAnswer): ProviderVerdict | undefined {
  if (provider?.verdict !== 'nothing_found') return provider?.verdict
  const isComplete = provider.businessNumber?.isWellFormed === true && provider.missing.length === 0
  return isComplete && message.links.every(link => link.label === 'ordinary') ? 'nothing_found' : undefined
}

export function labelsOf(answer: Answer): Labels {
  if (answer.kind === 'link') return { kind: 'link', label: answer.link.label, probability: answer.link.probability }
  const { message, provider, tellsOfOffer, mayOffend } = answer
  // Nobody is told that nothing was found where a link or a part is a trap, or what they ask about may be one.
  const isTrapInside = message.label === 'ham' && message.links.some(link => link.label === 'phishing')
  const isUnlawful = provider?.verdict === 'unlawful'
  const isUnsure = isTrapInside || tellsOfOffer || mayOffend || message.part !== undefined
  const verdict = !isUnlawful && isUnsure ? 'suspicious' : shopVerdict(answer)
  return {
    kind: 'message',
    label: message.label,
    theme: message.theme,
    probability: message.probability,
    ...(verdict && { provider: verdict }),
    isShort: message.links.length === 0 && !tellsOfOffer && isShort(answer.text, message.probability),
  }
}
