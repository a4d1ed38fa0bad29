// SPDX-License-Identifier: Apache-2.0
// A quote in its wire shape.

import { moneyToJson, type Unit } from '../money/index.ts'
import type { DecisionRefusal, Information, Language, LegalBasis, Option, TrueCost } from '../policy/index.ts'
import { formatInstant } from '../time/index.ts'
import type {
  InformationJson,
  LegalBasisJson,
  OptionJson,
  PlanJson,
  QuoteItemJson,
  QuoteJson,
  RefusalJson,
  TrueCostJson,
} from './contract.ts'
import type { Quote, QuoteItem, QuotePlan } from './quote.ts'

/** How one quote is written: its language chooses the article's text, its currency the unit of bare amounts. */
interface Form {
  readonly language: Language
  readonly currency: Unit
}

const amount = (amountMinor: bigint, { currency }: Form) => moneyToJson({ amountMinor, unit: currency })

export function quoteToJson(quote: Quote): QuoteJson {
  const { plan } = quote
  return {
    id: quote.id,
    jurisdiction: quote.jurisdiction,
    packVersion: quote.packVersion,
    asOf: quote.asOf,
    intent: quote.intent,
    language: quote.language,
    createdAt: formatInstant(quote.createdAt),
    expiresAt: formatInstant(quote.expiresAt),
    items: quote.items.map(item => itemToJson(item, quote)),
    consent: quote.consent,
    plan: {
      objective: plan.objective,
      optionIds: plan.optionIds,
      net: moneyToJson(plan.net),
      netByPayout: {
        bank: moneyToJson(plan.netByPayout.bank),
        bill: moneyToJson(plan.netByPayout.bill),
        in_person: moneyToJson(plan.netByPayout.in_person),
      },
      ...planAheadToJson(plan),
    },
    alternatives: quote.alternatives.map(({ amount: value, ...rest }) => ({
      ...rest,
      ...(value && { amount: moneyToJson(value) }),
    })),
  }
}

function planAheadToJson(plan: QuotePlan): Pick<PlanJson, 'plans' | 'waits' | 'acts' | 'deadlines'> {
  return {
    plans: plan.plans.map(({ net, against, ...rest }) => ({
      ...rest,
      net: moneyToJson(net),
      against: { ...against, netLess: moneyToJson(against.netLess) },
    })),
    waits: plan.waits.map(wait => ({ ...wait, net: moneyToJson(wait.net), gain: moneyToJson(wait.gain) })),
    acts: plan.acts.map(({ useMore, net, gain, ...rest }) => ({
      ...rest,
      ...(useMore && { useMore: moneyToJson(useMore) }),
      net: moneyToJson(net),
      gain: moneyToJson(gain),
    })),
    deadlines: plan.deadlines.map(({ net, ...rest }) => ({ ...rest, ...(net && { net: moneyToJson(net) }) })),
  }
}

function itemToJson(item: QuoteItem, form: Form): QuoteItemJson {
  const { decision } = item
  return {
    ref: item.ref,
    kind: item.kind,
    decision: decision.outcome,
    options: item.options.map(option => optionToJson(option, form)),
    refusals: decision.refusals.map(refusal => refusalToJson(refusal, form)),
    questions: decision.questions,
    ...(decision.smallestQuestions && { smallestQuestions: decision.smallestQuestions }),
    information: decision.information.map(information => informationToJson(information, form)),
    trace: item.trace,
  }
}

export function optionToJson(option: Option & { readonly id: string }, form: Form): OptionJson {
  const { grossMinor, netMinor, fees, legalBasis, ...rest } = option
  return {
    ...rest,
    gross: amount(grossMinor, form),
    fees: fees.map(({ amountMinor, ...fee }) => ({ ...fee, amount: amount(amountMinor, form) })),
    net: amount(netMinor, form),
    legalBasis: legalBasis.map(basis => legalBasisToJson(basis, form)),
  }
}

export function legalBasisToJson({ cite, ...rest }: LegalBasis, { language }: Pick<Form, 'language'>): LegalBasisJson {
  return { ...rest, cite: cite[language], citation: cite }
}

function refusalToJson({ trueCost, legalBasis, ...rest }: DecisionRefusal, form: Form): RefusalJson {
  return {
    ...rest,
    cite: legalBasis[0]?.cite[form.language] ?? '',
    legalBasis: legalBasis.map(basis => legalBasisToJson(basis, form)),
    ...(trueCost && { trueCost: trueCostToJson(trueCost, form) }),
  }
}

function trueCostToJson(cost: TrueCost, form: Form): TrueCostJson {
  const range = ({ low, high }: { low: bigint; high: bigint }) => ({ low: amount(low, form), high: amount(high, form) })
  const { amountMinor, lostMinor, cashReceivedMinor, ...rest } = cost
  return { ...rest, amount: amount(amountMinor, form), lost: range(lostMinor), cashReceived: range(cashReceivedMinor) }
}

function informationToJson({ amountMinor, legalBasis, ...rest }: Information, form: Form): InformationJson {
  return {
    ...rest,
    ...(amountMinor !== undefined && { amount: amount(amountMinor, form) }),
    legalBasis: legalBasis.map(basis => legalBasisToJson(basis, form)),
  }
}
