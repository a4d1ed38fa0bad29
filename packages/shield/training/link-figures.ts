// SPDX-License-Identifier: Apache-2.0
// Figures of a judge that gives probabilities: how well it ranks, what it finds at a fixed rate of false alarms, and
// whether its probabilities come true.

export interface Judged {
  readonly probability: number
  readonly isTrap: boolean
}

export interface LinkFigures {
  readonly rows: number
  readonly auroc: number
  readonly recallAt1: number
  readonly recallAtHalf: number
  /** Expected calibration error over ten equal widths, where honest links count as often as they are met. */
  readonly calibrationError: number
  /** At the label's own line of 0.5. */
  readonly recallAtLine: number
  readonly falseAlarmsAtLine: number
}

/** The share of traps found when at most `share` of the honest ones are called traps. */
export function recallAt(judged: readonly Judged[], share: number): number {
  const honest = judged.filter(({ isTrap }) => !isTrap).map(({ probability }) => probability)
  const traps = judged.filter(({ isTrap }) => isTrap)
  honest.sort((a, b) => b - a)
  const line = honest[Math.floor(honest.length * share)] ?? 0
  return traps.filter(({ probability }) => probability > line).length / Math.max(1, traps.length)
}

/** The chance that a trap is ranked above an honest one; ties count half. */
export function aurocOf(judged: readonly Judged[]): number {
  const sorted = [...judged].sort((a, b) => a.probability - b.probability)
  let ranks = 0
  for (let from = 0; from < sorted.length; ) {
    let to = from
    while (to < sorted.length && sorted[to]!.probability === sorted[from]!.probability) to++
    const rank = (from + 1 + to) / 2
    for (let i = from; i < to; i++) if (sorted[i]!.isTrap) ranks += rank
    from = to
  }
  const traps = judged.filter(({ isTrap }) => isTrap).length
  const honest = judged.length - traps
  return (ranks - (traps * (traps + 1)) / 2) / Math.max(1, traps * honest)
}

function calibrationErrorOf(judged: readonly Judged[], honestPerTrap: number): number {
  const traps = judged.filter(({ isTrap }) => isTrap).length
  const honestWeight = (honestPerTrap * traps) / Math.max(1, judged.length - traps)
  let error = 0
  let all = 0
  for (let bin = 0; bin < 10; bin++) {
    let gap = 0
    for (const { probability, isTrap } of judged) {
      if (Math.min(9, Math.floor(probability * 10)) !== bin) continue
      const weight = isTrap ? 1 : honestWeight
      all += weight
      gap += weight * (probability - (isTrap ? 1 : 0))
    }
    error += Math.abs(gap)
  }
  return error / Math.max(1, all)
}

/** `honestPerTrap` is how many honest ones there are for each trap where the probabilities are meant to come true. */
export function figuresOf(judged: readonly Judged[], honestPerTrap: number): LinkFigures {
  const honest = judged.filter(({ isTrap }) => !isTrap)
  const traps = judged.filter(({ isTrap }) => isTrap)
  const above = (list: readonly Judged[]) => list.filter(({ probability }) => probability >= 0.5).length
  return {
    rows: judged.length,
    auroc: aurocOf(judged),
    recallAt1: recallAt(judged, 0.01),
    recallAtHalf: recallAt(judged, 0.005),
    calibrationError: calibrationErrorOf(judged, honestPerTrap),
    recallAtLine: above(traps) / Math.max(1, traps.length),
    falseAlarmsAtLine: above(honest) / Math.max(1, honest.length),
  }
}
