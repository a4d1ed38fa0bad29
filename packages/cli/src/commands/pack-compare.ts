// SPDX-License-Identifier: Apache-2.0
// `jandon pack diff` and `jandon pack impact`: what a change of law changes, in the text and in money. Reads packs from
// directories and decisions from a file line by line; changes nothing.

import { createReadStream, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { formatAmount } from '@jandon/domain/money'
import {
  createImpactMeter,
  type DecisionRecord,
  diffPacks,
  type Impact,
  type ImpactExample,
  type Pack,
  type PackDiff,
  packOn,
} from '@jandon/domain/policy'
import { parseLocalDate } from '@jandon/domain/time'
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { CannotRun, EXIT, type ExitCode } from '../exit-codes.ts'
import { PACK_COMPARE, type PackCompareMessages } from '../messages/pack-compare.ts'
import { mendable } from './faults.ts'
import { withExamples, withOutput } from './shared.ts'

interface Options {
  readonly json?: boolean
  readonly decisions?: string
}

/** `DIRECTORY`, or `DIRECTORY@DATE` for the law as it stood on that day. */
async function openPack(spec: string, text: PackCompareMessages): Promise<Pack> {
  const [, directory = spec, date] = /^(.+)@([^@/\\]*)$/.exec(spec) ?? []
  const path = resolve(directory)
  if (!existsSync(join(path, 'pack.yaml'))) throw new CannotRun(text.notAPack(directory))
  const day = date === undefined ? undefined : parseLocalDate(date)
  if (date !== undefined && !day) throw new CannotRun(text.notADate(date))
  const { loadPack } = await import('@jandon/server')
  try {
    const pack = loadPack(path)
    return day ? packOn(pack, day) : pack
  } catch (error) {
    throw mendable(error)
  }
}

function openBoth(old: string, is: string, text: PackCompareMessages): Promise<[Pack, Pack]> {
  return Promise.all([openPack(old, text), openPack(is, text)])
}

async function diff(old: string, is: string, options: Options, context: Context): Promise<ExitCode> {
  const text = PACK_COMPARE[context.language]
  const found = diffPacks(...(await openBoth(old, is, text)))
  if (options.json) context.terminal.json(found)
  else printDiff(found, text, context)
  return EXIT.ok
}

type Marked<T> = readonly (readonly ['+' | '-' | '~', T])[]

function marked<T>({ added, removed, changed }: Readonly<Record<'added' | 'removed' | 'changed', readonly T[]>>) {
  const mark = (sign: '+' | '-' | '~', entries: readonly T[]): Marked<T> => entries.map(entry => [sign, entry])
  return [...mark('+', added), ...mark('-', removed), ...mark('~', changed)]
}

function printDiff(found: PackDiff, text: PackCompareMessages, { terminal, language }: Context): void {
  const { style } = terminal
  const paint = { '+': style.good, '-': style.bad, '~': style.warn }
  const heading = (words: string, entries: readonly unknown[]) =>
    terminal.out(`\n${style.bold(`${words}: ${entries.length === 0 ? text.none : entries.length}`)}`)
  terminal.out(text.between(found.versions.old, found.versions.new))
  const [rules, parameters, others] = [marked(found.rules), marked(found.parameters), marked(found.others)]
  if (rules.every(([, rule]) => !rule.decides) && parameters.length === 0) terminal.out(text.nothing)
  heading(text.parameters, parameters)
  for (const [sign, { id, title, values }] of parameters) {
    terminal.out(`${paint[sign](sign)} ${id}  ${title[language]}`)
    for (const { from, was, is } of values)
      terminal.out(`    ${text.from(from, undefined)}: ${was ?? '-'} → ${is ?? '-'}`)
  }
  heading(text.rules, rules)
  for (const [sign, { id, title, from, until, fields, decides }] of rules) {
    const note = decides ? '' : `  (${text.textOnly})`
    terminal.out(`${paint[sign](sign)} ${id}  ${title[language]}, ${text.from(from, until)}${note}`)
    for (const { field, was, is } of fields) {
      terminal.out(`    ${field}`)
      if (was !== null) terminal.out(style.bad(`      - ${was}`))
      if (is !== null) terminal.out(style.good(`      + ${is}`))
    }
  }
  heading(text.others, others)
  for (const [sign, name] of others) terminal.out(`${paint[sign](sign)} ${name}`)
}

async function impact(old: string, is: string, options: Options, context: Context): Promise<ExitCode> {
  const text = PACK_COMPARE[context.language]
  const file = options.decisions ?? ''
  const meter = createImpactMeter(...(await openBoth(old, is, text)))
  if (!existsSync(file)) throw new CannotRun(text.notReadable(file))
  let line = 0
  for await (const row of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    line++
    if (row.trim() === '') continue
    meter.add(readLine(row, line, text))
  }
  const result = meter.result()
  if (options.json) context.terminal.json(withoutBigints(result))
  else printImpact(result, text, context)
  return result.unreadable.decisions > 0 ? EXIT.notAllWell : EXIT.ok
}

/** What a line holds is checked when it is decided; here it only has to be JSON. */
function readLine(row: string, line: number, text: PackCompareMessages): DecisionRecord {
  try {
    return JSON.parse(row) as DecisionRecord
  } catch {
    throw new CannotRun(text.notJson(line))
  }
}

/** Amounts as whole digits in a text, as everywhere in JSON. */
function withoutBigints(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.map(withoutBigints)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, withoutBigints(below)]))
}

