// SPDX-License-Identifier: Apache-2.0
// Reads a text as a person would who is not deceived by its writing: look-alike letters, lone jamo, invisible and
// masked characters. Keeps the place of everything in the given text. Time grows with the length and with nothing else.

import { firstOf, join, lastOf, loneOf, syllable, vowelOf } from './hangul.ts'
import { foldLetter, isDigit, isHangul, isJamo, isLatin, isLetter, isMark, LONGEST_FOLD } from './letters.ts'

/** What is longer is judged by its beginning and its end. */
export const LONGEST_TEXT = 20_000

export interface Reading {
  readonly text: string
  /** Plain letters, digits, signs and single spaces, in lower case. */
  readonly folded: Uint16Array
  /** For each unit of `folded`, where it stands in `text`: [from, to). */
  readonly from: Int32Array
  readonly to: Int32Array
  /** Letters alone, runs of digits and of masks as one `0`: no space, dot or picture between them. */
  readonly compact: Uint16Array
  /** For each unit of `compact`, its place in `folded`. */
  readonly compactAt: Int32Array
  /** Bounds of words in `folded`, two numbers each. */
  readonly words: Int32Array
  readonly disguise: Disguise
}

/** How much the writing hides, as counts. */
export interface Disguise {
  /** Inside words only: the joints of emoji, accents and marks at the ends of a pasted number hide nothing. */
  readonly invisible: number
  /** Enclosed, mathematical and full-width letters, and letters of a script that imitates another. */
  readonly lookalikes: number
  /** Lone jamo that stood for parts of syllables; not the ㅋㅋ and ㅠㅠ of chats. */
  readonly jamo: number
  /** Signs that part single letters from their word; not those of don't, naver.com and 서울/경기. */
  readonly signsInside: number
  /** Spaces between single letters, three and more in a row. */
  readonly spacedOut: number
  /** Signs that stand for a digit or a letter, such as `*` and a run of `?`. */
  readonly masks: number
}

const SPACE = 32
const STAR = 42
const QUESTION = 63
const ZERO = 48
const HASH = 35
const APOSTROPHES = new Set([0x27, 0x60, 0xb4, 0x2018, 0x2019])
/** What follows an amount or a count: a star before it stands for a digit. */
const UNITS = new Set([...'만억천원백배시분일월년회개%세호층차번점명장'].map(letter => letter.charCodeAt(0)))

/** What of a text is read, as [from, to, from, to): of a long one its beginning and its end, where traps stand. */
export function bounds(text: string): [number, number, number, number] {
  if (text.length <= LONGEST_TEXT) return [0, text.length, text.length, text.length]
  const half = LONGEST_TEXT / 2
  const end = text.length - half
  return [0, cutsPair(text, half) ? half - 1 : half, cutsPair(text, end) ? end + 1 : end, text.length]
}

/** Whether a place lies between the two units of one character. */
function cutsPair(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
}

/** What words are made of in the languages that we read. */
const isWritten = (unit: number) => isHangul(unit) || isLatin(unit) || isDigit(unit) || isJamo(unit) || isJoining(unit)
/** Conjoining jamo: Hangul as macOS writes it apart. */
const isJoining = (unit: number) => unit >= 0x1100 && unit <= 0x11ff

class Folder {
  readonly units: Uint16Array
  readonly from: Int32Array
  readonly to: Int32Array
  length = 0
  invisible = 0
  lookalikes = 0
  jamo = 0
  /** Invisible ones after a letter, that hide something if another letter follows. */
  private pending = 0

  constructor(size: number) {
    const room = size * LONGEST_FOLD + 1
    this.units = new Uint16Array(room)
    this.from = new Int32Array(room)
    this.to = new Int32Array(room)
  }

  add(unit: number, from: number, to: number): void {
    const before = this.length === 0 ? SPACE : this.units[this.length - 1]!
    if (this.pending > 0) {
      if (isWritten(unit)) this.invisible += this.pending
      this.pending = 0
    }
    if (unit === SPACE && before === SPACE) return
    const joined = isJoining(unit) ? join(before, unit) : 0
    if (joined > 0) {
      this.units[this.length - 1] = joined
      this.to[this.length - 1] = to
      return
    }
    this.units[this.length] = unit
    this.from[this.length] = from
    this.to[this.length++] = to
  }

