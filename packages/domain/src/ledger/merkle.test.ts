// SPDX-License-Identifier: Apache-2.0
// The hash tree against the definition of RFC 6962 (written down here a second time, by recursion) and against the
// vectors that Certificate Transparency implementations share; then every leaf and every pair of sizes up to 300.

import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  appendLeaf,
  appendSubtree,
  consistencyProof,
  EMPTY_ROOT,
  emptyFrontier,
  frontierAt,
  frontierRoot,
  inclusionProof,
  isFrontier,
  leafHash,
  type Subtree,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './index.ts'

const sha256 = (data: Uint8Array): Uint8Array => hash('sha256', data, 'buffer')
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))

/** MTH of RFC 6962, section 2.1, word for word. */
function mth(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0))
  if (leaves.length === 1) return leaves[0]!
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha256(Buffer.concat([Uint8Array.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k))]))
}

/** Answers full trees, and would throw for anything beyond the leaves that it has. */
function knower(leaves: readonly Uint8Array[]) {
  const known = new Map<string, Uint8Array>()
  return ({ height, index }: Subtree): Uint8Array => {
    const key = `${height}/${index}`
    const start = index * 2 ** height
    assert.ok(start + 2 ** height <= leaves.length, 'A proof asked for leaves that are not there.')
    if (!known.has(key)) known.set(key, mth(leaves.slice(start, start + 2 ** height)))
    return known.get(key)!
  }
}

const MOST = 300
const many = Array.from({ length: MOST }, (_, index) => leafHash(Buffer.from(`leaf ${index}`), sha256))
const rootOf = Array.from({ length: MOST + 1 }, (_, size) => mth(many.slice(0, size)))
const hashAt = knower(many)

/** The eight inputs that test data of Certificate Transparency has used since 2013. */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  bytes,
)
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('known answers', () => {
  const leaves = INPUTS.map(input => leafHash(input))
  const at = knower(leaves)

  test('the roots of 0 to 8 leaves', () => {
    for (const [size, root] of ROOTS.entries()) assert.equal(hex(treeRoot(leaves.slice(0, size))), root)
    assert.equal(hex(EMPTY_ROOT), ROOTS[0])
  })

  test('inclusion of the first of 8 and of the sixth of 8', () => {
    assert.deepEqual(inclusionProof(0, 8, at).map(hex), [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    assert.deepEqual(inclusionProof(5, 8, at).map(hex), [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })

  test('consistency of 6 with 8 leaves, and of 2 with 5', () => {
    assert.deepEqual(consistencyProof(6, 8, at).map(hex), [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    assert.deepEqual(consistencyProof(2, 5, at).map(hex), [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })
})

describe('every tree of up to 300 leaves', () => {
  test('grows leaf by leaf to the root of the definition, and out of full trees to the same', () => {
    const tree = emptyFrontier()
    for (let size = 0; size <= MOST; size++) {
      assert.equal(hex(frontierRoot(tree, sha256)), hex(rootOf[size]!))
      assert.deepEqual(frontierAt(size, hashAt), tree)
      assert.ok(isFrontier(tree))
      if (size < MOST) appendLeaf(tree, many[size]!, sha256)
    }
  })

  test('proves each of its leaves, at that place and in that tree only', () => {
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        const path = inclusionProof(index, size, hashAt, sha256)
        const claim = { leaf: many[index]!, index, size, root: rootOf[size]!, path }
        assert.ok(verifyInclusion(claim, sha256), `leaf ${index} of ${size}`)
        assert.ok(!verifyInclusion({ ...claim, index: (index + 1) % (size + 1) }, sha256))
        // The rest at some of the leaves: at all of them it would take seconds.
        if (index % 7 !== size % 7) continue
        assert.ok(!verifyInclusion({ ...claim, path: [...path, many[0]!] }, sha256))
        if (size > 1) {
          assert.ok(!verifyInclusion({ ...claim, path: path.slice(0, -1) }, sha256))
          assert.ok(!verifyInclusion({ ...claim, leaf: many[(index + 1) % size]! }, sha256))
        }
      }
    }
  })

  test('is proven to be the beginning of each larger one, and of no other', () => {
    for (let second = 0; second <= MOST; second += second < 40 ? 1 : 13) {
      for (let first = 0; first <= second; first++) {
        const path = consistencyProof(first, second, hashAt, sha256)
        const claim = { first, second, firstRoot: rootOf[first]!, secondRoot: rootOf[second]!, path }
        assert.ok(verifyConsistency(claim, sha256), `${first} in ${second}`)
        const other = leafHash(Buffer.from('other'), sha256)
        assert.ok(!verifyConsistency({ ...claim, firstRoot: other }, sha256), `${first} in ${second}, other first`)
        if (first > 0) assert.ok(!verifyConsistency({ ...claim, secondRoot: other }, sha256))
        assert.ok(!verifyConsistency({ ...claim, path: [...path, other] }, sha256))
        if (path.length > 0) assert.ok(!verifyConsistency({ ...claim, path: path.slice(1) }, sha256))
      }
    }
  })
})

test('a changed bit of any hash of a proof is noticed', () => {
  const [index, first, size] = [100, 137, 291]
  const inclusion = inclusionProof(index, size, hashAt, sha256)
  const claim = { leaf: many[index]!, index, size, root: rootOf[size]!, path: inclusion }
  const consistency = consistencyProof(first, size, hashAt, sha256)
  const both = { first, second: size, firstRoot: rootOf[first]!, secondRoot: rootOf[size]!, path: consistency }
  const withBit = (path: readonly Uint8Array[], at: number, bit: number) =>
    path.map((one, place) => (place === at ? one.map((b, i) => (i === bit >> 3 ? b ^ (1 << (bit & 7)) : b)) : one))
  for (let bit = 0; bit < 256; bit++) {
    for (const at of inclusion.keys()) {
      assert.ok(!verifyInclusion({ ...claim, path: withBit(inclusion, at, bit) }, sha256))
    }
    for (const at of consistency.keys()) {
      assert.ok(!verifyConsistency({ ...both, path: withBit(consistency, at, bit) }, sha256))
    }
  }
})

test('claims that make no sense are refused, not thrown at', () => {
  const root = rootOf[5]!
  for (const [index, size] of [
    [-1, 5],
    [5, 5],
    [0.5, 5],
    [Number.NaN, 5],
    [0, Number.POSITIVE_INFINITY],
    [0, 0],
  ] as const) {
    assert.ok(!verifyInclusion({ leaf: many[0]!, index, size, root, path: [] }))
  }
  const claim = { firstRoot: root, secondRoot: root, path: [] }
  for (const [first, second] of [
    [-1, 5],
    [6, 5],
    [0.5, 5],
    [3, Number.NaN],
    [0, 5],
  ] as const) {
    assert.ok(!verifyConsistency({ ...claim, first, second }))
  }
})

test('full trees made apart join to the same tree, and only where they belong', () => {
  const tree = emptyFrontier()
  for (let tile = 0; tile < 4; tile++) appendSubtree(tree, 6, mth(many.slice(tile * 64, tile * 64 + 64)), sha256)
  for (const leaf of many.slice(256)) appendLeaf(tree, leaf, sha256)
  assert.equal(hex(frontierRoot(tree, sha256)), hex(rootOf[MOST]!))
  assert.throws(() => appendSubtree(tree, 6, many[0]!, sha256), /multiple/)
  assert.ok(!isFrontier({ ...tree, size: tree.size + 1 }) && !isFrontier({ size: -1, hashes: [] }))
})
