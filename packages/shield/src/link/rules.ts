// SPDX-License-Identifier: Apache-2.0
// What can be said of an address without having learned anything: each finding with its evidence.

import type { Address } from './address.ts'
import { type Brand, isSchool, ownerOf } from './brands.ts'
import { OFFICE_WORDS } from './brands-kr-public.ts'
import {
  isCheap,
  isDynamic,
  isFreeHost,
  isPaidToPerson,
  isPeoplesPage,
  isShortener,
  isUserContent,
  leadsOn,
} from './hosts.ts'
import { imitationsOf, isBait } from './imitation.ts'
import { isKnown } from './known.ts'
import { latinOf, mixesScripts } from './letters.ts'
import type { LinkReasonCode } from './words.ts'

export interface Finding {
  readonly code: LinkReasonCode
  /** As it stands in the address, where it stands there. */
  readonly evidence: string
  readonly brand?: Brand
  readonly word?: string
}

const CREDENTIAL =
  /(?:^|[/?&=._-])((?:log|sign)[-_]?(?:in|on)\w{0,6}|password|passwd|pwd|webscr|verif\w{1,9}|authenticat\w{0,6}|authoriz\w{0,6}|2fa|otp|identi(?:ty|fication)|unlock|recover\w{0,3}|suspend\w{0,3}|secure\w{0,6}|security|my-?account|account-?\w{0,8}|wp-login|owa|webmail|kyc|confirm\w{0,6}|validat\w{0,5}|session\w{0,4}|auth)(?=[/?&=._\d-]|$)/i
const PAYMENT =
  /(?:^|[/?&=._-])(pay(?:ment|ments|out|ee|pal)?|billing|bill|invoice|checkout|card|creditcard|wallet|refund|banking|bank|transfer|deposit|withdraw|charge)(?=[/?&=._\d-]|$)/i
const HACKED =
  /\/(wp-content|wp-includes\w?|wp-admin|\.well-known|cgi-bin|plugins|modules|components|templates|vendor|includes|libraries|tmp|temp|cache|upload|uploads|backup|old)\//i