  read(text: string, from: number, end: number): void {
    let at = from
    while (at < end) {
      const unit = text.charCodeAt(at)
      if (unit < 128 || isHangul(unit)) {
        this.add(unit >= 65 && unit <= 90 ? unit + 32 : unit < SPACE ? SPACE : unit, at, at + 1)
        at++
        continue
      }
      const code = text.codePointAt(at)!
      const next = at + (code > 0xffff ? 2 : 1)
      this.unfold(code, at, next)
      at = next
    }
  }

  unfold(code: number, at: number, next: number): void {
    const plain = foldLetter(code)
    const before = this.length === 0 ? SPACE : this.units[this.length - 1]!
    if (plain === '') {
      // Accents and the signs that make an emoji of a digit stand after Latin letters and digits by right.
      if (isMark(code) ? isHangul(before) : isWritten(before)) this.pending++
    } else if (imitates(code, plain.charCodeAt(0), before)) this.lookalikes++
    // A half-width jamo unfolds into a conjoining first consonant, wherever in the syllable it stands.
    const own = isJoining(code)
    for (let n = 0; n < plain.length; n++) {
      const unit = plain.charCodeAt(n)
      this.add(own ? unit : loneOf(unit), at, next)
    }
  }
}

/** Whether a letter or digit is written by another that was put in its place; an accent is no such thing. */
function imitates(code: number, plain: number, before: number): boolean {
  if (code < 0x370 || isJamo(code) || !(isLatin(plain) || isDigit(plain))) return false
  const isSign = (code >= 0x2100 && code <= 0x214f) || (code >= 0x3300 && code <= 0x33ff)
  const isFlag = code >= 0x1f1e6 && code <= 0x1f1ff
  // ① before a point of a list is a number; ⓪①⓪ is a telephone number that hides.
  const isNumber = isDigit(plain) && ((code >= 0x2460 && code <= 0x24ff) || (code >= 0x2776 && code <= 0x2793))
  return !isSign && !isFlag && (!isNumber || isDigit(before) || isLatin(before))
}

/** Puts lone jamo together in place: ㄷㅐㅊㅜㄹ and 대ㅊ출 become 대출; ㅋㅋ and ㅠㅠ stay. */
function compose(folder: Folder): void {
  const { units, from, to, length } = folder
  for (let at = 0; at < length; at++) units[at] = loneOf(units[at]!)
  let kept = 0
  const put = (unit: number, first: number, last: number) => {
    units[kept] = unit
    from[kept] = from[first]!
    to[kept++] = to[last]!
  }
  for (let at = 0; at < length; at++) {
    const unit = units[at]!
    if (!isJamo(unit)) {
      put(unit, at, at)
      continue
    }
    const vowel = at + 1 < length ? vowelOf(units[at + 1]!) : -1
    const isLaughter = kept > 0 && units[kept - 1] === unit
    const isCrying = at + 2 < length && units[at + 2] === units[at + 1]
    const first = firstOf(unit)
    if (first >= 0 && vowel >= 0 && !isLaughter && !isCrying) {
      const last = at + 2 < length ? lastOf(units[at + 2]!) : 0
      const opensNext = at + 3 < length && vowelOf(units[at + 3]!) >= 0
      // The ㅋ of 캬ㅋㅋㅋ closes nothing, the first ㄱ of ㄱㅏㄱㄱㅏ does.
      const isDoubled = at + 3 < length && units[at + 2] === units[at + 3]
      const opensAfter = at + 4 < length && vowelOf(units[at + 4]!) >= 0
      const closed = last > 0 && !opensNext && (!isDoubled || opensAfter)
      put(syllable(first, vowel, closed ? last : 0), at, at + (closed ? 2 : 1))
      folder.jamo += 2
      at += closed ? 2 : 1
    } else if (kept > 0 && isHangul(units[kept - 1]!) && at + 1 < length && isHangul(units[at + 1]!)) {
      // A jamo that was thrown between two syllables says nothing.
      folder.jamo++
      to[kept - 1] = to[at]!
    } else put(unit, at, at)
  }
  folder.length = kept
}

