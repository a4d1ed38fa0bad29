// SPDX-License-Identifier: Apache-2.0
// Realistic inputs by seed, without end: each starts from a case that a lawyer wrote, then its amounts, its days and
// what is known of it vary as people's do. For benchmarks, for property tests, and to ask what a change of law would
// do.

import { covers } from '../calendar/index.ts'
import type { Intent } from '../instrument/index.ts'
import { addDays, daysBetween, type LocalDate } from '../time/index.ts'
import { caseInput } from './cases.ts'
import type { DecisionInput, FactValue } from './decision.ts'
import type { CaseDocument } from './documents.ts'
import type { Pack } from './pack.ts'

export interface SampleOptions {
  readonly seed: number
  /** How often each kind comes up, as weights; kinds that are not named come up as often as they have cases. */
  readonly kinds?: Readonly<Record<string, number>>
  /** The latest date of a decision. Without it: the day the pack was checked on. */
  readonly latest?: LocalDate
  /** How many days before `latest` the earliest decision lies at most. */
  readonly spanDays?: number
}

/** Two years: long enough to cross most changes of law. */
const SPAN_DAYS = 730
/** Amounts are multiplied by one of these, so that their ratios, which decide, stay what the case made them. */
const FACTORS: readonly (readonly [bigint, bigint])[] = [
  [1n, 1n],
  [1n, 1n],
  [1n, 2n],
  [2n, 3n],
  [3n, 2n],
  [2n, 1n],
  [5n, 1n],
]

/** 0 ≤ x < 1, the same sequence for a seed on every machine. (mulberry32 by Tommy Ettinger, public domain.) */
export function createChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = state
    value = Math.imul(value ^ (value >>> 15), value | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

const INTENTS_BY_CHANCE: readonly (readonly [number, Intent])[] = [
  [0.7, 'any'],
  [0.85, 'refund'],
  [0.95, 'sell'],
  [1, 'borrow'],
]

/** The cases of each kind that can be read, with the weight of the kind. */
function casesByKind(pack: Pack, cases: readonly CaseDocument[], weights: Readonly<Record<string, number>>) {
  const byKind = new Map<string, DecisionInput[]>()
  for (const each of cases) {
    const input = caseInput(pack, each)
    if (typeof input === 'string') continue
    const kind = String(input.facts.kind)
    const found = byKind.get(kind)
    if (found) found.push(input)
    else byKind.set(kind, [input])
  }
  return [...byKind].map(([kind, inputs]) => ({ inputs, weight: weights[kind] ?? inputs.length }))
}

/** The group in whose stretch of all weights a point lies. */
function pickGroup<T extends { readonly weight: number }>(groups: readonly T[], point: number): T {
  let left = point
  for (const group of groups) {
    left -= group.weight
    if (left < 0) return group
  }
  return groups[0]!
}

/**
 * Inputs without end. `cases` are the pack's own, or those of another version of it.
 * Idempotent by: pack, cases and options give the same sequence on every machine.
 */
export function* sampleInputs(
  pack: Pack,
  cases: readonly CaseDocument[],
  { seed, kinds = {}, latest = pack.checkedOn, spanDays = SPAN_DAYS }: SampleOptions,
): Generator<DecisionInput, never> {
  const chance = createChance(seed)
  const groups = casesByKind(pack, cases, kinds)
  if (groups.length === 0) throw new RangeError('A pack without cases has nothing to sample from.')
  const whole = groups.reduce((sum, group) => sum + group.weight, 0)
  while (true) {
    const group = pickGroup(groups, chance() * whole)
    const base = group.inputs[Math.floor(chance() * group.inputs.length)]!
    const asOf = addDays(latest, -Math.floor(chance() * (spanDays + 1)))
    yield vary(base, covers(pack.calendar, asOf) ? asOf : base.asOf, chance)
  }
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/
/** One fact in this many inputs is left out, as people leave facts out. */
const SILENCE = 0.15

function vary(base: DecisionInput, asOf: LocalDate, chance: () => number): DecisionInput {
  const days = daysBetween(base.asOf, asOf)
  const [by, over] = FACTORS[Math.floor(chance() * FACTORS.length)]!
  const facts: Record<string, FactValue> = {}
  for (const [name, value] of Object.entries(base.facts)) {
    if (typeof value === 'bigint') facts[name] = (value * by) / over
    else if (typeof value === 'string' && ISO_DAY.test(value) && !name.toLowerCase().endsWith('birthdate')) {
      facts[name] = addDays(value as LocalDate, days)
    } else facts[name] = value
  }
  const { faceValue } = facts
  if (typeof faceValue === 'bigint' && facts.remaining !== undefined && chance() < 0.25) {
    facts.remaining = (faceValue * BigInt(Math.floor(chance() * 1001))) / 1000n
  }
  const { balance } = facts
  if (typeof balance === 'bigint' && chance() < 0.5)
    facts.balance = (balance * BigInt(Math.floor(chance() * 2001))) / 1000n
  if (chance() < SILENCE) {
    const names = Object.keys(facts).filter(name => name !== 'kind')
    const dropped = names[Math.floor(chance() * names.length)]
    if (dropped !== undefined) delete facts[dropped]
  }
  const spoken = chance()
  const intent = base.intent === 'any' ? INTENTS_BY_CHANCE.find(([below]) => spoken < below)![1] : base.intent
  return { asOf, intent, facts }
}
