// SPDX-License-Identifier: Apache-2.0
// How good the message check is, on splits that mean something: near-duplicates on one side, whole collections left
// out, whole kinds of senders left out; and the shipped weights on messages that nobody was taught with.

import { chanceOf } from '../corpus/chance.ts'
import { logistic } from '../src/maths.ts'
import { checkMessage } from '../src/message/index.ts'
import { type Calibrations, calibrationFor } from '../src/message/model.ts'
import { DISGUISES } from './augment.ts'
import { type Example, loadCollections, loadCorpus } from './data.ts'
import { clusterFolds, outOfFold, senderFolds, sumOfRow } from './folds.ts'
import { learnMain } from './heads.ts'
import { loadHeldOut } from './held-out.ts'
import { auroc, type Figures, figuresOf, rounded, shareAbove, thresholdAt } from './metrics.ts'
import { type Prepared, prepare, VARIANTS } from './prepare.ts'
import { CORPUS_SEED, calibrationsOf, PER_SEED } from './train.ts'

/** A collection, or our corpus, judged by a model that was taught without it. */
export interface LeftOut {
  readonly messages: number
  /** Traps found where 1% and 0.5% of other honest messages, unseen too, are called traps; null without traps. */
  readonly recallAt1: number | null
  readonly recallAt05: number | null
  /** Of its own traps against its own honest messages, and traps found at 1% of those; null without both. */
  readonly auroc: number | null
  readonly recallAtOwn1: number | null
  /** Own honest messages called traps at the 1% of others; null without honest ones. */
  readonly falseAlarmsAt1: number | null
  /** At the line of 0.5. */
  readonly recall: number | null
  readonly falseAlarms: number | null
}

export interface MessageFigures {
  readonly split: Figures
  readonly perCollection: Readonly<Record<string, Figures | { recall: number } | { falseAlarms: number }>>
  readonly perTheme: Readonly<Record<string, { messages: number; recall: number }>>
  readonly leaveOneOut: Readonly<Record<string, LeftOut>>
  readonly senderKindsLeftOut: Figures
}

type Scored = { score: number; chance: number; hostile: boolean }

const isHostile = ({ label }: Example) => label !== 'ham'

/** Log odds of a sum, as the judge would give them. */
function oddsOf(calibrations: Calibrations, { text }: Example, sum: number): number {
  const { slope, shift } = calibrationFor(calibrations, text)
  return slope * sum + shift
}

function scoredFrom({ examples }: Prepared, sums: Float64Array, calibrations: Calibrations): Scored[] {
  return examples.map((example, n) => {
    const score = oddsOf(calibrations, example, sums[n]!)
    return { score, chance: logistic(score), hostile: isHostile(example) }
  })
}

function grouped<T>(examples: readonly Example[], scored: readonly T[], keyOf: (example: Example) => string) {
  const groups = new Map<string, T[]>()
  examples.forEach((example, n) => {
    const key = keyOf(example)
    if (key === '') return
    const known = groups.get(key) ?? []
    known.push(scored[n]!)
    groups.set(key, known)
  })
  return groups
}

function collectionFigures(scored: readonly Scored[]): Figures | { recall: number } | { falseAlarms: number } {
  const above = rounded(scored.filter(({ score }) => score >= 0).length / scored.length)
  if (scored.every(({ hostile }) => hostile)) return { recall: above }
  return scored.some(({ hostile }) => hostile) ? figuresOf(scored) : { falseAlarms: above }
}

/** `left` is judged by a model taught without it and without a fold of the rest, whose honest messages set the line. */
function leaveOut(prepared: Prepared, left: (example: Example) => boolean, line: Calibrations): LeftOut {
  const { examples } = prepared
  const folds = clusterFolds(prepared, 4)
  const learned = learnMain(prepared, n => folds[n] !== 0 && !left(examples[n]!))
  const scoreOf = (n: number) => oddsOf(line, examples[n]!, sumOfRow(prepared, learned, n * VARIANTS))
  const scores = (isAsked: (example: Example, n: number) => boolean) =>
    examples.flatMap((example, n) => (isAsked(example, n) ? [scoreOf(n)] : []))
  const others = scores((example, n) => folds[n] === 0 && !left(example) && !isHostile(example))
  const traps = scores(example => left(example) && isHostile(example))
  const honest = scores(example => left(example) && !isHostile(example))
  const scored = (list: readonly number[], hostile: boolean) => list.map(score => ({ score, hostile }))
  const share = (list: readonly number[], threshold: number) =>
    list.length === 0 ? null : rounded(shareAbove(list, threshold))
  return {
    messages: traps.length + honest.length,
    recallAt1: share(traps, thresholdAt(others, 0.01)),
    recallAt05: share(traps, thresholdAt(others, 0.005)),
    auroc:
      traps.length * honest.length === 0 ? null : rounded(auroc([...scored(traps, true), ...scored(honest, false)])),
    recallAtOwn1: honest.length === 0 ? null : share(traps, thresholdAt(honest, 0.01)),
    falseAlarmsAt1: share(honest, thresholdAt(others, 0.01)),
    recall: share(traps, 0),
    falseAlarms: share(honest, 0),
  }
}

