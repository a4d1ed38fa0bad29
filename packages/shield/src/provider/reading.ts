// SPDX-License-Identifier: Apache-2.0
// An advert as its rules read it: sentence by sentence, in two views without spaces, each with its way back.

import { type Reading, readText } from '../text/index.ts'

/** Letters as they are read, and for each of them where it stands in the given text. */
export interface View {
  readonly letters: string
  readonly from: readonly number[]
  readonly to: readonly number[]
}

export interface Sentence {
  /** Letters, digits and the few signs that carry meaning, in small letters. */
  readonly compact: View
  /** Only what is Hangul: what is left when Latin letters are strewn between the syllables. */
  readonly hangul: View
  /** Digits read as the Latin letters that they stand for in `c4sh`. */
  readonly latin: View
  readonly from: number
  readonly to: number
}

/** Kept in the compact view beside letters and digits: they tell rates, questions and arrows. */
const MEANS_SOMETHING = /[\p{L}\p{N}%?=/$]/u
const HANGUL = /[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]/
/** A piece as short as this is a syllable of a word torn apart by full stops, not a sentence. */
const SHORTEST_SENTENCE = 4
/** A stop ends a sentence after a word; after a single letter it only tears a word apart. */
const SENTENCE_END = /(?<=[\p{L}\p{N})'"%]{2})[.!?。！？…]+(?=\s|$)|[\n\r]|[·•■◆▶★☆]\s|\s[|]\s/gu

/** Never throws; an empty text has no sentence. Of a very long text the beginning and the end are read. */
export function readAdvert(text: string): Sentence[] {
  return CONJOINING.test(text) ? readDecomposed(text) : readSentences(text)
}

/** Parts of syllables that a writing program would have joined. */
const CONJOINING = /[\u1100-\u11ff]/
const SYLLABLE_OR_UNIT = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\s\S]/g

/** Joins them first, and gives every place back as one of the given text. */
function readDecomposed(text: string): Sentence[] {
  const from: number[] = []
  const to: number[] = []
  let joined = ''
  for (const { 0: part, index } of text.matchAll(SYLLABLE_OR_UNIT)) {
    const written = part.normalize('NFC')
    joined += written
    for (let n = 0; n < written.length; n++) {
      from.push(index)
      to.push(index + part.length)
    }
  }
  const given = (view: View): View => ({
    letters: view.letters,
    from: view.from.map(place => from[place] ?? 0),
    to: view.to.map(place => to[place - 1] ?? 0),
  })
  return readSentences(joined).map(sentence => ({
    compact: given(sentence.compact),
    hangul: given(sentence.hangul),
    latin: given(sentence.latin),
    from: from[sentence.from] ?? 0,
    to: to[sentence.to - 1] ?? 0,
  }))
}

function readSentences(text: string): Sentence[] {
  const reading = readText(text)
  let next = 0
  return cutSentences(text).map(([from, to]) => {
    const read = readCompact(reading, next, to)
    next = read.next
    return { compact: read.view, hangul: onlyHangul(read.view), latin: asLatin(read.view), from, to }
  })
}

/** Several sentences as one view, so that a rule may look from one into the next; a line break stands between. */
export function joinViews(views: readonly View[]): View {
  const from: number[] = []
  const to: number[] = []
  let letters = ''
  for (const view of views) {
    if (letters !== '') {
      letters += '\n'
      from.push(to.at(-1) ?? 0)
      to.push(to.at(-1) ?? 0)
    }
    letters += view.letters
    for (const place of view.from) from.push(place)
    for (const place of view.to) to.push(place)
  }
  return { letters, from, to }
}

function cutSentences(text: string): [number, number][] {
  const cuts: [number, number][] = []
  let from = 0
  let read = 0
  let letters = 0
  const close = (to: number) => {
    while (read < to) {
      const sign = String.fromCodePoint(text.codePointAt(read) ?? 0)
      if (MEANS_SOMETHING.test(sign)) letters++
      read += sign.length
    }
    if (letters < SHORTEST_SENTENCE && to < text.length) return
    if (letters > 0) cuts.push([from, to])
    from = to
    letters = 0
  }
  for (const match of text.matchAll(SENTENCE_END)) close(match.index + match[0].length)
  close(text.length)
  return cuts
}

/** The letters of one sentence, of a reading of the whole text; `next` is the first unit that has not been read. */
function readCompact(reading: Reading, next: number, end: number): { view: View; next: number } {
  const from: number[] = []
  const to: number[] = []
  let letters = ''
  let at = next
  for (; at < reading.folded.length && (reading.from[at] ?? end) < end; at++) {
    const letter = String.fromCharCode(reading.folded[at] ?? 0)
    if (!MEANS_SOMETHING.test(letter)) continue
    letters += letter
    from.push(reading.from[at] ?? 0)
    to.push(reading.to[at] ?? 0)
  }
  return { view: { letters, from, to }, next: at }
}

function onlyHangul(view: View): View {
  const kept = [...view.letters.split('').keys()].filter(index => HANGUL.test(view.letters[index] ?? ''))
  return {
    letters: kept.map(index => view.letters[index]).join(''),
    from: kept.map(index => view.from[index] ?? 0),
    to: kept.map(index => view.to[index] ?? 0),
  }
}

const STANDS_FOR: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', $: 's' }

function asLatin(view: View): View {
  return { ...view, letters: view.letters.replaceAll(/[013457$]/g, sign => STANDS_FOR[sign] ?? sign) }
}
