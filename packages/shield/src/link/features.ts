// SPDX-License-Identifier: Apache-2.0
// An address as numbers for the learned score: pieces of its words, its shape and what the rules found. Whether it
// begins with `https` or `www` and how it ends are left out: they tell collections apart and not traps.

import type { Address } from './address.ts'
import type { Finding } from './rules.ts'

/** Places in the table of weights. */
export const SIZE = 1 << 16
const MASK = SIZE - 1

export interface Features {
  readonly places: readonly number[]
  readonly values: readonly number[]
}

const START = 0x811c9dc5

function mixed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193)
}

function spread(hash: number): number {
  const a = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (a ^ (a >>> 13)) & MASK
}

function seedOf(name: string): number {
  let hash = START
  for (let i = 0; i < name.length; i++) hash = mixed(hash, name.charCodeAt(i))
  return hash
}

function placeOf(seed: number, word: string): number {
  let hash = seed
  for (let i = 0; i < word.length; i++) hash = mixed(hash, word.charCodeAt(i))
  return spread(hash)
}

const SEEDS = {
  host: seedOf('host:'),
  path: seedOf('path:'),
  hostWord: seedOf('host word:'),
  pathWord: seedOf('path word:'),
  query: seedOf('query:'),
  suffix: seedOf('suffix:'),
  rule: seedOf('rule:'),
  shape: seedOf('shape:'),
}

/** Every run of `from` to `to` letters, each kind of letter sequence once. */
function runs(seed: number, text: string, from: number, to: number, into: Set<number>): void {
  for (let at = 0; at < text.length; at++) {
    let hash = seed
    for (let n = 1; n <= to && at + n <= text.length; n++) {
      hash = mixed(hash, text.charCodeAt(at + n - 1))
      if (n >= from) into.add(spread(hash))
    }
  }
}

function bucket(value: number, edges: readonly number[]): number {
  let index = 0
  while (index < edges.length && value >= edges[index]!) index++
  return index
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** Numbers and hexadecimal codes say little by their digits: only how long they are. */
function coarse(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{16,}/g, found => (/\d/.test(found) && /[a-f]/.test(found) ? '§' : found))
    .replaceAll(/\d{3,}/g, found => (found.length > 8 ? '±' : found.length > 4 ? '¶' : 'µ'))
}

function shapesOf({ sub, name, path, query, fragment, host }: Address): string[] {
  const labels = sub === '' ? 0 : countOf(sub, /\./g) + 1
  const depth = countOf(path.replace(/\/$/, ''), /\//g)
  const digits = countOf(`${sub}${name}`, /\d/g)
  const longest = Math.max(0, ...path.split(/[/._-]/).map(word => word.length))
  return [
    `labels ${bucket(labels, [1, 2, 3, 4])}`,
    `name ${bucket(name.length, [4, 7, 10, 14, 18, 24, 32])}`,
    `sub ${bucket(sub.length, [1, 4, 8, 16, 28])}`,
    `host ${bucket(host.length, [8, 14, 20, 28, 40, 60])}`,
    `digits ${bucket(digits, [1, 2, 4, 8])}`,
    `hyphens ${bucket(countOf(`${sub}${name}`, /-/g), [1, 2, 3, 5])}`,
    `depth ${bucket(depth, [1, 2, 3, 4, 6])}`,
    `path ${bucket(path.length, [2, 8, 16, 30, 60, 120])}`,
    `longest ${bucket(longest, [6, 12, 20, 32, 48])}`,
    `query ${bucket(query.length, [1, 10, 30, 80, 160])}`,
    `fragment ${bucket(fragment.length, [1, 20])}`,
    `capitals ${bucket(countOf(path, /[A-Z]/g), [1, 3, 8])}`,
    `ending ${/\.([a-z0-9]{1,5})$/i.exec(path)?.[1]?.toLowerCase() ?? ''}`,
  ]
}

/** Each group counts as one, however many pieces it has, so that long addresses do not speak louder. */
function group(places: Set<number>, weight: number, into: { places: number[]; values: number[] }): void {
  if (places.size === 0) return
  const value = weight / Math.sqrt(places.size)
  for (const place of places) {
    into.places.push(place)
    into.values.push(value)
  }
}

const LONGEST_HOST = 120
const LONGEST_PATH = 160

/** What the learned score knows of an address. */
export function featuresOf(address: Address, findings: readonly Finding[]): Features {
  const into = { places: [] as number[], values: [] as number[] }
  const { sub, name, suffix, isRaw } = address
  const host = coarse(`${sub === '' ? '' : `${sub}.`}${name}`.slice(-LONGEST_HOST))
  const path = coarse(address.path.slice(0, LONGEST_PATH).toLowerCase().replace(/\/$/, ''))
  const hostRuns = new Set<number>()
  if (!isRaw) runs(SEEDS.host, `^${host}$`, 3, 5, hostRuns)
  group(hostRuns, 3, into)
  const pathRuns = new Set<number>()
  runs(SEEDS.path, `${path}$`, 3, 5, pathRuns)
  group(pathRuns, 3, into)
  const wordsOf = (seed: number, words: readonly string[]) =>
    new Set(words.filter(word => word !== '').map(word => placeOf(seed, word)))
  if (!isRaw) group(wordsOf(SEEDS.hostWord, host.split(/[.-]/)), 1.5, into)
  group(wordsOf(SEEDS.pathWord, path.split(/[^a-z0-9§±¶µ]+/)), 1.5, into)
  const keys = address.query
    .slice(1, 400)
    .split('&')
    .map(part => part.split('=')[0]!.toLowerCase())
  group(wordsOf(SEEDS.query, keys), 1, into)
  group(wordsOf(SEEDS.suffix, [suffix, suffix.slice(suffix.lastIndexOf('.') + 1)]), 1, into)
  group(wordsOf(SEEDS.shape, shapesOf(address)), 2, into)
  for (const code of new Set(findings.map(finding => finding.code))) {
    into.places.push(placeOf(SEEDS.rule, code))
    into.values.push(1)
  }
  return into
}
