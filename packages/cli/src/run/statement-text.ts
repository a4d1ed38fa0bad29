// SPDX-License-Identifier: Apache-2.0
// A run's statement, for people as text and for machines as JSON. Both say whether the sums hold and whether the books
// agree; neither says so without having looked.

import type { Messages } from '../messages/index.ts'
import type { Style } from '../terminal/terminal.ts'
import { table, won } from '../terminal/terminal.ts'
import type { LedgerCheck } from './ledger-check.ts'
import type { OutcomeName, RowOutcome } from './outcome.ts'
import type { Breakdown, StatementSums, Sums } from './statement.ts'

export type LedgerResult =
  | ({ readonly kind: 'checked' } & LedgerCheck)
  | { readonly kind: 'not_checked'; readonly why: string }
  | { readonly kind: 'dry_run' }

export interface Statement extends StatementSums {
  readonly file: string
  readonly sha256: string
  readonly server: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly isDryRun: boolean
  readonly isComplete: boolean
  readonly sumProblems: readonly string[]
  readonly ledger: LedgerResult
}

export interface StatementPen {
  readonly messages: Messages
  readonly language: 'ko' | 'en'
  readonly style: Style
}

/** Why a row has its outcome, as one sentence in the language of the desk. */
export function reasonOf(outcome: RowOutcome, pen: Pick<StatementPen, 'messages' | 'language'>): string {
  const { convert } = pen.messages
  if (outcome.problems) return outcome.problems.map(problem => convert.rowProblem(problem)).join(' ')
  if (outcome.duplicateOf !== undefined) return convert.duplicateOf(outcome.duplicateOf)
  return outcome.reason?.[pen.language] ?? ''
}

function breakdownTable(
  title: string,
  nameTitle: string,
  lines: readonly Breakdown[],
  totals: Sums,
  pen: StatementPen,
  nameOf: (name: string) => string,
): string[] {
  const { convert } = pen.messages
  const amount = (text: string) => won(text, pen.language)
  const row = (name: string, sums: Sums) => [
    name,
    String(sums.rows),
    amount(sums.gross),
    amount(sums.fees),
    amount(sums.net),
    amount(sums.paid),
  ]
  const columns = [
    { title: nameTitle },
    { title: convert.rows, align: 'right' as const },
    ...Object.values(convert.amounts).map(name => ({ title: name, align: 'right' as const })),
  ]
  const rows = [...lines.map(line => row(nameOf(line.name), line)), row(convert.total, totals)]
  return [pen.style.bold(title), ...table(columns, rows, pen.style).map(line => `  ${line}`), '']
}

/** The first ones show what is wrong; the JSON statement has all of them. */
const MOST_DIFFERENCES = 20

function ledgerLines(statement: Statement, pen: StatementPen): string[] {
  const { convert } = pen.messages
  const { ledger } = statement
  if (ledger.kind === 'dry_run') return [convert.dryRunNote]
  if (ledger.kind === 'not_checked') return [pen.style.bad(convert.notChecked(ledger.why))]
  const rows = [
    [convert.ledgerLines.nets, won(ledger.nets, pen.language)],
    [convert.ledgerLines.payouts, won(ledger.settledPayouts, pen.language)],
    [convert.ledgerLines.cash, won(ledger.safeguardingMovement, pen.language)],
  ]
  const figures = table([{ title: convert.ledgerTitle }, { title: '', align: 'right' }], rows, pen.style)
  const verdict = ledger.addsUp
    ? pen.style.good(convert.addsUp(won(ledger.nets, pen.language)))
    : pen.style.bad(convert.doesNotAddUp(ledger.differences.length))
  const shown = ledger.differences.slice(0, MOST_DIFFERENCES).map(difference => `  ${convert.difference(difference)}`)
  const more = ledger.differences.length - shown.length
  return [...figures, verdict, ...shown, ...(more > 0 ? [`  ${convert.moreDifferences(more)}`] : [])]
}

/** The statement as lines. `style` without colours gives the text of the file. */
export function statementLines(statement: Statement, pen: StatementPen): string[] {
  const { convert } = pen.messages
  const { name } = convert
  const outcomeName = (outcome: string) => convert.outcomeTitle(outcome as OutcomeName)
  const sums = statement.sumProblems
  return [
    pen.style.bold(convert.statementTitle),
    convert.statementOf(statement.file, statement.sha256),
    convert.statementServer(statement.server),
    convert.statementTime(statement.startedAt, statement.finishedAt),
    '',
    ...breakdownTable(convert.byOutcome, name.outcome, statement.byOutcome, statement.totals, pen, outcomeName),
    ...breakdownTable(convert.byKind, name.kind, statement.byKind, statement.totals, pen, kind => kind),
    ...breakdownTable(convert.byRule, name.rule, statement.byRule, statement.totals, pen, rule => rule),
    sums.length === 0 ? convert.sumsHold : pen.style.bad(convert.sumsBroken(sums.join('; '))),
    '',
    ...ledgerLines(statement, pen),
  ]
}
