// SPDX-License-Identifier: Apache-2.0
// `jandon decision replay`: whether stored decisions still come out as they were answered, or what another law would
// change. `jandon decision export`: the same decisions without the person, for `jandon pack impact`.

import { open, rename } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DAY, formatInstant, instantOf, parseLocalDate } from '@jandon/domain/time'
import type { Command } from 'commander'
import { type Api, ApiProblem, type DecisionRecord, type DecisionReplay, everyPage } from '../api/api.ts'
import { createPatience, GaveUp, type Patience, Stopped } from '../api/patience.ts'
import type { Context, SharedOptions } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { DECISION, type DecisionMessages } from '../messages/decision.ts'
import { createProgress } from '../terminal/progress.ts'
import { won } from '../terminal/terminal.ts'
import { asCannotRun, dateOption, keyOf, withExamples, withOutput, withServer } from './shared.ts'

interface Range extends SharedOptions {
  readonly from?: string
  readonly to?: string
}
interface ReplayOptions extends Range {
  readonly quote?: string
  readonly all?: boolean
  readonly under?: string
  readonly asOf?: string
}
interface ExportOptions extends Range {
  readonly jurisdiction: string
}

const KOREA_MINUTES = 540
/** Differences shown of one decision; `--json` has all that the server tells. */
const SHOWN = 12
/** As many at a time as keep one core of the server busy while answers are on their way. */
const AT_ONCE = 4
/** A server that is started again is back within the minute. */
const GIVE_UP_MS = 60_000
/** Wording and trace: shown only where nothing else differs. */
const WORDING = /^trace\.|\.(ko|en|ja)$/

/** From the first moment of the first day to the last of the last, as the server takes it. */
function momentsOf({ from, to }: Range): { from?: string; to?: string } {
  const startOf = (date: string) => instantOf(parseLocalDate(date)!, 0, KOREA_MINUTES)
  return {
    ...(from !== undefined && { from: formatInstant(startOf(from)) }),
    ...(to !== undefined && { to: formatInstant(startOf(to) + DAY) }),
  }
}

/** A long run waits for a server that is busy or away for a moment. */
function patienceOf({ clock, signal }: Context): Patience {
  return createPatience({ clock, signal, maxConcurrent: AT_ONCE, giveUpAfterMs: GIVE_UP_MS })
}

/** Pages of stored decisions, one after the other, so that any number of them fits. */
async function* recordsOf(api: Api, range: Range, context: Context): AsyncGenerator<readonly DecisionRecord[]> {
  const patience = patienceOf(context)
  let cursor: string | undefined
  do {
    const load = () => api.listDecisionRecords({ ...momentsOf(range), ...(cursor !== undefined && { cursor }) })
    // Whether there is a server at all is told at once.
    const page = await (cursor === undefined ? load() : patience.call(load))
    yield page.items
    cursor = page.nextCursor
  } while (cursor !== undefined)
}

async function chosenIds(
  api: Api,
  id: string | undefined,
  options: ReplayOptions,
  context: Context,
): Promise<string[]> {
  if (id !== undefined) return [id]
  if (options.quote !== undefined) {
    const quoteId = options.quote
    return (await everyPage(() => api.listDecisions(quoteId))).map(decision => decision.id)
  }
  const ids: string[] = []
  for await (const page of recordsOf(api, options, context)) ids.push(...page.map(record => record.id))
  return ids
}

interface Tally {
  same: number
  differing: number
  readonly notKept: string[]
  /** By unit. */
  readonly net: Map<string, bigint>
  readonly replays: DecisionReplay[]
}

async function replayAll(ids: readonly string[], options: ReplayOptions, api: Api, context: Context): Promise<Tally> {
  const { terminal, language, clock } = context
  const text = DECISION[language]
  const tally: Tally = { same: 0, differing: 0, notKept: [], net: new Map(), replays: [] }
  const progress = ids.length > 1 ? createProgress(terminal, ids.length, text.progress, () => clock.now()) : undefined
  const whatIf = { ...(options.under && { under: options.under }), ...(options.asOf && { asOf: options.asOf }) }
  const patience = patienceOf(context)
  const ask = (id: string) => {
    const load = () => api.replayDecision(id, whatIf)
    return (ids.length > 1 ? patience.call(load) : load()).catch(error => {
      if (!(error instanceof ApiProblem) || error.code !== 'pack_version_not_kept') throw error
      tally.notKept.push(id)
      return undefined
    })
  }
  for (let done = 0; done < ids.length; done += AT_ONCE) {
    const some = ids.slice(done, done + AT_ONCE)
    for (const replay of await Promise.all(some.map(ask))) if (replay) count(tally, replay, options.json === true)
    progress?.update(done + some.length, text.differing(tally.differing))
  }
  progress?.stop()
  return tally
}

/** Those that differ are kept for the end; of those that do not only the number, or one when it was asked for alone. */
function count(tally: Tally, replay: DecisionReplay, keepsAll: boolean): void {
  if (replay.same) tally.same++
  else tally.differing++
  if (keepsAll || !replay.same || tally.same === 1) tally.replays.push(replay)
  const { amountMinor, unit } = replay.net.difference
  tally.net.set(unit, (tally.net.get(unit) ?? 0n) + BigInt(amountMinor))
}

