// SPDX-License-Identifier: Apache-2.0
// What one written character is read as: full-width, enclosed, mathematical and foreign look-alikes become the plain
// letter or digit, invisible ones become nothing. Written from the Unicode charts for what messages really hold.

/** Latin letters and the letters of other scripts that are put in their place. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аαᴀɑꭺ',
  b: 'ьвʙβƄ',
  c: 'сϲᴄς¢',
  d: 'ԁɗđժ',
  e: 'еєεҽ℮ё',
  f: 'ϝƒғ',
  g: 'ɡԍɢ',
  h: 'һнʜհ',
  i: 'іιɪıї',
  j: 'јϳʝ',
  k: 'кκᴋқ',
  l: 'ӏʟłⅼ',
  m: 'мᴍ',
  n: 'пηɴոñ',
  o: 'оοօσøᴏ○◯〇',
  p: 'рρᴘ',
  q: 'ԛզ',
  r: 'гʀɼ',
  s: 'ѕꜱʂ',
  t: 'тτᴛ',
  u: 'υսᴜц',
  v: 'νѵᴠ',
  w: 'ѡԝωшᴡ',
  x: 'хχ×╳',
  y: 'уүγʏ',
  z: 'ᴢʐ',
}

/** Greek capitals that look like another letter than their small ones do. */
const CAPITALS: Readonly<Record<string, string>> = { h: 'Η', m: 'Μ', n: 'Ν', y: 'Υ', z: 'Ζ' }

/** Dots, signs and digits that NFKC leaves as they are. */
const SIGNS: Readonly<Record<string, string>> = {
  '.': '◘●•∙⋅·ㆍ・。．｡',
  '*': '＊✱✲✳⁎∗※',
  '+': '✚➕╋╇╈╉┼✛',
  ':': '：∶',
  '/': '／∕⁄',
  '-': '‐‑‒–—―−ー－',
}

function tableOf(): Map<number, string> {
  const table = new Map<number, string>()
  for (const [plain, others] of [LOOKALIKES, CAPITALS, SIGNS].flatMap(list => Object.entries(list)))
    for (const other of others) table.set(other.codePointAt(0)!, plain)
  const runs: [number, number, string][] = [
    [0x2776, 9, '1'],
    [0x2780, 9, '1'],
    [0x278a, 9, '1'],
    [0x24f5, 9, '1'],
    [0x1f130, 26, 'a'],
    [0x1f150, 26, 'a'],
    [0x1f170, 26, 'a'],
    [0x1f1e6, 26, 'a'],
  ]
  for (const [first, length, letter] of runs)
    for (let n = 0; n < length; n++) table.set(first + n, String.fromCharCode(letter.charCodeAt(0) + n))
  return table
}

const TABLE = tableOf()
/** Few characters are common: what was found once is kept, up to a bound that hostile text cannot pass. */
const KNOWN = new Map<number, string>()
const MOST_KNOWN = 8192
/** Units that one character may unfold into, as ㍿ and ㈝ do. What is longer (ﷺ has 18) would crowd out the rest. */
export const LONGEST_FOLD = 4
/** Marks, controls and fillers; U+115F, U+1160, U+3164, U+FFA0 and U+2800 are letters that show nothing. */
const INVISIBLE = /^[\p{Cf}\p{M}\p{Cc}]$/u
const MARK = /^\p{M}$/u
const SPACES = /^\p{Z}$/u
const FILLERS = new Set([0x115f, 0x1160, 0x3164, 0xffa0, 0x2800])

function foldSlowly(code: number): string {
  const letter = String.fromCodePoint(code)
  if (code >= 0x3131 && code <= 0x3163) return letter
  if (code === 10 || code === 13 || code === 9 || SPACES.test(letter)) return ' '
  if (FILLERS.has(code) || INVISIBLE.test(letter)) return ''
  const own = TABLE.get(code)
  if (own !== undefined) return own
  let plain = ''
  for (const part of letter.normalize('NFKC')) {
    const hangul = part >= '\uAC00' && part <= '\uD7A3'
    const bare = hangul ? part : part.normalize('NFKD').replace(/\p{M}/gu, '')
    for (const piece of hangul ? [part] : bare) plain += plainOf(piece)
  }
  // Half-width jamo become conjoining ones: those are read by the caller. A letter of a higher plane is a picture.
  return plain.length <= LONGEST_FOLD && [...plain].every(piece => piece.length === 1) ? plain : '\u2605'
}

/** A capital is what its small letter is, where it has no likeness of its own: А and а. */
function plainOf(piece: string): string {
  const small = piece.toLowerCase()
  return TABLE.get(piece.codePointAt(0)!) ?? TABLE.get(small.codePointAt(0)!) ?? small
}

/** What a code point is read as, in lower case: nothing for an invisible one, and `★` for a picture. */
export function foldLetter(code: number): string {
  const known = KNOWN.get(code)
  if (known !== undefined) return known
  const folded = foldSlowly(code)
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  KNOWN.set(code, folded)
  return folded
}

/** Accents, vowel signs and the like, which stand on the letter before them. */
export const isMark = (code: number): boolean => MARK.test(String.fromCodePoint(code))
export const isHangul = (unit: number): boolean => unit >= 0xac00 && unit <= 0xd7a3
export const isJamo = (unit: number): boolean => unit >= 0x3131 && unit <= 0x3163
export const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57
export const isLatin = (unit: number): boolean => unit >= 97 && unit <= 122
/** Letters of any script that a word may hold; ASCII and Hangul first because nearly all are. */
export function isLetter(unit: number): boolean {
  if (unit < 128) return isLatin(unit)
  if (isHangul(unit) || isJamo(unit)) return true
  return (
    (unit >= 0xc0 && unit < 0x2000 && unit !== 0xd7 && unit !== 0xf7) ||
    (unit >= 0x3041 && unit <= 0x30ff) ||
    (unit >= 0x3400 && unit <= 0x9fff)
  )
}
