// SPDX-License-Identifier: Apache-2.0
// A pack as its law stood on one day, for every date: what an officer compares to see what a change of law alone does.

import { type LocalDate, toEpochDay } from '../time/index.ts'
import { eraAt } from './evaluate.ts'
import type { Pack } from './pack.ts'

/** The rules and figures of that day decide whatever the date of a decision; its documents hold only those. */
export function packOn(pack: Pack, date: LocalDate): Pack {
  const day = toEpochDay(date)
  const era = { ...eraAt(pack.engine.eras, day), from: Number.MIN_SAFE_INTEGER }
  const { documents } = pack
  return {
    ...pack,
    version: `${pack.version} on ${date}`,
    engine: { ...pack.engine, eras: [era] },
    documents: {
      ...documents,
      rules: documents.rules.filter(
        ({ effective: { from, until } }) => from <= date && (until === undefined || date <= until),
      ),
      parameters: documents.parameters.flatMap(parameter => {
        const inForce = parameter.values.filter(({ from }) => from <= date)
        const [newest] = inForce.toSorted((a, b) => (a.from < b.from ? 1 : -1))
        return newest ? [{ ...parameter, values: [newest] }] : []
      }),
    },
  }
}