function printImpact(result: Impact, text: PackCompareMessages, { terminal }: Context): void {
  const { style } = terminal
  const amount = (minor: bigint) => `${formatAmount({ amountMinor: minor, unit: result.currency })} ${result.currency}`
  const difference = (minor: bigint) => `${minor > 0n ? '+' : ''}${amount(minor)}`
  const count = (value: number) => value.toLocaleString('en')
  const { more, less, same, unreadable } = result
  terminal.out(text.between(result.versions.old, result.versions.new))
  terminal.out(text.counted(count(result.decisions), count(same), count(unreadable.decisions)))
  terminal.out(style.good(text.more(count(more.decisions), difference(more.totalMinor))))
  terminal.out(style.bad(text.less(count(less.decisions), difference(less.totalMinor))))
  terminal.out(style.bold(text.net(difference(result.netMinor))))
  const section = (words: string, lines: readonly string[]) => {
    if (lines.length === 0) return
    terminal.out(`\n${style.bold(words)}`)
    for (const line of lines) terminal.out(`  ${line}`)
  }
  section(
    text.outcomes,
    result.outcomes.map(
      ({ from, to, decisions }) => `${text.outcome[from]} → ${text.outcome[to]}: ${count(decisions)}`,
    ),
  )
  section(
    text.byRule,
    result.rules.map(({ ruleId, ...each }) => {
      const gained = text.more(count(each.more.decisions), difference(each.more.totalMinor))
      return `${ruleId}: ${gained}; ${text.less(count(each.less.decisions), difference(each.less.totalMinor))}`
    }),
  )
  const example = ({ line, asOf, kind, old, new: is, differenceMinor }: ImpactExample) =>
    `${text.line(line)}: ${asOf} ${kind}, ${amount(old.netMinor)} → ${amount(is.netMinor)} (${difference(differenceMinor)}) ${is.ruleId ?? ''}`
  section(text.examplesMore, result.examples.more.map(example))
  section(text.examplesLess, result.examples.less.map(example))
  section(text.unreadable, unreadable.reasons)
}

/** Adds both to `jandon pack`. */
export function packCompareCommands(pack: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages, language } = context
  const text = PACK_COMPARE[language]
  const differ = pack.command('diff').description(text.diff).argument('<old>', text.old).argument('<new>', text.new)
  withExamples(withOutput(differ, messages), text.diffExamples, messages)
  differ.action(async (old: string, is: string, options: Options) => done(await diff(old, is, options, context)))
  const measure = pack
    .command('impact')
    .description(text.impact)
    .argument('<old>', text.old)
    .argument('<new>', text.new)
  measure.requiredOption('--decisions <file>', text.decisions)
  withExamples(withOutput(measure, messages), text.impactExamples, messages)
  measure.action(async (old: string, is: string, options: Options) => done(await impact(old, is, options, context)))
}
