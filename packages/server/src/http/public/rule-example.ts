// SPDX-License-Identifier: Apache-2.0
// The example of a rule: the facts as the case states them, the sum as the engine works it out, and what happens at the
// edges in the words of whoever wrote the cases.

import type { Pack } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { type Example, edgesOf } from './examples.ts'
import { factOf, type WordsContext } from './in-words.ts'
import { amountText, dateText } from './numbers.ts'
import { formulaText } from './rule-money.ts'
import type { RulePageInput } from './rule-page.ts'
import { pathOf, ruleAddress } from './site.ts'
import { type Html, html, type Insert } from './template.ts'
import { KINDS, PAGE_WORDS, VALUES } from './words.ts'

export function exampleSection(input: RulePageInput): Insert {
  const { pack, rule, language, example, cases } = input
  const words = PAGE_WORDS[language].rule
  const edges = edgesOf(rule, cases, example?.case)
  if (!example) return undefined
  const { asOf } = example.case.given
  return html`<section aria-labelledby="example"><h2 id="example">${words.example}</h2>
<div class="example"><p><b>${example.case.name[language]}</b></p>
<p class="small">${words.exampleOn(dateText(String(asOf), language))}</p>
<dl class="facts-given">${factRows(pack, example, language)}</dl>
${resultLine(input, example)}</div>
${edges.length > 0 && html`<h3>${words.edges}</h3><ul class="edges">${edges.map(each => html`<li>${each.name[language]}</li>`)}</ul>`}</section>`
}

function factRows(pack: Pack, example: Example, language: Language): Html[] {
  const { given } = example.case
  const { kind, ...facts } = flat(given.instrument)
  const row = (title: string, value: string) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`
  const first = row(PAGE_WORDS[language].calculator.kind, KINDS[language][String(kind)] ?? String(kind))
  const rest = Object.entries(facts).flatMap(([name, value]) => {
    if (name === 'ref') return []
    const title = name === 'issuer' ? PAGE_WORDS[language].calculator.issuer : factOf(name, { pack })?.title[language]
    return title === undefined ? [] : [row(title, factText(name, value, pack, language))]
  })
  const { names, intents } = PAGE_WORDS[language].inWords
  const purpose =
    given.intent !== undefined && given.intent !== 'any' ? [row(names.intent, intents[given.intent] ?? '')] : []
  return [first, ...purpose, ...rest]
}

/** `offer: { dueOn }` is the fact `offer.dueOn`. */
function flat(instrument: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { offer, ...facts } = instrument
  const offered = Object.entries((offer ?? {}) as Readonly<Record<string, unknown>>)
  return { ...facts, ...Object.fromEntries(offered.map(([name, value]) => [`offer.${name}`, value])) }
}

function factText(name: string, value: unknown, pack: Pack, language: Language): string {
  const words = PAGE_WORDS[language].calculator
  if (value === true) return words.yes
  if (value === false) return words.no
  const type = factOf(name, { pack })?.type
  if (type === 'money' && typeof value === 'number') return amountText(BigInt(value), pack.currency, language)
  const text = String(value)
  return type === 'date' ? dateText(text, language) : (VALUES[language][text] ?? text)
}

function resultLine({ pack, rule, language, on }: RulePageInput, { option, decision, case: shown }: Example): Html {
  const words = PAGE_WORDS[language]
  if (!option) {
    const said = rule.verdict === 'refuse' ? words.rule.refused : words.rule.informed
    return html`<p class="example-result">→ <b>${said}</b></p>${insteadLines(pack, rule, decision, language)}`
  }
  const worked = workedOut({ pack, language, on }, rule, flat(shown.given.instrument))
  // An amount that is taken as it stands is no sum to show.
  const sum = worked !== undefined && (/[×÷−+(]/.test(worked) || option.fees.length > 0) ? worked : undefined
  const net = amountText(option.netMinor, pack.currency, language)
  const fees = option.fees.map(
    fee => ` − ${fee.title[language]} ${amountText(fee.amountMinor, pack.currency, language)}`,
  )
  const arrives = words.calculator.arrives(dateText(option.arrivesBy, language))
  return html`<p class="example-result">${sum !== undefined && html`<span class="formula">${sum}${fees} = </span>`}<b>${net}</b> <span class="small">${arrives}, ${words.payouts[option.payout]}</span></p>
${option.claimBy !== undefined && html`<p class="deadline">${words.calculator.claimBy(dateText(option.claimBy, language))}</p>`}`
}

/** Who says what such offers take. */
function typicalSource({ documents }: Pack, language: Language): string | undefined {
  const source = documents.parameters.find(({ id }) => id === 'typicalCashOutTakeLow')?.values.at(-1)?.source
  return documents.sources.find(({ id }) => id === source)?.title[language]
}

/** What the refused way usually takes, and what the law gives instead. */
function insteadLines(
  pack: Pack,
  rule: RulePageInput['rule'],
  decision: Example['decision'],
  language: Language,
): Insert {
  const words = PAGE_WORDS[language].rule
  const cost = decision.refusals.find(({ ruleId }) => ruleId === rule.id)?.trueCost
  const money = (amountMinor: bigint) => amountText(amountMinor, pack.currency, language)
  return [
    cost?.basis === 'typical' &&
      html`<p>${words.typical(money(cost.amountMinor), money(cost.lostMinor.low), money(cost.lostMinor.high))} <span class="small">${typicalSource(pack, language)}</span></p>`,
    decision.lawfulRoutes.length > 0 &&
      html`<p><b>${words.instead}</b></p><ul class="links">${decision.lawfulRoutes.map(
        lawful =>
          html`<li><a href="${pathOf(language, ruleAddress(lawful.ruleId))}">${lawful.title[language]}</a> <b>${money(lawful.netMinor)}</b></li>`,
      )}</ul>`,
  ]
}

/** The formula with the figures of the case in it; undefined when one of them is not stated as such. */
function workedOut(
  context: WordsContext,
  rule: RulePageInput['rule'],
  facts: Readonly<Record<string, unknown>>,
): string | undefined {
  const { pack, language } = context
  const named = [...`${rule.gross?.base ?? ''}`.matchAll(/\b[a-z]\w*\b(?!\()/g)].map(([name]) => name)
  const known = named.filter(name => factOf(name, context) !== undefined)
  if (known.some(name => typeof facts[name] !== 'number')) return undefined
  const values = Object.fromEntries(known.map(name => [name, factText(name, facts[name], pack, language)]))
  return formulaText(rule, { ...context, values })
}
