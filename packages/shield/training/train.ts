// SPDX-License-Identifier: Apache-2.0
// `npm run train:shield`: learns the weights of the message check and writes them into the package. The same inputs
// give the same bytes on every machine.

import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hashOf } from '../corpus/chance.ts'
import type { Calibration } from '../src/maths.ts'
import { type Calibrations, calibrationFor } from '../src/message/model.ts'
import { calibrate } from './calibrate.ts'
import type { Example } from './data.ts'
import { dataFolder, loadCollections, loadCorpus } from './data.ts'
import { outOfFold, senderFolds } from './folds.ts'
import { learnKind, learnMain, learnThemes } from './heads.ts'
import { base64Of, type Learned, quantise } from './learn.ts'
import { type Prepared, prepare } from './prepare.ts'

export const CORPUS_SEED = 'shield 1'
export const PER_SEED = 2
/** Probabilities are meant for a box into which three honest messages are pasted for every two traps. */
const HAM_PER_TRAP = 1.5
/** Folds of sender kinds for the calibration. */
const FOLDS = 4
const OUTPUT = fileURLToPath(new URL('../src/generated/message-model.ts', import.meta.url))

/** Everything that is taught, in a fixed order, or nothing where the collections are absent. */
export function loadExamples(): Example[] | undefined {
  const collections = loadCollections()
  return collections && [...collections, ...loadCorpus(CORPUS_SEED, PER_SEED)]
}

/** A number that changes with any text, label or theme that was taught. */
export function fingerprintOf(examples: readonly Example[]): string {
  let sum = 0
  examples.forEach(({ text, label, theme }, n) => {
    sum = (Math.imul(sum, 31) + hashOf(`${n} ${label} ${theme} ${text}`)) >>> 0
  })
  return sum.toString(16).padStart(8, '0')
}

function headText(name: string, learned: Learned): string {
  const { bytes, scale } = quantise(learned.weights)
  const weights = base64Of(bytes)
  return `  ${name}: {\n    scale: ${scale},\n    bias: ${learned.bias},\n    weights:\n      '${weights}',\n  },\n`
}

/** Slopes and shifts from the sums of messages by models that had not been taught with them. */
export function calibrationsOf({ examples, weights }: Prepared, sums: Float64Array): Calibrations {
  const languages = { hangul: { slope: 1, shift: 0 }, others: { slope: 0, shift: 0 } }
  const fitted = (isOwn: (text: string) => boolean): Calibration => {
    const own = examples.map((_, n) => n).filter(n => isOwn(examples[n]!.text))
    const targets = own.map(n => (examples[n]!.label === 'ham' ? 0 : 1))
    const shares = own.map((n, at) => weights[n]! * (targets[at] === 0 ? HAM_PER_TRAP : 1))
    return calibrate(
      own.map(n => sums[n]!),
      targets,
      shares,
    )
  }
  const isHangul = (text: string) => calibrationFor(languages, text) === languages.hangul
  return { hangul: fitted(isHangul), others: fitted(text => !isHangul(text)) }
}

/** The text of the weights' module. */
export function moduleOf(prepared: Prepared): string {
  const { hangul, others } = calibrationsOf(prepared, outOfFold(prepared, senderFolds(prepared, FOLDS)))
  const fingerprint = fingerprintOf(prepared.examples)
  return `// SPDX-License-Identifier: Apache-2.0
// Written by \`npm run train:shield\`. Weights of the message check as signed bytes;
// taught on ${prepared.examples.length} messages.

export const MESSAGE_MODEL = {
  version: 'message-1-${fingerprint}',
  calibrations: {
    hangul: { slope: ${hangul.slope}, shift: ${hangul.shift} },
    others: { slope: ${others.slope}, shift: ${others.shift} },
  },
  tags:
    '${base64Of(new Int8Array(prepared.tags.buffer))}',
${headText('main', learnMain(prepared))}${headText('kind', learnKind(prepared))}${headText('themes', learnThemes(prepared))}}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const examples = loadExamples()
  if (examples === undefined) {
    process.stderr.write(`No messages.train.csv in ${dataFolder()}: set JANDON_DATA to the folder that holds it.\n`)
    process.exitCode = 1
  } else {
    process.stdout.write(`${examples.length} messages\n`)
    writeFileSync(OUTPUT, moduleOf(prepare(examples)))
    process.stdout.write('Weights written.\n')
  }
}
