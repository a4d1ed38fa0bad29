// SPDX-License-Identifier: Apache-2.0
// From the sums of a model to probabilities that come true.

import { type Calibration, logistic } from '../src/maths.ts'

/**
 * Slope and shift that turn sums into log odds which mean what they say (Platt), by damped Newton steps. `targets` are
 * 1 for traps, `weights` say how much each counts.
 */
export function calibrate(
  sums: ArrayLike<number>,
  targets: ArrayLike<number>,
  weights: ArrayLike<number>,
): Calibration {
  let [slope, shift] = [1, 0]
  for (let step = 0; step < 40; step++) {
    let [gs, gb, hss, hsb, hbb] = [1e-3 * (slope - 1), 0, 1e-3, 0, 1e-3]
    for (let n = 0; n < sums.length; n++) {
      const chance = logistic(slope * sums[n]! + shift)
      const slip = (chance - targets[n]!) * weights[n]!
      const bend = chance * (1 - chance) * weights[n]! + 1e-9
      gs += slip * sums[n]!
      gb += slip
      hss += bend * sums[n]! * sums[n]!
      hsb += bend * sums[n]!
      hbb += bend
    }
    const det = hss * hbb - hsb * hsb
    slope -= (0.7 * (gs * hbb - gb * hsb)) / det
    shift -= (0.7 * (gb * hss - gs * hsb)) / det
  }
  return { slope, shift }
}
