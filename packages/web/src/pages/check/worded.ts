// SPDX-License-Identifier: Apache-2.0
// A shared result in words again: what it means, what to do and why, from its codes alone.

import {
  type Advice,
  explainLinkReason,
  explainMessageReason,
  explainProviderReason,
  LINK_LABELS,
  linkAdvice,
  MESSAGE_LABELS,
  messageAdvice,
  PROVIDER_VERDICTS,
  type ProviderLegalBasis,
  providerAdvice,
  providerLegalBasis,
  THEMES,
  themeName,
  type Words,
} from '@jandon/shield'
import type { Listed } from './reasons.tsx'
import { readShared, type SharedResult } from './shared-result.ts'
import { unsureAdvice } from './unsure-advice.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export interface Worded {
  readonly kind: SharedResult['kind']
  readonly verdict: Verdict
  /** What the message is about, where it is about something. */
  readonly about: Words | undefined
  readonly advice: Advice
  readonly bases: readonly ProviderLegalBasis[]
  readonly reasons: readonly Listed[]
}

/** The result in a fragment, in words; undefined where none can be read. Codes that are not known are passed over. */
export function wordShared(fragment: string): Worded | undefined {
  const result = readShared(fragment, { LINK_LABELS, MESSAGE_LABELS, PROVIDER_VERDICTS, THEMES })
  if (result === undefined) return undefined
  const { kind, label, percent, codes } = result
  if (kind === 'link') {
    return {
      kind,
      verdict: verdictOf({ kind, label, probability: percent / 100 }),
      about: undefined,
      advice: linkAdvice(label),
      bases: [],
      reasons: listed(codes, explainLinkReason),
    }
  }
  const { theme, provider } = result
  const verdict = verdictOf({ kind, label, theme, probability: percent / 100, ...(provider && { provider }) })
  const isAboutShop = verdict.level === 'shop' || (verdict.level === 'unlawful' && label === 'ham')
  return {
    kind,
    verdict,
    about: theme === 'none' || verdict.level === 'shop' ? undefined : themeName(theme),
    advice:
      isAboutShop && provider !== undefined
        ? providerAdvice(provider, codes)
        : (unsureAdvice(verdict.level, label) ?? messageAdvice(label, theme)),
    bases: provider !== 'unlawful' ? [] : codes.flatMap(code => providerLegalBasis(code) ?? []),
    reasons: listed(codes, code => explainMessageReason(code) ?? explainProviderReason(code)),
  }
}

function listed(codes: readonly string[], explain: (code: string) => Words | undefined): Listed[] {
  return codes.flatMap(code => {
    const explanation = explain(code)
    return explanation === undefined ? [] : [{ code, evidence: '', explanation, weight: 1 }]
  })
}
