// SPDX-License-Identifier: Apache-2.0
// Which reasons a person is told, and in which order: those that carried the verdict first, the strongest first. Their
// order is their number beside the marked places.

import type { Reason } from '@jandon/shield'
import type { Level } from './verdict.ts'

/** In log odds: what speaks weaker than this against the verdict only makes it harder to understand. */
const LEAST_AGAINST_VERDICT = 0.5

export function toldReasons(reasons: readonly Reason[], level: Level): Reason[] {
  const isCalm = level === 'nothing'
  const carries = ({ weight }: Reason) => weight < 0 === isCalm
  const strength = ({ weight }: Reason) => Math.abs(weight)
  return reasons
    .filter(reason => carries(reason) || strength(reason) >= LEAST_AGAINST_VERDICT)
    .sort((a, b) => Number(carries(b)) - Number(carries(a)) || strength(b) - strength(a))
}
