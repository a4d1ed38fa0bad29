// SPDX-License-Identifier: Apache-2.0
// `jandon check`: whether a message, a link or a cash-out shop is a trap. Judged on this machine, without a server.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { CHECK } from '../messages/check.ts'
import { checkEntries, readEntries } from '../run/check-file.ts'
import { writeWhole } from '../run/durable-file.ts'
import { createProgress } from '../terminal/progress.ts'
import { wrap } from '../terminal/width.ts'
import { type Judge, linkJudge, messageJudge, type ProviderFacts, providerJudge } from './check-judges.ts'
import { withExamples, withOutput } from './shared.ts'

interface Options extends ProviderFacts {
  readonly file?: string
  readonly out?: string
  readonly column?: string
  readonly json?: boolean
}

/** As much as the API takes. */
const LETTERS = 10_000

async function textOf(argument: string, context: Context): Promise<string> {
  const text = CHECK[context.language]
  const given = argument === '-' ? (await readAll(process.stdin)).trim() : argument
  if (given.trim() === '') throw new CannotRun(text.needsText)
  if (given.length > LETTERS) throw new CannotRun(text.tooLong(LETTERS))
  return given
}

function checkOne<J>(judge: Judge<J>, given: string, options: Options, context: Context): ExitCode {
  const { terminal } = context
  const judgement = judge.judge(given)
  if (options.json) terminal.json(judgement)
  else
    for (const line of judge.lines(judgement, given, context).flatMap(line => indented(line, terminal.width)))
      terminal.out(line)
  return judge.judged(judgement, given).isFlagged ? EXIT.notAllWell : EXIT.ok
}

/** Wrapped lines keep the indent of their first one. */
function indented(line: string, width: number): string[] {
  const indent = /^ */.exec(line)![0]
  return wrap(line.slice(indent.length), width - indent.length).map(part => indent + part)
}

async function checkMany<J>(judge: Judge<J>, name: string, options: Options, context: Context): Promise<ExitCode> {
  const { terminal, clock, language } = context
  const text = CHECK[language]
  const bytes = await readFile(resolve(name)).catch(error => {
    throw new CannotRun(text.unreadable(name), { cause: error })
  })
  const reading = readEntries(name, bytes, options.column)
  if (reading.kind === 'empty') throw new CannotRun(text.empty(name))
  if (reading.kind === 'no_column') throw new CannotRun(text.noColumn(reading.names.join(', ')))
  const progress = createProgress(terminal, reading.file.rows.length, text.progress, clock.now)
  const judgeText = (entry: string) => {
    const given = entry.slice(0, LETTERS)
    return judge.judged(judge.judge(given), given)
  }
  const run = await checkEntries(
    reading.file,
    judgeText,
    { line: text.row, judgement: judge.columns },
    (done, flagged) => {
      if (context.signal.aborted) throw new CannotRun(context.messages.interrupted)
      progress.update(done, text.flagged(flagged))
    },
  ).finally(() => progress.stop())
  const out = options.out ?? `${name}.checked.csv`
  await writeWhole(resolve(out), run.csv)
  if (options.json) terminal.json({ file: out, count: run.count, flagged: run.flagged })
  else terminal.out(text.written(out, run.count, run.flagged))
  return run.flagged > 0 ? EXIT.notAllWell : EXIT.ok
}

async function run<J>(judge: Judge<J>, argument: string | undefined, options: Options, context: Context) {
  const text = CHECK[context.language]
  if (options.file === undefined) {
    if (options.out !== undefined || options.column !== undefined) throw new CannotRun(text.outNeedsFile)
    if (argument === undefined) throw new CannotRun(text.needsText)
    return checkOne(judge, await textOf(argument, context), options, context)
  }
  if (argument !== undefined) throw new CannotRun(text.notBoth)
  return checkMany(judge, options.file, options, context)
}

export function checkCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = CHECK[context.language]
  const command = program.command('check').description(text.description)
  const add = <J>(name: 'message' | 'link' | 'provider', judgeFor: (options: Options) => Judge<J>) => {
    const child = command.command(name).description(text[name]).argument('[text]', text.text)
    child.option('--file <file>', text.file).option('--out <file>', text.out).option('--column <name>', text.column)
    if (name === 'provider') {
      child.option('--business-number <number>', text.businessNumber).option('--url <url>', text.url)
    }
    withExamples(withOutput(child, messages), text.examples[name], messages)
    child.action(async (argument: string | undefined, options: Options) =>
      done(await run(judgeFor(options), argument, options, context)),
    )
  }
  add('message', () => messageJudge())
  add('link', () => linkJudge())
  add('provider', ({ businessNumber, url }) =>
    providerJudge({ ...(businessNumber !== undefined && { businessNumber }), ...(url !== undefined && { url }) }),
  )
}
