// SPDX-License-Identifier: Apache-2.0
// Why a message was judged so: facts and learned words, each with the place in the given text that it rests on.

import type { Reason, Span, Words } from '../judgement.ts'
import type { Reading } from '../text/index.ts'
import { FACT_BASE, PAIR_OF, type Seen } from './features.ts'
import { CODES } from './lexicon.ts'
import type { Head } from './model.ts'
import { FACTS, type Facts } from './named-facts.ts'
import { linksMatch } from './senders.ts'
import { STYLE_PATTERNS } from './style.ts'
import { REASON_WORDS, SPEAKS_FOR } from './words.ts'

/** Weaker reasons are not worth a sentence. */
const LEAST = 0.08
const LEAST_WORD = 0.25
const MOST_WORDS = 4
const MOST_REASONS = 12

function filled({ ko, en }: Words, evidence: string): Words {
  const put = (text: string) =>
    evidence === '' ? text.replace(/^“?\{evidence\}”?: /, '') : text.replace('{evidence}', () => evidence)
  return { ko: put(ko), en: put(en) }
}

/** Longer than this nobody reads in a sentence; the spans still mark the whole. */
const LONGEST_QUOTE = 80

function quoted(piece: string): string {
  const letters = Array.from(piece.slice(0, 2 * LONGEST_QUOTE + 2))
  return letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE).join('')}…` : piece
}

/** A reason in words. Spans are places in the given text. */
function reason(code: string, text: string, spans: readonly Span[], weight: number): Reason {
  const pieces = [...new Set(spans.map(({ from, to }) => quoted(text.slice(from, to))))]
  const evidence = pieces.slice(0, 3).join(' … ')
  return { code, evidence, spans, explanation: filled(REASON_WORDS[code]!, evidence), weight }
}

/** The place in the given text of places in `folded`. */
function spanOf({ from, to }: Reading, first: number, end: number): Span {
  return { from: from[first]!, to: to[end - 1]! }
}

function spansOfFacts({ reading, terms, senders, links, phones, style }: Facts): Map<string, Span[]> {
  const spans = new Map<string, Span[]>()
  const put = (code: string, span: Span) => {
    const known = spans.get(code)
    if (known === undefined) spans.set(code, [span])
    else if (known.length < 6 && known.every(({ from, to }) => span.from >= to || span.to <= from)) known.push(span)
  }
  const { compactAt } = reading
  for (const { code, from, to } of terms) put(CODES[code]!, spanOf(reading, compactAt[from]!, compactAt[to - 1]! + 1))
  for (const { found, kind } of links) put(`link_${kind}`, { from: found.from, to: found.to })
  const match = linksMatch(senders, links)
  for (const { found } of links) {
    if (match !== undefined) put(match ? 'link_of_named' : 'link_not_of_named', { from: found.from, to: found.to })
  }
  for (const { kind, from, to } of phones) put(`phone_${kind}`, spanOf(reading, from, to))
  for (const [fact, pattern] of Object.entries(STYLE_PATTERNS)) {
    // What is said of the manner of the whole has no place.
    if (!REASON_WORDS[fact]?.ko.includes('{evidence}')) continue
    const found = pattern.exec(style.text)
    if (found && found[0].trim() !== '') put(fact, spanOf(reading, found.index, found.index + found[0].length))
  }
  if (style.mail) put('mail_address', spanOf(reading, ...style.mail))
  return spans
}

/** What each word of the reading moved, in log odds. */
function wordWeights({ words, folded }: Reading, seen: Seen, { weights, scale }: Head, slope: number): Float64Array {
  // Each piece is shared out to the units that it covers, by differences at its ends.
  const steps = new Float64Array(folded.length + 1)
  for (let n = 0; n < seen.count; n++) {
    const from = seen.from[n]!
    const weight = weights[seen.index[n]!]!
    if (from < 0 || weight === 0) continue
    const to = seen.to[n]!
    const share = (weight * seen.value[n]! * scale * slope) / (to - from)
    steps[from]! += share
    steps[to]! -= share
  }
  const sums = new Float64Array(words.length / 2)
  let level = 0
  let word = 0
  for (let at = 0; at < folded.length && word < sums.length; at++) {
    level += steps[at]!
    if (at >= words[2 * word]!) sums[word]! += level
    if (at + 1 >= words[2 * word + 1]!) word++
  }
  return sums
}

/** Words of every message, and bare figures, tell nobody why. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  '고객님 회원님 귀하 안녕하세요 확인 안내 및 the a an and or of for to in on at is are be you your we it this that with'.split(
    ' ',
  ),
)
const tellsSomething = (word: string) => /\p{L}{2}/u.test(word) && !EMPTY_WORDS.has(word.toLowerCase())

function wordReasons(reading: Reading, sums: Float64Array): Reason[] {
  const spans: [Span, number][] = Array.from(sums, (sum, n) => [
    spanOf(reading, reading.words[2 * n]!, reading.words[2 * n + 1]!),
    sum,
  ])
  const strongest = (sign: 1 | -1, most: number) =>
    spans
      .filter(([{ from, to }]) => tellsSomething(reading.text.slice(from, to)))
      .filter(([, sum]) => sum * sign > LEAST_WORD)
      .sort((a, b) => (b[1] - a[1]) * sign)
      .slice(0, most)
      .map(([span, sum]) =>
        reason(sign > 0 ? 'learned_words' : 'learned_words_for', reading.text, [span], Math.round(sum * 1000) / 1000),
      )
  return [...strongest(1, MOST_WORDS), ...strongest(-1, 2)]
}

/** What each fact moved, in log odds: by itself, and half of what it moved together with another. */
function factWeights(seen: Seen, { weights, scale }: Head, slope: number): Float64Array {
  const moved = new Float64Array(FACTS.length)
  for (let n = 0; n < seen.count; n++) {
    const [index, from, to] = [seen.index[n]!, seen.from[n]!, seen.to[n]!]
    const weight = weights[index]! * seen.value[n]! * scale * slope
    if (index >= FACT_BASE) moved[index - FACT_BASE]! += weight
    else if (from <= PAIR_OF) {
      moved[PAIR_OF - from]! += weight / 2
      moved[PAIR_OF - to]! += weight / 2
    }
  }
  return moved
}

/** Where the verdict is clear, a faint reason against it only confuses. */
const CLEAR = 1.4
const LEAST_AGAINST = 0.6

/** The reasons of a judgement of `odds`, the strongest first. */
export function reasonsOf(
  facts: Facts,
  seen: Seen,
  head: Head,
  { slope, odds }: { slope: number; odds: number },
): Reason[] {
  const spans = spansOfFacts(facts)
  const reasons: Reason[] = []
  factWeights(seen, head, slope).forEach((weight, at) => {
    const code = FACTS[at]!
    if (!Object.hasOwn(REASON_WORDS, code) || (SPEAKS_FOR.has(code) ? -weight : weight) < LEAST) return
    reasons.push(reason(code, facts.reading.text, spans.get(code) ?? [], Math.round(weight * 1000) / 1000))
  })
  reasons.push(...wordReasons(facts.reading, wordWeights(facts.reading, seen, head, slope)))
  const isIdle = ({ weight }: Reason) => Math.abs(odds) > CLEAR && weight * odds < 0 && Math.abs(weight) < LEAST_AGAINST
  const sorted = reasons
    .filter(one => !isIdle(one))
    .sort((x, y) => Math.abs(y.weight) - Math.abs(x.weight))
    .slice(0, MOST_REASONS)
  return sorted.length > 0 ? sorted : [reason('nothing_found', facts.reading.text, [], 0)]
}
