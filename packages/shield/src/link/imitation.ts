// SPDX-License-Identifier: Apache-2.0
// Which brand a foreign host pretends to be, and how: by letters that look alike, by spelling, by words put together,
// by labels before the registered name.

import type { Address } from './address.ts'
import {
  type Brand,
  begunMark,
  innerMark,
  isSchool,
  KOREAN_NAMES,
  MARK_BY_SKELETON,
  MARK_BY_WORD,
  type Mark,
  mayBegin,
  mayEnd,
  nearMarks,
  OWN_NAMES,
} from './brands.ts'
import { latinOf, skeletonOf } from './letters.ts'

export interface Imitation {
  readonly how:
    | 'lookalike_letters'
    | 'lookalike_spelling'
    | 'near_spelling'
    | 'brand_other_suffix'
    | 'brand_with_service_word'
    | 'brand_in_name'
    | 'own_name_in_subdomain'
    | 'brand_in_subdomain'
    | 'brand_in_path'
  readonly brand: Brand
  /** As it stands in the host as shown, or in the path. */
  readonly evidence: string
  /** The word of the brand. */
  readonly word: string
}

/** Words that go with a brand where somebody wants to be believed. */
const SERVICE: ReadonlySet<string> = new Set(
  `
  login logins logon signin sign secure security secured pay payment event help support verify verification verif
  auth account accounts update updates refund coupon point points gift center centre customer cs info notice
  service services safe id kr kor korea bank banking online mobile app apps web cert check confirm alert alerts
  delivery parcel track tracking post express card loan wallet recovery unlock reward rewards bonus free vip admin
  team mail my portal shop mall store ticket order page home claim token airdrop connect review net com co www m go
  trade escrow usim tax fine apply view approval approve cancel address reissue charge
`
    .trim()
    .split(/\s+/),
)
const LONGEST_SERVICE = 12

const KEYS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890']

function areNeighbours(a: string, b: string): boolean {
  return KEYS.some(row => row.includes(a) && Math.abs(row.indexOf(a) - row.indexOf(b)) === 1 && row.includes(b))
}

/**
 * How far two words are apart: letters put in, left out, changed or swapped. A doubled or neighbouring letter counts
 * as half, because a finger slips there and an eye slides over it. Units: halves.
 */
export function distanceOf(a: string, b: string): number {
  const width = b.length + 1
  const at = new Uint8Array((a.length + 1) * width)
  for (let i = 0; i <= a.length; i++) {
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        at[i * width + j] = Math.min(254, 2 * (i + j))
        continue
      }
      const same = a[i - 1] === b[j - 1]
      const change = same ? 0 : areNeighbours(a[i - 1]!, b[j - 1]!) ? 1 : 2
      const drop = i > 1 && a[i - 1] === a[i - 2] ? 1 : 2
      const add = j > 1 && b[j - 1] === b[j - 2] ? 1 : 2
      let best = Math.min(
        at[(i - 1) * width + j - 1]! + change,
        at[(i - 1) * width + j]! + drop,
        at[i * width + j - 1]! + add,
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] && !same) {
        best = Math.min(best, at[(i - 2) * width + j - 2]! + 2)
      }
      at[i * width + j] = best
    }
  }
  return at[a.length * width + b.length]!
}

/** A name that is near a mark and not another word; nothing when it is the mark itself. */
function nearest(word: string): { mark: Mark; isClose: boolean } | undefined {
  if (word.length < 5 || word.length > 30 || MARK_BY_WORD.has(word)) return undefined
  let far: Mark | undefined
  for (const mark of nearMarks(word)) {
    const { length } = mark.word
    if (Math.abs(length - word.length) > 2) continue
    const distance = distanceOf(word, mark.word)
    const isStart = word.slice(0, 2) === mark.word.slice(0, 2)
    if (distance <= 2 && (isStart || length >= 7)) return { mark, isClose: true }
    // Two changes only behind a long common beginning, and not where a word of the same length ends otherwise:
    // `coinoena` is made for `coinone`, but `woorifarm` is another firm than `woorifund`.
    if (distance <= 4 && length >= 7 && word.length > length && word.slice(0, 4) === mark.word.slice(0, 4)) far = mark
  }
  return far && { mark: far, isClose: false }
}

