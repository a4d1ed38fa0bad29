// SPDX-License-Identifier: Apache-2.0
// An address as numbers for the learned score: pieces of its words, its shape and what the rules found. Whether it ends
// in a slash is left out: it tells collections apart and not traps. How it begins tells a little, and training shows
// both sides with every beginning, so that it does not tell more.

import type { Address } from './address.ts'
import type { Finding } from './rules.ts'

/** Places in the table of weights. */
export const SIZE = 1 << 17
const MASK = SIZE - 1

export interface Features {
  readonly places: readonly number[]
  readonly values: readonly number[]
}

function mixed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

function spread(hash: number): number {
  const a = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (a ^ (a >>> 13)) & MASK
}

function hashOf(seed: number, word: string): number {
  let hash = seed
  for (let i = 0; i < word.length; i++) hash = mixed(hash, word.charCodeAt(i))
  return hash
}

const seedOf = (name: string) => hashOf(0x811c9dc5, name)

const SEEDS = {
  host: seedOf('host:'),
  path: seedOf('path:'),
  query: seedOf('query:'),
  fragment: seedOf('fragment:'),
  hostSound: seedOf('host sound:'),
  pathSound: seedOf('path sound:'),
  hostWord: seedOf('host word:'),
  pathWord: seedOf('path word:'),
  pathPair: seedOf('path pair:'),
  pathEnd: seedOf('path end:'),
  key: seedOf('key:'),
  suffix: seedOf('suffix:'),
  rule: seedOf('rule:'),
  shape: seedOf('shape:'),
  pair: seedOf('pair:'),
  triple: seedOf('triple:'),
  pattern: seedOf('pattern:'),
}

/** Collects features in groups. Each group counts as one, however many pieces it has: long addresses are no louder. */
class Collector {
  readonly places: number[] = []
  readonly values: number[] = []

  add(hash: number, value: number): void {
    this.places.push(spread(hash))
    this.values.push(value)
  }

  /** Gives everything since `start` its share of `weight`. */
  share(start: number, weight: number): void {
    const value = weight / Math.sqrt(Math.max(1, this.places.length - start))
    while (this.values.length < this.places.length) this.values.push(value)
  }

  /** Every run of `from` to `to` letters. */
  runs(seed: number, text: string, from: number, to: number, weight: number): void {
    const start = this.places.length
    for (let at = 0; at < text.length; at++) {
      let hash = seed
      for (let n = 1; n <= to && at + n <= text.length; n++) {
        hash = mixed(hash, text.charCodeAt(at + n - 1))
        if (n >= from) this.places.push(spread(hash))
      }
    }
    this.share(start, weight)
  }

  words(seed: number, words: readonly string[], weight: number): void {
    const start = this.places.length
    for (const word of words) if (word !== '') this.places.push(spread(hashOf(seed, word)))
    this.share(start, weight)
  }
}

function bucket(value: number, edges: readonly number[]): number {
  let index = 0
  while (index < edges.length && value >= edges[index]!) index++
  return index
}

function countOf(text: string, from: number, to: number): number {
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= from && code <= to) count++
  }
  return count
}

const DOT = 46
const HYPHEN = 45
const SLASH = 47
const digitsOf = (text: string) => countOf(text, 48, 57)
const capitalsOf = (text: string) => countOf(text, 65, 90)

/** Numbers and hexadecimal codes say little by their digits: only how long they are. */
function coarse(text: string): string {
  if (!/\d{3}|[0-9a-f]{16}/.test(text)) return text
  return text
    .replaceAll(/[0-9a-f]{16,}/g, run => (/\d/.test(run) && /[a-f]/.test(run) ? '§' : run))
    .replaceAll(/\d{3,}/g, run => (run.length > 8 ? '±' : run.length > 4 ? '¶' : 'µ'))
}

