// SPDX-License-Identifier: Apache-2.0
// What a seed line may hold, what comes out of it, and how a faulty seed file is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chanceOf } from './chance.ts'
import { messagesOf } from './generate.ts'
import { parseSeedFile } from './grammar.ts'
import { isSlot } from './slots.ts'

const parse = (text: string, path = 'ko/ham/a.txt') => parseSeedFile(path, text, isSlot)
const write = (line: string, count = 60, path?: string) => messagesOf(parse(line, path).at(-1)!, 'test', count)

test('a choice gives each branch, also an empty one, and choices stand in choices', () => {
  assert.deepEqual(write('a{b|{c|d}e|}f').sort(), ['abf', 'acef', 'adef', 'af'])
})

test('the signs of the grammar can be written themselves', () => {
  assert.deepEqual(write('\\{*정부\\}\\n가|나 {x\\|y|x\\|y}'), ['{*정부}\n가|나 x|y'])
})

test('an empty branch leaves no second space, but spaces that the seed has stay', () => {
  assert.deepEqual(write('가 {|} 나 \\n다'), ['가 나\n다'])
  assert.deepEqual(write('텔  레 그램'), ['텔  레 그램'])
})

test('lists of the file go before slots, may stand below, and may hold each other', () => {
  assert.deepEqual(write('$what: 가 | {other}{d|e}\n$other: 나\n{what}!').sort(), ['가!', '나d!', '나e!'])
  assert.deepEqual(write('{name}\n$name: 아무개'), ['아무개'])
})

test('a list with ! is drawn once for a message', () => {
  assert.deepEqual(write('$b!: ■ | ▶\n{b}{b}').sort(), ['■■', '▶▶'])
  assert.equal(write('$b: ■ | ▶\n{b}{b}').length, 4)
})

test('a sender that names itself twice is the same', () => {
  for (const text of write('{hospital}|{hospital}')) assert.equal(...(text.split('|') as [string, string]))
})

test('people and records are the same throughout a message', () => {
  for (const text of write('{name}|{given}|{namemask}|{name}|{name2}', 40)) {
    const [name = '', given = '', mask = '', again] = text.split('|')
    assert.equal(name, again)
    assert.ok(name.endsWith(given))
    assert.equal(mask[0], name[0])
  }
  for (const text of write('{bank.name}|{bank.tel}|{bank}|{bank.host}', 40)) {
    const [name, tel, again, host] = text.split('|')
    assert.equal(name, again)
    if (name === '카카오뱅크') assert.deepEqual([tel, host], ['1599-3333', 'kakaobank.com'])
  }
})

test('label and language are those of the folder; headers change what stands below them', () => {
  const seeds = parse('@theme parcel\n가\n@theme fine\n@kind other\n@weight 3\n나', 'ko/smishing/b.txt')
  const told = seeds.map(({ label, theme, kind, weight, language, id }) => [label, theme, kind, weight, language, id])
  assert.deepEqual(told, [
    ['smishing', 'parcel', 'b', 1, 'ko', 'ko/smishing/b.txt:2'],
    ['smishing', 'fine', 'other', 3, 'ko', 'ko/smishing/b.txt:6'],
  ])
})

for (const [text, path, expected] of [
  ['# c\n가 {nosuch}', 'ko/ham/a.txt', /^ko\/ham\/a\.txt:2 {2}\{nosuch\} is no slot/],
  ['가 {a|b', 'ko/ham/a.txt', /:1 {2}the "\{" of letter 3 is never closed/],
  ['가 } 나', 'ko/ham/a.txt', /:1 {2}a "\}" closes nothing \(letter 3\)/],
  ['{*정부}', 'ko/ham/a.txt', /:1 {2}\{\*정부\} is no slot: write \\\{ and \\\}/],
  ['{bank.colour}', 'ko/ham/a.txt', /\{bank\.colour\} is no slot/],
  ['가\n나\n가', 'ko/ham/a.txt', /:3 {2}the same seed stands in line 1/],
  ['가', 'ko/spam/a.txt', /:1 {2}write @label, @language and @theme/],
  ['@theme fine\n가', 'ko/ham/a.txt', /:2 {2}a message that is ham has not theme fine/],
  ['@theme fines', 'ko/spam/a.txt', /:1 {2}"fines" is not known: write one of family_in_need/],
  ['@colour red', 'ko/spam/a.txt', /:1 {2}"@colour red" is not understood/],
  ['$a: x {b}\n$b: {a} | y\n{a}', 'ko/ham/a.txt', /:1 {2}the list \$a holds itself/],
  ['$a b', 'ko/ham/a.txt', /:1 {2}a list is written/],
] as const) {
  test(`a faulty seed file is refused with its line: ${text.replaceAll('\n', ' / ')}`, () => {
    assert.throws(() => parse(text, path), { name: 'SeedFault', message: expected })
  })
}

test('chance is the same on every machine, and another for another seed', () => {
  const chance = chanceOf('jandon')
  assert.deepEqual([chance.below(1000), chance.below(1000), chance.digits(6)], [364, 136, '774374'])
  assert.notDeepEqual(chanceOf('jandon2').digits(12), chanceOf('jandon').digits(12))
})
