// SPDX-License-Identifier: Apache-2.0
// What the unlawful offer would really cost the holder: by its own terms when they are known, else by what such offers
// usually take, which the pack states as parameters with a source.

import { offerCost, ratioText } from '../cost/index.ts'
import { mulDiv, type Rate, rate } from '../money/index.ts'
import type { TrueCost } from './decision.ts'
import { type Evaluation, readFact } from './evaluate.ts'
import type { CompiledRule } from './pack.ts'

/** What the holder would give up: the price paid, or else the value on its face or left on it. */
const AMOUNT_FACTS = ['pricePaid', 'faceValue', 'remaining', 'balance']
/** By which a pack says that it was paid by a means that is billed later. */
const BILLED_FACT = 'isCharged'

function moneyFact(name: string, { pack, frame }: Evaluation): bigint | undefined {
  const fact = pack.engine.expressionFacts.get(name)
  const value = fact?.type === 'money' ? readFact(frame, fact) : undefined
  return typeof value === 'bigint' && value > 0n ? value : undefined
}

/** Not known counts as no: nobody is told of a bill that may never come. */
function isBilled({ pack, frame }: Evaluation): boolean {
  const fact = pack.engine.expressionFacts.get(BILLED_FACT)
  return fact?.type === 'boolean' && readFact(frame, fact) === true
}

function dateFact(name: string, { pack, frame }: Evaluation): number | undefined {
  const fact = pack.engine.expressionFacts.get(name)
  const value = fact?.type === 'date' ? readFact(frame, fact) : undefined
  return typeof value === 'number' ? value : undefined
}

/** Rounding: the cash of a typical offer down, each ratio once at four decimals. Undefined when no amount is known. */
export function trueCostOf(rule: CompiledRule, evaluation: Evaluation): TrueCost | undefined {
  const amount = AMOUNT_FACTS.map(name => moneyFact(name, evaluation)).find(value => value !== undefined)
  if (amount === undefined) return undefined
  const cash = moneyFact('offer.cashReceived', evaluation)
  if (cash !== undefined && cash < amount) return offeredCost(amount, cash, evaluation)
  return rule.refusesSale ? typicalCost(amount, evaluation) : undefined
}

function offeredCost(amount: bigint, cash: bigint, evaluation: Evaluation): TrueCost {
  const dueOn = dateFact('offer.dueOn', evaluation)
  const days = dueOn === undefined ? 0 : dueOn - evaluation.asOf
  const { lost, costOnCash, equivalentYearlyCost } = offerCost(amount, cash, days)
  const ratio = ratioText(costOnCash)
  return {
    basis: 'offer',
    amountMinor: amount,
    lostMinor: { low: lost, high: lost },
    cashReceivedMinor: { low: cash, high: cash },
    costOnCash: { low: ratio, high: ratio },
    billed: isBilled(evaluation),
    ...(equivalentYearlyCost && { equivalentYearlyCost: ratioText(equivalentYearlyCost) }),
  }
}

function typicalCost(amount: bigint, evaluation: Evaluation): TrueCost | undefined {
  const { pack, frame } = evaluation
  const { typicalTake } = pack.engine
  const low = typicalTake && (frame.parameters[typicalTake.low] as Rate | undefined)
  const high = typicalTake && (frame.parameters[typicalTake.high] as Rate | undefined)
  if (!low || !high) return undefined
  const cashLeft = ({ numerator, denominator }: Rate) => mulDiv(amount, denominator - numerator, denominator, 'down')
  const cash = { low: cashLeft(high), high: cashLeft(low) }
  if (cash.low <= 0n) return undefined
  return {
    basis: 'typical',
    amountMinor: amount,
    lostMinor: { low: amount - cash.high, high: amount - cash.low },
    cashReceivedMinor: cash,
    costOnCash: {
      low: ratioText(rate(amount - cash.high, cash.high)),
      high: ratioText(rate(amount - cash.low, cash.low)),
    },
    billed: isBilled(evaluation),
  }
}
