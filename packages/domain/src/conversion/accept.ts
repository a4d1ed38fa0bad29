// SPDX-License-Identifier: Apache-2.0
// Whether a quoted option may become a conversion now. Everything that speaks against it is checked here, in one fixed
// order, from data alone; a refused decision has no path around this function.

import { sameName } from '../payout/index.ts'
import type { OptionJson, QuoteJson, ReDecision } from '../quote/index.ts'
import { fullYears, type Instant, type LocalDate, MINUTE, parseInstant, parseLocalDate } from '../time/index.ts'

/**
 * Age from which a person disposes of their own property alone, by jurisdiction. Below it a conversion needs the
 * guardian. Law: KR civil code article 4 (full age), article 5 (acts of minors).
 */
const FULL_AGE: Readonly<Record<string, number>> = { KR: 19, JP: 18, GB: 18, EU: 18, US: 18 }
/** The highest of them, for a jurisdiction that is not listed: a minor let through is the worse mistake. */
const FULL_AGE_ELSEWHERE = 21

/** How far a caller's clock may be off. Five minutes is what certificate and token checks commonly allow. */
const CLOCK_SKEW_MS = 5 * MINUTE

export interface AcceptInput {
  readonly quote: Pick<QuoteJson, 'jurisdiction' | 'language' | 'consent'> & {
    readonly createdAt: Instant
    readonly expiresAt: Instant
  }
  readonly option: OptionJson | undefined
  /** Whether the item of the option, or any item when there is no such option, was refused. */
  readonly refused: boolean
  /** The same facts decided under the pack of today; undefined when that pack is missing or stale. */
  readonly today: ReDecision | undefined
  readonly holder: { readonly id: string; readonly name: string; readonly birthDate: string | undefined }
  readonly payoutAccount: { readonly holderId: string; readonly accountHolder: string }
  readonly consent: { readonly language: string; readonly acceptedAt: string; readonly textHash: string }
  readonly now: Instant
  readonly on: LocalDate
}

export type AcceptRefusalCode =
  | 'quote_expired'
  | 'option_not_found'
  | 'decision_refused'
  | 'decision_changed'
  | 'route_not_carried_out'
  | 'pack_stale'
  | 'payout_account_not_of_holder'
  | 'payout_account_name_differs'
  | 'birth_date_missing'
  | 'holder_is_minor'
  | 'consent_mismatch'
  | 'consent_too_old'
  | 'invalid_request'

export type AcceptDecision =
  | { readonly kind: 'proceed'; readonly option: OptionJson; readonly acceptedAt: Instant }
  | {
      readonly kind: 'refuse'
      readonly code: AcceptRefusalCode
      readonly params?: Readonly<Record<string, string>>
      readonly pointer?: string
    }

const refuse = (
  code: AcceptRefusalCode,
  params?: Readonly<Record<string, string>>,
  pointer?: string,
): AcceptDecision => ({ kind: 'refuse', code, ...(params ? { params } : {}), ...(pointer ? { pointer } : {}) })

/** Decides whether the holder may accept the option now. Refusals: every `AcceptRefusalCode`. */
export function decideAccept(input: AcceptInput): AcceptDecision {
  const { quote, option, holder, consent, now } = input
  if (!option) return refuse(input.refused ? 'decision_refused' : 'option_not_found')
  if (now >= quote.expiresAt) return refuse('quote_expired')
  if (!option.carriedOut || option.payout !== 'bank') return refuse('route_not_carried_out', { route: option.route })
  if (!input.today) return refuse('pack_stale')
  if (input.today.kind === 'changed') {
    const fields = input.today.differences.map(difference => difference.field).join(', ')
    return refuse('decision_changed', { ruleId: option.ruleId, fields })
  }
  if (input.payoutAccount.holderId !== holder.id) return refuse('payout_account_not_of_holder')
  if (!sameName(input.payoutAccount.accountHolder, holder.name)) return refuse('payout_account_name_differs')
  const birthDate = holder.birthDate === undefined ? undefined : parseLocalDate(holder.birthDate)
  if (!birthDate) return refuse('birth_date_missing')
  const fullAge = FULL_AGE[quote.jurisdiction] ?? FULL_AGE_ELSEWHERE
  if (fullYears(birthDate, input.on) < fullAge) return refuse('holder_is_minor', { fullAge: String(fullAge) })
  // The arrival counts from today, as the consent says.
  return checkConsent(quote, { ...option, arrivesBy: input.today.option.arrivesBy }, consent, now)
}

/** The holder agreed to this very text, in its language, after it was shown and not long ago. */
function checkConsent(
  quote: AcceptInput['quote'],
  option: OptionJson,
  consent: AcceptInput['consent'],
  now: Instant,
): AcceptDecision {
  if (consent.textHash !== quote.consent.textHash || consent.language !== quote.language) {
    return refuse('consent_mismatch')
  }
  const acceptedAt = parseInstant(consent.acceptedAt)
  if (acceptedAt === undefined || acceptedAt > now + CLOCK_SKEW_MS) {
    return refuse('invalid_request', undefined, '/consent/acceptedAt')
  }
  // Before the quote existed its text cannot have been read; the quote's own expiry bounds the other side.
  if (acceptedAt < quote.createdAt - CLOCK_SKEW_MS) return refuse('consent_too_old')
  return { kind: 'proceed', option, acceptedAt }
}
