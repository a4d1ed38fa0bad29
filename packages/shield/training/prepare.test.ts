// SPDX-License-Identifier: Apache-2.0
// Messages become rows: near-duplicates and seeds in one group, many likes weigh little, variants stay the same, and a
// split never parts a group.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BUCKETS, SIZE } from '../src/message/features.ts'
import { type Example, loadCorpus } from './data.ts'
import { clusterFolds, senderFolds } from './folds.ts'
import { prepare, VARIANTS, variantOf } from './prepare.ts'

const example = (text: string, more: Partial<Example> = {}): Example => ({
  text,
  label: 'ham',
  language: 'ko',
  source: 'here',
  kind: 'here/ham',
  group: '',
  ...more,
})

const PARCEL = '고객님의 택배가 주소 불일치로 반송 예정입니다. 아래 주소에서 배송지를 다시 확인해 주세요'
const MEAL = '오늘 저녁에 시간 되면 학교 앞에서 밥 먹고 영화 보러 갈래? 표는 내가 예매해 둘게'
const SALE = '이번 주말에만 겨울 이불을 싸게 드립니다. 매장에 오셔서 직접 만져 보세요. 주차도 됩니다'

test('near-duplicates and the messages of one seed are one group', () => {
  const { groups } = prepare([
    example(PARCEL),
    example(MEAL, { group: 'a' }),
    example(`${PARCEL} 1234`),
    example(SALE, { group: 'a' }),
    example('전혀 다른 말', { group: 'b' }),
    example(`${SALE} 02-123-4567`),
  ])
  assert.deepEqual([...groups], [0, 1, 0, 1, 4, 1])
})

test('of messages that are alike each weighs less, all together more', () => {
  const { weights } = prepare([example(PARCEL), example(`${PARCEL} 1`), example(`${PARCEL} 22`), example(MEAL)])
  const [like = 0, second, third, single = 0] = weights
  assert.deepEqual([second, third], [like, like])
  assert.ok(0 < like && like < single && single < 3 * like, weights.join())
})

const corpus = loadCorpus('prepare', 1).filter((_, n) => n % 80 === 0)
const prepared = prepare(corpus)

test('each message has all its rows, and what they hold lies inside the head', () => {
  const { rows } = prepared
  assert.equal(rows.start.length, corpus.length * VARIANTS + 1)
  for (let row = 1; row < rows.start.length; row++) assert.ok(rows.start[row - 1]! <= rows.start[row]!)
  for (let n = 0; n < rows.start.at(-1)!; n++) {
    assert.ok(rows.index[n]! >= 0 && rows.index[n]! < SIZE)
    assert.ok(Number.isFinite(rows.value[n]!) && rows.value[n]! > 0)
  }
  assert.equal(prepared.tags.length, BUCKETS)
})

test('a piece that fewer than three groups hold is not in the vocabulary', () => {
  const { tags, rows } = prepare([example(PARCEL), example(`${PARCEL} 1`), example(`${PARCEL} 22`), example(MEAL)])
  assert.ok(tags.every(tag => tag === 0))
  for (let n = 0; n < rows.start.at(-1)!; n++) assert.ok(rows.index[n]! >= BUCKETS, 'only facts are left')
  assert.ok(prepared.tags.some(tag => tag !== 0))
})

test('preparing twice gives the same', () => assert.deepEqual(prepare(corpus), prepared))

test('the first variant is the message, the others are the same every time, and traps are hidden more', () => {
  for (const each of corpus.slice(0, 50)) {
    assert.equal(variantOf(each, 0), each.text)
    for (let variant = 1; variant < VARIANTS; variant++)
      assert.equal(variantOf(each, variant), variantOf(each, variant))
  }
  const changed = (label: 'ham' | 'spam') =>
    corpus.filter(each => /[\u200b\u2060\ufeff０-９ａ-ｚⓐ-ⓩ💰🔥]/u.test(variantOf({ ...each, label }, 1))).length
  assert.ok(changed('spam') > 2 * changed('ham'), `${changed('spam')} ${changed('ham')}`)
})

test('a split by clusters never parts a group', () => {
  const folds = clusterFolds(prepared, 5)
  const foldOf = new Map<number, number>()
  prepared.groups.forEach((group, n) => {
    assert.ok(folds[n]! >= 0 && folds[n]! < 5)
    assert.equal(foldOf.get(group) ?? folds[n], folds[n])
    foldOf.set(group, folds[n]!)
  })
  assert.equal(new Set(folds).size, 5)
})

test('a split by senders leaves each collection out as a whole, and never parts a kind of ours', () => {
  const examples = [
    ...corpus,
    example('하나', { source: 'b' }),
    example('둘', { source: 'a' }),
    example('셋', { source: 'b' }),
  ]
  const folds = [...senderFolds({ ...prepared, examples }, 4)]
  assert.deepEqual(folds.slice(-3), [5, 4, 5])
  const foldOf = new Map<string, number>()
  corpus.forEach(({ kind }, n) => {
    assert.ok(folds[n]! < 4)
    assert.equal(foldOf.get(kind) ?? folds[n], folds[n])
    foldOf.set(kind, folds[n]!)
  })
})
