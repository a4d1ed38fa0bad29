// SPDX-License-Identifier: Apache-2.0
// Where a rule is written, how sure we are of it, when that was checked, and since when each of its figures holds.

import type { Pack, ParameterDocument, RuleDocument } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { parameterValueText } from './in-words.ts'
import { dateText } from './numbers.ts'
import { type Html, html, type Insert } from './template.ts'
import { PAGE_WORDS } from './words.ts'

export function lawSection(pack: Pack, rule: RuleDocument, language: Language): Html {
  const words = PAGE_WORDS[language].rule
  return html`<section aria-labelledby="law"><h2 id="law">${words.law}</h2>
<ul class="basis">${rule.legalBasis.map(basis => {
    const source = pack.documents.sources.find(({ id }) => id === basis.source)
    return html`<li><p class="cite">${basis.cite[language]}</p>
${
  source &&
  html`<dl class="pairs"><div><dt>${words.source}</dt><dd>${source.title[language]} (${source.publisher})</dd></div>
<div><dt>${words.locator}</dt><dd>${source.locator}</dd></div>
<div><dt>${words.confidence}</dt><dd><b>${source.confidence}</b> ${PAGE_WORDS[language].confidences[source.confidence]}</dd></div>
<div><dt>${words.checkedOn}</dt><dd><time datetime="${source.checkedOn}">${dateText(source.checkedOn, language)}</time></dd></div></dl>`
}</li>`
  })}</ul></section>`
}

/** The rule's own span, and each figure that it reads with every value it has had. */
export function historySection(pack: Pack, rule: RuleDocument, language: Language): Insert {
  const words = PAGE_WORDS[language].rule
  const ids = pack.engine.rules.find(({ id }) => id === rule.id)?.parameters.map(({ id }) => id) ?? []
  const parameters = pack.documents.parameters.filter(({ id }) => ids.includes(id))
  const { from, until } = rule.effective
  const span =
    until === undefined
      ? words.since(dateText(from, language))
      : words.between(dateText(from, language), dateText(until, language))
  return html`<section aria-labelledby="history"><h2 id="history">${words.history}</h2>
<dl class="pairs"><div><dt>${words.inForce}</dt><dd>${span}</dd></div>
${parameters.map(parameter => html`<div><dt>${parameter.title[language]}</dt><dd>${parameter.values.map(entry => valueLine(parameter, entry, pack, language))}</dd></div>`)}</dl></section>`
}

function valueLine(
  { type }: ParameterDocument,
  entry: ParameterDocument['values'][number],
  pack: Pack,
  language: Language,
): Html {
  const value = parameterValueText(type, entry.value, { pack, language })
  return html`<span class="dated"><b>${value}</b> ${PAGE_WORDS[language].rule.since(dateText(entry.from, language))}</span>`
}