/** Whether the mask at a place stands for digits: beside a digit, or before a unit and not after a letter. */
function masksDigits(units: Uint16Array, begin: number, end: number, length: number): boolean {
  const before = begin > 0 ? units[begin - 1]! : SPACE
  const after = end < length ? units[end]! : SPACE
  return isDigit(before) || isDigit(after) || (UNITS.has(after) && !isHangul(before))
}

interface Compacted {
  compact: Uint16Array
  compactAt: Int32Array
  masks: number
  signsInside: number
  spacedOut: number
}

const isMask = (unit: number) => unit === STAR || unit === HASH || unit === QUESTION

function compactOf(folder: Folder): Compacted {
  const { units, length } = folder
  const compact = new Uint16Array(length)
  const compactAt = new Int32Array(length)
  const found: Compacted = { compact, compactAt, masks: 0, signsInside: 0, spacedOut: 0 }
  let size = 0
  let single = 0
  const put = (unit: number, at: number) => {
    compact[size] = unit
    compactAt[size++] = at
  }
  for (let at = 0; at < length; at++) {
    const unit = units[at]!
    if (isLetter(unit)) {
      put(unit, at)
      const alone = (at === 0 || !isLetter(units[at - 1]!)) && (at + 1 === length || !isLetter(units[at + 1]!))
      if (!alone) single = 0
      else if (++single >= 3) found.spacedOut++
    } else if (isDigit(unit)) {
      if (size === 0 || compact[size - 1] !== ZERO) put(ZERO, at)
    } else if (isMask(unit)) {
      let end = at + 1
      while (end < length && isMask(units[end]!)) end++
      const digits = unit !== QUESTION && masksDigits(units, at, end, length)
      if (digits && (size === 0 || compact[size - 1] !== ZERO)) put(ZERO, at)
      if (end - at > 1 || isInside(units, at, end, length)) found.masks++
      at = end - 1
    } else if (unit !== SPACE && !APOSTROPHES.has(unit) && partsWord(units, at, length)) found.signsInside++
  }
  return { ...found, compact: compact.subarray(0, size), compactAt: compactAt.subarray(0, size) }
}

function isInside(units: Uint16Array, begin: number, end: number, length: number): boolean {
  return begin > 0 && end < length && isLetter(units[begin - 1]!) && isLetter(units[end]!)
}

/** Whether a sign stands between letters, of which one stands alone. */
function partsWord(units: Uint16Array, at: number, length: number): boolean {
  if (!isInside(units, at, at + 1, length)) return false
  return at < 2 || !isLetter(units[at - 2]!) || at + 2 >= length || !isLetter(units[at + 2]!)
}

function wordsOf({ units, length }: Folder): Int32Array {
  const words = new Int32Array(length + 2)
  let size = 0
  let begin = -1
  for (let at = 0; at <= length; at++) {
    const isPart = at < length && (isLetter(units[at]!) || isDigit(units[at]!))
    if (isPart && begin < 0) begin = at
    if (isPart || begin < 0) continue
    words[size++] = begin
    words[size++] = at
    begin = -1
  }
  return words.subarray(0, size)
}

/**
 * Reads a text.
 *
 * Total: any string, however long or broken, has a reading; of one longer than 20,000 units the beginning and the end.
 */
export function readText(text: string): Reading {
  const [a, b, c, d] = bounds(text)
  const folder = new Folder(b - a + d - c)
  folder.read(text, a, b)
  // What is left out parts words, so that no word and no reason reaches over it.
  if (b < c) folder.add(SPACE, b, c)
  folder.read(text, c, d)
  compose(folder)
  const { compact, compactAt, masks, signsInside, spacedOut } = compactOf(folder)
  const { invisible, lookalikes, jamo, length } = folder
  return {
    text,
    folded: folder.units.subarray(0, length),
    from: folder.from.subarray(0, length),
    to: folder.to.subarray(0, length),
    compact,
    compactAt,
    words: wordsOf(folder),
    disguise: { invisible, lookalikes, jamo, signsInside, spacedOut, masks },
  }
}