/** The figures of freshly taught models; undefined where the collections are absent. */
export function evaluateSplits(isQuick: boolean): MessageFigures | undefined {
  const collections = loadCollections()
  if (collections === undefined) return undefined
  const prepared = prepare([...collections, ...loadCorpus(CORPUS_SEED, isQuick ? 1 : PER_SEED)])
  const { examples } = prepared
  const senderSums = outOfFold(prepared, senderFolds(prepared, isQuick ? 2 : 6))
  const line = calibrationsOf(prepared, senderSums)
  const scored = scoredFrom(prepared, outOfFold(prepared, clusterFolds(prepared, isQuick ? 3 : 5)), line)
  const byCollection = grouped(examples, scored, ({ source, language }) =>
    source === 'corpus' ? `corpus-${language}` : source,
  )
  const byTheme = grouped(examples, scored, ({ theme }) => (theme === undefined || theme === 'none' ? '' : theme))
  const sources = [...new Set(examples.map(({ source }) => source))]
  const lefts = sources.map((name): [string, LeftOut] => [
    name,
    leaveOut(prepared, ({ source }) => source === name, line),
  ])
  const allCollections = leaveOut(prepared, ({ source }) => source !== 'corpus', line)
  return {
    split: figuresOf(scored),
    perCollection: Object.fromEntries([...byCollection].map(([name, list]) => [name, collectionFigures(list)])),
    perTheme: Object.fromEntries(
      [...byTheme].map(([name, list]) => [
        name,
        { messages: list.length, recall: rounded(list.filter(({ score }) => score >= 0).length / list.length) },
      ]),
    ),
    leaveOneOut: { ...Object.fromEntries(lefts), 'every collection': allCollections },
    senderKindsLeftOut: figuresOf(scoredFrom(prepared, senderSums, line)),
  }
}

export interface HeldOutFigures {
  readonly figures: Readonly<Record<string, Figures>>
  /** Honest messages called traps, of how many, in each file. */
  readonly falseAlarms: Readonly<Record<string, { called: number; of: number; share: number }>>
  readonly perTheme: Readonly<Record<string, { messages: number; recall: number; named: number }>>
  /** Share of held-out traps still called so when hidden in one way; `plain` is without. */
  readonly obfuscations: Readonly<Record<string, number>>
}

function judged(text: string, hostile: boolean): Scored & { theme: string } {
  const { probability, theme } = checkMessage(text)
  const chance = Math.min(Math.max(probability, 1e-12), 1 - 1e-12)
  return { score: Math.log(chance / (1 - chance)), chance, hostile, theme }
}

/** The shipped weights on the hand-written messages that nobody was taught with. */
export function evaluateHeldOut(): HeldOutFigures {
  const messages = loadHeldOut()
  const all = messages.map(({ text, hostile, language, group }) => ({ ...judged(text, hostile), language, group }))
  const traps = messages.filter(({ hostile }) => hostile)
  const figures: Record<string, Figures> = {}
  const falseAlarms: Record<string, { called: number; of: number; share: number }> = {}
  for (const language of ['ko', 'en']) {
    const own = all.filter(one => one.language === language)
    const ham = own.filter(({ hostile }) => !hostile)
    const called = ham.filter(({ chance }) => chance >= 0.5).length
    figures[language] = figuresOf(own)
    falseAlarms[`ham-${language}`] = { called, of: ham.length, share: rounded(called / Math.max(1, ham.length)) }
  }
  const perTheme: Record<string, { messages: number; recall: number; named: number }> = {}
  for (const group of new Set(traps.map(trap => trap.group))) {
    const own = all.filter(one => one.hostile && one.group === group)
    const share = (list: unknown[]) => rounded(list.length / own.length)
    perTheme[group] = {
      messages: own.length,
      recall: share(own.filter(({ chance }) => chance >= 0.5)),
      named: share(own.filter(({ theme }) => theme === group)),
    }
  }
  const recallOf = (change: (text: string) => string) =>
    rounded(traps.filter(({ text }) => checkMessage(change(text)).probability >= 0.5).length / traps.length)
  const hidden = Object.entries(DISGUISES).map(([name, hide]): [string, number] => [
    name,
    recallOf(text => hide(text, chanceOf(`obfuscation ${name} ${text}`))),
  ])
  return {
    figures,
    falseAlarms,
    perTheme,
    obfuscations: { plain: recallOf(text => text), ...Object.fromEntries(hidden) },
  }
}
