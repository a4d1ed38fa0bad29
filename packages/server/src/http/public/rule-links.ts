// SPDX-License-Identifier: Apache-2.0
// Where a reader of a rule may want to go next: rules about the same things, and the questions that it answers.

import type { Pack, RuleDocument } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { pathOf, questionAddress, questionsAbout, ruleAddress, rulesOf, type Site } from './site.ts'
import { type Html, html, type Insert } from './template.ts'
import { PAGE_WORDS } from './words.ts'

const RELATED_MAX = 6

/** How much two rules have to do with each other; 0 for nothing. */
function kinship(one: RuleDocument, other: RuleDocument): number {
  const sharesKind = one.kinds.some(kind => kind !== 'any' && other.kinds.includes(kind))
  const sources = new Set(one.legalBasis.map(({ source }) => source))
  const sharesSource = other.legalBasis.some(({ source }) => sources.has(source))
  const defeats = one.exceptionTo?.includes(other.id) || other.exceptionTo?.includes(one.id)
  const stem = (id: string) => id.split('-').slice(0, 2).join('-')
  return (
    (sharesKind ? 4 : 0) +
    (sharesSource ? 3 : 0) +
    (one.route !== undefined && one.route === other.route ? 1 : 0) +
    (stem(one.id) === stem(other.id) ? 3 : 0) +
    (defeats ? 5 : 0)
  )
}

export function relatedRules(site: Site, pack: Pack, rule: RuleDocument): RuleDocument[] {
  const others = rulesOf(site, pack).filter(({ id }) => id !== rule.id)
  const ranked = others.map((other, index) => ({ other, index, points: kinship(rule, other) }))
  return ranked
    .filter(({ points }) => points >= 3)
    .sort((left, right) => right.points - left.points || left.index - right.index)
    .slice(0, RELATED_MAX)
    .map(({ other }) => other)
}

export function relatedSection(site: Site, pack: Pack, rule: RuleDocument, language: Language): Insert {
  const words = PAGE_WORDS[language].rule
  const related = relatedRules(site, pack, rule)
  const questions = questionsAbout(site, rule.id)
  return [
    questions.length > 0 &&
      html`<section aria-labelledby="asked"><h2 id="asked">${words.asked}</h2><ul class="links">${questions.map(
        ({ question }) =>
          html`<li><a href="${pathOf(language, questionAddress(question.slug))}">${question.title[language]}</a></li>`,
      )}</ul></section>`,
    related.length > 0 &&
      html`<section aria-labelledby="related"><h2 id="related">${words.related}</h2><ul class="links">${related.map(
        other => ruleItem(other, language),
      )}</ul></section>`,
  ]
}

/** A rule as an entry of a list: its title and which way it points. */
export function ruleItem(rule: RuleDocument, language: Language): Html {
  const verdict = PAGE_WORDS[language].verdicts[rule.verdict]
  return html`<li><a href="${pathOf(language, ruleAddress(rule.id))}">${rule.title[language]}</a> <span class="tag tag-${rule.verdict}">${verdict}</span></li>
`
}
