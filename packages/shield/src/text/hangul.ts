// SPDX-License-Identifier: Apache-2.0
// Hangul from its parts: lone jamo back to syllables, and a coarse sound of a syllable that survives misspelling.

/** Compatibility jamo of the 19 first consonants, in the order of Unicode's syllables. */
const FIRST = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
/** The 27 last consonants. */
const LAST = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

function placesOf(letters: string): Int8Array {
  const places = new Int8Array(0x33).fill(-1)
  for (let n = 0; n < letters.length; n++) places[letters.charCodeAt(n) - 0x3131] = n
  return places
}

const FIRST_AT = placesOf(FIRST)
const LAST_AT = placesOf(LAST)

const place = (table: Int8Array, unit: number) => (unit >= 0x3131 && unit <= 0x3163 ? (table[unit - 0x3131] ?? -1) : -1)
/** Which first consonant a lone jamo is, or -1. */
export const firstOf = (unit: number): number => place(FIRST_AT, unit)
/** Which vowel a lone jamo is, or -1. */
export const vowelOf = (unit: number): number => (unit >= 0x314f && unit <= 0x3163 ? unit - 0x314f : -1)
/** Which last consonant a lone jamo is, 1 to 27, or 0. */
export const lastOf = (unit: number): number => place(LAST_AT, unit) + 1

/** Conjoining jamo (as macOS writes Hangul apart) as lone ones; others stay. */
export function loneOf(unit: number): number {
  if (unit < 0x1100 || unit > 0x11c2) return unit
  if (unit <= 0x1112) return FIRST.charCodeAt(unit - 0x1100)
  if (unit >= 0x1161 && unit <= 0x1175) return 0x314f + unit - 0x1161
  return unit >= 0x11a8 ? LAST.charCodeAt(unit - 0x11a8) : unit
}

/** The syllable of a first consonant, a vowel and perhaps a last consonant (0: none). */
export const syllable = (first: number, vowel: number, last: number): number =>
  0xac00 + (first * 21 + vowel) * 28 + last

/** The syllable that a conjoining vowel or last consonant makes with what stands before it, or 0. */
export function join(before: number, unit: number): number {
  if (unit >= 0x1161 && unit <= 0x1175 && before >= 0x1100 && before <= 0x1112)
    return syllable(before - 0x1100, unit - 0x1161, 0)
  const isOpen = before >= 0xac00 && before <= 0xd7a3 && (before - 0xac00) % 28 === 0
  return isOpen && unit >= 0x11a8 && unit <= 0x11c2 ? before + unit - 0x11a7 : 0
}

/** First consonants without tension and breath, so that 까 카 가 sound alike: 쳣 and 첫, 캬지뇨 and 카지노. */
const CONSONANTS = [0, 0, 2, 3, 3, 5, 6, 7, 7, 9, 9, 11, 12, 12, 12, 0, 3, 7, 18]
/** Vowels without the glide: ㅑ as ㅏ, ㅛ as ㅗ; ㅐ ㅔ ㅒ ㅖ ㅙ ㅚ ㅞ alike. */
const VOWELS = [0, 1, 0, 1, 4, 1, 4, 1, 8, 0, 1, 1, 8, 13, 4, 1, 20, 13, 18, 20, 20]

/** The coarse sound of a syllable as a small number. */
export function soundOf(unit: number): number {
  const at = unit - 0xac00
  const first = Math.floor(at / 588)
  const vowel = Math.floor((at - first * 588) / 28)
  return CONSONANTS[first]! * 32 + VOWELS[vowel]! + 1
}
