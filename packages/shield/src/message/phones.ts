// SPDX-License-Identifier: Apache-2.0
// Kinds of telephone numbers and of sums in a message: who can be called tells much about who writes.

import type { Reading } from '../text/index.ts'
import { isHangul } from '../text/letters.ts'

export const PHONE_KINDS = ['mobile', 'represent', 'free', 'internet', 'city', 'foreign', 'premium'] as const
export type PhoneKind = (typeof PHONE_KINDS)[number]

export interface PhoneHit {
  readonly kind: PhoneKind
  /** Places in `folded`: [from, to). */
  readonly from: number
  readonly to: number
}

const isDigit = (unit: number) => unit >= 48 && unit <= 57
const isJoint = (unit: number) => unit === 45 || unit === 46 || unit === 32 || unit === 41 || unit === 40
const PLUS = 43
const isLatin = (unit: number) => unit >= 97 && unit <= 122

/** Digits in front of letters in front of digits: the number of a parcel or an order. */
function isReference(folded: Uint16Array, at: number): boolean {
  let before = at
  while (before > 0 && isLatin(folded[before - 1]!)) before--
  return before < at && isDigit(folded[before - 1] ?? 0)
}

/** `02) 332-1234`: a bracket and a space between two digits. */
const isJointPair = (folded: Uint16Array, at: number) =>
  folded[at] === 41 && folded[at + 1] === 32 && isDigit(folded[at + 2] ?? 0)

function kindOf(given: string, withPlus: boolean, isKorean: boolean): PhoneKind | undefined {
  // +82 10 … and 0082 10 … are Korean numbers.
  const home = /^(?:0082|82)0?(?=[1-9]\d{7,9}$)/.exec(given)
  const isHome = home !== null && (withPlus || given.startsWith('0082'))
  const [digits, plus] = isHome ? [`0${given.slice(home[0].length)}`, false] : [given, withPlus]
  const { length } = digits
  if (plus || /^00[1-9]/.test(digits)) return length >= 9 && length <= 15 ? 'foreign' : undefined
  // 011, 016 … are old Korean mobile numbers, and cities elsewhere.
  if ((isKorean ? /^01[016789]/ : /^010/).test(digits) && (length === 10 || length === 11)) return 'mobile'
  if (/^080/.test(digits) && length >= 10 && length <= 11) return 'free'
  if (/^070/.test(digits) && length === 11) return 'internet'
  if (/^1[568]\d\d/.test(digits) && length === 8) return 'represent'
  if (/^09\d{8,9}$/.test(digits)) return 'premium'
  if (/^0[2-6]/.test(digits) && length >= 9 && length <= 11) return 'city'
  return undefined
}

/** Runs of digits, joined by single signs, that are telephone numbers. */
export function phonesOf({ folded }: Reading): PhoneHit[] {
  const isKorean = folded.some(isHangul)
  const hits: PhoneHit[] = []
  for (let at = 0; at < folded.length; at++) {
    if (!isDigit(folded[at]!)) continue
    let digits = ''
    let end = at
    while (end < folded.length && digits.length < 16) {
      const unit = folded[end]!
      if (isDigit(unit)) digits += String.fromCharCode(unit)
      else if (!isJoint(unit) || !(isDigit(folded[end + 1] ?? 0) || isJointPair(folded, end))) break
      end++
    }
    const kind = isReference(folded, at) ? undefined : kindOf(digits, folded[at - 1] === PLUS, isKorean)
    if (kind !== undefined) hits.push({ kind, from: at, to: end })
    while (end < folded.length && isDigit(folded[end]!)) end++
    at = end
  }
  return hits
}
