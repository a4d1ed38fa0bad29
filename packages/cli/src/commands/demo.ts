// SPDX-License-Identifier: Apache-2.0
// `jandon demo`: the newcomer's story on a server of its own, with its real answers. It touches nothing that was there
// before: temporary folder, free port, own key; all gone at the end, also after Ctrl-C.

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { Api, Conversion, QuoteRequest } from '../api/api.ts'
import type { Context, SharedOptions } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { won } from '../terminal/terminal.ts'
import { runConvert } from './convert.ts'
import { DESK_ROWS, FRAUD, HOLDER, VOUCHER } from './demo-story.ts'
import { verifyBooks } from './ledger-verify.ts'
import { quoteLines } from './quote-text.ts'
import { startServer, untilAborted } from './serve.ts'
import { withExamples, withLanguage } from './shared.ts'
import { accountNames, conversionLines, STATEMENT_ACCOUNTS } from './statement.ts'

interface DemoOptions {
  readonly keep?: boolean
}

/** The money is there in about half a second; much more means that something is wrong. */
const PATIENCE_MS = 30_000
const LOOK_EVERY_MS = 150

async function untilPaid(api: Api, id: string, context: Context): Promise<Conversion> {
  const until = context.clock.now() + PATIENCE_MS
  for (;;) {
    const conversion = await api.getConversion(id)
    if (conversion.state === 'paid') return conversion
    if (context.clock.now() > until) throw new Error(`The conversion ${id} stays ${conversion.state}.`)
    await context.clock.sleep(LOOK_EVERY_MS, context.signal)
    context.signal.throwIfAborted()
  }
}

/** Accepts the first option of a quote for the holder of the story, and waits for the money. */
async function convertVoucher(api: Api, context: Context): Promise<Conversion> {
  const request: QuoteRequest = { ...VOUCHER, language: context.language, holder: { birthDate: HOLDER.birthDate } }
  const quote = await api.createQuote(request)
  const option = quote.items[0]!.options[0]!
  const { bankCode, accountNumber, ...person } = HOLDER
  const holder = await api.createHolder(person, 'demo-holder')
  const account = await api.createPayoutAccount(
    { holderId: holder.id, bankCode, accountNumber, accountHolder: person.name },
    'demo-account',
  )
  const conversion = await api.createConversion(
    {
      holderId: holder.id,
      quoteId: quote.id,
      optionId: option.id,
      payoutAccountId: account.id,
      consent: { language: context.language, acceptedAt: context.instant(), textHash: quote.consent.textHash },
    },
    'demo-conversion',
  )
  return untilPaid(api, conversion.id, context)
}

async function showConversion(api: Api, conversion: Conversion, context: Context): Promise<void> {
  const transfers = (await api.conversionTransfers(conversion.id)).items
  const nameOf = await accountNames(api, STATEMENT_ACCOUNTS)
  for (const line of conversionLines(conversion, transfers, nameOf, context)) context.terminal.out(line)
}

async function tell(url: string, folder: string, context: Context): Promise<ExitCode> {
  const { terminal, messages, language } = context
  const text = messages.demo
  const shared: SharedOptions = { url }
  const api = context.api(shared)
  const step = (sentence: string) => {
    context.signal.throwIfAborted()
    terminal.out('')
    terminal.out(terminal.style.bold(sentence))
    terminal.out('')
  }
  const show = async (request: QuoteRequest) => {
    const quote = await api.createQuote({ ...request, language })
    // The story has its own pace: what else the person might own comes with the real command.
    for (const line of quoteLines({ ...quote, alternatives: quote.alternatives.slice(0, 2) }, context)) {
      terminal.out(line)
    }
  }
  step(text.step1)
  await show(VOUCHER)
  step(text.step2)
  await show(FRAUD)
  step(text.step3)
  const conversion = await convertVoucher(api, context)
  terminal.out(
    terminal.style.good(text.paid(won(conversion.net.amountMinor, language), conversion.payout?.railReference ?? '')),
  )
  step(text.step4)
  await showConversion(api, conversion, context)
  step(text.step5)
  const file = join(folder, 'refund-desk.csv')
  await writeFile(file, DESK_ROWS)
  for (const line of DESK_ROWS.trimEnd().split('\n')) terminal.out(terminal.style.dim(`  ${line}`))
  await runConvert(file, { ...shared, concurrency: 4, wait: 30, patience: 10, jurisdiction: 'KR' }, context)
  step(text.step6)
  return verifyBooks({}, context)
}

async function run(options: DemoOptions, context: Context): Promise<ExitCode> {
  const { terminal, messages, clock } = context
  const text = messages.demo
  const folder = await mkdtemp(join(tmpdir(), 'jandon-demo-'))
  const key = `demo-${randomBytes(24).toString('hex')}`
  const env: Context['env'] = {
    ...context.env,
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: '',
    NODE_ENV: '',
    JANDON_ADMIN_KEY: key,
    JANDON_API_KEY: key,
    JANDON_DATA_KEY: '',
    JANDON_DATABASE_PORT: '',
    JANDON_LOG_LEVEL: context.env.JANDON_LOG_LEVEL || 'silent',
    JANDON_SIMULATED_RAILS: 'on',
    JANDON_WORKER: 'on',
  }
  const own: Context = { ...context, env, api: shared => context.api({ ...shared, key }) }
  let running: Awaited<ReturnType<typeof startServer>> | undefined
  try {
    terminal.note(text.starting)
    const from = clock.now()
    running = await startServer(env)
    const tenths = Math.round((clock.now() - from) / 100).toString()
    terminal.note(text.started(running.url, `${tenths.slice(0, -1) || '0'}.${tenths.slice(-1)}`))
    const code = await tell(running.url, folder, own)
    if (options.keep) {
      terminal.out('')
      terminal.out(text.keepHint(running.url))
      await untilAborted(context.signal)
    }
    return code
  } catch (error) {
    if (!context.signal.aborted) throw error
    return EXIT.cannotRun
  } finally {
    await running?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    terminal.note(text.cleaned)
  }
}

export function demoCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.demo
  const command = program.command('demo').description(text.description).option('--keep', text.keep)
  withExamples(withLanguage(command, messages), text.examples, messages)
  command.action(async (options: DemoOptions) => done(await run(options, context)))
}
