// SPDX-License-Identifier: Apache-2.0
// Variants and disguises: the same for the same chance, and each does what its name says and nothing else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chanceOf } from '../corpus/chance.ts'
import { readText } from '../src/text/index.ts'
import { DISGUISES, disguise, torn, vary } from './augment.ts'

const TEXT = '[Web발신]\n[한빛택배] 고객님 Parcel 1234 배송 안내\nhttps://parcel.example.com/a/12 문의 1588-0000'
const NAMES = Object.keys(DISGUISES)
const hide = (name: string, text: string, seed = 'x') => DISGUISES[name]!(text, chanceOf(seed))
const compact = (text: string) => String.fromCharCode(...readText(text).compact)

test('the same chance gives the same variant, and other chances other ones', () => {
  const variants = new Set<string>()
  for (let n = 0; n < 200; n++) {
    const [one, two] = [vary(TEXT, chanceOf(`${n}`)), vary(TEXT, chanceOf(`${n}`))]
    assert.equal(one, two)
    variants.add(one)
  }
  assert.ok(variants.size > 50)
  assert.ok(variants.has(TEXT), 'some stay as they are')
})

test('variants lose tags, links and digits, each sometimes', () => {
  const variants = Array.from({ length: 300 }, (_, n) => vary(TEXT, chanceOf(`${n}`)))
  for (const lost of ['발신', 'parcel.example.com', '1588']) {
    const kept = variants.filter(text => text.includes(lost)).length
    assert.ok(kept > 60 && kept < 280, `${lost} ${kept}`)
  }
  assert.ok(variants.some(text => !text.includes('\n')))
  assert.ok(variants.some(text => text.includes('국제발신') || text.includes('국외발신')))
})

test('a variant without Hangul gets no Korean tag', () => {
  for (let n = 0; n < 300; n++) assert.doesNotMatch(vary('Your parcel is here. Call 12', chanceOf(`${n}`)), /[가-힣]/)
})

test('every disguise is the same for the same chance, and changes a message that has all sorts of letters', () => {
  for (const name of NAMES) {
    assert.equal(hide(name, TEXT), hide(name, TEXT), name)
    assert.notEqual(hide(name, TEXT), TEXT, name)
    assert.equal(hide(name, ''), '', name)
  }
})

test('disguises that only add to a text or exchange letters are read as the text', () => {
  const plain = compact(TEXT)
  for (const name of ['spaces', 'dots', 'lookalikes', 'zero_width', 'full_width', 'enclosed', 'emoji', 'brackets'])
    for (const seed of ['1', '2', '3'])
      assert.equal(compact(hide(name, TEXT, seed)).replaceAll('0', ''), plain.replaceAll('0', ''), name)
})

test('syllables that were taken apart are mostly read again', () => {
  const plain = [...compact(TEXT)]
  for (const seed of ['1', '2', '3']) {
    const read = compact(hide('jamo', TEXT, seed))
    const kept = plain.filter(letter => read.includes(letter)).length
    assert.ok(kept / plain.length > 0.8, read)
  }
})

test('masks leave no digit, and a torn text as many letters as before', () => {
  assert.doesNotMatch(hide('masks', TEXT), /\d/)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, seed) => {
      const before = [...text]
      const after = [...torn(text, chanceOf(seed))]
      assert.equal(after.length, before.length)
      for (let n = 0; n < after.length; n++) assert.ok(after[n] === before[n] || after[n] === '?')
    }),
  )
})

test('any text can be varied and disguised', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(TEXT))
  fc.assert(
    fc.property(text, fc.string(), (given, seed) => {
      assert.equal(vary(given, chanceOf(seed)), vary(given, chanceOf(seed)))
      assert.equal(disguise(given, chanceOf(seed)), disguise(given, chanceOf(seed)))
    }),
  )
})