function printTally(tally: Tally, ids: readonly string[], context: Context): void {
  const { terminal, language } = context
  const text = DECISION[language]
  const { style } = terminal
  for (const replay of tally.replays) if (!replay.same || ids.length === 1) printReplay(replay, text, context)
  for (const id of tally.notKept) terminal.out(style.warn(text.notKept(id)))
  if (ids.length === 0) terminal.out(text.none)
  if (ids.length < 2) return
  const figure = (value: number) => String(value)
  const isFine = tally.differing === 0 && tally.notKept.length === 0
  terminal.out(
    isFine
      ? style.good(text.allSame(figure(ids.length)))
      : style.bad(text.someDiffer(figure(ids.length), figure(tally.differing), figure(tally.notKept.length))),
  )
  for (const [unit, sum] of tally.net) if (sum !== 0n) terminal.out(text.sum(amountOf(sum.toString(), unit, language)))
}

const amountOf = (digits: string, unit: string, language: Context['language']) =>
  unit === 'KRW' ? won(digits, language) : `${digits} ${unit}`

function printReplay(replay: DecisionReplay, text: DecisionMessages, { terminal, language }: Context): void {
  const { style } = terminal
  const { decisionId, packVersion, under, net, engine, differences } = replay
  if (replay.same) {
    terminal.out(style.good(text.same(decisionId, under.packVersion)))
    return
  }
  const versions = under.packVersion === packVersion ? packVersion : `${packVersion} → ${under.packVersion}`
  terminal.out(style.bad(text.differs(decisionId, versions, replay.differenceCount)))
  const amount = (money: { amountMinor: string; unit: string }) => amountOf(money.amountMinor, money.unit, language)
  if (net.difference.amountMinor !== '0') {
    terminal.out(`    ${text.net(amount(net.was), amount(net.is), amount(net.difference))}`)
  }
  if (engine.was !== null && engine.was !== engine.is) terminal.out(`    ${text.engines(engine.was, engine.is)}`)
  const decisive = differences.filter(({ field }) => !WORDING.test(field))
  const shown = (decisive.length > 0 ? decisive : differences).slice(0, SHOWN)
  for (const { field, was, is } of shown) {
    terminal.out(`    ${field}: ${was ?? text.nothing} → ${is ?? text.nothing}`)
  }
  const hidden = replay.differenceCount - shown.length
  if (hidden > 0) terminal.out(`    ${text.hidden(hidden)}`)
}

async function replay(id: string | undefined, options: ReplayOptions, context: Context): Promise<ExitCode> {
  const { messages, terminal, language } = context
  const named = [id, options.quote, options.all].filter(each => each !== undefined)
  if (named.length !== 1) throw new CannotRun(messages.usageError.needsOne(DECISION[language].one))
  const api = context.api(options)
  const ids = await chosenIds(api, id, options, context)
  const tally = await replayAll(ids, options, api, context)
  const { same, differing, notKept, replays } = tally
  if (options.json) terminal.json({ decisions: ids.length, same, differing, notKept, replays })
  else printTally(tally, ids, context)
  return differing + notKept.length > 0 ? EXIT.notAllWell : EXIT.ok
}

/** The file is whole or absent: it is written beside and renamed. */
async function exportTo(file: string, options: ExportOptions, context: Context): Promise<ExitCode> {
  const api = context.api(options)
  const path = resolve(file)
  const beside = `${path}.part`
  const isOurs = (record: DecisionRecord) => record.packVersion.startsWith(`${options.jurisdiction.toLowerCase()}@`)
  let [written, left] = [0, 0]
  const out = await open(beside, 'w', 0o600)
  try {
    for await (const page of recordsOf(api, options, context)) {
      if (context.signal.aborted) throw new CannotRun(context.messages.interrupted)
      const ours = page.filter(isOurs)
      const lines = ours.flatMap(({ record }) => (record ? [`${JSON.stringify(record)}\n`] : []))
      written += lines.length
      left += ours.length - lines.length
      await out.write(lines.join(''))
    }
    await out.sync()
  } finally {
    await out.close()
  }
  await rename(beside, path)
  if (options.json) context.terminal.json({ file, decisions: written, leftOut: left })
  else context.terminal.out(DECISION[context.language].exported(file, written, left))
  return EXIT.ok
}

function withRange(command: Command, context: Context): Command {
  const text = DECISION[context.language]
  return command
    .option('--from <date>', text.from, dateOption('--from', context.messages))
    .option('--to <date>', text.to, dateOption('--to', context.messages))
}

export function decisionCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = DECISION[context.language]
  const command = program.command('decision').alias('decisions').description(text.description)
  const run = async (options: SharedOptions, act: () => Promise<ExitCode>) =>
    done(
      await act().catch(error => {
        if (error instanceof Stopped) throw new CannotRun(messages.interrupted, { cause: error })
        if (error instanceof GaveUp) throw new CannotRun(messages.unreachable(options.url), { cause: error })
        throw asCannotRun(error, options.url, keyOf(options, context.env) !== undefined, messages)
      }),
    )

  const replaying = command.command('replay').description(text.replay).argument('[decision]', text.id)
  withRange(replaying.option('--quote <id>', text.quote).option('--all', text.all), context)
    .option('--under <version>', text.under)
    .option('--as-of <date>', text.asOf, dateOption('--as-of', messages))
  withExamples(withOutput(withServer(replaying, context), messages), text.replayExamples, messages)
  replaying.action((id: string | undefined, options: ReplayOptions) => run(options, () => replay(id, options, context)))

  const exporting = command.command('export').description(text.exporting).argument('<file>', text.file)
  withRange(exporting, context).option('--jurisdiction <code>', text.jurisdiction, 'KR')
  withExamples(withOutput(withServer(exporting, context), messages), text.exportExamples, messages)
  exporting.action((file: string, options: ExportOptions) => run(options, () => exportTo(file, options, context)))
}
