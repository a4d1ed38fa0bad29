// SPDX-License-Identifier: Apache-2.0
// Plays random steps until some fail, for tests, and then makes those as few and as plain as still fail: first whole
// steps go, then calls, journals and wishes, then what is special about each that is left.

import fc from 'fast-check'
import { type Batch, PLAIN_STEP, PLAIN_WISH, type Step, steps } from './test-wishes.ts'

const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index)
const withOne = <T>(list: readonly T[], index: number, one: T): T[] => list.map((old, at) => (at === index ? one : old))

/** Everything that is one thing less than `value`: each field that differs from the plain one, taken from there. */
function* plainer<T extends object>(value: T, plain: Partial<T>): Generator<T> {
  for (const field of Object.keys(plain) as (keyof T)[]) {
    if (value[field] !== plain[field]) yield { ...value, [field]: plain[field] }
  }
}

/** The list without one of its parts, and with one of them made smaller. */
function* smaller<T>(list: readonly T[], least: number, each: (part: T) => Generator<T>): Generator<T[]> {
  if (list.length > least) for (let index = list.length - 1; index >= 0; index -= 1) yield without(list, index)
  for (let index = list.length - 1; index >= 0; index -= 1) {
    for (const part of each(list[index]!)) yield withOne(list, index, part)
  }
}

type Chain = Batch['chains'][number]
const smallerWishes = (wishes: Chain['wishes']) => smaller(wishes, 1, wish => plainer(wish, PLAIN_WISH))

function* smallerChain(chain: Chain): Generator<Chain> {
  yield* plainer(chain, { again: null, lone: false })
  for (const wishes of smallerWishes(chain.wishes)) yield { ...chain, wishes }
}

function* smallerBatch(batch: Batch): Generator<Batch> {
  yield* plainer(batch, { sane: false, raw: false })
  for (const chains of smaller(batch.chains, 1, smallerChain)) yield { ...batch, chains }
}

function* smallerStep(step: Step): Generator<Step> {
  yield* plainer(step, PLAIN_STEP)
  for (const batches of smaller(step.batches, 0, smallerBatch)) yield { ...step, batches }
}

const less = (number: number) => Math.max(0, number - 1)

/** The same, where everything that counts backwards counts one less: what it meant may have come one nearer. */
const nearer = (list: readonly Step[]): Step[] =>
  list.map(step => ({
    ...step,
    batches: step.batches.map(batch => ({
      ...batch,
      chains: batch.chains.map(({ again, wishes, lone }) => ({
        again: again && { ...again, of: less(again.of) },
        wishes: wishes.map(wish => ({ ...wish, taken: wish.taken && less(wish.taken), pending: less(wish.pending) })),
        lone,
      })),
    })),
  }))

/** The shortest and plainest steps found that `fails` still holds for. */
async function minimal(list: readonly Step[], fails: (list: readonly Step[]) => Promise<boolean>) {
  let least = list
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const candidate of smaller(least, 0, smallerStep)) {
      const found = (await fails(candidate))
        ? candidate
        : (await fails(nearer(candidate)))
          ? nearer(candidate)
          : undefined
      if (found === undefined) continue
      least = found
      isSmaller = true
      break
    }
  }
  return least
}

/** A difference between ledger and auditor: the seed that leads to it, and the least that shows it. */
export class Difference extends Error {
  override readonly name = 'Difference'
  readonly least: readonly Step[]

  constructor(seed: number, least: readonly Step[], cause: unknown) {
    const shown = JSON.stringify(least, undefined, 1).replaceAll(/\n +/g, ' ')
    super(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}\nThe least that shows it: ${shown}`, {
      cause,
    })
    this.least = least
  }
}

export interface Worlds {
  readonly count: number
  /** Journals in a call and steps in a world, at most. */
  readonly chains: number
  readonly steps: number
  readonly seed?: number
}

/** Plays that many worlds. Faults: `Difference`, with everything that somebody needs to see it again. */
export async function playWorlds(worlds: Worlds, play: (list: readonly Step[]) => Promise<void>): Promise<void> {
  const { count, chains, steps: length, seed } = worlds
  const found = await fc.check(fc.asyncProperty(steps(chains, length), play), {
    ...{ numRuns: count, endOnFailure: true },
    ...(seed === undefined ? {} : { seed }),
  })
  if (!found.failed) return
  const fails = (list: readonly Step[]) =>
    play(list).then(
      () => false,
      () => true,
    )
  const [list] = found.counterexample ?? [[]]
  const least = await minimal(list, fails)
  const cause = await play(least).then(
    () => found.errorInstance,
    error => error,
  )
  throw new Difference(found.seed, least, cause)
}
