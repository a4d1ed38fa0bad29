// SPDX-License-Identifier: Apache-2.0
// `jandon statement`: what was converted for one holder, or everything about one conversion down to its transfers.

import { localDateAt, parseInstant } from '@jandon/domain/time'
import type { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { type Api, type Conversion, everyPage, type Transfer } from '../api/api.ts'
import type { Context, SharedOptions } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { figuresOf } from '../run/convert-row.ts'
import { table, won } from '../terminal/terminal.ts'
import { asCannotRun, dateOption, keyOf, withExamples, withOutput, withServer } from './shared.ts'

interface Options extends SharedOptions {
  readonly holder?: string
  readonly conversion?: string
  readonly from?: string
  readonly to?: string
  readonly csv?: boolean
}

const KOREA_MINUTES = 540

/** The Korean day on which a conversion was accepted. */
const dayOf = (conversion: Conversion) => localDateAt(parseInstant(conversion.createdAt) ?? 0, KOREA_MINUTES)

interface Totals {
  readonly gross: string
  readonly fees: string
  readonly net: string
  readonly paid: string
}

export function totalsOf(conversions: readonly Conversion[]): Totals {
  const total = { gross: 0n, fees: 0n, net: 0n, paid: 0n }
  for (const conversion of conversions) {
    const figures = figuresOf(conversion)
    total.gross += BigInt(figures.gross)
    total.fees += BigInt(figures.fees)
    total.net += BigInt(figures.net)
    if (conversion.state === 'paid') total.paid += BigInt(figures.net)
  }
  return {
    gross: total.gross.toString(),
    fees: total.fees.toString(),
    net: total.net.toString(),
    paid: total.paid.toString(),
  }
}

function printHolder(conversions: readonly Conversion[], options: Options, context: Context): void {
  const { terminal, language } = context
  const text = context.messages.statement
  const totals = totalsOf(conversions)
  if (options.json) {
    terminal.json({ holderId: options.holder, conversions, totals })
    return
  }
  const columns = Object.values(text.columns)
  const cells = (conversion: Conversion, amount: (digits: string) => string) => {
    const figures = figuresOf(conversion)
    return [
      conversion.createdAt,
      conversion.id,
      conversion.ruleId,
      conversion.state,
      amount(figures.gross),
      amount(figures.fees),
      amount(figures.net),
      conversion.payout?.railReference ?? '',
    ]
  }
  if (options.csv) {
    const records = conversions.map(conversion => cells(conversion, digits => digits))
    terminal.out(stringify([columns, ...records]).trimEnd())
    return
  }
  if (conversions.length === 0) {
    terminal.out(text.none)
    return
  }
  const aligned = columns.map((title, index) => ({
    title,
    ...(index >= 4 && index <= 6 && { align: 'right' as const }),
  }))
  const rows = conversions.map(conversion => cells(conversion, digits => won(digits, language)))
  for (const line of table(aligned, rows, terminal.style)) terminal.out(line)
  const amount = (digits: string) => won(digits, language)
  terminal.out('')
  terminal.out(
    text.totals(conversions.length, amount(totals.gross), amount(totals.fees), amount(totals.net), amount(totals.paid)),
  )
}

/** The course and the transfers of one conversion; shared with the demo. */
export function conversionLines(
  conversion: Conversion,
  transfers: readonly Transfer[],
  nameOf: (accountId: string) => string,
  context: Context,
): string[] {
  const { terminal, language } = context
  const text = context.messages.statement
  const titles = text.transferColumns
  const rows = transfers.map(transfer => [
    transfer.occurredAt,
    transfer.code,
    transfer.phase,
    nameOf(transfer.debitAccountId),
    nameOf(transfer.creditAccountId),
    transfer.amount.unit === 'KRW'
      ? won(transfer.amount.amountMinor, language)
      : `${transfer.amount.amountMinor} ${transfer.amount.unit}`,
  ])
  const columns = Object.values(titles).map((title, index) => ({
    title,
    ...(index === 5 && { align: 'right' as const }),
  }))
  return [
    terminal.style.bold(text.transitions),
    ...conversion.transitions.map(step => `  ${step.at}  ${step.to}  ${terminal.style.dim(step.reason)}`),
    '',
    terminal.style.bold(text.transfers),
    ...table(columns, rows, terminal.style).map(line => `  ${line}`),
  ]
}

/** Names accounts by their code. A key that may not read accounts shows ids instead. */
export async function accountNames(api: Api, codes: readonly string[]): Promise<(accountId: string) => string> {
  const names = new Map<string, string>()
  for (const code of codes) {
    const accounts = await everyPage(cursor => api.listAccounts(code, cursor)).catch(() => [])
    for (const account of accounts) names.set(account.id, account.code)
  }
  return id => names.get(id) ?? id
}

export const STATEMENT_ACCOUNTS = [
  'instrument_outstanding',
  'holder_instrument',
  'instrument_redeeming',
  'issuer_receivable',
  'safeguarding_cash',
  'holder_cash',
  'payout_clearing',
  'service_fee',
  'service_vat',
]

async function printConversion(api: Api, id: string, options: Options, context: Context): Promise<void> {
  const { terminal, messages, language } = context
  const conversion = await api.getConversion(id)
  const transfers = (await api.conversionTransfers(id)).items
  if (options.json) {
    terminal.json({ conversion, transfers })
    return
  }
  if (options.csv) {
    const records = transfers.map(transfer => [
      transfer.occurredAt,
      transfer.code,
      transfer.phase,
      transfer.debitAccountId,
      transfer.creditAccountId,
      transfer.amount.amountMinor,
      transfer.amount.unit,
    ])
    const titles = [...Object.values(messages.statement.transferColumns), 'unit']
    terminal.out(stringify([titles, ...records]).trimEnd())
    return
  }
  const figures = figuresOf(conversion)
  const amount = (digits: string) => won(digits, language)
  const { columns } = messages.statement
  terminal.out(`${terminal.style.bold(conversion.id)}  ${conversion.state}  ${conversion.ruleId}`)
  terminal.out(
    `${columns.gross} ${amount(figures.gross)} − ${columns.fees} ${amount(figures.fees)} = ${columns.net} ${amount(figures.net)}`,
  )
  terminal.out('')
  const nameOf = await accountNames(api, STATEMENT_ACCOUNTS)
  for (const line of conversionLines(conversion, transfers, nameOf, context)) terminal.out(line)
}

async function run(options: Options, context: Context): Promise<ExitCode> {
  const { messages } = context
  if ((options.holder === undefined) === (options.conversion === undefined)) {
    throw new CannotRun(messages.usageError.needsOne('--holder, --conversion'))
  }
  const api = context.api(options)
  try {
    if (options.conversion) await printConversion(api, options.conversion, options, context)
    else {
      const holderId = options.holder!
      const all = await everyPage(cursor => api.listConversions({ holderId, ...(cursor && { cursor }) }))
      const chosen = all
        .filter(conversion => !options.from || dayOf(conversion) >= options.from)
        .filter(conversion => !options.to || dayOf(conversion) <= options.to)
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
      printHolder(chosen, options, context)
    }
  } catch (error) {
    throw asCannotRun(error, options.url, keyOf(options, context.env) !== undefined, messages)
  }
  return EXIT.ok
}

export function statementCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.statement
  const command = program.command('statement').description(text.description)
  command
    .option('--holder <id>', text.holder)
    .option('--conversion <id>', text.conversion)
    .option('--from <date>', text.from, dateOption('--from', messages))
    .option('--to <date>', text.to, dateOption('--to', messages))
    .option('--csv', text.csv)
  withExamples(withOutput(withServer(command, context), messages), text.examples, messages)
  command.action(async (options: Options) => done(await run(options, context)))
}
