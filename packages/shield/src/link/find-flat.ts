// SPDX-License-Identifier: Apache-2.0
// A text with its disguises taken off, as far as links need it: full-width and enclosed letters, zero-width signs,
// dots that are written out. Keeps where each letter stood in the given text.

import type { Span } from '../judgement.ts'

/** Letters of `letters` stand at `[from[i], to[i])` of the given text. */
export interface Flat {
  readonly letters: string
  readonly from: readonly number[]
  readonly to: readonly number[]
}

const HIDDEN =
  /\u00AD|\u061C|\u115F|\u1160|[\u180B-\u180E]|[\u200B-\u200F\u202A-\u202E]|[\u2060-\u206F]|[\uFE00-\uFE0F]|\uFEFF/

/** Letters in black circles and squares, which no normal form takes off. */
function darkLetter(code: number): string {
  if (code >= 0x1f150 && code <= 0x1f169) return String.fromCharCode(97 + code - 0x1f150)
  if (code >= 0x1f170 && code <= 0x1f189) return String.fromCharCode(97 + code - 0x1f170)
  return ''
}

function plainOf(letter: string): string {
  const code = letter.codePointAt(0)!
  if (code < 0x80) return letter
  if (HIDDEN.test(letter)) return ''
  if (code >= 0xac00 && code <= 0xd7a3) return letter
  const dark = darkLetter(code)
  if (dark !== '') return dark
  if (code === 0x3002 || code === 0xff61 || code === 0x2024) return '.'
  // Enclosed letters of Korean and others that become more than a sign, such as `㈜`, are no part of a link.
  const plain = letter.normalize('NFKC')
  const bare = /^\((\w)\)$/.exec(plain)
  return bare ? bare[1]!.toLowerCase() : plain.length <= 3 ? plain : letter
}

/** The first form: letter by letter. */
export function flatten(text: string): Flat {
  const from: number[] = []
  const to: number[] = []
  let letters = ''
  for (let at = 0; at < text.length; ) {
    const letter = String.fromCodePoint(text.codePointAt(at)!)
    const plain = plainOf(letter)
    for (let i = 0; i < plain.length; i++) {
      from.push(at)
      to.push(at + letter.length)
    }
    letters += plain
    at += letter.length
  }
  return { letters, from, to }
}

/** The place in the given text of `[start, end)` of the flat one. */
export function placeOf(flat: Flat, start: number, end: number): Span {
  return { from: flat.from[start] ?? 0, to: flat.to[end - 1] ?? flat.from[start] ?? 0 }
}

/** Every match replaced by what `write` says; its letters stand where the whole match stood. */
function replaced(flat: Flat, pattern: RegExp, write: (match: RegExpExecArray) => string): Flat {
  if (!pattern.test(flat.letters)) return flat
  pattern.lastIndex = 0
  const from: number[] = []
  const to: number[] = []
  let letters = ''
  let done = 0
  const keep = (until: number) => {
    for (let i = done; i < until; i++) {
      from.push(flat.from[i]!)
      to.push(flat.to[i]!)
    }
    letters += flat.letters.slice(done, until)
    done = until
  }
  for (const match of flat.letters.matchAll(pattern)) {
    keep(match.index)
    const end = match.index + match[0].length
    const place = placeOf(flat, match.index, end)
    const written = write(match)
    for (let i = 0; i < written.length; i++) {
      from.push(place.from)
      to.push(place.to)
    }
    letters += written
    done = end
  }
  keep(flat.letters.length)
  return { letters, from, to }
}

const COMMON = 'com|net|org|kr|xyz|top|shop|site|info|biz|online|store|club|vip|link|click|cc|io|app|ly|gl|do|me|to'

const DISGUISES: readonly [RegExp, (match: RegExpExecArray) => string][] = [
  // hxxps://  h**p://  http：//  http:\\
  [/\bh(?:xx|\*\*|\.\.)p(s?)\s*:?\s*[/\\]{2}/gi, match => `http${match[1]!.toLowerCase()}://`],
  [/\bhttp(s?)\s*(?:\[:\]|[;:])\s*[/\\]{1,3}\s*(?=[\w가-힣])/gi, match => `http${match[1]!.toLowerCase()}://`],
  [/(?<=[\w가-힣])[ \t]*[[({<]\s*(?:\.|dot|점|쩜|닷)\s*[\])}>][ \t]*(?=[\w가-힣])/gi, () => '.'],
  [/(?<=[\w가-힣])[ \t]?(?:닷|쩜|점)\s?(?:컴|콤|com|씨오엠)(?![가-힣])/gi, () => '.com'],
  [/(?<=[\w가-힣])[ \t]?(?:닷|쩜|점)\s?(?:넷|net)(?![가-힣])/gi, () => '.net'],
  [/(?<=[a-z0-9])[ \t]?(?:닷|쩜|점)\s?(?:케이알|kr)(?![가-힣])/gi, () => '.kr'],
  [/(?<=[a-z0-9])[ \t]?(?:쩜|닷|점)[ \t]?(?=[a-z]{2,6}(?:[/\s.]|$))/gi, () => '.'],
  [/(?<=[a-z0-9])[·ㆍ•∙⸱‧・](?=[a-z]{2,10}(?:[./·ㆍ\s]|$))/gi, () => '.'],
  [/(?<=[a-z0-9])[ \t]+dot[ \t]+(?=(?:com|net|org|kr|xyz|io|co)\b)/gi, () => '.'],
  // bit . ly / abc
  [new RegExp(`(?<=[a-z0-9-]{2})[ \\t]+[.,][ \\t]*(?=(?:${COMMON})\\b(?![.'’]))`, 'g'), () => '.'],
  [new RegExp(`(?<=[a-z0-9-]{2})\\.[ \\t]+(?=(?:${COMMON})[ \\t]?/[ \\t]?[\\w-])`, 'g'), () => '.'],
  [/(?<=\.[a-z]{2,6})(?: \/ | \/(?=\w)|\/ (?=[\w-]{4,12}(?:\s|$)))/g, () => '/'],
  // A dot or a slash that stands where a line was wrapped.
  [/(?<=\b[a-z0-9-]{2,20})\s?\n\s?\.(?=[a-z]{2,6}(?:[/\s]|$))/gi, () => '.'],
  [/(?<=\.[a-z]{2,10}\/)(?:\r?\n|\\n) ?(?=[\w-]*(?:\d|[a-z][A-Z])[\w-]*(?:[\s/?]|$))/g, () => ''],
  [/(?<=:\/\/[\w.-]{3,60}\.[a-z]{2,10}\/[\w/.-]{0,60}[/=?&_-])(?:\r?\n|\\n)(?=[\w-]*\d[\w/=&?-]*(?:\s|$))/g, () => ''],
]

/** `n a v e r . c o m`: single letters with single spaces, that end as a name does. */
const SPACED = /(?<![\w.])(?:[a-z0-9-] ){3,30}\. ?(?:c o m|n e t|k r|c o ?\. ?k r|x y z|t o p|s h o p|l y)(?! ?\w)/gi

/** The text as a reader means it, where it holds links. */
export function unmasked(text: string): Flat {
  let flat = flatten(text)
  flat = replaced(flat, SPACED, match => match[0].replaceAll(' ', ''))
  for (const [pattern, write] of DISGUISES) flat = replaced(flat, pattern, write)
  return flat
}
