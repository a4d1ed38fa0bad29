// SPDX-License-Identifier: Apache-2.0
// A run in sums: by outcome, by kind, by rule. Every row is counted once in each breakdown, and each breakdown adds up
// to the totals; `checkSums` proves it, so that a statement that does not add up is never called one that does.

import type { RowOutcome } from './outcome.ts'

export interface Sums {
  readonly rows: number
  /** Units: won. `gross = fees + net`; `paid` is the net of the rows whose money reached the account. */
  readonly gross: string
  readonly fees: string
  readonly net: string
  readonly paid: string
}

export interface Breakdown extends Sums {
  readonly name: string
}

export interface StatementSums {
  readonly totals: Sums
  readonly byOutcome: readonly Breakdown[]
  readonly byKind: readonly Breakdown[]
  readonly byRule: readonly Breakdown[]
}

interface Running {
  rows: number
  gross: bigint
  fees: bigint
  net: bigint
  paid: bigint
}

const empty = (): Running => ({ rows: 0, gross: 0n, fees: 0n, net: 0n, paid: 0n })

function count(into: Running, outcome: RowOutcome): void {
  const figures = outcome.figures ?? { gross: '0', fees: '0', net: '0' }
  into.rows += 1
  into.gross += BigInt(figures.gross)
  into.fees += BigInt(figures.fees)
  into.net += BigInt(figures.net)
  if (outcome.outcome === 'paid') into.paid += BigInt(figures.net)
}

const toSums = (running: Running): Sums => ({
  rows: running.rows,
  gross: running.gross.toString(),
  fees: running.fees.toString(),
  net: running.net.toString(),
  paid: running.paid.toString(),
})

function breakdown(outcomes: readonly RowOutcome[], nameOf: (outcome: RowOutcome) => string): Breakdown[] {
  const groups = new Map<string, Running>()
  for (const outcome of outcomes) {
    const name = nameOf(outcome)
    const running = groups.get(name) ?? empty()
    groups.set(name, running)
    count(running, outcome)
  }
  return [...groups]
    .map(([name, running]) => ({ name, ...toSums(running) }))
    .sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1))
}

/** Sums up a run. `-` stands for rows that have no kind or rule because they were never judged. */
export function sumUp(outcomes: readonly RowOutcome[]): StatementSums {
  const totals = empty()
  for (const outcome of outcomes) count(totals, outcome)
  return {
    totals: toSums(totals),
    byOutcome: breakdown(outcomes, outcome => outcome.outcome),
    byKind: breakdown(outcomes, outcome => outcome.kind ?? '-'),
    byRule: breakdown(outcomes, outcome => outcome.ruleId ?? '-'),
  }
}

/** Names each sum that does not add up; empty when all do. */
export function checkSums(statement: StatementSums): string[] {
  const problems: string[] = []
  const { totals } = statement
  for (const [name, groups] of Object.entries(statement)) {
    const lines = name === 'totals' ? [totals] : (groups as readonly Breakdown[])
    for (const line of lines) {
      if (BigInt(line.gross) !== BigInt(line.fees) + BigInt(line.net)) problems.push(`${name}: gross ≠ fees + net`)
    }
    if (name === 'totals') continue
    for (const field of ['gross', 'fees', 'net', 'paid'] as const) {
      const sum = lines.reduce((total, line) => total + BigInt(line[field]), 0n)
      if (sum !== BigInt(totals[field])) problems.push(`${name}: Σ ${field} ${sum} ≠ ${totals[field]}`)
    }
    const rows = lines.reduce((total, line) => total + line.rows, 0)
    if (rows !== totals.rows) problems.push(`${name}: Σ rows ${rows} ≠ ${totals.rows}`)
  }
  return problems
}
