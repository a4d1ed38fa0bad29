// SPDX-License-Identifier: Apache-2.0
// Judges one link: reads it, finds what the rules find, asks the learned score, and says it in words.

import type { Reason, Span } from '../judgement.ts'
import { type Address, readAddress } from './address.ts'
import { adviceOf } from './advice.ts'
import { findLinks } from './find.ts'
import type { LinkJudgement, LinkLabel } from './judgement.ts'
import { logistic } from './maths.ts'
import { addressInside, type Finding, findingsOf } from './rules.ts'
import { type Grade, REASONS } from './words.ts'

const VERSION = 'rules-1'

function placeOf(given: string, address: Address, evidence: string): Span | undefined {
  if (evidence === '') return undefined
  const lower = given.toLowerCase()
  const wanted = evidence.toLowerCase()
  if (lower.length !== given.length) return address.at
  const inHost = lower.indexOf(wanted, address.at.from)
  const from = inHost >= 0 ? inHost : lower.indexOf(wanted)
  if (from >= 0) return { from, to: from + evidence.length }
  return address.at.to > address.at.from ? address.at : undefined
}

function filled(text: string, finding: Finding, language: 'ko' | 'en'): string {
  return text
    .replaceAll('{evidence}', () => finding.evidence)
    .replaceAll('{brand}', () => finding.brand?.name[language] ?? '')
    .replaceAll('{word}', () => finding.word ?? '')
}

function reasonOf(given: string, address: Address, finding: Finding): Reason {
  const { ko, en, weight } = REASONS[finding.code]
  const span = placeOf(given, address, finding.evidence)
  return {
    code: finding.code,
    evidence: span ? given.slice(span.from, span.to) : '',
    spans: span ? [span] : [],
    explanation: { ko: filled(ko, finding, 'ko'), en: filled(en, finding, 'en') },
    weight,
  }
}

function count(findings: readonly Finding[], grade: Grade): number {
  return findings.filter(({ code }) => REASONS[code].grade === grade).length
}

function labelOf(findings: readonly Finding[], probability: number): LinkLabel {
  if (probability >= 0.5) return 'phishing'
  return probability >= 0.3 || count(findings, 'soft') > 0 ? 'suspicious' : 'ordinary'
}

/** What the rules alone make certain: the least and the most that the probability may be. */
function boundsOf(findings: readonly Finding[]): [number, number] {
  if (count(findings, 'sure') > 0) return [0.97, 1]
  if (findings.some(({ code }) => code === 'official')) return [0, 0.02]
  const strong = count(findings, 'strong')
  if (strong > 1) return [0.95, 1]
  if (strong === 1) return [count(findings, 'soft') > 0 ? 0.9 : 0.75, 1]
  return [0, 1]
}

function scoreOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { code }) => sum + REASONS[code].weight, -2.6)
}

function unread(given: string): LinkJudgement {
  const { ko, en, weight } = REASONS.not_an_address
  return {
    url: given,
    label: 'ordinary',
    probability: 0,
    reasons: [{ code: 'not_an_address', evidence: '', spans: [], explanation: { ko, en }, weight }],
    advice: adviceOf('ordinary', 'none'),
    modelVersion: VERSION,
  }
}

/** The address meant by something that is not one as it stands: `bit . ly / abc`, or a link with words around it. */
function readAnyhow(given: string): Address | undefined {
  const read = readAddress(given)
  if (read && (read.isKnownSuffix || read.isRaw || read.host === '')) return read
  const [found] = findLinks(given.slice(0, 2000))
  const inner = found && readAddress(found.url)
  if (!found || !inner)
    return read && (read.schemeName !== '' || read.host.includes('.') || read.host === 'localhost') ? read : undefined
  return { ...inner, at: { from: found.from, to: found.to } }
}

function insideOf(address: Address, isDeep: boolean): Finding[] {
  const inside = addressInside(address)
  const read = inside === undefined ? undefined : readAddress(inside)
  if (inside === undefined || !read || read.owner === address.owner) return []
  const isTrap = !isDeep && count(findingsOf(read, inside), 'sure') > 0
  return [{ code: isTrap ? 'trap_inside' : 'address_inside', evidence: read.host }]
}

/**
 * Whether a link is a trap, with the reasons. Takes anything: an address with or without scheme, or nonsense, of which
 * it says that it is none. Total: never throws. Looks nothing up, so the same link is always judged the same.
 */
export function checkLink(url: string): LinkJudgement {
  const address = readAnyhow(url)
  if (!address) return unread(url)
  const findings = [...findingsOf(address, url), ...insideOf(address, false)]
  const [least, most] = boundsOf(findings)
  const probability = Math.min(most, Math.max(least, logistic(scoreOf(findings))))
  const official = findings.find(({ code }) => code === 'official')?.brand
  const imitated = findings.find(({ code, brand }) => code !== 'official' && brand)?.brand
  const label = address.scheme === 'contact' ? 'ordinary' : labelOf(findings, probability)
  const reasons = findings.map(finding => reasonOf(url, address, finding))
  reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  return {
    url,
    ...(address.host !== '' && { host: address.host }),
    ...(address.registrable !== '' && { registrableName: address.registrable }),
    label,
    probability,
    reasons,
    ...(official && { officialOf: official.name.ko }),
    ...(imitated && label !== 'ordinary' && { imitates: imitated.name.ko }),
    advice: adviceOf(label, address.scheme === 'contact' ? 'none' : official ? 'official' : 'unknown'),
    modelVersion: VERSION,
  }
}
