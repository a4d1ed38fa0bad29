// SPDX-License-Identifier: Apache-2.0
// Who gets more or less under another version of a pack: each stored decision is decided again under both, and the
// difference is added up by rule. One decision at a time, so a file of any size goes through a constant memory.

import { INTENTS } from '../instrument/index.ts'
import { parseLocalDate } from '../time/index.ts'
import { decide } from './decide.ts'
import type { Decision, DecisionInput, DecisionOutcome, FactValue } from './decision.ts'
import type { Pack } from './pack.ts'
import { readFacts } from './read-facts.ts'

/** A decision as it is kept: what was said, for which day, wanting what. Amounts have their unit. */
export interface DecisionRecord {
  readonly ref?: string
  readonly asOf: string
  readonly intent: string
  readonly instrument: Readonly<Record<string, unknown>>
  readonly holder?: Readonly<Record<string, unknown>>
}

/** The kept form of an input. `readRecord` gives the same input again. */
export function writeRecord(pack: Pack, { asOf, intent, facts }: DecisionInput, ref?: string): DecisionRecord {
  const parts = { instrument: {}, holder: {}, offer: {} } as Record<string, Record<string, unknown>>
  for (const [name, value] of Object.entries(facts)) {
    const [owner, field] = name.includes('.') ? (name.split('.') as [string, string]) : ['instrument', name]
    const isMoney = pack.engine.facts.get(name)?.spec.type === 'money'
    parts[owner]![field] = isMoney ? { amountMinor: String(value), unit: pack.currency } : plainly(value)
  }
  const { instrument, holder, offer } = parts
  return {
    ...(ref !== undefined && { ref }),
    asOf,
    intent,
    instrument: { ...instrument, ...(Object.keys(offer!).length > 0 && { offer }) },
    ...(Object.keys(holder!).length > 0 && { holder: holder! }),
  }
}

const plainly = (value: FactValue) => (typeof value === 'bigint' ? Number(value) : value)

/** The input of a kept decision under a pack, or why it cannot be read. Never throws, whatever the record is. */
export function readRecord(pack: Pack, record: DecisionRecord): DecisionInput | { readonly problem: string } {
  if (typeof record !== 'object' || record === null) return { problem: 'A decision is a JSON object.' }
  const asOf = typeof record.asOf === 'string' ? parseLocalDate(record.asOf) : undefined
  const intent = INTENTS.find(each => each === record.intent)
  if (!asOf) return { problem: `asOf is not a date: ${shownIn(record.asOf)}. Write YYYY-MM-DD.` }
  if (!intent) return { problem: `intent is none of ${INTENTS.join(', ')}: ${shownIn(record.intent)}.` }
  const { instrument, holder } = record
  if (typeof instrument !== 'object' || instrument === null) return { problem: 'instrument is missing.' }
  const read = readFacts(pack, { instrument, form: 'wire', asOf, ...(holder && { holder }) })
  if (read.kind === 'read') return { asOf, intent, facts: read.facts }
  return { problem: read.problems.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' ') }
}

/** What a line holds, as far as it is a text: anything may stand there. */
const shownIn = (value: unknown) => (typeof value === 'string' ? `"${value.slice(0, 40)}"` : typeof value)

/** The best way to money under one version. */
interface Best {
  readonly outcome: DecisionOutcome
  readonly netMinor: bigint
  /** The rule that pays, or the first that refuses; absent for questions. */
  readonly ruleId: string | undefined
}

export interface ImpactExample {
  /** 1 for the first decision. */
  readonly line: number
  readonly ref?: string
  readonly kind: string
  readonly asOf: string
  readonly old: Best
  readonly new: Best
  readonly differenceMinor: bigint
}

interface Sum {
  readonly decisions: number
  readonly totalMinor: bigint
}

export interface Impact {
  readonly versions: { readonly old: string; readonly new: string }
  readonly currency: string
  readonly decisions: number
  /** Lines that one of the packs cannot read, with the first few reasons. */
  readonly unreadable: { readonly decisions: number; readonly reasons: readonly string[] }
  readonly same: number
  readonly more: Sum
  readonly less: Sum
  readonly netMinor: bigint
  /** `refuse → allow` and the like, most frequent first; only those that differ. */
  readonly outcomes: readonly {
    readonly from: DecisionOutcome
    readonly to: DecisionOutcome
    readonly decisions: number
  }[]
  /** By the rule that pays now or paid before, largest difference first. */
  readonly rules: readonly { readonly ruleId: string; readonly more: Sum; readonly less: Sum }[]
  /** The largest differences of each direction. */
  readonly examples: { readonly more: readonly ImpactExample[]; readonly less: readonly ImpactExample[] }
}

