// SPDX-License-Identifier: Apache-2.0
// How well and how fast messages and links are judged. `npm run bench:shield [-- --quick]`; the last line is one JSON
// object. Splits are taught anew here; quick teaches with fewer messages and folds. Held-out messages and speed are
// those of the shipped weights. Without the collections (see packages/shield/MODEL_CARD.md) the splits are left out.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { checkMessage } from '../packages/shield/src/index.ts'
import { dataFolder, loadCorpus } from '../packages/shield/training/data.ts'
import { evaluateHeldOut, evaluateSplits } from '../packages/shield/training/message-evaluation.ts'
import { evaluateLinks } from '../packages/shield/training/train-link.ts'
import { sizeOf } from './shield/size.ts'

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
/** Rounds of the clock; the best counts, because noise only ever slows. */
const ROUNDS = options.quick ? 3 : 7
const MESSAGES = options.quick ? 3000 : 8000

interface Speed {
  readonly perSecond: number
  readonly p99Ms: number
  readonly messages: number
  readonly meanLength: number
}

/** Processor time for the rate; the clock for single messages, where another program may come between. */
function measureSpeed(): Speed {
  const texts = loadCorpus('bench', 1)
    .map(({ text }) => text)
    .filter((_, n, all) => n % Math.max(1, Math.floor(all.length / MESSAGES)) === 0)
  for (const text of texts) checkMessage(text)
  let [perSecond, p99Ms] = [0, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round++) {
    const before = process.cpuUsage()
    for (const text of texts) checkMessage(text)
    const { user, system } = process.cpuUsage(before)
    perSecond = Math.max(perSecond, (texts.length * 1e6) / (user + system))
    const times = texts.map(text => {
      const begin = performance.now()
      checkMessage(text)
      return performance.now() - begin
    })
    p99Ms = Math.min(p99Ms, times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)]!)
  }
  const meanLength = Math.round(texts.reduce((sum, { length }) => sum + length, 0) / texts.length)
  return {
    perSecond: Math.round(perSecond),
    p99Ms: Math.round(p99Ms * 1000) / 1000,
    messages: texts.length,
    meanLength,
  }
}

const part = (name: string) => sizeOf(fileURLToPath(new URL(`../packages/shield/src/${name}`, import.meta.url)))
const percent = (share: number | null) => (share === null ? '—' : `${(share * 100).toFixed(1)}%`)
const row = (...cells: (string | number)[]) =>
  console.log(cells.map((cell, n) => (n === 0 ? `${cell}`.padEnd(30) : `${cell}`.padStart(12))).join(''))

const splits = evaluateSplits(options.quick)
if (splits === undefined) console.log(`No messages.train.csv in ${dataFolder()}: no splits without the collections.`)
else {
  const { split, senderKindsLeftOut, leaveOneOut } = splits
  row('messages', 'AUROC', 'F1', 'at 1%', 'at 0.5%', 'found', 'false', 'ECE')
  for (const [name, one] of [
    ['cluster split', split],
    ['sender kinds left out', senderKindsLeftOut],
  ] as const) {
    const shares = [one.recallAt1, one.recallAt05, one.recall, one.falseAlarms, one.ece]
    row(name, one.auroc, one.f1, ...shares.map(percent))
  }
  console.log()
  row('left out', 'messages', 'AUROC', 'at own 1%', 'at 1%', 'at 0.5%', 'false at 1%', 'found', 'false')
  for (const [name, one] of Object.entries(leaveOneOut)) {
    const shares = [one.recallAtOwn1, one.recallAt1, one.recallAt05, one.falseAlarmsAt1, one.recall, one.falseAlarms]
    row(name, one.messages, one.auroc ?? '—', ...shares.map(percent))
  }
}
console.log()
const heldOut = evaluateHeldOut()
row('never taught, by hand', 'AUROC', 'F1', 'at 1%', 'at 0.5%', 'found', 'false', 'ECE')
for (const [language, one] of Object.entries(heldOut.figures)) {
  const shares = [one.recallAt1, one.recallAt05, one.recall, one.falseAlarms, one.ece]
  row(language, one.auroc, one.f1, ...shares.map(percent))
}
console.log()
for (const [name, share] of Object.entries(heldOut.obfuscations)) row(`found when hidden: ${name}`, percent(share))
console.log()
const links = evaluateLinks()
if (links)
  row('links, by registrable name', `AUROC ${links.together.auroc.toFixed(4)}`, percent(links.together.recallAt1))
const speed = measureSpeed()
row('speed', `${speed.perSecond}/s`, `p99 ${speed.p99Ms} ms`)
const [all, message] = [await part('index.ts'), await part('message/index.ts')]
row('bytes in a browser', all.raw, `gzip ${all.gzip}`)
console.log(
  JSON.stringify({
    quick: options.quick,
    message: splits && {
      ...splits.split,
      perCollection: splits.perCollection,
      perTheme: splits.perTheme,
      leaveOneOut: splits.leaveOneOut,
      senderKindsLeftOut: splits.senderKindsLeftOut,
    },
    heldOut: { figures: heldOut.figures, perTheme: heldOut.perTheme },
    obfuscations: heldOut.obfuscations,
    falseAlarms: heldOut.falseAlarms,
    link: links && { auroc: links.together.auroc, recallAt1: links.together.recallAt1, model: links.model },
    perSecond: speed.perSecond,
    p99Ms: speed.p99Ms,
    bytes: { all, message },
  }),
)
