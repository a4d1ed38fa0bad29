// SPDX-License-Identifier: Apache-2.0
// `jandon check`: whether a message, a link or a cash-out shop is a trap. Judged on this machine, without a server.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { CHECK, type CheckMessages } from '../messages/check.ts'
import { checkEntries, type EntryFile, readEntries } from '../run/check-file.ts'
import { writeWhole } from '../run/durable-file.ts'
import { type OutputProblem, outputProblem } from '../run/output-file.ts'
import { createProgress } from '../terminal/progress.ts'
import { wrap } from '../terminal/width.ts'
import { defangedText, type Judge, linkJudge, messageJudge, type ProviderFacts, providerJudge } from './check-judges.ts'
import { withExamples, withOutput } from './shared.ts'

interface Options extends ProviderFacts {
  readonly file?: string
  readonly out?: string
  readonly force?: boolean
  readonly column?: string
  readonly json?: boolean
}

async function textOf(argument: string, longest: number, context: Context): Promise<string> {
  const text = CHECK[context.language]
  const given = argument === '-' ? (await readAll(process.stdin)).trim() : argument
  if (given.trim() === '') throw new CannotRun(text.needsText)
  if (given.length > longest) throw new CannotRun(text.tooLong(longest))
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
  const file = await entriesOf(name, options, context)
  const out = options.out ?? `${name}.checked.csv`
  const problem = await outputProblem(resolve(out), resolve(name), options.force === true)
  if (problem) throw new CannotRun(outputText(problem, out, text))
  const progress = createProgress(terminal, file.rows.length, text.progress, clock.now)
  const judging = {
    judge: (entry: string) => judge.judged(judge.judge(entry), entry),
    longest: judge.longest,
    line: text.row,
    titles: judge.columns,
  }
  const run = await checkEntries(file, judging, (done, flagged) => {
    if (context.signal.aborted) throw new CannotRun(context.messages.interrupted)
    progress.update(done, text.flagged(flagged))
  }).finally(() => progress.stop())
  await writeWhole(resolve(out), run.csv).catch(error => {
    throw new CannotRun(text.unwritable(out), { cause: error })
  })
  const { count, flagged, notWhole } = run
  if (options.json) terminal.json({ file: out, count, flagged, notWhole })
  else terminal.out(text.written(out, count, flagged))
  if (notWhole > 0) terminal.note(text.notWhole(notWhole, run.note))
  return flagged + notWhole > 0 ? EXIT.notAllWell : EXIT.ok
}

async function entriesOf(name: string, { column }: Options, { language }: Context): Promise<EntryFile> {
  const text = CHECK[language]
  const bytes = await readFile(resolve(name)).catch(error => {
    throw new CannotRun(text.unreadable(name), { cause: error })
  })
  const reading = readEntries(name, bytes, column)
  if (reading.kind === 'not_text') throw new CannotRun(text.notText(name, reading.is))
  if (reading.kind === 'empty') throw new CannotRun(text.empty(name))
  if (reading.kind === 'no_column') throw new CannotRun(text.noColumn(reading.names.map(defangedText).join(', ')))
  return reading.file
}

function outputText(problem: OutputProblem, out: string, text: CheckMessages): string {
  switch (problem) {
    case 'same_file':
      return text.sameFile(out)
    case 'exists':
      return text.outputExists(out)
    case 'unwritable':
      return text.unwritable(out)
  }
}

async function run<J>(judge: Judge<J>, argument: string | undefined, options: Options, context: Context) {
  const text = CHECK[context.language]
  if (options.file === undefined) {
    if ((options.out ?? options.column ?? options.force) !== undefined) throw new CannotRun(text.outNeedsFile)
    if (argument === undefined) throw new CannotRun(text.needsText)
    return checkOne(judge, await textOf(argument, judge.longest, context), options, context)
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
    child.option('--force', text.force)
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
