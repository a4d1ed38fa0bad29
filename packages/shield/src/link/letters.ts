// SPDX-License-Identifier: Apache-2.0
// Letters that look like other letters: what a hurried eye reads in a host name. Written by us from the Unicode charts
// for the letters that names of hosts use; not the whole of the Unicode confusables.

/** What each Latin letter is imitated by; accents are taken off beforehand. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аɑαᴀꭺаạƛ',
  b: 'ьƅвʙɓЬƄḅ',
  c: 'сϲᴄϛⅽ¢ƈ',
  d: 'ԁɗđɖⅾժ',
  e: 'еҽєəɘεℯ℮ɛ',
  f: 'ϝƒғբ',
  g: 'ɡԍցɢǥɠ',
  h: 'һհнʜɦħ',
  i: 'іıɩιɪӏɨⅰ',
  j: 'јϳʝɉ',
  k: 'κкĸқҡᴋƙ',
  l: 'ӏɭłⅼʟǀɫƚ',
  m: 'мᴍⅿɱ',
  n: 'ոռпηɴṇɲŋ',
  o: 'оοօσᴏøөоҩ',
  p: 'рρᴘþ',
  q: 'ԛզʠ',
  r: 'гɾʀɼг',
  s: 'ѕꜱʂƽ',
  t: 'тτᴛŧƭ',
  u: 'υʋսᴜцυ',
  v: 'νѵᴠ',
  w: 'ѡԝɯωщшᴡա',
  x: 'хχ×ҳ',
  y: 'уүγʏყƴ',
  z: 'ʐᴢƶ',
}

const PLAIN = new Map<string, string>(
  Object.entries(LOOKALIKES).flatMap(([plain, others]) => [...others].map((other): [string, string] => [other, plain])),
)

/** The letters of another script or with marks, as the Latin letters that they look like. ASCII stays as it is. */
export function latinOf(text: string): string {
  if (/^[ -~]*$/.test(text)) return text
  let plain = ''
  for (const letter of text.normalize('NFKD')) {
    if (/\p{M}/u.test(letter)) continue
    plain += PLAIN.get(letter) ?? PLAIN.get(letter.toLowerCase()) ?? letter
  }
  return plain.normalize('NFC')
}

const DIGITS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  i: 'l',
  '|': 'l',
}

/** Two names with the same skeleton are read as the same name: `k4ka0` and `kakao`, `rnelon` and `melon`. */
export function skeletonOf(name: string): string {
  const latin = latinOf(name.toLowerCase())
  if (!/[0-9i|]|rn|vv/.test(latin)) return latin
  return latin
    .replaceAll(/[0-9i|]/g, letter => DIGITS[letter] ?? letter)
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

const SCRIPTS: readonly [string, RegExp][] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Han', /\p{Script=Han}/u],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Georgian', /\p{Script=Georgian}/u],
]

/** The scripts of one label. */
export function scriptsOf(label: string): string[] {
  return SCRIPTS.filter(([, pattern]) => pattern.test(label)).map(([name]) => name)
}

/** Latin beside Hangul, Han or Kana is how Asia writes; Latin beside a script that imitates it is a disguise. */
export function mixesScripts(label: string): boolean {
  const scripts = scriptsOf(label)
  const imitators = scripts.filter(name => /^(Cyrillic|Greek|Armenian|Cherokee|Georgian)$/.test(name))
  return imitators.length > 1 || (imitators.length === 1 && scripts.length > 1)
}
