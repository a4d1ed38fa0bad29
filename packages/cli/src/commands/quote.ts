// SPDX-License-Identifier: Apache-2.0
// `jandon quote`: facts as flags, the decision as a table a person can read out to another.

import { INTENTS } from '@jandon/domain/instrument'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { QuoteJson } from '../api/api.ts'
import type { Context, SharedOptions } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { readFundingSource, readIssuer, readKind } from '../file/words.ts'
import { quoteLines } from './quote-text.ts'
import { asCannotRun, dateOption, keyOf, withExamples, withOutput, withServer, wonOption } from './shared.ts'

interface QuoteOptions extends SharedOptions {
  readonly jurisdiction: string
  readonly kind: string
  readonly issuer?: string
  readonly face?: bigint
  readonly paid?: bigint
  readonly remaining?: bigint
  readonly lastCharge?: bigint
  readonly points?: bigint
  readonly bought?: string
  readonly expires?: string
  readonly funding?: string
  readonly promotional?: boolean
  readonly intent: string
  readonly birth?: string
  readonly offerCash?: bigint
  readonly offerDue?: string
  readonly asOf?: string
  readonly fact: readonly [string, unknown][]
}

const krw = (amount: bigint) => ({ amountMinor: amount.toString(), unit: 'KRW' })

/** `isOpened=false` is a boolean, `unsupplied=5000원` and `unsupplied=5,000` money, `usedOn=2026-11-20` a text. */
function factOption(notFact: (text: string) => string) {
  return (text: string, before: readonly [string, unknown][]): readonly [string, unknown][] => {
    const match = /^([a-zA-Z][a-zA-Z0-9]*)=(.+)$/.exec(text)
    if (!match) throw new InvalidArgumentError(notFact(text))
    const [name, value] = [match[1]!, match[2]!.trim()]
    if (value === 'true' || value === 'false') return [...before, [name, value === 'true']]
    const amount = /^([\d,]+)(원)?$/.exec(value)
    return [...before, [name, amount ? krw(BigInt(amount[1]!.replaceAll(',', ''))) : value]]
  }
}

function requestOf(options: QuoteOptions, language: string) {
  const remaining = options.remaining ?? options.face
  const [kind, funding] = [
    readKind(options.kind),
    options.funding === undefined ? undefined : readFundingSource(options.funding),
  ]
  const issuer = options.issuer === undefined ? undefined : readIssuer(options.issuer)
  const offer = {
    ...(options.offerCash !== undefined && { cashReceived: krw(options.offerCash) }),
    ...(options.offerDue !== undefined && { dueOn: options.offerDue }),
  }
  return {
    jurisdiction: options.jurisdiction,
    language,
    intent: options.intent,
    ...(options.asOf && { asOf: options.asOf }),
    ...(options.birth && { holder: { birthDate: options.birth } }),
    instruments: [
      {
        ref: 'a',
        // A word that we do not know goes as it is: the server says which it knows.
        kind: kind.kind === 'read' ? kind.value : options.kind,
        ...(issuer?.kind === 'read' && { issuer: issuer.value }),
        ...(options.face !== undefined && { faceValue: krw(options.face) }),
        ...(options.paid !== undefined && { pricePaid: krw(options.paid) }),
        ...(remaining !== undefined && { remaining: krw(remaining) }),
        ...(options.lastCharge !== undefined && { lastCharge: krw(options.lastCharge) }),
        ...(options.points !== undefined && { points: Number.parseInt(options.points.toString(), 10) }),
        ...(options.bought && { purchasedOn: options.bought }),
        ...(options.expires && { expiresOn: options.expires }),
        ...(funding && { fundingSource: funding.kind === 'read' ? funding.value : options.funding }),
        ...(options.promotional && { isPromotional: true }),
        ...(Object.keys(offer).length > 0 && { offer }),
        ...Object.fromEntries(options.fact),
      },
    ],
  }
}

/** 0 when there is a lawful way, 1 when it is refused or more must be known. */
export const exitCodeOf = (quote: QuoteJson): ExitCode =>
  quote.items.every(item => item.decision === 'allow') ? EXIT.ok : EXIT.notAllWell

async function run(options: QuoteOptions, context: Context): Promise<ExitCode> {
  const api = context.api(options)
  let quote: QuoteJson
  try {
    quote = await api.createQuote(requestOf(options, context.language))
  } catch (error) {
    throw asCannotRun(error, options.url, keyOf(options, context.env) !== undefined, context.messages)
  }
  if (options.json) context.terminal.json(quote)
  else for (const line of quoteLines(quote, context)) context.terminal.out(line)
  return exitCodeOf(quote)
}

export function quoteCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.quote
  const command = program.command('quote').description(text.description)
  command
    .requiredOption('--kind <kind>', text.kind)
    .option('--issuer <name>', text.issuer)
    .option('--face <won>', text.face, wonOption('--face', messages))
    .option('--paid <won>', text.paid, wonOption('--paid', messages))
    .option('--remaining <won>', text.remaining, wonOption('--remaining', messages))
    .option('--last-charge <won>', text.lastCharge, wonOption('--last-charge', messages))
    .option('--points <count>', text.points, wonOption('--points', messages))
    .option('--bought <date>', text.bought, dateOption('--bought', messages))
    .option('--expires <date>', text.expires, dateOption('--expires', messages))
    .option('--funding <source>', text.funding)
    .option('--promotional', text.promotional)
    .addOption(new Option('--intent <intent>', text.intent).choices([...INTENTS]).default('any'))
    .option('--birth <date>', text.birth, dateOption('--birth', messages))
    .option('--offer-cash <won>', text.offerCash, wonOption('--offer-cash', messages))
    .option('--offer-due <date>', text.offerDue, dateOption('--offer-due', messages))
    .option('--as-of <date>', text.asOf, dateOption('--as-of', messages))
    .option('--fact <name=value>', text.fact, factOption(messages.usageError.notFact), [])
    .option('--jurisdiction <code>', text.jurisdiction, 'KR')
  withExamples(withOutput(withServer(command, context), messages), text.examples, messages)
  command.action(async (options: QuoteOptions) => done(await run(options, context)))
}
