// SPDX-License-Identifier: Apache-2.0
// Finds links in a text: with and without a scheme, and those that are written so that a filter overlooks them.

import { getDomain, parse as parseName } from 'tldts'
import { type Flat, placeOf, unmasked } from './find-flat.ts'
import { isListed } from './hosts.ts'

export interface FoundLink {
  /** As it stands in the given text. */
  readonly text: string
  /** As it would be opened: disguises taken off. */
  readonly url: string
  /** `[from, to)` of the given text, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

/** What is longer is not searched to its end. */
export const LONGEST_TEXT = 100_000

const WEB = /(?<![a-z])(?:https?|ftp):\/{1,3}/gi
const OTHER = /(?<![\w-])(?:itms-services:\/\/|intent:\/\/|market:\/\/|javascript:\S|data:text\/html)/gi
/** Letters that an address may hold after its host. */
const TAIL = /[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%|\\^{}`]/
const HOST = /^(?:[^\s/?#@:<>"']*@)?(?:\[[0-9a-f:.]{2,45}\]|[\p{L}\p{N}\p{M}._-]{1,253})(?::\d{1,5})?/iu
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}_-]{0,61}[\\p{L}\\p{N}])?'
const BARE = new RegExp(
  `(?<![\\p{L}\\p{N}@._/-])(?:${LABEL}\\.){1,8}[\\p{L}](?:[\\p{L}\\p{N}-]{0,22}[\\p{L}\\p{N}])?`,
  'giu',
)
const NUMBERS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?=:\d{2,5}|\/[\w])(?::\d{2,5})?/g

/** Endings that are also English words or marks of files: by themselves they end a sentence, not a host. */
const WORDS = new Set(
  (
    'it is in me my no so to us am as at be by do id la ma pa pm re im ie ms mr sr st de se an al ad ae ai hm how now here ' +
    'one today love live life work world call you are day moe how new black blue red pink green men game games cool ' +
    'fun best care cash chat city date deal deals direct dog email family fan fast film final fit free gold help home ' +
    'house kim lee land law like money moto mom name next news ok open party photo place play plus post prime ' +
    'read ready rest review run safe sale save school science service show sky smile social song space star style sucks ' +
    'team tips tours town toys train travel tube university vote watch wed win wine wow yes zero zip mov md py rs sh pl ' +
    'ps so cv tf java foo bar band baby bank beer bet bio boo book buy cafe cam camp car cards case cat center codes ' +
    'coffee college community company dad data dance dental diet dinner discount doctor eat education energy esq eus events ' +
    'exchange express fail farm fish food football forum fund furniture garden gift gifts gives glass golf guide hair ' +
    'health hockey hospital host hot hotel how immo ink jobs kitchen lease limited loan man map media meet menu mobile ' +
    'money movie museum nice page pay pet phone pics pictures pizza property pub rent repair report room rip sex shoes ' +
    'singles ski soccer support surf talk tax taxi tennis theater tickets tires tools trade trading trust video villas ' +
    'voting wiki works wtf yoga zone'
  ).split(' '),
)

/** Endings that nobody uses for a word, whatever stands before them. */
const FIRM =
  /^(com|net|org|kr|xyz|top|shop|io|cn|ru|jp|tw|hk|vip|club|online|site|store|app|link|click|biz|info|ly|gl|cc)$/
/** Endings of more than two letters that a bare name of two labels may have besides. */
const LONG =
  /^(guru|pro|wiki|mobi|icu|buzz|cyou|bond|quest|sbs|cfd|website|asia|tech|cloud|fund|host|press|space|win|bid|lol|monster)$/

/** A host cut where Korean goes on without a space: `bit.ly입니다`, `홈페이지www.naver.com`. */
function trimHangul(host: string): { skip: number; host: string } {
  let labels = host.split('.')
  let skip = 0
  const first = labels[0]!
  const glued = /^.*[\p{Script=Hangul}](?=[a-z0-9][a-z0-9-]*$)/iu.exec(first)
  if (glued) {
    skip = glued[0].length
    labels[0] = first.slice(skip)
  }
  const last = labels.findIndex((label, index) => index > 0 && /^[a-z]{2,24}\p{Script=Hangul}/iu.test(label))
  if (last > 0) labels = [...labels.slice(0, last), /^[a-z]+/i.exec(labels[last]!)![0]]
  while (
    labels.length > 1 &&
    /^\p{Script=Hangul}/u.test(labels.at(-1)!) &&
    !/^(한국|닷컴|닷넷|삼성)$/.test(labels.at(-1)!)
  )
    labels.pop()
  // `확인.naver.com`: a word before a whole name.
  while (labels.length > 2 && /^\p{Script=Hangul}+$/u.test(labels[0]!) && isKnown(labels.slice(1).join('.'))) {
    skip += labels[0]!.length + 1
    labels.shift()
  }
  return { skip, host: labels.join('.') }
}

function isKnown(host: string): boolean {
  const parsed = parseName(host.toLowerCase(), { validateHostname: false })
  return parsed.isIcann === true && (parsed.domainWithoutSuffix ?? '') !== ''
}

/** Whether a name without a scheme is meant as an address. */
function isMeant(host: string, hasPath: boolean): boolean {
  if (!isKnown(host)) return false
  const labels = host.split('.')
  const last = labels.at(-1)!
  const ending = last.toLowerCase()
  if (isListed(getDomain(host.toLowerCase()) ?? '')) return true
  if (labels.every(label => label.length === 1)) return false
  const isHangul = /\p{Script=Hangul}/u.test(host)
  if (isHangul && !FIRM.test(ending) && !/^(한국|닷컴|닷넷)$/.test(ending)) return false
  if (hasPath || FIRM.test(ending)) return true
  // `end.Next sentence`
  if (/^\p{Lu}\p{Ll}/u.test(last) && labels.length === 2) return false
  if (/^www\d?$/i.test(labels[0]!)) return true
  if (labels.length > 2) return !labels.every(label => WORDS.has(label.toLowerCase()))
  const isUsual = ending.length === 2 ? !WORDS.has(ending) : LONG.test(ending)
  return isUsual && !/^\d+$/.test(labels[0]!)
}

/** Where the part after the host ends. Korean belongs to it only where a segment begins with it. */
function tailEnd(letters: string, start: number): number {
  if (!/[/?#]/.test(letters[start] ?? '')) return start
  let end = start
  for (; end < letters.length && end - start < 4096; end++) {
    const letter = letters[end]!
    if (TAIL.test(letter)) continue
    const isOpen = /[(/=%_\p{Script=Hangul}-]/u.test(letters[end - 1]!)
    if (!(isOpen && /[\p{Script=Hangul}\p{Script=Han}]/u.test(letter))) break
  }
  return start + trimEnd(letters.slice(start, end)).length
}

function trimEnd(tail: string): string {
  let text = tail.replace(/[.,;:!?'"`*~|\\^{}]+$/, '')
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
  ] as const) {
    while (text.endsWith(close) && text.split(close).length > text.split(open).length) {
      text = text.slice(0, -1).replace(/[.,;:!?'"`]+$/, '')
    }
  }
  return text.replace(/[([]$/, '')
}

interface Place {
  start: number
  end: number
  url: string
}

function withScheme({ letters }: Flat): Place[] {
  const found: Place[] = []
  for (const match of letters.matchAll(WEB)) {
    const after = match.index + match[0].length
    const authority = HOST.exec(letters.slice(after, after + 400))?.[0]
    if (!authority) continue
    const user = authority.lastIndexOf('@') + 1
    const [name = '', port = '']: string[] = /^\[/.test(authority.slice(user))
      ? [authority.slice(user), '']
      : /^(.*?)((?::\d{1,5})?)$/.exec(authority.slice(user))!.slice(1)
    const cut = /^\[|^\d+(\.\d+)*$/.test(name) ? name : trimHangul(name.replace(/[._-]+$/, '')).host
    const isWhole = cut === name
    const hostEnd = after + user + cut.length + (isWhole ? port.length : 0)
    if (!/[.:]|^localhost$/.test(cut)) continue
    const end = isWhole ? tailEnd(letters, hostEnd) : hostEnd
    found.push({ start: match.index, end, url: letters.slice(match.index, end) })
  }
  for (const match of letters.matchAll(OTHER)) {
    let end = match.index
    while (end < letters.length && end - match.index < 4096 && !/[\s"<>]/.test(letters[end]!)) end++
    found.push({ start: match.index, end, url: letters.slice(match.index, end) })
  }
  return found
}

function withoutScheme({ letters }: Flat): Place[] {
  const found: Place[] = []
  for (const match of letters.matchAll(BARE)) {
    const { skip, host } = trimHangul(match[0])
    const start = match.index + skip
    const hostEnd = start + host.length
    const isWhole = skip + host.length === match[0].length
    if (isWhole && letters[hostEnd] === '@') continue
    if (isWhole && /^[-_]/.test(letters.slice(hostEnd, hostEnd + 1))) continue
    const port = isWhole ? (/^:\d{2,5}(?!\d)/.exec(letters.slice(hostEnd, hostEnd + 7))?.[0] ?? '') : ''
    const hasPath = isWhole && /^[/?#][^\s/]/.test(letters.slice(hostEnd + port.length, hostEnd + port.length + 2))
    if (!isMeant(host, hasPath || port !== '')) continue
    const end = isWhole ? tailEnd(letters, hostEnd + port.length) : hostEnd
    found.push({ start, end, url: letters.slice(start, end) })
  }
  for (const match of letters.matchAll(NUMBERS)) {
    const end = tailEnd(letters, match.index + match[0].length)
    if (/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(letters.slice(match.index, end))) continue
    found.push({ start: match.index, end, url: letters.slice(match.index, end) })
  }
  return found
}

/**
 * Every link of a text, in its order, without overlaps; also bare names (`adfh.usnm.guru`), those with spaces, written
 * dots or full-width letters. No e-mail addresses, decimal numbers, dates or versions. Total: never throws. Reads the
 * first `LONGEST_TEXT` units.
 */
export function findLinks(text: string): FoundLink[] {
  const given = text.slice(0, LONGEST_TEXT)
  if (!/[.。．｡․:쩜닷점·ㆍ•∙]|dot/i.test(given)) return []
  const flat = unmasked(given)
  const places = [...withScheme(flat), ...withoutScheme(flat)].sort((a, b) => a.start - b.start || b.end - a.end)
  const found: FoundLink[] = []
  let done = 0
  for (const { start, end, url } of places) {
    if (start < done || end <= start) continue
    done = end
    const { from, to } = placeOf(flat, start, end)
    found.push({ text: given.slice(from, to), url, from, to })
  }
  return found
}
