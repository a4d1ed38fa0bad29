// SPDX-License-Identifier: Apache-2.0
// Judges one link and says why, in words.

import type { Reason, Span } from '../judgement.ts'
import type { Address } from './address.ts'
import { adviceOf } from './advice.ts'
import { featuresOf } from './features.ts'
import type { LinkJudgement } from './judgement.ts'
import { learned, MODEL_VERSION } from './model.ts'
import type { Finding } from './rules.ts'
import { bounded, examine, labelOf } from './verdict.ts'
import { REASONS } from './words.ts'

function placeOf(given: string, address: Address, evidence: string): Span | undefined {
  if (evidence === '') return undefined
  const lower = given.slice(0, 2 * LONGEST).toLowerCase()
  const wanted = evidence.toLowerCase()
  const inHost = lower.indexOf(wanted, address.at.from)
  const from = inHost >= 0 ? inHost : lower.indexOf(wanted)
  const to = from + evidence.length
  if (from >= 0 && given.slice(from, to).toLowerCase() === wanted) return { from, to }
  return address.at.to > address.at.from ? address.at : undefined
}

function filled(text: string, finding: Finding, language: 'ko' | 'en'): string {
  return text
    .replaceAll('{evidence}', () => finding.evidence)
    .replaceAll('{brand}', () => finding.brand?.name[language] ?? '')
    .replaceAll('{word}', () => finding.word ?? '')
}

function reasonOf(given: string, address: Address, finding: Finding, weight: number): Reason {
  const { ko, en } = REASONS[finding.code]
  const span = placeOf(given, address, finding.evidence)
  return {
    code: finding.code,
    evidence: span ? given.slice(span.from, span.to) : '',
    spans: span ? [span] : [],
    explanation: { ko: filled(ko, finding, 'ko'), en: filled(en, finding, 'en') },
    weight,
  }
}

function unread(given: string): LinkJudgement {
  const { ko, en, weight } = REASONS.not_an_address
  return {
    url: given,
    label: 'ordinary',
    probability: 0,
    reasons: [{ code: 'not_an_address', evidence: '', spans: [], explanation: { ko, en }, weight }],
    advice: adviceOf('ordinary', 'none'),
    modelVersion: MODEL_VERSION,
  }
}

function kindOf(address: Address, isOfficial: boolean): 'official' | 'unknown' | 'none' {
  if (address.scheme === 'contact') return 'none'
  return isOfficial ? 'official' : 'unknown'
}

/** The learned score as a reason, where it moves the judgement: log odds without the machine's logarithm. */
function learnedReason(given: string, address: Address, score: number): Reason[] {
  if (score < SAID_FROM) return []
  const weight = score > 0.99 ? 4 : score > 0.9 ? 2.5 : score > 0.7 ? 1.5 : 0.5
  return [reasonOf(given, address, { code: 'learned', evidence: address.shown || address.clean.slice(0, 40) }, weight)]
}

const SAID_FROM = 0.3
const LONGEST = 4096

/**
 * Whether a link is a trap, with the reasons. Takes anything: an address with or without scheme, or nonsense, of which
 * it says that it is none. Total: never throws. Looks nothing up, so the same link is always judged the same.
 */
export function checkLink(url: string): LinkJudgement {
  const examined = examine(url)
  if (!examined) return unread(url)
  const { address, findings } = examined
  const score = learned(featuresOf(address, findings))
  const probability = bounded(findings, score)
  const label = labelOf(findings, probability)
  const official = findings.find(({ code }) => code === 'official')?.brand
  const imitated = findings.find(({ code, brand }) => code !== 'official' && brand)?.brand
  const shown = label === 'ordinary' || official ? undefined : imitated
  const brand = official ?? shown
  const reasons = findings.map(finding => reasonOf(url, address, finding, REASONS[finding.code].weight))
  // On a known site the make-up of the address is the site's own, whoever's page it is.
  const isPage = findings.some(({ code }) => code === 'peoples_page')
  if (!official && !isPage && address.host !== '') reasons.push(...learnedReason(url, address, score))
  reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return {
    url,
    ...(address.host !== '' && { host: address.host }),
    ...(address.registrable !== '' && { registrableName: address.registrable }),
    label,
    probability,
    reasons,
    ...(official && { officialOf: official.name.ko }),
    ...(shown && { imitates: shown.name.ko }),
    ...(brand && { brand: brand.name }),
    advice: adviceOf(label, kindOf(address, official !== undefined)),
    modelVersion: MODEL_VERSION,
  }
}
