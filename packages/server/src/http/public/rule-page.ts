// SPDX-License-Identifier: Apache-2.0
// The page of one rule: what it gives or forbids, for whom, how much and when, with an example, the article, how sure
// we are, and since when it has been so. All of it is read from the pack.

import type { Language } from '../language.ts'
import { type CalculatorView, calculatorSection } from './calculator-section.ts'
import type { Example, edgesOf } from './examples.ts'
import { framed } from './frame.ts'
import { conditionLines, expressionText } from './in-words.ts'
import { dateText } from './numbers.ts'
import { exampleSection } from './rule-example.ts'
import { historySection, lawSection } from './rule-law.ts'
import { relatedSection } from './rule-links.ts'
import { describedRule } from './rule-money.ts'
import { checkedOnOf, listAddress, type RulePlace, ruleAddress, type Site } from './site.ts'
import { legislationData } from './structured-data.ts'
import { type Html, html, type Insert } from './template.ts'
import { KINDS, PAGE_WORDS, VALUES } from './words.ts'

export interface RulePageInput extends RulePlace {
  readonly site: Site
  readonly language: Language
  /** The day of the page. */
  readonly on: string
  readonly cases: Parameters<typeof edgesOf>[1]
  readonly example: Example | undefined
  readonly calculator: CalculatorView | undefined
}

export function rulePage(input: RulePageInput): string {
  const { site, pack, rule, language, calculator } = input
  const words = PAGE_WORDS[language]
  const place = pack.documents.pack.name[language]
  return framed({
    site,
    language,
    address: ruleAddress(rule.id),
    title: rule.title[language],
    description: rule.explanation[language],
    checkedOn: checkedOnOf(pack, rule),
    data: [legislationData(site, pack, rule, language)],
    above: [
      { title: words.rules, address: 'rules' },
      ...(pack === site.home ? [] : [{ title: place, address: listAddress(site, pack) }]),
    ],
    body: html`<article class="page">
<header class="page-head">
<p class="marks"><span class="tag tag-${rule.verdict}">${words.verdicts[rule.verdict]}</span> <span class="small">${place}</span></p>
<h1>${rule.title[language]}</h1>
<p class="lead">${rule.explanation[language]}</p>
${notices(input)}
</header>
<div class="page-text">
${rule.verdict === 'refuse' ? forbiddenSection(input) : describedRule(pack, rule, language, input.on)}
${forWhomSection(input)}
${todoSection(input)}
${exampleSection(input)}
</div>
${calculator && calculatorSection(calculator, input)}
<div class="page-text">
${lawSection(pack, rule, language)}
${historySection(pack, rule, language)}
${relatedSection(site, pack, rule, language)}
<p class="small">${words.rule.id} <code>${rule.id}</code> · <a href="/v1/packs/${pack.jurisdiction}/rules/${rule.id}">${words.rule.sourceData}</a></p>
</div>
</article>`,
  })
}

function notices({ pack, rule, language, on }: RulePageInput): Insert {
  const words = PAGE_WORDS[language].rule
  const sources = pack.documents.sources
  const isEstimate =
    rule.verdict === 'allow' &&
    rule.legalBasis.some(({ source }) =>
      ['W', 'M'].includes(sources.find(({ id }) => id === source)?.confidence ?? 'M'),
    )
  const { until } = rule.effective
  return [
    isEstimate && html`<p class="notice">${words.estimate}</p>`,
    until !== undefined && until < on && html`<p class="notice">${words.ended(dateText(until, language))}</p>`,
  ]
}

function forbiddenSection({ pack, rule, language }: RulePageInput): Html {
  const words = PAGE_WORDS[language].rule
  const { routes = [], allRoutesExcept } = rule.refuses ?? {}
  const titleOf = (id: string) => pack.documents.routes.find(route => route.id === id)?.title[language] ?? id
  const forbidden = allRoutesExcept ? words.refused : routes.map(titleOf).join(', ')
  return html`<section aria-labelledby="forbids"><h2 id="forbids">${words.forbids}</h2>
<p><b>${forbidden}</b></p>
<dl class="pairs">
${rule.offender && html`<div><dt>${words.who}</dt><dd>${rule.offender[language]}</dd></div>`}
${rule.penalty && html`<div><dt>${words.penalty}</dt><dd>${rule.penalty[language]}</dd></div>`}
${allRoutesExcept && html`<div><dt>${words.instead}</dt><dd>${allRoutesExcept.map(titleOf).join(', ')}</dd></div>`}</dl></section>`
}

function forWhomSection({ pack, rule, language, on }: RulePageInput): Html {
  const words = PAGE_WORDS[language].rule
  const lines = conditionLines(rule.when, { pack, language, on: dayInForce(rule, on) })
  const kinds = rule.kinds.map(kind => KINDS[language][kind] ?? kind)
  return html`<section aria-labelledby="whom"><h2 id="whom">${rule.verdict === 'refuse' ? words.forWhomRefuse : words.forWhom}</h2>
<p><b>${words.kinds}</b> ${kinds.join(', ')}</p>
${issuerLine(rule, language)}
<p>${lines.length === 0 ? words.always : lines.length > 1 && words.allOf}</p>
${lines.length > 0 && html`<ul class="conditions">${lines.map(line => html`<li>${line}</li>`)}</ul>`}</section>`
}

/** Terms are one issuer's, in several spellings; where it has a name people know, that alone is said. */
function issuerLine({ issuers = [] }: RulePlace['rule'], language: Language): Insert {
  const [known] = issuers.flatMap(issuer => VALUES[language][issuer] ?? [])
  const spelt = [...new Set(issuers.map(issuer => issuer.replaceAll(/[-_ ]/g, '')))]
  const name = known ?? spelt.join(', ')
  const words = PAGE_WORDS[language]
  return (
    name !== '' && html`<p><b>${words.calculator.issuer}</b> ${name} <span class="small">${words.rule.terms}</span></p>`
  )
}

/** A rule that has ended is described with the values of its last day. */
export function dayInForce({ effective: { from, until } }: RulePlace['rule'], on: string): string {
  if (until !== undefined && until < on) return until
  return from > on ? from : on
}

function todoSection({ pack, rule, language, on }: RulePageInput): Insert {
  const words = PAGE_WORDS[language].rule
  const route = pack.documents.routes.find(({ id }) => id === rule.route)
  const evidence = (rule.evidence ?? []).flatMap(code => pack.documents.evidence.find(each => each.code === code) ?? [])
  if (!route && !rule.claimAt && evidence.length === 0 && rule.claimBy === undefined) return undefined
  const context = { pack, language, on: dayInForce(rule, on) }
  return html`<section aria-labelledby="todo"><h2 id="todo">${words.how}</h2>
${route && html`<p>${route.how[language]}</p>`}
<dl class="pairs">${rule.claimAt && html`<div><dt>${words.claimAt}</dt><dd>${rule.claimAt[language]}</dd></div>`}
${rule.claimBy !== undefined && html`<div><dt>${words.claimBy}</dt><dd>${expressionText(rule.claimBy, context)}</dd></div>`}
${evidence.length > 0 && html`<div><dt>${words.evidence}</dt><dd>${evidence.map(each => each.title[language]).join(', ')}</dd></div>`}</dl></section>`
}
