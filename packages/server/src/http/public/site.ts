// SPDX-License-Identifier: Apache-2.0
// Which public pages there are: one for each rule and each question of the loaded packs, in each language, at an
// address that is made of the rule's own id and therefore never changes.

import type { CaseDocument, Pack, PublicQuestionDocument, RuleDocument } from '@jandon/domain/policy'
import type { Language } from '../language.ts'

export const LANGUAGES: readonly Language[] = ['ko', 'en']

export interface RulePlace {
  readonly pack: Pack
  readonly rule: RuleDocument
}

export interface QuestionPlace {
  readonly pack: Pack
  readonly question: PublicQuestionDocument
}

export interface Site {
  readonly packs: ReadonlyMap<string, Pack>
  /** By rule id. A rule that several packs include has one page, of the pack that its id names. */
  readonly rules: ReadonlyMap<string, RulePlace>
  readonly questions: ReadonlyMap<string, QuestionPlace>
  /** The pack whose rules /rules itself lists. */
  readonly home: Pack | undefined
  /** `https://jandon.example`, or empty when it is not known and addresses stay relative. */
  readonly origin: string
  /** The cases of a pack, read when a page needs them first. */
  readonly casesOf: (pack: Pack) => Promise<readonly CaseDocument[]>
}

const HOME = 'KR'

export function createSite(packs: ReadonlyMap<string, Pack>, rest: Pick<Site, 'origin' | 'casesOf'>): Site {
  const rules = new Map<string, RulePlace>()
  const questions = new Map<string, QuestionPlace>()
  for (const pack of packs.values()) {
    for (const rule of pack.documents.rules) {
      if (!rules.has(rule.id) || placeOf(rule.id) === placeCode(pack)) rules.set(rule.id, { pack, rule })
    }
    for (const question of pack.documents.questions ?? []) {
      if (!questions.has(question.slug)) questions.set(question.slug, { pack, question })
    }
  }
  return { packs, rules, questions, home: packs.get(HOME), ...rest }
}

/** `us-ca` of `us-ca/cash-out`. */
const placeOf = (ruleId: string) => ruleId.split('/')[0] ?? ''

export function placeCode({ jurisdiction }: Pick<Pack, 'jurisdiction'>): string {
  return jurisdiction.toLowerCase()
}

/** The rules that have their page under this pack, in the order of the pack. */
export function rulesOf(site: Site, pack: Pack): RuleDocument[] {
  return pack.documents.rules.filter(({ id }) => site.rules.get(id)?.pack === pack)
}

/** An address without its language: `rules/kr/voucher-new-within-7`. */
export const RULES = 'rules'
export const QUESTIONS = 'questions'
/** A page of the holder app that belongs to everybody: it is in the menu and in the sitemap, and is not made here. */
export const CHECK = 'check'
export const ruleAddress = (ruleId: string): string => `${RULES}/${ruleId}`
export const questionAddress = (slug: string): string => `${QUESTIONS}/${slug}`

export function listAddress(site: Site, pack: Pack): string {
  return pack === site.home ? RULES : `${RULES}/${placeCode(pack)}`
}

export function pathOf(language: Language, address: string): string {
  return `/${language}/${address}`
}

/** Every address, without its language, with the day of its last check. */
export function allAddresses(site: Site): { readonly address: string; readonly checkedOn: string }[] {
  const days = [...site.packs.values()].map(pack => pack.checkedOn).sort()
  const newest = days.at(-1) ?? ''
  return [
    { address: RULES, checkedOn: newest },
    ...(site.questions.size > 0 ? [{ address: QUESTIONS, checkedOn: newest }] : []),
    ...[...site.packs.values()]
      .filter(pack => pack !== site.home)
      .map(pack => ({ address: listAddress(site, pack), checkedOn: pack.checkedOn })),
    ...[...site.questions.values()].map(({ pack, question }) => ({
      address: questionAddress(question.slug),
      checkedOn: pack.checkedOn,
    })),
    ...[...site.rules.values()].map(({ pack, rule }) => ({
      address: ruleAddress(rule.id),
      checkedOn: checkedOnOf(pack, rule),
    })),
  ]
}

/** The latest day on which a source of the rule was checked. */
export function checkedOnOf(pack: Pack, rule: RuleDocument): string {
  const sources = pack.documents.sources
  const days = rule.legalBasis.flatMap(({ source }) => sources.find(({ id }) => id === source)?.checkedOn ?? [])
  return days.sort().at(-1) ?? pack.checkedOn
}

/** The questions whose answers rest on a rule. */
export function questionsAbout(site: Site, ruleId: string): QuestionPlace[] {
  return [...site.questions.values()].filter(({ question }) => question.rules.includes(ruleId))
}
