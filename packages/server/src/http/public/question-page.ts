// SPDX-License-Identifier: Apache-2.0
// The page of one question: the short answer first, what to do, the rules that it rests on, and who helps.

import type { AlternativeDocument, PublicQuestionDocument } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { type CalculatorView, calculatorSection } from './calculator-section.ts'
import { framed } from './frame.ts'
import { pathOf, QUESTIONS, type QuestionPlace, questionAddress, ruleAddress, type Site } from './site.ts'
import { questionData } from './structured-data.ts'
import { type Html, html, type Insert } from './template.ts'
import { PAGE_WORDS } from './words.ts'

export interface QuestionPageInput extends QuestionPlace {
  readonly site: Site
  readonly language: Language
  readonly calculator: CalculatorView | undefined
}

export function questionPage(input: QuestionPageInput): string {
  const { site, pack, question, language, calculator } = input
  const words = PAGE_WORDS[language]
  return framed({
    site,
    language,
    address: questionAddress(question.slug),
    title: question.title[language],
    description: question.answer[language],
    checkedOn: pack.checkedOn,
    data: [questionData(site, pack, question, language)],
    above: [{ title: words.questions, address: QUESTIONS }],
    body: html`<article class="page">
<header class="page-head">
<h1>${question.title[language]}</h1>
</header>
<div class="page-text">
<section class="short" aria-labelledby="short"><h2 id="short">${words.question.short}</h2><p>${question.answer[language]}</p></section>
${steps(question, language)}
</div>
${calculator && calculatorSection(calculator, input)}
<div class="page-text">
${rulesSection(input)}
${helpSection(input)}
${othersSection(input)}
</div>
</article>`,
  })
}

function steps({ steps: list = [] }: PublicQuestionDocument, language: Language): Insert {
  if (list.length === 0) return undefined
  return html`<section aria-labelledby="steps"><h2 id="steps">${PAGE_WORDS[language].question.steps}</h2>
<ol class="steps">${list.map(step => html`<li>${step[language]}</li>`)}</ol></section>`
}

function rulesSection({ site, question, language }: QuestionPageInput): Html {
  const words = PAGE_WORDS[language]
  const items = question.rules.flatMap(id => {
    const place = site.rules.get(id)
    if (!place) return []
    const { rule } = place
    return [
      html`<li><p><a href="${pathOf(language, ruleAddress(rule.id))}">${rule.title[language]}</a> <span class="tag tag-${rule.verdict}">${words.verdicts[rule.verdict]}</span></p>
<p class="small">${rule.legalBasis.map(({ cite }) => cite[language]).join(' · ')}</p></li>`,
    ]
  })
  return html`<section aria-labelledby="rests"><h2 id="rests">${words.question.rules}</h2><ul class="links">${items}</ul></section>`
}

function helpSection({ pack, question, language }: QuestionPageInput): Insert {
  const codes = question.alternatives ?? []
  const help = codes.flatMap(code => pack.documents.alternatives.find(each => each.code === code) ?? [])
  if (help.length === 0) return undefined
  return html`<section aria-labelledby="help"><h2 id="help">${PAGE_WORDS[language].question.help}</h2>
<ul class="help">${help.map(each => helpItem(each, language))}</ul></section>`
}

function helpItem({ title, description, contact }: AlternativeDocument, language: Language): Html {
  return html`<li><p><b>${title[language]}</b></p><p>${description[language]}</p><p class="contact">${contactText(contact)}</p></li>`
}

/** A contact as a link where it begins with a number to call or a site to open. */
function contactText(contact: string): Html {
  const [first = '', ...rest] = contact.split(' ')
  const more = rest.length > 0 ? ` ${rest.join(' ')}` : ''
  if (/^\d{3,8}$/.test(first)) return html`<a href="tel:${first}">${first}</a>${more}`
  if (/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(first))
    return html`<a href="https://${first}" rel="noreferrer">${first}</a>${more}`
  return html`${contact}`
}

function othersSection({ site, question, language }: QuestionPageInput): Insert {
  const OTHERS_MAX = 5
  const shared = (rules: readonly string[]) => rules.filter(id => question.rules.includes(id)).length
  const others = [...site.questions.values()].filter(place => place.question !== question)
  others.sort((left, right) => shared(right.question.rules) - shared(left.question.rules))
  if (others.length === 0) return undefined
  return html`<section aria-labelledby="others"><h2 id="others">${PAGE_WORDS[language].question.others}</h2>
<ul class="links">${others
    .slice(0, OTHERS_MAX)
    .map(
      ({ question: other }) =>
        html`<li><a href="${pathOf(language, questionAddress(other.slug))}">${other.title[language]}</a></li>`,
    )}</ul></section>`
}
