// SPDX-License-Identifier: Apache-2.0
// What is looked at in a link, and how rules and the learned score together make a label.

import { type Address, readAddress } from './address.ts'
import { findLinks } from './find.ts'
import type { LinkLabel } from './judgement.ts'
import { addressInside, type Finding, findingsOf, officialOf } from './rules.ts'
import { type Grade, REASONS } from './words.ts'

export interface Examined {
  readonly address: Address
  readonly findings: readonly Finding[]
}

/** The address meant by something that is not one as it stands: `bit . ly / abc`, or a link with words around it. */
function readAnyhow(given: string): Address | undefined {
  const read = readAddress(given)
  if (read && (read.isKnownSuffix || read.isRaw || read.host === '')) return read
  const [found] = findLinks(given.slice(0, 2000))
  const inner = found && readAddress(found.url)
  if (found && inner && (inner.isKnownSuffix || inner.isRaw))
    return { ...inner, at: { from: found.from, to: found.to } }
  const isMeant = read && (read.schemeName !== '' || read.host.includes('.') || read.host === 'localhost')
  return isMeant ? read : undefined
}

/** Pages of known sites whose only work is to pass people on. */
const REDIRECTS = /(^|\/)(url|l\.php|link-?redirect|redirect(or)?|redir|out|away|goto|ServiceLogin|logout)\/?$/i

function insideOf(address: Address): Finding[] {
  const inside = addressInside(address)
  const read = inside === undefined ? undefined : readAddress(inside)
  if (inside === undefined || !read || read.host === '' || read.owner === address.owner) return []
  if (officialOf(read)) return []
  const isTrap = countOf(findingsOf(read, inside), 'sure') > 0
  if (isTrap) return [{ code: 'trap_inside', evidence: read.host }]
  const code = REDIRECTS.test(address.path) ? 'passes_on' : 'address_inside'
  return [{ code, evidence: read.host }]
}

/** The address and all that the rules find; nothing when it is no address. */
export function examine(given: string): Examined | undefined {
  const address = readAnyhow(given)
  if (!address) return undefined
  return { address, findings: [...findingsOf(address, given), ...insideOf(address)] }
}

function countOf(findings: readonly Finding[], grade: Grade): number {
  return findings.filter(({ code }) => REASONS[code].grade === grade).length
}

/** Nobody can tell one such link from another by looking at it: they are at most suspicious by themselves. */
const OPAQUE = new Set(['shortener', 'leads_on', 'user_content', 'pays_a_person'])

/** What tells them apart after all. */
const TELLING = new Set(['brand_in_path', 'credential_path', 'brand_in_subdomain', 'person_in_address'])

/** A brand in front of a name that is itself suspect. */
function isBaited(findings: readonly Finding[]): boolean {
  const has = (pattern: RegExp) => findings.some(({ code }) => pattern.test(code))
  const suspect =
    /^(bait_name|cheap_suffix|credential_path|payment_path|random_name|many_hyphens|free_host|dynamic_name)$/
  return has(/^brand_in_subdomain$/) && has(suspect)
}

/** On a host for everybody a page of an odd name is judged by its looks where these are as bad as this. */
const HOSTED_TRAP = 0.8
const ODD_NAMES = new Set(['random_name', 'random_pair', 'many_hyphens', 'many_labels', 'bait_name', 'payment_path'])

/** A page of somebody on a known site: no more likely a trap than any link that people ask about. */
const PEOPLES_PAGE = 0.1

/** From here on a link is suspicious though no rule speaks. */
export const SUSPICIOUS_FROM = 0.25

/** The learned probability within what the rules make certain. */
export function bounded(findings: readonly Finding[], learned: number): number {
  if (findings.some(({ code }) => code === 'not_web')) return 0
  // What is called suspicious is at least as likely as what else is.
  return Math.max(countOf(findings, 'soft') > 0 ? SUSPICIOUS_FROM : 0, withinRules(findings, learned))
}

function withinRules(findings: readonly Finding[], learned: number): number {
  if (countOf(findings, 'sure') > 0) return Math.max(0.97, learned)
  // An own address that passes you on to a stranger's proves nothing of the stranger.
  const passesOn = findings.some(({ code }) => code === 'passes_on')
  if (findings.some(({ code }) => code === 'official')) return Math.min(passesOn ? 0.49 : 0.02, learned)
  if (findings.some(({ code }) => code === 'peoples_page')) return Math.min(passesOn ? 0.49 : PEOPLES_PAGE, learned)
  const isHarmless = findings.some(({ code }) => code === 'local_address' || code === 'well_known')
  if (isHarmless) return Math.min(0.05, learned)
  const strong = countOf(findings, 'strong') + (isBaited(findings) ? 1 : 0)
  if (strong > 1) return Math.max(0.95, learned)
  if (strong === 1) return Math.max(countOf(findings, 'soft') > 0 ? 0.9 : 0.75, learned)
  const isOpaque = findings.some(({ code }) => OPAQUE.has(code)) && !findings.some(({ code }) => TELLING.has(code))
  const isOdd = learned >= HOSTED_TRAP && findings.some(({ code }) => ODD_NAMES.has(code))
  return isOpaque && !isOdd ? Math.min(0.49, learned) : learned
}

export function labelOf(findings: readonly Finding[], probability: number): LinkLabel {
  if (findings.some(({ code }) => code === 'not_web')) return 'ordinary'
  if (probability >= 0.5) return 'phishing'
  return probability >= SUSPICIOUS_FROM ? 'suspicious' : 'ordinary'
}