export interface ImpactMeter {
  add(record: DecisionRecord): void
  result(): Impact
}

const EXAMPLES = 5
const REASONS = 5

interface Tally {
  decisions: number
  totalMinor: bigint
}
const tally = (): Tally => ({ decisions: 0, totalMinor: 0n })

function bestOf({ outcome, options, refusals }: Decision): Best {
  const option = options.find(each => each.payout !== 'credit')
  return { outcome, netMinor: option?.netMinor ?? 0n, ruleId: option?.ruleId ?? refusals[0]?.ruleId }
}

/** Counts the difference between two packs, one kept decision after the other. */
export function createImpactMeter(older: Pack, newer: Pack, examples = EXAMPLES): ImpactMeter {
  let decisions = 0
  let same = 0
  let unreadable = 0
  const reasons: string[] = []
  const [more, less] = [tally(), tally()]
  const outcomes = new Map<string, number>()
  const rules = new Map<string, { more: Tally; less: Tally }>()
  const largest = { more: [] as ImpactExample[], less: [] as ImpactExample[] }

  const count = (example: ImpactExample): void => {
    const { old: was, new: is, differenceMinor } = example
    if (was.outcome !== is.outcome) {
      const key = `${was.outcome} ${is.outcome}`
      outcomes.set(key, (outcomes.get(key) ?? 0) + 1)
    }
    if (differenceMinor === 0n) return
    const direction = differenceMinor > 0n ? 'more' : 'less'
    // What pays more is the doing of the rule that pays now; what pays less, of the one that paid before.
    const ruleId = (direction === 'more' ? is.ruleId : was.ruleId) ?? ''
    const rule = rules.get(ruleId) ?? { more: tally(), less: tally() }
    rules.set(ruleId, rule)
    for (const each of [direction === 'more' ? more : less, rule[direction]]) {
      each.decisions++
      each.totalMinor += differenceMinor
    }
    keepLargest(largest[direction], example, examples)
  }

  return {
    add(record) {
      decisions++
      const [before, after] = [readRecord(older, record), readRecord(newer, record)]
      if ('problem' in before || 'problem' in after) {
        unreadable++
        const problem = 'problem' in before ? before.problem : 'problem' in after ? after.problem : ''
        if (reasons.length < REASONS) reasons.push(`${decisions}: ${problem}`)
        return
      }
      const [was, is] = [bestOf(decide(older, before)), bestOf(decide(newer, after))]
      const differenceMinor = is.netMinor - was.netMinor
      if (differenceMinor === 0n && was.outcome === is.outcome) {
        same++
        return
      }
      const { ref, asOf } = record
      const kind = String(after.facts.kind)
      count({ line: decisions, ...(ref !== undefined && { ref }), kind, asOf, old: was, new: is, differenceMinor })
    },
    result: () => ({
      versions: { old: older.version, new: newer.version },
      currency: newer.currency,
      decisions,
      unreadable: { decisions: unreadable, reasons: [...reasons] },
      same,
      more: { ...more },
      less: { ...less },
      netMinor: more.totalMinor + less.totalMinor,
      outcomes: [...outcomes]
        .map(([key, number]) => {
          const [from, to] = key.split(' ') as [DecisionOutcome, DecisionOutcome]
          return { from, to, decisions: number }
        })
        .sort((a, b) => b.decisions - a.decisions),
      rules: [...rules]
        .map(([ruleId, each]) => ({ ruleId, more: { ...each.more }, less: { ...each.less } }))
        .sort((a, b) => byAmount(b.more.totalMinor - b.less.totalMinor, a.more.totalMinor - a.less.totalMinor)),
      examples: { more: [...largest.more], less: [...largest.less] },
    }),
  }
}

const byAmount = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
const size = (value: bigint) => (value < 0n ? -value : value)

/** Keeps the largest, the earlier line first among equals. */
function keepLargest(kept: ImpactExample[], example: ImpactExample, count: number): void {
  const at = kept.findIndex(each => size(each.differenceMinor) < size(example.differenceMinor))
  if (at < 0 && kept.length >= count) return
  kept.splice(at < 0 ? kept.length : at, 0, example)
  if (kept.length > count) kept.pop()
}