/** How a word is built: letters, capitals and digits as runs, so that made-up words are seen as such. */
function patternOf(word: string): string {
  let pattern = ''
  for (let at = 0; at < word.length && pattern.length < 24; ) {
    const code = word.charCodeAt(at)
    const kind = code >= 97 && code <= 122 ? 0 : code >= 65 && code <= 90 ? 1 : code >= 48 && code <= 57 ? 2 : 3
    const start = at
    while (at < word.length && kindOf(word.charCodeAt(at)) === kind) at++
    const length = at - start
    if (kind === 0) pattern += length > 9 ? 'b' : 'a'
    else if (kind === 1) pattern += length > 3 ? 'B' : 'A'
    else if (kind === 2) pattern += length > 4 ? '9' : '0'
    else pattern += word[start]
  }
  return pattern
}

function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 0
  if (code >= 65 && code <= 90) return 1
  return code >= 48 && code <= 57 ? 2 : 3
}

/** Vowels and consonants only: what nobody can say was made by a machine or a fist. */
function soundOf(text: string): string {
  let sound = ''
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!
    const kind = kindOf(text.charCodeAt(i))
    sound += kind === 0 ? ('aeiouy'.includes(letter) ? 'V' : 'C') : kind === 2 ? '0' : letter
  }
  return sound
}

interface Parts {
  readonly bare: string
  readonly depth: number
  readonly last: string
  readonly ending: string
}

function partsOf(path: string): Parts {
  const bare = path.replace(/\/$/, '')
  const last = bare.slice(bare.lastIndexOf('/') + 1)
  return {
    bare,
    depth: countOf(bare, SLASH, SLASH),
    last,
    ending: /\.([a-z0-9]{1,5})$/i.exec(last)?.[1]?.toLowerCase() ?? '',
  }
}

/** What can be counted; every pair of these is a feature too, because one of them alone says little. */
function shapesOf(
  { sub, name, suffix, path, query, fragment, isRaw, clean, schemeName }: Address,
  { depth, last, ending }: Parts,
): string[] {
  return [
    `labels ${sub === '' ? 0 : bucket(countOf(sub, DOT, DOT) + 1, [1, 2, 3, 4])}`,
    `name ${bucket(name.length, [4, 7, 10, 14, 18, 24])}`,
    `sub ${bucket(sub.length, [1, 4, 8, 16, 28])}`,
    `hyphens ${bucket(countOf(name, HYPHEN, HYPHEN), [1, 2, 3])}`,
    `digits ${bucket(digitsOf(sub) + digitsOf(name), [1, 2, 4, 8])}`,
    `suffix ${isRaw ? 'raw' : suffix}`,
    `depth ${bucket(depth, [1, 2, 3, 4, 6])}`,
    `last ${bucket(last.length, [1, 4, 8, 16, 32])}`,
    `ending ${ending}`,
    `query ${bucket(query.length, [1, 10, 30, 80])}`,
    `capitals ${bucket(capitalsOf(path), [1, 3, 8])}`,
    `fragment ${bucket(fragment.length, [1, 20])}`,
    `front ${schemeName} ${/^(?:[a-z]+:\/\/)?www\./i.test(clean) ? 'www' : ''}`,
  ]
}

/** A few triples that say more than their pairs. */
function triplesOf({ sub, name, suffix, query }: Address, { bare, depth, last, ending }: Parts): string[] {
  const hasSub = sub === '' ? 0 : 1
  const isSplit = name.includes('-') ? 1 : 0
  const hasDigit = digitsOf(name) > 0 ? 1 : 0
  const length = Math.min(4, last.length >> 2)
  return [
    `1 ${depth} ${ending} ${suffix}`,
    `2 ${depth} ${ending} ${hasSub} ${query === '' ? 0 : 1}`,
    `3 ${ending} ${suffix} ${hasSub}`,
    `4 ${depth} ${suffix} ${hasSub} ${isSplit} ${hasDigit}`,
    `5 ${depth} ${length} ${capitalsOf(bare) > 0 ? 1 : 0} ${digitsOf(bare) > 0 ? 1 : 0} ${ending}`,
  ]
}

