// SPDX-License-Identifier: Apache-2.0
// How fast the law is decided, with the full Korean pack, against three rule engines that are given the same conditions
// in the same run. `npm run bench:decide [-- --quick]`; the last line is one JSON object. All engines must agree on
// every fact before any clock starts. Times are processor time, so that a busy machine does not count.

import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { evaluateRules } from '../packages/domain/src/policy/evaluate.ts'
import { compilePack, type DecisionInput, decide, type Pack } from '../packages/domain/src/policy/index.ts'
import { createQuote, FREE_TARIFF, type QuoteRequest, quoteToJson } from '../packages/domain/src/quote/index.ts'
import { parseInstant } from '../packages/domain/src/time/index.ts'
import { readPack } from '../packages/server/src/packs/read-pack.ts'
import { createShapeCheck } from '../packages/server/src/packs/schema.ts'
import { type Asked, completeFacts, mixedFacts, requestFor } from './decide/facts.ts'
import { createCedar, createJsonRules, createZen, type Rival } from './decide/rivals.ts'
import { termsOf } from './decide/terms.ts'

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
/** Rounds of each measurement; the best counts, because noise only ever slows. */
const ROUNDS = options.quick ? 3 : 5
/** Processor seconds of one round, and the most that may pass on the wall when the machine is busy. */
const ROUND_SECONDS = options.quick ? 0.5 : 1.5
const ROUND_WALL_MS = options.quick ? 1200 : 8000

function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Things done per second of one core, all threads of the process counted together. */
async function perSecond(work: () => number | Promise<number>): Promise<number> {
  let best = 0
  for (let round = 0; round < ROUNDS; round++) {
    const [begin, wall] = [processorSeconds(), performance.now()]
    let done = 0
    while (processorSeconds() - begin < ROUND_SECONDS && performance.now() - wall < ROUND_WALL_MS) done += await work()
    best = Math.max(best, done / (processorSeconds() - begin))
  }
  return best
}

function loadKorea(): Pack {
  const directory = fileURLToPath(new URL('../policy-packs/kr', import.meta.url))
  const read = readPack(directory, createShapeCheck(), 'with_cases')
  const compiled = read.documents && compilePack(read.documents)
  if (compiled?.kind !== 'compiled') throw new Error('The Korean pack does not compile: run `jandon pack check`.')
  return compiled.pack
}

/** Throws with the first fact on which an engine says something else than ours. */
async function checkAgreement(pack: Pack, { inputs, questions }: Asked, rivals: readonly Rival[]): Promise<void> {
  const expected = inputs.map(input => {
    const { rules, outcomes } = evaluateRules(pack, input)
    return rules.filter((_, index) => outcomes[index] === true).map(rule => rule.id)
  })
  for (const rival of rivals) {
    const answers = await rival.ask(questions)
    answers.forEach((answer, index) => {
      const [theirs, ours] = [answer.toSorted().join(' '), expected[index]!.toSorted().join(' ')]
      if (theirs === ours) return
      const facts = JSON.stringify(questions[index])
      throw new Error(`${rival.name} disagrees on ${facts}:\n  ours   ${ours}\n  theirs ${theirs}`)
    })
  }
}

const line = (text: string, rate: number) =>
  console.log(`${text.padEnd(62)} ${Math.round(rate).toLocaleString('en')}/s`)

const pack = loadKorea()
const terms = termsOf(pack, pack.checkedOn)
const mixed = mixedFacts(pack, 4096)
const asked = completeFacts(pack, terms, options.quick ? 512 : 2048)
const rivals = [createCedar(terms), createZen(terms), createJsonRules(terms)]
const rules = pack.documents.rules.length
console.log(`Korean pack ${pack.version}: ${rules} rules, ${pack.documents.parameters.length} figures.`)
await checkAgreement(pack, asked, rivals)
const held = asked.questions.length
console.log(`All engines name the same rules on ${held} sets of complete facts (which rules hold).\n`)

const deciding = (inputs: readonly DecisionInput[]) => () => {
  for (const input of inputs) decide(pack, input)
  return inputs.length
}
const decisionsPerSecond = await perSecond(deciding(mixed))
line('Jandon: whole decisions, mixed facts over two years', decisionsPerSecond)
const completePerSecond = await perSecond(deciding(asked.inputs))
line('Jandon: whole decisions on the facts that the rivals get', completePerSecond)
const holdingPerSecond = await perSecond(() => {
  for (const input of asked.inputs) evaluateRules(pack, input)
  return asked.inputs.length
})
line('Jandon: only which rules hold, as the rivals answer it', holdingPerSecond)

let bestRival = 0
const chunk = asked.questions.slice(0, 64)
for (const rival of rivals) {
  const rate = await perSecond(async () => (await rival.ask(chunk)).length)
  bestRival = Math.max(bestRival, rate)
  line(rival.name, rate)
  console.log(`  ${rival.does}`)
}

const packs = new Map([['KR', pack]])
const now = parseInstant(`${pack.checkedOn}T03:00:00Z`)!
const context = { quoteId: 'qte_01kath7mwr0000000000000000', now, tariff: FREE_TARIFF } as const
const sameDay = mixed.map(input => ({ ...input, asOf: pack.checkedOn, intent: 'any' as const }))

function readable(inputs: readonly DecisionInput[], count: number): QuoteRequest[] {
  const requests: QuoteRequest[] = []
  for (let from = 0; from + count <= inputs.length; from += count) {
    const request = requestFor(pack, inputs.slice(from, from + count))
    if (createQuote(packs, request, context).kind === 'quoted') requests.push(request)
  }
  return requests
}

/** Processor milliseconds of one plan: the request as sent, read, decided, explained, planned, with ids and consent. */
async function planMs(requests: readonly QuoteRequest[], asText: boolean): Promise<number> {
  let next = 0
  const plansPerSecond = await perSecond(() => {
    const result = createQuote(packs, requests[next++ % requests.length]!, context)
    if (asText && result.kind === 'quoted') JSON.stringify(quoteToJson(result.quote))
    return 1
  })
  return 1000 / plansPerSecond
}

const sound = sameDay.filter(input => readable([input], 1).length > 0)
const [twenty, thousand] = [readable(sound, 20), readable(sound, 1000)]
const [plan20Ms, plan20JsonMs] = [await planMs(twenty, false), await planMs(twenty, true)]
const plan1000Ms = await planMs(thousand, false)
const ms = (value: number) => `${value.toFixed(3)} ms`
console.log(
  `\nPlan of 20: ${ms(plan20Ms)} (read, decided, explained, planned, ids, consent); ${ms(plan20JsonMs)} written out.`,
)
console.log(`Plan of 1,000: ${ms(plan1000Ms)}.`)
const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits
console.log(
  JSON.stringify({
    decisionsPerSecond: Math.round(decisionsPerSecond),
    plan20Ms: round(plan20Ms, 3),
    ratioBestRival: round(completePerSecond / bestRival, 1),
    plan20WrittenMs: round(plan20JsonMs, 3),
    plan1000Ms: round(plan1000Ms, 1),
    bestRivalPerSecond: Math.round(bestRival),
    rulesHoldingPerSecond: Math.round(holdingPerSecond),
    rules,
  }),
)
