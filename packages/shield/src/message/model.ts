// SPDX-License-Identifier: Apache-2.0
// The learned part: reads the weights that training wrote, and adds them up.

import { MESSAGE_MODEL } from '../generated/message-model.ts'
import type { Calibration } from '../maths.ts'
import { BUCKETS, type Seen } from './features.ts'
import type { Theme } from './judgement.ts'
import { THEMES } from './judgement.ts'

export const KIND_BUCKETS = 1 << 14
export const THEME_BUCKETS = 1 << 13
/** A head's weights: buckets first, then the named facts. */
export const KIND_SIZE = KIND_BUCKETS + 128
export const THEME_SIZE = THEME_BUCKETS + 128
export const LEARNED_THEMES: readonly Theme[] = THEMES.filter(theme => theme !== 'none')

/** Weights as they are kept: signed bytes, times `scale`. */
export interface Head {
  readonly weights: Int8Array
  readonly scale: number
  readonly bias: number
}

export interface Calibrations {
  readonly hangul: Calibration
  readonly others: Calibration
}

const HANGUL = /[가-힣ㄱ-ㅣ\u1100-\u11ff]/

/** How sums of a text are to be read. */
export const calibrationFor = ({ hangul, others }: Calibrations, text: string): Calibration =>
  HANGUL.test(text) ? hangul : others

export interface MessageModel {
  readonly version: string
  /** For each bucket, which piece is meant by it; 0 for none. */
  readonly tags: Uint8Array
  readonly main: Head
  /** By the letters that a message is written in: each language has its own share of what looks like a trap. */
  readonly calibrations: Calibrations
  /** Smishing above zero, spam below. */
  readonly kind: Head
  /** One block of `THEME_SIZE` for each of `LEARNED_THEMES`. */
  readonly themes: Head
}

function bytesOf(base64: string): Int8Array {
  const binary = atob(base64)
  const bytes = new Int8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

function readModel(): MessageModel {
  const { version, tags, main, kind, themes, calibrations } = MESSAGE_MODEL
  const head = ({ weights, scale, bias }: { weights: string; scale: number; bias: number }): Head => ({
    weights: bytesOf(weights),
    scale,
    bias,
  })
  return {
    version,
    tags: new Uint8Array(bytesOf(tags).buffer),
    main: head(main),
    kind: head(kind),
    themes: head(themes),
    calibrations,
  }
}

let kept: MessageModel | undefined

/** The weights that this version ships; read when first asked for. */
export function shippedModel(): MessageModel {
  kept ??= readModel()
  return kept
}

/** A bucket of the main head as a place in a smaller head of `buckets`. */
export const placeIn = (index: number, buckets: number): number =>
  index < BUCKETS ? index & (buckets - 1) : buckets + index - BUCKETS

export function sumOf({ weights, scale, bias }: Head, seen: Seen): number {
  let sum = 0
  for (let n = 0; n < seen.count; n++) sum += weights[seen.index[n]!]! * seen.value[n]!
  return sum * scale + bias
}

export function kindSum({ weights, scale, bias }: Head, seen: Seen): number {
  let sum = 0
  for (let n = 0; n < seen.count; n++) sum += weights[placeIn(seen.index[n]!, KIND_BUCKETS)]! * seen.value[n]!
  return sum * scale + bias
}

/** The sum of each of `LEARNED_THEMES`. */
export function themeSums({ weights, scale }: Head, seen: Seen): Float64Array {
  const sums = new Float64Array(LEARNED_THEMES.length)
  for (let n = 0; n < seen.count; n++) {
    const at = placeIn(seen.index[n]!, THEME_BUCKETS)
    const value = seen.value[n]!
    for (let theme = 0; theme < sums.length; theme++) sums[theme]! += weights[theme * THEME_SIZE + at]! * value
  }
  for (let theme = 0; theme < sums.length; theme++) sums[theme]! *= scale
  return sums
}