function inLetters(name: string): Imitation | undefined {
  const skeleton = skeletonOf(name)
  for (const part of [name, ...name.split(/[-_]/)]) {
    const mark = MARK_BY_SKELETON.get(part === name ? skeleton : skeletonOf(part))
    if (mark && part !== mark.word)
      return { how: 'lookalike_letters', brand: mark.brand, evidence: part, word: mark.word }
  }
  const latin = latinOf(name)
  if (latin === name) return undefined
  const inner = innerMark(latin)
  return inner && { how: 'lookalike_letters', brand: inner.brand, evidence: name, word: inner.word }
}

/** Whether a text is nothing but service words, digits and hyphens, however they are cut. */
function isService(text: string): boolean {
  const reached = new Uint8Array(text.length + 1)
  reached[0] = 1
  for (let at = 0; at < text.length; at++) {
    if (reached[at] === 0) continue
    const code = text.charCodeAt(at)
    if (code === 45 || (code >= 48 && code <= 57)) reached[at + 1] = 1
    for (let end = at + 1; end <= Math.min(text.length, at + LONGEST_SERVICE); end++) {
      if (SERVICE.has(text.slice(at, end))) reached[end] = 1
    }
  }
  return text !== '' && reached[text.length] === 1
}

function inParts(name: string): Imitation | undefined {
  const parts = name.split(/[-_]/).filter(part => part !== '')
  if (parts.length < 2) return undefined
  // kakao-pay-login, kb-star: words that make a mark when put together.
  const joined = parts.join('')
  const whole = joined.length >= 6 ? MARK_BY_WORD.get(joined) : undefined
  if (whole) return { how: 'brand_with_service_word', brand: whole.brand, evidence: name, word: whole.word }
  for (const [index, part] of parts.entries()) {
    const bare = part.replace(/\d+$/, '')
    const mark = MARK_BY_WORD.get(part) ?? (bare.length >= 4 ? MARK_BY_WORD.get(bare) : undefined)
    if (!mark) continue
    const others = parts.filter((_, other) => other !== index)
    const serves = others.some(other => MARK_BY_WORD.has(other) || isService(other))
    if (serves && !(mark.isPlain && mark.word.length < 4 && others.length > 1 && !others.every(isService)))
      return { how: 'brand_with_service_word', brand: mark.brand, evidence: name, word: mark.word }
    if (!mark.isPlain) return { how: 'brand_in_name', brand: mark.brand, evidence: part, word: mark.word }
  }
  return undefined
}

function shortMark(name: string, at: number, length: number): Imitation | undefined {
  const word = name.slice(at, at + length)
  const mark = MARK_BY_WORD.get(word)
  if (!mark) return undefined
  const rest = name.slice(0, at) + name.slice(at + length)
  if (!isService(rest) || (mark.isPlain && rest.length < 4)) return undefined
  return { how: 'brand_with_service_word', brand: mark.brand, evidence: name, word }
}

function inside(name: string): Imitation | undefined {
  const mark = innerMark(name)
  if (mark) {
    const rest = name.replace(mark.word, '')
    const how = isService(rest) ? 'brand_with_service_word' : 'brand_in_name'
    return { how, brand: mark.brand, evidence: how === 'brand_in_name' ? mark.word : name, word: mark.word }
  }
  // Short marks only where nothing but service words is around them: `tosspay`, `navercs`, `upbitkr`.
  const [begins, ends] = [mayBegin(name), mayEnd(name)]
  if (!begins && !ends) return undefined
  for (let length = 4; length <= Math.min(10, name.length - 1); length++) {
    const found =
      (begins ? shortMark(name, 0, length) : undefined) ??
      (ends ? shortMark(name, name.length - length, length) : undefined)
    if (found) return found
  }
  return undefined
}

