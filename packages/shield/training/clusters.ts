// SPDX-License-Identifier: Apache-2.0
// Near-duplicates: messages that share most of their letters (numbers apart) belong together, and no split may part
// them.

import { readText } from '../src/text/index.ts'

const HASHES = 12
/** Two messages are neighbours where one of these bands of hashes is the same. */
const BAND = 2
const SHINGLE = 5

/** The least hash of each of several functions over the shingles of a text: similar texts have similar ones. */
function signatureOf(text: string): Uint32Array {
  const signature = new Uint32Array(HASHES).fill(0xffffffff)
  const units = readText(text)
    .compact.filter(unit => unit !== 48)
    .subarray(0, 2000)
  const last = Math.max(1, units.length - SHINGLE + 1)
  for (let at = 0; at < last; at++) {
    let hash = 0x811c9dc5
    for (let n = at; n < Math.min(at + SHINGLE, units.length); n++) hash = Math.imul(hash ^ units[n]!, 0x01000193)
    for (let k = 0; k < HASHES; k++) {
      let mixed = Math.imul(hash ^ (k * 0x9e3779b1), 0x85ebca6b)
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
      mixed = (mixed ^ (mixed >>> 16)) >>> 0
      if (mixed < signature[k]!) signature[k] = mixed
    }
  }
  return signature
}

/** For each text the number of its cluster: the place of the cluster's first text. */
export function clustersOf(texts: readonly string[]): Int32Array {
  const parent = Int32Array.from(texts, (_, n) => n)
  const rootOf = (n: number): number => {
    let at = n
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  const signatures = texts.map(signatureOf)
  for (let band = 0; band < HASHES; band += BAND) {
    const first = new Map<string, number>()
    signatures.forEach((signature, n) => {
      const key = signature.subarray(band, band + BAND).join()
      const other = first.get(key)
      if (other === undefined) first.set(key, n)
      else {
        const [a, b] = [rootOf(other), rootOf(n)]
        parent[Math.max(a, b)] = Math.min(a, b)
      }
    })
  }
  return parent.map((_, n) => rootOf(n))
}