const SHAPE = 0.5
const PAIR = 0.3

/** Every shape, every pair of shapes, and every finding with every shape. */
function pairs(shapes: readonly string[], codes: ReadonlySet<string>, into: Collector): void {
  const own = shapes.map(seedOf)
  for (let i = 0; i < own.length; i++) {
    into.add(mixed(SEEDS.shape, own[i]!), SHAPE)
    for (let j = i + 1; j < own.length; j++) into.add(mixed(mixed(SEEDS.pair, own[i]!), own[j]!), PAIR)
  }
  for (const code of codes) {
    const seed = hashOf(SEEDS.rule, code)
    into.add(seed, 1)
    for (const shape of own) into.add(mixed(seed, shape), PAIR)
  }
}

const LONGEST_HOST = 120
const LONGEST_PATH = 160

function ofPath(address: Address, { depth }: Parts, into: Collector): void {
  const path = coarse(address.path.slice(0, LONGEST_PATH).toLowerCase().replace(/\/$/, ''))
  const words = path.split(/[^a-z0-9§±¶µ]+/).filter(word => word !== '')
  into.runs(SEEDS.path, `${path}$`, 3, 5, 3)
  into.runs(SEEDS.pathSound, soundOf(`${path}$`), 3, 6, 1.5)
  into.words(SEEDS.pathWord, words, 1.5)
  into.words(
    SEEDS.pathPair,
    words.slice(1).map((word, index) => `${words[index]} ${word}`),
    1,
  )
  const [first = '', last = ''] = [words[0], words.at(-1)]
  const { suffix } = address
  const ends = [
    `last ${last} ${depth}`,
    `first ${first} ${depth}`,
    `last ${last} ${suffix}`,
    `first ${first} ${suffix}`,
  ]
  into.words(SEEDS.pathEnd, ends, 1)
  into.words(SEEDS.pattern, address.path.slice(0, LONGEST_PATH).split('/').map(patternOf), 0.7)
}

function ofRest(address: Address, into: Collector): void {
  const query = address.query.slice(1, 120).toLowerCase()
  if (query !== '') {
    const keys = query.split('&').map(part => part.split('=')[0]!)
    into.words(SEEDS.key, keys, 1)
    into.runs(SEEDS.query, query.replaceAll(/\d/g, '0'), 3, 4, 1.5)
  }
  if (address.fragment !== '') into.runs(SEEDS.fragment, address.fragment.slice(0, 60).toLowerCase(), 3, 4, 1)
}

/** What the learned score knows of an address. */
export function featuresOf(address: Address, findings: readonly Finding[]): Features {
  const into = new Collector()
  const { sub, name, suffix, isRaw } = address
  const parts = partsOf(address.path)
  if (!isRaw) {
    const host = coarse(`${sub === '' ? '' : `${sub}.`}${name}`.slice(-LONGEST_HOST))
    into.runs(SEEDS.host, `^${host}$`, 3, 5, 3)
    into.runs(SEEDS.hostSound, soundOf(`^${host}$`), 3, 6, 1.5)
    into.words(SEEDS.hostWord, host.split(/[.-]/), 1.5)
    into.words(SEEDS.pattern, [...sub.split('.'), name].map(patternOf), 0.7)
    into.words(SEEDS.suffix, [suffix, suffix.slice(suffix.lastIndexOf('.') + 1)], 1)
  }
  ofPath(address, parts, into)
  ofRest(address, into)
  into.words(SEEDS.triple, triplesOf(address, parts), 0.8)
  // To the learner a known site is one whoever's page is asked about: what is the site's own tells it nothing of traps.
  const codes = findings.map(({ code }) => (code === 'peoples_page' || code === 'pays_a_person' ? 'official' : code))
  pairs(shapesOf(address, parts), new Set(codes), into)
  return into
}
