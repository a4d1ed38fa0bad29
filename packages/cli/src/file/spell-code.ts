// SPDX-License-Identifier: Apache-2.0
// A short code in Latin letters for a name: servers know issuers by such codes, desks write names in Hangul. Letters
// are turned one by one and syllables kept apart, so that two names seldom share a code; long ones end in a hash.

import { createHash } from 'node:crypto'

const INITIALS = 'g kk n d tt r m b pp s ss  j jj ch k t p h'.split(' ')
const VOWELS = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const FINALS = ' k kk ks n nj nh t l lk lm lb ls lt lp lh m p ps t ss ng j ch k t p h'.split(' ')

const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3
/** What servers take. */
const MAX_CODE = 40
const HASH_LENGTH = 8

function spellSyllable(code: number): string {
  const offset = code - FIRST_SYLLABLE
  const initial = INITIALS[Math.floor(offset / 588)]!
  const vowel = VOWELS[Math.floor((offset % 588) / 28)]!
  return initial + vowel + FINALS[offset % 28]!
}

/** The code of a name, or undefined when it has no letter or digit that could be spelt. */
export function spellCode(name: string): string | undefined {
  let spelt = ''
  for (const char of name.toLowerCase()) {
    const code = char.charCodeAt(0)
    const isSyllable = code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE
    spelt += isSyllable ? `-${spellSyllable(code)}-` : /[a-z0-9_]/.test(char) ? char : '-'
  }
  const code = spelt.replace(/-+/g, '-').replace(/^[-_]+|-+$/g, '')
  if (code === '') return undefined
  if (code.length <= MAX_CODE) return code
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH)
  return `${code.slice(0, MAX_CODE - HASH_LENGTH - 1)}-${hash}`
}
