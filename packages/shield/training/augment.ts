// SPDX-License-Identifier: Apache-2.0
// The same message as other senders, networks and collections would show it. What is done to traps to hide them is in
// `disguise`; `vary` is done to both sides, so that no habit of one collection gives its side away.

import type { Chance } from '../corpus/chance.ts'

const TAGS = ['[Web발신]\n', '[Web발신] ', '[국제발신]\n', '[국제발신] ', '[국외발신]', '(광고)', '[FW]', '']
const TAG = /^\s*(?:0000)?\s*[[(]?(?:web\s?발신|국제발신|국외발신|fw)[\])]?\s*_?/i
const LINK = /(?:https?:\/\/)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/[^\s가-힣]*)?/gi

/** Tags put on, off or exchanged; links cut out; digits masked; lines joined; letters lost. */
export function vary(text: string, chance: Chance): string {
  let varied = text
  const roll = () => chance.below(100)
  if (roll() < 35) varied = varied.replace(TAG, '')
  if (roll() < 12 && /[가-힣]/.test(varied)) varied = chance.pick(TAGS) + varied.replace(TAG, '')
  if (roll() < 30) varied = varied.replace(LINK, chance.pick(['', ' ', '', '[ ]', 'URL']))
  if (roll() < 25) varied = varied.replace(/\d/g, chance.pick(['*', '*', '#', '0', '○']))
  if (roll() < 25) varied = varied.replace(/\s*\n\s*/g, ' ')
  if (roll() < 8) varied = varied.replaceAll(' ', '')
  if (roll() < 5) varied = varied.replace(/[^\p{L}\p{N}\s]/gu, '')
  if (roll() < 5) varied = varied.toUpperCase()
  if (roll() < 5) varied = torn(varied, chance)
  return varied
}

/** Letters that a network could not carry, as `?`. */
export function torn(text: string, chance: Chance): string {
  return [...text].map(letter => (chance.below(100) < 10 ? '?' : letter)).join('')
}

const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  i: 'і',
  s: 'ѕ',
  x: 'х',
  y: 'у',
}

const between = (text: string, chance: Chance, share: number, signs: readonly string[]) =>
  [...text]
    .map(letter => (letter.trim() !== '' && chance.below(100) < share ? letter + chance.pick(signs) : letter))
    .join('')

function jamoOf(letter: string): string {
  const at = letter.charCodeAt(0) - 0xac00
  if (at < 0 || at > 11171) return letter
  const first = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'[Math.floor(at / 588)]!
  const vowel = String.fromCharCode(0x314f + Math.floor((at % 588) / 28))
  const last = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'][at % 28]!
  return first + vowel + last
}

function eachWith(text: string, chance: Chance, share: number, change: (letter: string) => string): string {
  return [...text].map(letter => (chance.below(100) < share ? change(letter) : letter)).join('')
}

function enclosed(letter: string): string {
  const code = letter.toLowerCase().charCodeAt(0)
  if (code >= 97 && code <= 122) return String.fromCharCode(0x24d0 + code - 97)
  return code >= 49 && code <= 57 ? String.fromCharCode(0x2460 + code - 49) : letter
}

const full = (letter: string) => (/[!-~]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter)

/** Every way in which traps are hidden, by name. */
export const DISGUISES: Readonly<Record<string, (text: string, chance: Chance) => string>> = {
  spaces: (text, chance) => between(text, chance, 45, [' ']),
  dots: (text, chance) => between(text, chance, 30, ['.', '·', '-', '/', ',', '*']),
  lookalikes: (text, chance) => eachWith(text, chance, 60, letter => HOMOGLYPHS[letter] ?? letter),
  jamo: (text, chance) => eachWith(text, chance, 30, jamoOf),
  zero_width: (text, chance) => between(text, chance, 40, ['\u200b', '\u200c', '\u2060', '\ufeff']),
  full_width: text => [...text].map(full).join(''),
  enclosed: (text, chance) => eachWith(text, chance, 60, enclosed),
  emoji: (text, chance) => between(text, chance, 12, ['💰', '🔥', '★', '♥', '☎', '✅']),
  brackets: (text, chance) => eachWith(text, chance, 12, letter => (letter.trim() === '' ? letter : `[${letter}]`)),
  masks: text => text.replace(/\d/g, '*'),
  torn,
}
const NAMES = Object.keys(DISGUISES)

/** One or two of the disguises. */
export function disguise(text: string, chance: Chance): string {
  const first = DISGUISES[chance.pick(NAMES)]!(text, chance)
  return chance.below(100) < 25 ? DISGUISES[chance.pick(NAMES)]!(first, chance) : first
}
