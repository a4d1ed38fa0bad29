// SPDX-License-Identifier: Apache-2.0
// The pages as machines read them, in the words of schema.org: what is law, what is a question and its answer.

import type { Pack, PublicQuestionDocument, RuleDocument } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { checkedOnOf, pathOf, questionAddress, ruleAddress, type Site } from './site.ts'
import { PAGE_WORDS } from './words.ts'

export function legislationData(site: Site, pack: Pack, rule: RuleDocument, language: Language): unknown {
  const { jurisdiction } = pack
  return {
    '@type': 'WebPage',
    '@id': site.origin + pathOf(language, ruleAddress(rule.id)),
    name: rule.title[language],
    description: rule.explanation[language],
    inLanguage: language,
    dateModified: checkedOnOf(pack, rule),
    publisher: { '@type': 'Organization', name: PAGE_WORDS[language].site },
    about: rule.legalBasis.map(basis => ({
      '@type': 'Legislation',
      name: basis.cite[language],
      legislationIdentifier: basis.cite.ko,
      legislationJurisdiction: jurisdiction,
      temporalCoverage: `${rule.effective.from}/${rule.effective.until ?? '..'}`,
    })),
  }
}

export function questionData(site: Site, pack: Pack, question: PublicQuestionDocument, language: Language): unknown {
  const steps = (question.steps ?? []).map(step => step[language])
  return {
    '@type': 'FAQPage',
    '@id': site.origin + pathOf(language, questionAddress(question.slug)),
    inLanguage: language,
    dateModified: pack.checkedOn,
    mainEntity: [
      {
        '@type': 'Question',
        name: question.title[language],
        acceptedAnswer: { '@type': 'Answer', text: [question.answer[language], ...steps].join(' ') },
      },
    ],
  }
}
