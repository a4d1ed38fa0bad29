// SPDX-License-Identifier: Apache-2.0
// The words of a judgement from its codes alone: for a result that is passed on without the text that it was made of.

import type { Advice, Words } from './judgement.ts'
import { adviceOf } from './link/advice.ts'
import type { LinkLabel } from './link/judgement.ts'
import { REASONS } from './link/words.ts'
import { adviceOf as adviceOnMessage } from './message/advice.ts'
import type { MessageLabel, Theme } from './message/judgement.ts'
import { REASON_WORDS, THEME_NAMES } from './message/words.ts'
import { adviceFor } from './provider/help.ts'
import type { ProviderLegalBasis, ProviderVerdict } from './provider/judgement.ts'
import { LEGAL_BASES, OFFENCE_CODES, OFFENCE_REASONS } from './provider/law.ts'
import { PATTERN_RULES, VOUCHER_REASON } from './provider/patterns.ts'
import { COUNTER_RULES, OFFER_RULES } from './provider/stance.ts'

/** What stands for the words that are not passed on. */
const LEFT_OUT = '…'
const SOMEBODY: Words = { ko: '잘 알려진 곳', en: 'a well-known name' }

const LINK_REASONS = bared(REASONS)
const MESSAGE_REASONS = bared(REASON_WORDS)
const PROVIDER_REASONS: ReadonlyMap<string, Words> = new Map([
  ...Object.entries(OFFENCE_REASONS),
  ...[...PATTERN_RULES, ...COUNTER_RULES, ...OFFER_RULES].map(
    ({ code, explanation }) => [code, explanation] satisfies [string, Words],
  ),
  ['voucher_purchase', VOUCHER_REASON],
])

function bared(reasons: Readonly<Record<string, Words>>): ReadonlyMap<string, Words> {
  return new Map(
    Object.entries(reasons).map(([code, { ko, en }]) => [code, { ko: bare(ko, 'ko'), en: bare(en, 'en') }]),
  )
}

/** A sentence with its places filled by what holds for any text: a quotation goes, a brand becomes general. */
function bare(sentence: string, language: keyof Words): string {
  return sentence
    .replace(/^“?\{evidence\}”?: /, '')
    .replaceAll(/\s*\([.‘“]?\{(?:evidence|word)\}[’”]?\)/g, '')
    .replaceAll('{brand}', SOMEBODY[language])
    .replaceAll(/\{\w+\}/g, LEFT_OUT)
}

/** Why a link was judged as it was; undefined for a code that there is not. */
export function explainLinkReason(code: string): Words | undefined {
  return LINK_REASONS.get(code)
}

/** Why a message was judged as it was; undefined for a code that there is not. */
export function explainMessageReason(code: string): Words | undefined {
  return MESSAGE_REASONS.get(code)
}

/** Why a shop was judged as it was; undefined for a code that there is not. */
export function explainProviderReason(code: string): Words | undefined {
  return PROVIDER_REASONS.get(code)
}

/** The article that the reason with this code rests on, where it rests on one. */
export function providerLegalBasis(code: string): ProviderLegalBasis | undefined {
  const offence = OFFENCE_CODES.find(known => known === code)
  return offence && LEGAL_BASES[offence]
}

/** What a theme is called. */
export function themeName(theme: Theme): Words {
  return THEME_NAMES[theme]
}

/** What to do about a message, known by its label and theme. */
export function messageAdvice(label: MessageLabel, theme: Theme): Advice {
  return adviceOnMessage(label, theme)
}

/** What to do about a link, known by its label only. */
export function linkAdvice(label: LinkLabel): Advice {
  return adviceOf(label, 'unknown')
}

/** What to do about a shop, known by its verdict and the codes of the reasons. */
export function providerAdvice(verdict: ProviderVerdict, codes: readonly string[]): Advice {
  return adviceFor(verdict, codes)
}
