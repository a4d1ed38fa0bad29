// SPDX-License-Identifier: Apache-2.0
// Messages that are nearly the same come together, whatever their numbers and disguises; others stay apart.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chanceOf } from '../corpus/chance.ts'
import { clustersOf } from './clusters.ts'

const PARCEL = '고객님의 택배가 주소 불일치로 반송 예정입니다. 아래 주소에서 배송지를 다시 확인해 주세요'
const MEAL = '오늘 저녁에 시간 되면 학교 앞에서 밥 먹고 영화 보러 갈래? 표는 내가 예매해 둘게'
const BANK = 'Your statement for November is ready. Open the app to see what you spent this month.'

test('each is the cluster of its first message', () => {
  assert.deepEqual([...clustersOf([PARCEL, MEAL, PARCEL, BANK, MEAL])], [0, 1, 0, 3, 1])
  assert.deepEqual([...clustersOf([])], [])
})

test('other numbers, tags and disguises part no near-duplicates', () => {
  const likes = [
    `${PARCEL} 송장 123456`,
    `[Web발신] ${PARCEL} 송장 98-76`,
    PARCEL.replaceAll(' ', ''),
    [...PARCEL].join('\u200b'),
    PARCEL.normalize('NFD'),
    PARCEL.replace('고객님의', '회원님의'),
  ]
  for (const like of likes) assert.deepEqual([...clustersOf([MEAL, PARCEL, BANK, like])], [0, 1, 2, 1], like)
})

test('neighbours of neighbours belong together', () => {
  const chance = chanceOf('words')
  const words = Array.from({ length: 40 }, () =>
    chance.letters(4, '가나다라마바사아자차카타파하고노도로모보소오조초코토포호'),
  )
  const texts = Array.from({ length: 11 }, (_, n) => words.slice(2 * n, 2 * n + 20).join(' '))
  assert.deepEqual([...clustersOf([texts[0]!, texts[10]!])], [0, 1])
  assert.deepEqual([...clustersOf(texts)], new Array(11).fill(0))
})

test('short and empty messages are no fault', () => {
  assert.deepEqual([...clustersOf(['', '네', '123', '네', '아니'])], [0, 1, 0, 1, 4])
})

test('a cluster is named by its first member, which is in it', () => {
  const text = fc.oneof(fc.constantFrom(PARCEL, MEAL, BANK), fc.string({ maxLength: 30 }))
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), texts => {
      const clusters = clustersOf(texts)
      clusters.forEach((cluster, n) => {
        assert.ok(cluster <= n && clusters[cluster] === cluster)
        assert.equal(cluster, clusters[texts.indexOf(texts[n]!)])
      })
    }),
  )
})
