// SPDX-License-Identifier: Apache-2.0
// All rows of a file, some at a time, in file order. A row that faults leaves no outcome, so the next run takes it up;
// the first fault that is about the whole run (stopped, server gone, key refused) stops the start of further rows.

import { ApiProblem } from '../api/api.ts'
import type { LineReading } from '../file/desk-file.ts'
import { convertRow, type RowDeps } from './convert-row.ts'
import type { RowMemory } from './journal.ts'
import type { RowOutcome } from './outcome.ts'

export interface RunResult {
  readonly outcomes: ReadonlyMap<number, RowOutcome>
  /** Why the run ended before its last row, if it did. */
  readonly stoppedBy?: unknown
}

/** An internal error that did not go away concerns its row; the other rows may still be fine. */
const isOfOneRow = (error: unknown): error is ApiProblem => error instanceof ApiProblem && error.status >= 500

function unfinished(reading: LineReading, problem: ApiProblem): RowOutcome {
  const line = 'row' in reading ? reading.row.line : reading.line
  const reason = { ko: problem.detail, en: problem.detail }
  return { line, outcome: 'in_progress', code: problem.code, reason }
}

function outcomeWithoutServer(reading: LineReading): RowOutcome | undefined {
  if (reading.kind === 'bad') {
    return { line: reading.line, outcome: 'bad_row', code: reading.problems[0]!.code, problems: reading.problems }
  }
  if (reading.kind === 'duplicate') {
    return { line: reading.line, outcome: 'duplicate', code: 'duplicate', duplicateOf: reading.of }
  }
  return undefined
}

/**
 * Runs every row that has no outcome yet, at most `rowsInFlight` at a time.
 * Idempotent by: the journal and the derived keys; running again continues.
 */
export async function runRows(
  deps: RowDeps,
  lines: readonly LineReading[],
  memory: ReadonlyMap<number, RowMemory>,
  rowsInFlight: number,
  onOutcome: (outcome: RowOutcome) => void,
): Promise<RunResult> {
  const outcomes = new Map<number, RowOutcome>()
  let next = 0
  let stoppedBy: unknown

  function settle(outcome: RowOutcome): void {
    outcomes.set(outcome.line, outcome)
    onOutcome(outcome)
  }

  async function runLine(reading: LineReading): Promise<void> {
    const known = memory.get('row' in reading ? reading.row.line : reading.line)
    const without = outcomeWithoutServer(reading)
    if (without) return settle(without)
    if (known?.done) return settle(known.done.outcome)
    if (reading.kind !== 'row') return
    const outcome = await convertRow(deps, reading.row, known)
    if (outcome.outcome !== 'in_progress') await deps.journal.append({ step: 'done', line: outcome.line, outcome })
    settle(outcome)
  }

  async function take(): Promise<void> {
    while (next < lines.length && stoppedBy === undefined && !deps.signal.aborted) {
      const reading = lines[next++]!
      try {
        await runLine(reading)
      } catch (error) {
        if (isOfOneRow(error)) settle(unfinished(reading, error))
        else stoppedBy ??= error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(rowsInFlight, lines.length) }, take))
  return { outcomes, ...(stoppedBy !== undefined && { stoppedBy }) }
}
