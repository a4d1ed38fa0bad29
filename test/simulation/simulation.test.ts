// SPDX-License-Identifier: Apache-2.0
// Seeds of the simulated world. Each runs the same on every machine; a seed that ever failed stays in the list.
// Run others with JANDON_SIMULATION_SEEDS=1000-1100.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTestDatabase } from '../../packages/server/src/database/testing.ts'
import { SimulationFailure, type SimulationOptions, simulate } from './simulate.ts'

const DEFAULT_SEEDS = '1-10'

function seedsFrom(text: string): number[] {
  return text.split(',').flatMap(part => {
    const [from, to] = part.split('-').map(Number)
    return Array.from({ length: (to ?? from!) - from! + 1 }, (_, index) => from! + index)
  })
}

async function runSeed(seed: number, options?: SimulationOptions) {
  const database = await createTestDatabase()
  try {
    return await simulate(database, seed, options)
  } finally {
    await database.drop()
  }
}

describe('the simulated world', () => {
  for (const seed of seedsFrom(process.env.JANDON_SIMULATION_SEEDS ?? DEFAULT_SEEDS)) {
    test(`seed ${seed}: paid at most once, final or in a case, books in balance`, async t => {
      const result = await runSeed(seed)
      t.diagnostic(JSON.stringify(result))
      assert.ok(result.conversions > 0)
    })
  }

  test('a bank that pays twice is caught, with the seed and the last operations', async () => {
    let isDone = false
    const sabotage: SimulationOptions['sabotage'] = rail => ({
      ...rail,
      async submit(instruction) {
        const outcome = await rail.submit(instruction)
        if (outcome.kind === 'settled' && !isDone) {
          const second = await rail.submit({ ...instruction, reference: `${instruction.reference}x` })
          isDone = second.kind === 'settled'
        }
        return outcome
      },
    })
    await assert.rejects(runSeed(4, { sabotage }), (thrown: unknown) => {
      assert.ok(thrown instanceof SimulationFailure)
      assert.match(thrown.message, /Seed 4 failed/)
      assert.match(thrown.message, /paid a conversion more than once/)
      assert.match(thrown.message, /worker \d+ steps/)
      return true
    })
  })
})
