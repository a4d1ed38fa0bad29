// SPDX-License-Identifier: Apache-2.0
// Figures that say how good a judgement is.

export interface Scored {
  readonly score: number
  readonly hostile: boolean
}

/** Area under the curve of hits against false alarms: that a trap scores above an honest message, ties half. */
export function auroc(scored: readonly Scored[]): number {
  const sorted = scored.toSorted((a, b) => a.score - b.score)
  let [hostile, ham, sum] = [0, 0, 0]
  for (let at = 0; at < sorted.length; ) {
    let end = at
    let traps = 0
    while (end < sorted.length && sorted[end]!.score === sorted[at]!.score) if (sorted[end++]!.hostile) traps++
    const honest = end - at - traps
    sum += traps * (ham + honest / 2)
    hostile += traps
    ham += honest
    at = end
  }
  return hostile === 0 || ham === 0 ? Number.NaN : sum / (hostile * ham)
}

/** The score above which at most `share` of the honest messages lie. */
export function thresholdAt(ham: readonly number[], share: number): number {
  const sorted = ham.toSorted((a, b) => b - a)
  const allowed = Math.floor(share * sorted.length)
  return sorted[allowed] ?? Number.NEGATIVE_INFINITY
}

/** Share of the scores above a threshold. */
export const shareAbove = (scores: readonly number[], threshold: number): number =>
  scores.length === 0 ? Number.NaN : scores.filter(score => score > threshold).length / scores.length

/** How far the stated chance lies from what came true, over ten bins. */
export function calibrationError(scored: readonly { chance: number; hostile: boolean }[]): number {
  let sum = 0
  for (let bin = 0; bin < 10; bin++) {
    const inside = scored.filter(({ chance }) => Math.min(9, Math.floor(chance * 10)) === bin)
    const stated = inside.reduce((total, { chance }) => total + chance, 0)
    sum += Math.abs(stated - inside.filter(({ hostile }) => hostile).length)
  }
  return sum / scored.length
}

export interface Figures {
  readonly messages: number
  readonly auroc: number
  readonly f1: number
  readonly recallAt1: number
  readonly recallAt05: number
  /** At the shipped threshold. */
  readonly recall: number
  readonly falseAlarms: number
  readonly ece: number
}

export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** All figures of judged messages. `score` is in log odds: above 0 the message is called a trap. */
export function figuresOf(scored: readonly (Scored & { chance: number })[]): Figures {
  const hostile = scored.filter(one => one.hostile).map(one => one.score)
  const ham = scored.filter(one => !one.hostile).map(one => one.score)
  const hits = hostile.filter(score => score >= 0).length
  const alarms = ham.filter(score => score >= 0).length
  return {
    messages: scored.length,
    auroc: rounded(auroc(scored)),
    f1: rounded((2 * hits) / Math.max(1, hits + alarms + hostile.length)),
    recallAt1: rounded(shareAbove(hostile, thresholdAt(ham, 0.01))),
    recallAt05: rounded(shareAbove(hostile, thresholdAt(ham, 0.005))),
    recall: rounded(hits / Math.max(1, hostile.length)),
    falseAlarms: rounded(alarms / Math.max(1, ham.length)),
    ece: rounded(calibrationError(scored)),
  }
}
