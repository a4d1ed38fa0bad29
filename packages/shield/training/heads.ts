// SPDX-License-Identifier: Apache-2.0
// Learns the heads of the message model: trap or not, smishing or spam, and the theme.

import { exponential } from '../src/maths.ts'
import { SIZE } from '../src/message/features.ts'
import type { Theme } from '../src/message/judgement.ts'
import { KIND_BUCKETS, KIND_SIZE, LEARNED_THEMES, placeIn, THEME_BUCKETS, THEME_SIZE } from '../src/message/model.ts'
import { type Learned, type Lesson, learn, type Rows } from './learn.ts'
import { type Prepared, VARIANTS } from './prepare.ts'

export interface Effort {
  readonly epochs: number
  readonly rate: number
  readonly decay: number
  readonly dropout: number
}

export const EFFORT: Effort = { epochs: 14, rate: 0.25, decay: 0.006, dropout: 25 }

const everything = () => true

/** Trap or not. */
export function learnMain(
  { examples, rows, weights }: Prepared,
  isTaught: (n: number) => boolean = everything,
  effort: Effort = EFFORT,
): Learned {
  const taught = examples.map((_, n) => n).filter(isTaught)
  const lessonsOf = (epoch: number): Lesson[] =>
    taught.map(n => ({
      row: n * VARIANTS + (epoch % VARIANTS),
      target: examples[n]!.label === 'ham' ? 0 : 1,
      weight: weights[n]!,
    }))
  return learn({ size: SIZE, place: index => index, rows, ...effort }, lessonsOf, 20_261_123)
}

/** `mixed-ko` calls much smishing spam: there, only smishing is believed, and spam that has no such word. */
function isSureKind({ examples }: Prepared, n: number): boolean {
  const { source, label, text } = examples[n]!
  if (label === 'ham') return false
  return (
    source !== 'mixed-ko' ||
    label === 'smishing' ||
    !/결제|승인|택배|계좌|로그인|수사|검찰|엄마|아빠|부고|통지/.test(text)
  )
}

/** Smishing or spam. */
export function learnKind(prepared: Prepared, isTaught: (n: number) => boolean = everything): Learned {
  const { examples, rows, weights } = prepared
  const taught = examples.map((_, n) => n).filter(n => isTaught(n) && isSureKind(prepared, n))
  const lessonsOf = (epoch: number): Lesson[] =>
    taught.map(n => ({
      row: n * VARIANTS + (epoch % VARIANTS),
      target: examples[n]!.label === 'smishing' ? 1 : 0,
      weight: weights[n]!,
    }))
  const place = (index: number) => placeIn(index, KIND_BUCKETS)
  return learn({ size: KIND_SIZE, place, rows, ...EFFORT, epochs: 4 }, lessonsOf, 7)
}

interface ThemeState {
  readonly weights: Float64Array
  readonly squares: Float64Array
}

function teachTheme(state: ThemeState, rows: Rows, row: number, target: number, weight: number): void {
  const count = LEARNED_THEMES.length
  const { weights, squares } = state
  const [begin, end] = [rows.start[row]!, rows.start[row + 1]!]
  const sums = new Float64Array(count)
  for (let n = begin; n < end; n++) {
    const at = placeIn(rows.index[n]!, THEME_BUCKETS)
    for (let theme = 0; theme < count; theme++) sums[theme]! += weights[theme * THEME_SIZE + at]! * rows.value[n]!
  }
  const most = sums.reduce((a, b) => Math.max(a, b))
  const powers = sums.map(sum => exponential(sum - most))
  const total = powers.reduce((a, b) => a + b)
  for (let theme = 0; theme < count; theme++) {
    const slip = (powers[theme]! / total - (theme === target ? 1 : 0)) * weight
    if (slip < 0.004 && slip > -0.004) continue
    for (let n = begin; n < end; n++) {
      const to = theme * THEME_SIZE + placeIn(rows.index[n]!, THEME_BUCKETS)
      const slope = slip * rows.value[n]!
      squares[to]! += slope * slope
      weights[to]! -= (0.3 * slope) / Math.sqrt(squares[to]!)
    }
  }
}

/** What a trap is about; learned from our own corpus, because no collection says. */
export function learnThemes({ examples, rows, weights }: Prepared, epochs = 6): Learned {
  const places = new Map<Theme | undefined, number>(LEARNED_THEMES.map((theme, n) => [theme, n]))
  const size = THEME_SIZE * LEARNED_THEMES.length
  const state: ThemeState = { weights: new Float64Array(size), squares: new Float64Array(size).fill(0.05) }
  // A stride that shares no factor with the count walks through all of them in a mixed order.
  const taught = examples.map((_, n) => n).filter(n => places.has(examples[n]!.theme))
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let k = 0; k < taught.length; k++) {
      const n = taught[(k * 7919 + epoch) % taught.length]!
      teachTheme(
        state,
        rows,
        n * VARIANTS + (epoch % VARIANTS),
        places.get(examples[n]!.theme)!,
        Math.min(2, weights[n]!),
      )
    }
  }
  return { weights: state.weights, bias: 0 }
}
