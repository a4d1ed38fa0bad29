// SPDX-License-Identifier: Apache-2.0
// The lists: all rules of a place by kind, all places, all questions; and the page for an address that is none.

import { INSTRUMENT_KINDS } from '@jandon/domain/instrument'
import type { Pack } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { framed } from './frame.ts'
import { ruleItem } from './rule-links.ts'
import { listAddress, pathOf, QUESTIONS, questionAddress, RULES, rulesOf, type Site } from './site.ts'
import { type Html, html, type Insert } from './template.ts'
import { KINDS, PAGE_WORDS } from './words.ts'

export function ruleListPage(site: Site, language: Language): string {
  const words = PAGE_WORDS[language].ruleList
  const { home } = site
  const place = home?.documents.pack.name[language] ?? ''
  return framed({
    site,
    language,
    address: RULES,
    title: words.title,
    description: words.description(place),
    ...(home && { checkedOn: home.checkedOn }),
    body: html`<div class="list-page"><h1>${words.title}</h1>
<p class="lead">${words.lead(String(site.rules.size))}</p>
${placesSection(site, language)}
${home && html`<h2 class="place">${words.titleOf(place)}</h2>${byKind(site, home, language)}`}</div>`,
  })
}

export function placeListPage(site: Site, pack: Pack, language: Language): string {
  const words = PAGE_WORDS[language].ruleList
  const place = pack.documents.pack.name[language]
  return framed({
    site,
    language,
    address: listAddress(site, pack),
    title: words.titleOf(place),
    description: words.description(place),
    checkedOn: pack.checkedOn,
    above: [{ title: PAGE_WORDS[language].rules, address: RULES }],
    body: html`<div class="list-page"><h1>${words.titleOf(place)}</h1>
<p class="lead">${words.leadOf(place, String(pack.documents.rules.length))}</p>
${byKind(site, pack, language, 'all')}</div>`,
  })
}

/**
 * Each kind with its rules; a rule about several kinds stands under the first of them. Where the place has a heading of
 * its own, `own` rules stand one level below it.
 */
function byKind(site: Site, pack: Pack, language: Language, which: 'own' | 'all' = 'own'): Html[] {
  const rules = which === 'own' ? rulesOf(site, pack) : pack.documents.rules
  return [...INSTRUMENT_KINDS, 'any'].flatMap(kind => {
    const group = rules.filter(rule => rule.kinds[0] === kind)
    if (group.length === 0) return []
    return [
      html`<section aria-labelledby="kind-${kind}">${kindHeading(kind, language, which)}<ul class="links">${group.map(
        rule => ruleItem(rule, language),
      )}</ul></section>`,
    ]
  })
}

function kindHeading(kind: string, language: Language, which: 'own' | 'all'): Html {
  const name = KINDS[language][kind] ?? kind
  return which === 'own' ? html`<h3 id="kind-${kind}">${name}</h3>` : html`<h2 id="kind-${kind}">${name}</h2>`
}

function placesSection(site: Site, language: Language): Insert {
  const words = PAGE_WORDS[language].ruleList
  const packs = [...site.packs.values()].filter(pack => pack !== site.home)
  if (packs.length === 0) return undefined
  return html`<details class="places"><summary>${words.places}</summary><ul>${packs.map(
    pack =>
      html`<li><a href="${pathOf(language, listAddress(site, pack))}">${pack.documents.pack.name[language]}</a> <span class="small">${words.count(String(pack.documents.rules.length))}</span></li>`,
  )}</ul></details>`
}

export function questionListPage(site: Site, language: Language): string {
  const words = PAGE_WORDS[language].questionList
  return framed({
    site,
    language,
    address: QUESTIONS,
    title: words.title,
    description: words.description,
    ...(site.home && { checkedOn: site.home.checkedOn }),
    body: html`<div class="list-page"><h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
<ul class="questions">${[...site.questions.values()].map(
      ({ question }) =>
        html`<li><a href="${pathOf(language, questionAddress(question.slug))}"><b>${question.title[language]}</b><span>${firstSentence(question.answer[language])}</span></a></li>`,
    )}</ul></div>`,
  })
}

function firstSentence(text: string): string {
  return /^.*?[^\d][.?!](?=\s|$)(?:(?<=^네\.)\s.*?[.?!](?=\s|$)|(?<=^Yes\.)\s.*?[.?!](?=\s|$))?/.exec(text)?.[0] ?? text
}

export function notFoundPage(site: Site, language: Language): string {
  const words = PAGE_WORDS[language]
  return framed({
    site,
    language,
    address: undefined,
    title: words.notFound,
    description: words.notFoundText,
    body: html`<div class="list-page"><h1>${words.notFound}</h1><p class="lead">${words.notFoundText}</p>
<ul class="links"><li><a href="${pathOf(language, QUESTIONS)}">${words.questions}</a></li><li><a href="${pathOf(language, RULES)}">${words.rules}</a></li></ul></div>`,
  })
}
