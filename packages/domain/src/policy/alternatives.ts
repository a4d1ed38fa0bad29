// SPDX-License-Identifier: Apache-2.0
// Other lawful help that fits, as the pack lists it: public services only, never a dealer.

import { toEpochDay } from '../time/index.ts'
import type { DecisionInput } from './decision.ts'
import type { AlternativeDocument } from './documents.ts'
import { eraAt, fillFrame } from './evaluate.ts'
import type { Pack } from './pack.ts'

/** The alternatives whose intents and condition fit; one whose condition is not known does not. In pack order. */
export function alternativesFor(pack: Pack, input: DecisionInput): AlternativeDocument[] {
  const frame = fillFrame(pack, input, eraAt(pack.engine.eras, toEpochDay(input.asOf)))
  return pack.engine.alternatives
    .filter(({ document }) => !document.intents || document.intents.includes(input.intent))
    .filter(({ when }) => !when || when.evaluate(frame) === true)
    .map(({ document }) => document)
}
