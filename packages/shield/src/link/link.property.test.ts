// SPDX-License-Identifier: Apache-2.0
// What holds for every link and every text: nothing throws, places lie inside, the same is always judged the same, and
// writing an own name otherwise does not change whose it is.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exponential, logistic } from '../maths.ts'
import { BRANDS } from './brands.ts'
import { checkLink } from './check.ts'
import { findLinks } from './find.ts'
import { distanceOf } from './imitation.ts'
import { LINK_LABELS } from './judgement.ts'
import { decodeLabel } from './punycode.ts'

const piece = fc.constantFrom(
  'http',
  's://',
  'naver',
  '.com',
  '.kr',
  '@',
  '%',
  '/',
  '?',
  '#',
  '[',
  ']',
  ' . ',
  '쩜',
  'ⓒ',
  '한국',
  'а',
  '\ud83d',
  '\u200b',
  'xn--',
  'intent://',
  'data:',
  '0x7f',
  '1.2.3.4',
  ':80',
  '\n',
  'bit.ly/',
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(piece, { maxLength: 14 }).map(all => all.join('')),
)

test('any text is judged, with a probability and places inside it', () => {
  fc.assert(
    fc.property(text, given => {
      const judgement = checkLink(given)
      assert.equal(judgement.url, given)
      assert.ok(LINK_LABELS.includes(judgement.label))
      assert.ok(judgement.probability >= 0 && judgement.probability <= 1)
      assert.ok(judgement.reasons.every(({ weight }) => Number.isFinite(weight)))
      for (const { spans } of judgement.reasons)
        for (const { from, to } of spans) assert.ok(0 <= from && from < to && to <= given.length)
      assert.deepEqual(checkLink(given), judgement)
      if (judgement.probability >= 0.5) assert.equal(judgement.label, 'phishing')
      if (judgement.label === 'suspicious') assert.ok(judgement.probability >= 0.25)
    }),
    { numRuns: 2000 },
  )
})

test('links are found in their order, apart from each other, where they stand', () => {
  fc.assert(
    fc.property(text, given => {
      let done = 0
      for (const found of findLinks(given)) {
        assert.ok(done <= found.from && found.from < found.to && found.to <= given.length)
        assert.equal(found.text, given.slice(found.from, found.to))
        done = found.to
      }
    }),
    { numRuns: 2000 },
  )
})

test('an own name stays its own with www, in capitals, with a last dot, with or without scheme', () => {
  // Under a few of a brand's names anybody puts up pages: those are nobody's own.
  const hosts = BRANDS.flatMap(brand => brand.hosts).filter(host => checkLink(host).officialOf !== undefined)
  assert.ok(hosts.length > 500)
  const writing = fc.constantFrom<(host: string) => string>(
    host => `https://www.${host}`,
    host => host.toUpperCase(),
    host => `http://${host}.`,
    host => `HTTPS://${host}:443/`,
    host => `  ${host}  `,
  )
  fc.assert(
    fc.property(fc.constantFrom(...hosts), writing, (host, write) => {
      const [plain, other] = [checkLink(host), checkLink(write(host))]
      assert.equal(other.label, plain.label)
      assert.equal(other.officialOf, plain.officialOf)
    }),
    { numRuns: 1500 },
  )
})

test('an own name in front of a stranger never belongs to the brand', () => {
  const hosts = BRANDS.flatMap(({ hosts }) => hosts).filter(host => host.length >= 6)
  fc.assert(
    fc.property(
      fc.constantFrom(...hosts),
      fc.constantFrom('qwmrt.top', 'lkjw.co.kr', 'a-b-c.com'),
      (host, stranger) => {
        const judgement = checkLink(`https://${host}.${stranger}/login`)
        assert.equal(judgement.officialOf, undefined)
        assert.equal(judgement.label, 'phishing')
      },
    ),
  )
})

test('the distance of two words is the same both ways, and none only between equals', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abknov'), maxLength: 8 })
  fc.assert(
    fc.property(word, word, (a, b) => {
      assert.equal(distanceOf(a, b), distanceOf(b, a))
      assert.equal(distanceOf(a, b) === 0, a === b)
    }),
  )
})

test('our exponential is the exponential', () => {
  fc.assert(
    fc.property(fc.double({ min: -300, max: 300, noNaN: true }), x => {
      assert.ok(Math.abs(exponential(x) / Math.exp(x) - 1) < 1e-12)
      assert.ok(Math.abs(logistic(x) + logistic(-x) - 1) < 1e-12)
    }),
  )
})

test('punycode is read as the browser writes it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'가나다한국서울아이éабж'), minLength: 1, maxLength: 10 }),
      label => {
        const { hostname } = new URL(`http://${label}.kr`)
        const [first = ''] = hostname.split('.')
        fc.pre(first.startsWith('xn--'))
        assert.equal(decodeLabel(first.slice(4)), label.normalize('NFC'))
      },
    ),
  )
  assert.equal(decodeLabel('\u0001'), undefined)
  assert.equal(decodeLabel('99999999'), undefined)
})

test('hostile lengths take no longer than their length', () => {
  for (const part of ['com', 'a.', 'http://', '. ', 'a-', '%41', '가.', '[.]', '/ ', 'h**p', 'pay']) {
    const long = part.repeat(200_000)
    assert.ok(findLinks(long).every(({ to }) => to <= long.length))
    assert.equal(checkLink(long).url, long)
    assert.equal(checkLink(`http://${part.repeat(80).slice(0, 63)}.com/`).url.length > 0, true)
  }
})