/** What the registered name itself pretends. */
function inName(name: string): Imitation | undefined {
  if (name.length > 64) return undefined
  const mark = MARK_BY_WORD.get(name)
  if (mark)
    return mark.isPlain ? undefined : { how: 'brand_other_suffix', brand: mark.brand, evidence: name, word: name }
  const found = inLetters(name) ?? inParts(name)
  if (found) return found
  // cj-logis: two words that begin a mark, and nothing else. One word alone begins too many other words.
  const begun = name.includes('-') ? begunMark(name.replaceAll('-', '')) : undefined
  if (begun) return { how: 'brand_in_name', brand: begun.brand, evidence: name, word: begun.word }
  const korean = /\p{Script=Hangul}/u.test(name) ? KOREAN_NAMES.find(([word]) => name.includes(word)) : undefined
  if (korean) return { how: 'brand_in_name', brand: korean[1], evidence: korean[0], word: korean[0] }
  for (const part of name.includes('-') ? [name, ...name.split('-')] : [name]) {
    const near = nearest(part)
    if (near) {
      const how = near.isClose ? 'lookalike_spelling' : 'near_spelling'
      return { how, brand: near.mark.brand, evidence: part, word: near.mark.word }
    }
  }
  return inside(name)
}

/** An own name that begins before the registered one: `naver.com.example.xyz`, `olx.pl-safe.site`, `naver-com.top`. */
function ownNameIn({ sub, name, suffix, owner }: Address): Imitation | undefined {
  const text = `${sub === '' ? '' : `${sub}.`}${name}`
  if (text.length > 250) return undefined
  const ends: number[] = []
  const starts = [0]
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at]
    if (letter !== undefined && letter !== '.' && letter !== '-') continue
    ends.push(at)
    starts.push(at + 1)
  }
  for (let i = 0; i < ends.length; i++) {
    for (let j = i + 1; j < ends.length && j < i + 4; j++) {
      const evidence = text.slice(starts[i], ends[j])
      const brand = OWN_NAMES.get(evidence) ?? OWN_NAMES.get(evidence.replaceAll('-', '.'))
      if (brand && !brand.hosts.includes(owner) && evidence !== `${name}.${suffix}`)
        return { how: 'own_name_in_subdomain', brand, evidence, word: evidence.replaceAll('-', '.') }
    }
  }
  return undefined
}

function inSubdomain({ sub }: Address): Imitation | undefined {
  if (sub === '' || sub.length > 200) return undefined
  for (const label of sub.split('.')) {
    const letters = inLetters(label)
    if (letters) return letters
    const words = [label, ...label.split(/[-_]/)].map(part => MARK_BY_WORD.get(part))
    const found = words.find(mark => mark && !mark.isPlain)
    const inner = label.length > 6 ? innerMark(label) : undefined
    const mark = found ?? inner
    if (mark) return { how: 'brand_in_subdomain', brand: mark.brand, evidence: mark.word, word: mark.word }
  }
  return undefined
}

function inPath(path: string): Imitation | undefined {
  const text = path.slice(0, 300).toLowerCase()
  for (const part of text.split(/[^a-z0-9.-]+/)) {
    const own = OWN_NAMES.get(part.replace(/^www\./, ''))
    if (own) return { how: 'brand_in_path', brand: own, evidence: part, word: part }
    for (const word of part.split(/[.-]/)) {
      const mark = MARK_BY_WORD.get(word)
      if (mark && !mark.isPlain && word.length >= 4)
        return { how: 'brand_in_path', brand: mark.brand, evidence: word, word }
    }
  }
  return undefined
}

/** Whether a name is strung together of nothing but words such as `safe`, `pay` and `login`. */
export function isBait(name: string): boolean {
  return name.length >= 6 && name.includes('-') && /[a-z]/.test(name) && isService(name)
}

/**
 * Everything that a foreign address does to look like a brand's; the gravest first. On a host that is open to
 * everybody the registered name is the host's own.
 */
export function imitationsOf(address: Address, isOpen: boolean): Imitation[] {
  const isNamedFreely = !isSchool(address.host)
  const name = isOpen || !isNamedFreely ? undefined : inName(address.name)
  const sub = isNamedFreely ? inSubdomain(address) : undefined
  return [ownNameIn(address), name, sub, inPath(address.path)].filter(found => found !== undefined)
}
