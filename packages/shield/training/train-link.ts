// SPDX-License-Identifier: Apache-2.0
// Trains the learned score of links and writes its weights, and measures it on a split by registrable name: whoever's
// name was seen in training is never in the part that it is measured on.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chanceOf, hashOf } from '../corpus/chance.ts'
import { featuresOf } from '../src/link/features.ts'
import { among, HONEST_PER_TRAP } from '../src/link/model.ts'
import type { Finding } from '../src/link/rules.ts'
import { bounded, examine } from '../src/link/verdict.ts'
import { type Calibration, logistic } from '../src/maths.ts'
import { calibrate } from './calibrate.ts'
import { dataFolder, readCsv } from './data.ts'
import { base64Of, quantise } from './learn.ts'
import { deepened, inventedLinks, type LinkExample, otherwiseBegun } from './link-corpus.ts'
import { figuresOf, type Judged, type LinkFigures } from './link-figures.ts'
import { type Row, scoreOf, train, type Weights } from './link-training.ts'

const FOLDS = 5
const OUT = fileURLToPath(new URL('../src/generated/link-model.ts', import.meta.url))

/** Rows of the collection; nothing when it is not there. */
export function loadLinks(): LinkExample[] | undefined {
  const path = join(dataFolder(), 'urls.train.csv')
  if (!existsSync(path)) return undefined
  return readCsv(readFileSync(path, 'utf8')).map(({ url = '', label }): LinkExample => {
    const owner = examine(url)?.address
    const group = owner?.owner || owner?.host || url
    return { url, isTrap: label === 'phishing', weight: 1, source: 'collection', group }
  })
}

/**
 * With the rows of the collection once more, in the same group: honest ones as apps and letters link to them, traps
 * with the same beginnings.
 */
function withCorpus(rows: readonly LinkExample[]): LinkExample[] {
  const again = rows.map(row => {
    const chance = chanceOf(`again ${row.url}`)
    const url = row.isTrap ? otherwiseBegun(row.url, chance) : deepened(row.url, chance)
    return { ...row, url, weight: 0.5, source: 'corpus' as const }
  })
  return [...rows, ...again, ...inventedLinks()]
}

interface Prepared extends Row {
  readonly example: LinkExample
  readonly findings: readonly Finding[]
  readonly fold: number
}

function prepared(examples: readonly LinkExample[]): Prepared[] {
  return examples.flatMap(example => {
    const seen = examine(example.url)
    if (!seen) return []
    const { address, findings } = seen
    const features = featuresOf(address, findings)
    const { isTrap, weight } = example
    return [{ example, findings, features, isTrap, weight, fold: hashOf(`fold ${example.group}`) % FOLDS }]
  })
}

/** The weights as they ship: one byte each. */
const shipped = ({ table, bias }: Weights) => ({ ...quantise(table), bias })

function asWeights({ scale, bias, bytes }: ReturnType<typeof shipped>): Weights {
  return { table: Float64Array.from(bytes, byte => byte * scale), bias }
}

export interface LinkTraining {
  /** Every row of the collection, judged by a model that never saw its registrable name. */
  readonly apart: readonly (Judged & { readonly url: string; readonly learned: number })[]
  readonly rules: LinkFigures
  readonly model: LinkFigures
  readonly together: LinkFigures
  readonly calibration: Calibration
}

/** The figures on the split by registrable name, over all folds; nothing when the collection is not there. */
export function evaluateLinks(): LinkTraining | undefined {
  const rows = loadLinks()
  return rows && measure(prepared(withCorpus(rows)))
}

function measure(all: readonly Prepared[]): LinkTraining {
  const found: { row: Prepared; score: number }[] = []
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = asWeights(shipped(train(all.filter(row => row.fold !== fold))))
    for (const row of all) if (row.fold === fold) found.push({ row, score: scoreOf(weights, row.features) })
  }
  const real = found.filter(({ row }) => row.example.source === 'collection')
  const calibration = calibrate(
    real.map(({ score }) => score),
    real.map(({ row }) => (row.isTrap ? 1 : 0)),
    real.map(() => 1),
  )
  const apart = real.map(({ row, score }) => {
    const learned = among(logistic(calibration.slope * score + calibration.shift))
    return { url: row.example.url, isTrap: row.isTrap, learned, probability: bounded(row.findings, learned) }
  })
  return {
    apart,
    rules: figuresOf(
      real.map(({ row }) => ({ isTrap: row.isTrap, probability: bounded(row.findings, 0.1) })),
      HONEST_PER_TRAP,
    ),
    model: figuresOf(
      apart.map(({ isTrap, learned }) => ({ isTrap, probability: learned })),
      HONEST_PER_TRAP,
    ),
    together: figuresOf(apart, HONEST_PER_TRAP),
    calibration,
  }
}

function moduleOf(bytes: Int8Array, numbers: Record<string, number>): string {
  const encoded = base64Of(bytes)
  const version = `links-${hashOf(encoded + JSON.stringify(numbers))
    .toString(16)
    .padStart(8, '0')}`
  const lines = Object.entries(numbers).map(([name, value]) => `  ${name}: ${value},`)
  return [
    '// SPDX-License-Identifier: Apache-2.0',
    '// Weights of the link check. Written by training/train-link.ts; not to be edited.',
    '',
    'export const LINK_MODEL = {',
    `  version: '${version}',`,
    ...lines,
    `  weights:\n    '${encoded}',`,
    '} as const',
    '',
  ].join('\n')
}

/**
 * Trains on everything and writes the weights; calibrated on rows that each fold's model had not seen. Twice gives the
 * same bits. Answers the figures, or nothing when the collection is not there.
 */
export function trainLinks(): LinkTraining | undefined {
  const rows = loadLinks()
  if (!rows) return undefined
  const all = prepared(withCorpus(rows))
  const figures = measure(all)
  const { bytes, scale, bias } = shipped(train(all))
  const { slope, shift } = figures.calibration
  writeFileSync(OUT, moduleOf(bytes, { step: scale, bias, slope, shift }))
  return figures
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const trained = trainLinks()
  const { rules, model, together } = trained ?? {}
  console.log(
    trained ? JSON.stringify({ rules, model, together }, null, 2) : 'The collection urls.train.csv is not there.',
  )
}