const PACKAGE = /\.(apk|xapk|apks|aab)(?=$|[?#&/])/i
const PROFILE = /\.(mobileconfig|ipa|plist)(?=$|[?#&/])|itms-services/i
const PROGRAM = /\.(exe|msi|scr|bat|cmd|vbs|jar|dmg|pkg|hta|iso|lnk|ps1)(?=$|[?#])/i
const REMOTE = /[?&]id=[\w.]*(teamviewer|anydesk|rustdesk|airdroid|alpemix|splashtop|remotecontrol|supremo)[\w.]*/i
const GAMBLING =
  /(toto|casino|baccarat|slot(?=s|\d|$)|betting|holdem|powerball|sportsbet|bet(?=\d|-|$)|1xbet|zzang\d|\d{3}bet)/i
const PERSON = /[\w.+-]{2,40}(?:@|%40)[\w-]{2,40}\.[a-z]{2,10}/i
const LOCAL = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0$|\[::1\]$|\[f[cd]|\[fe80)/
const STORES = new Set(['google', 'apple', 'samsung', 'microsoft', 'github', 'amazon'])

/** A name of consonants and digits that nobody can say. */
export function looksRandom(name: string): boolean {
  const plain = name.replaceAll(/gmbh|llc|-/g, '')
  if (plain.length < 7 || !/^[a-z0-9]+$/.test(plain)) return false
  const letters = plain.replaceAll(/\d/g, '')
  const changes = plain.match(/[a-z]\d|\d[a-z]/g)?.length ?? 0
  if (changes >= 3 || (plain.length >= 12 && changes >= 2)) return true
  const run = letters.match(/[bcdfghjklmnpqrstvwxz]{5,}/)?.[0].length ?? 0
  const vowels = letters.match(/[aeiouy]/g)?.length ?? 0
  return run >= 6 || (letters.length >= 8 && vowels * 6 < letters.length)
}

/** Labels that honest hosts have though nobody can say them. */
const KNOWN_LABELS =
  /^(www\d?|m|api|img|cdn|dev|mail|smtp|ftp|ns\d?|vpn|sms|crm|gw|kr|css|js|xml|pds|wms|erp|cms|lms|ssl|sso|ws)\d?$/

/** `gfrt`, `tbhsd`, `ygkje`: no word of any language, though too short to be sure. */
function isMumbled(label: string): boolean {
  if (!/^[a-z]{3,7}$/.test(label) || KNOWN_LABELS.test(label)) return false
  return !/[aeiouy]/.test(label) || /[bcdfghjklmnpqrstvwxz]{4}|^[bcdfghjklmnpqrstvwxz]{3}/.test(label)
}

/** A short label without meaning before a short name without meaning: how smishing in Korea is sent by the thousand. */
function isRandomPair(sub: string, name: string): boolean {
  if (sub === '' || sub.includes('.') || KNOWN_LABELS.test(sub) || sub.length > 7 || name.length > 7) return false
  if (!/^[a-z0-9]+$/.test(sub) || !/^[a-z0-9]+$/.test(name)) return false
  const isMixed = /[a-z]\d+[a-z]|\d[a-z]+\d/.test(sub)
  return isMumbled(name) || (isMumbled(sub) && sub.length > 3) || isMixed
}

/** Whose own address it is: not where others put up their pages. */
export function officialOf(address: Address): Brand | undefined {
  if (address.host === '' || address.isRaw || address.isShared || isUserContent(address.host)) return undefined
  if (isShortener(address.host, address.owner) || leadsOn(address.host, address.owner)) return undefined
  if (peoplesPage(address)) return undefined
  return ownerOf(address.host)
}

/** A known site, but somebody's page on it. */
function peoplesPage({ host, path, isRaw }: Address): LinkReasonCode | undefined {
  if (host === '' || isRaw || isUserContent(host)) return undefined
  if (isPaidToPerson(host, path)) return 'pays_a_person'
  return isPeoplesPage(host, path) ? 'peoples_page' : undefined
}

function isWellKnown(address: Address): boolean {
  return address.host !== '' && !address.isRaw && !isUserContent(address.host) && isKnown(address.host)
}

function* ofHost(address: Address): Generator<Finding> {
  const { host, name, owner, sub, suffix } = address
  if (address.isRaw) {
    if (LOCAL.test(host)) yield { code: 'local_address', evidence: host }
    else yield { code: 'raw_address', evidence: host }
    if (address.isDisguisedRaw) yield { code: 'disguised_raw', evidence: host }
    return
  }
  if (owner === '' || !address.isKnownSuffix) yield { code: 'unknown_suffix', evidence: host }
  const mixed = address.shown.split('.').find(mixesScripts)
  if (mixed !== undefined) yield { code: 'mixed_scripts', evidence: mixed }
  if (host.includes('xn--')) yield { code: 'punycode', evidence: address.shown }
  if (isShortener(host, owner)) yield { code: 'shortener', evidence: owner }
  if (leadsOn(host, owner)) yield { code: 'leads_on', evidence: host }
  if (isUserContent(host)) yield { code: 'user_content', evidence: host }
  else if (address.isShared || isFreeHost(host)) yield { code: 'free_host', evidence: host }
  if (isDynamic(host)) yield { code: 'dynamic_name', evidence: host }
  const office = OFFICE_WORDS.exec(latinOf(`${sub === '' ? '' : `${sub}.`}${name}`))
  if (office && !isSchool(host)) yield { code: 'office_words', evidence: office[0].replace(/^[.-]/, '') }
  const labels = sub === '' ? 0 : sub.split('.').length
  if (labels >= 4) yield { code: 'many_labels', evidence: sub }
  const random = [name, ...sub.split('.')].find(looksRandom)
  if (random !== undefined) yield { code: 'random_name', evidence: random }
  if (!/(^|\.)(kr|org|edu|gov)$/.test(suffix) && isRandomPair(sub, name))
    yield { code: 'random_pair', evidence: `${sub}.${name}` }
  if (`${sub}.${name}`.split('-').length > 3) yield { code: 'many_hyphens', evidence: name.includes('-') ? name : sub }
  if (isBait(name)) yield { code: 'bait_name', evidence: name }
  if (isCheap(suffix)) yield { code: 'cheap_suffix', evidence: suffix }
  const gambling = GAMBLING.exec(name)
  if (gambling) yield { code: 'gambling_words', evidence: gambling[0] }
}

function* ofImitation(address: Address): Generator<Finding> {
  if (address.isRaw || address.host === '') return
  // Below a brand's own name, or where firms have their app links made, only the path can pretend.
  const isOwned = ownerOf(address.host) !== undefined || leadsOn(address.host, address.owner)
  const isOpen = address.isShared || isUserContent(address.host) || isFreeHost(address.host)
  for (const { how, ...found } of imitationsOf(address, isOpen)) {
    if (isOwned && how !== 'brand_in_path') continue
    yield { code: how, evidence: found.evidence, brand: found.brand, word: found.word }
  }
}

function* ofParts(address: Address): Generator<Finding> {
  const { path, query, fragment, user, clean } = address
  if (user !== '') {
    const shown = decodeURIComponent(user.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'))
    yield { code: /[./]|www/.test(shown) ? 'user_in_front' : 'user_name', evidence: shown }
  }
  const common = /^(80|443|8000|8080|8443|3000|5000)$/
  if (address.port !== '' && !common.test(address.port)) yield { code: 'odd_port', evidence: address.port }
  const pack = PACKAGE.exec(path + query)
  const profile = PROFILE.exec(clean.slice(0, 2000))
  const program = PROGRAM.exec(path)
  if (pack) yield { code: 'app_download', evidence: pack[0] }
  if (profile) yield { code: 'device_profile', evidence: profile[0] }
  if (program) yield { code: 'program_download', evidence: program[0] }
  const rest = path + query
  const credential = CREDENTIAL.exec(rest.slice(0, 600))
  if (credential) yield { code: 'credential_path', evidence: credential[1]! }
  const payment = PAYMENT.exec(path.slice(0, 300))
  if (payment) yield { code: 'payment_path', evidence: payment[1]! }
  const hacked = HACKED.exec(path)
  if (hacked) yield { code: 'hacked_place', evidence: hacked[0] }
  const all = (query + fragment + path).slice(0, 600)
  const person = /@|%40/.test(all) ? PERSON.exec(all) : null
  if (person) yield { code: 'person_in_address', evidence: person[0] }
  const remote = REMOTE.exec(query)
  if (remote) yield { code: 'remote_control_app', evidence: remote[1]! }
  if ((clean.match(/%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/gi)?.length ?? 0) >= 3)
    yield { code: 'percent_trick', evidence: /(?:%[0-9a-f]{2})+/i.exec(clean)?.[0] ?? '' }
  if (clean.length > 250 || address.isCut) yield { code: 'very_long', evidence: '' }
}

function* ofWriting({ at }: Address, given: string): Generator<Finding> {
  const written = given.slice(at.from, at.to)
  if (/[。．｡․‧﹒]/.test(written)) yield { code: 'odd_dots', evidence: written }
  const mask = /^\s*(hxxps?|h\*\*ps?|h\.\.ps?)|\[\s*(?:\.|dot)\s*\]/i.exec(given.slice(0, 300))
  if (mask) yield { code: 'masked', evidence: mask[0].trim() }
}

const SCHEMES: Partial<Record<Address['scheme'], LinkReasonCode>> = {
  code: 'code_scheme',
  app: 'app_scheme',
  contact: 'not_web',
  other: 'app_scheme',
}

/** The address that another one passes you on to. */
export function addressInside(address: Address): string | undefined {
  const text = (address.path.slice(1) + address.query).slice(0, 2000)
  const match = /https?(?::|%3a)(?:\/|%2f){1,2}[^&\s"'<>]{4,}/i.exec(text)
  if (!match) return undefined
  return match[0].replaceAll(/%(3a|2f|3f|3d|26|25)/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** Everything found at an address; whether it is official is found here too. */
export function findingsOf(address: Address, given: string): Finding[] {
  const official = officialOf(address)
  const scheme = SCHEMES[address.scheme]
  const found: Finding[] = scheme === undefined ? [] : [{ code: scheme, evidence: `${address.schemeName}:` }]
  if (address.scheme === 'contact') return found
  if (official) {
    found.push({ code: 'official', evidence: address.owner || address.host, brand: official })
    const own = [...ofParts(address), ...ofWriting(address, given)]
    const isStore = STORES.has(official.id)
    return [...found, ...own.filter(({ code }) => GRAVE.has(code) && !(isStore && code === 'app_download'))]
  }
  const page = peoplesPage(address)
  if (page) {
    const own = [...ofParts(address), ...ofWriting(address, given)].filter(({ code }) => GRAVE.has(code))
    return [...found, { code: page, evidence: address.host }, ...own]
  }
  if (isWellKnown(address)) {
    const own = ofWriting(address, given)
    return [...found, { code: 'well_known', evidence: address.host }, ...ofParts(address), ...own]
  }
  if (address.host !== '') found.push(...ofImitation(address), ...ofHost(address))
  return [...found, ...ofParts(address), ...ofWriting(address, given)]
}

/** What is worth saying even of an official address. */
const GRAVE: ReadonlySet<LinkReasonCode> = new Set(['user_in_front', 'remote_control_app', 'odd_dots', 'masked'])
