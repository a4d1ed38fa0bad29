// SPDX-License-Identifier: Apache-2.0
// Makes the public pages and keeps them: each once for a pack version and a day, since the example in a calculator
// moves with the day. Only addresses that exist are kept, so nobody can fill the memory with others.

import { createHash } from 'node:crypto'
import type { CaseDocument, Pack, RuleDocument } from '@jandon/domain/policy'
import type { QuoteJson } from '@jandon/domain/quote'
import { type Instant, type LocalDate, localDateAt } from '@jandon/domain/time'
import type { Outcome, Usecases } from '../../usecases/contract.ts'
import type { Language } from '../language.ts'
import { type CalculatorForm, formOfExample, movedTo, readForm } from './calculator.ts'
import type { CalculatorView } from './calculator-section.ts'
import { exampleOf, stillShows } from './examples.ts'
import { notFoundPage, placeListPage, questionListPage, ruleListPage } from './list-pages.ts'
import { questionPage } from './question-page.ts'
import { rulePage } from './rule-page.ts'
import {
  listAddress,
  placeCode,
  QUESTIONS,
  type QuestionPlace,
  questionAddress,
  RULES,
  type RulePlace,
  ruleAddress,
  type Site,
} from './site.ts'
import { PAGE_WORDS } from './words.ts'

export interface KeptPage {
  readonly text: string
  readonly etag: string
}

export interface PublicPages {
  /** The page at an address without its language, or undefined when there is none. */
  page(language: Language, address: string): Promise<KeptPage | undefined>
  /** The same page with what its calculator answers to a sent form. Kept nowhere. */
  answered(language: Language, address: string, body: URLSearchParams): Promise<string | undefined>
  notFound(language: Language): string
}

export interface PublicPagesDeps {
  readonly site: Site
  readonly createQuote: Usecases['createQuote']
  readonly now: () => Instant
}

export function createPublicPages({ site, createQuote, now }: PublicPagesDeps): PublicPages {
  const kept = new Map<string, KeptPage>()
  let keptOn = ''
  const lists = listPages(site)

  const dayOf = (pack: Pack | undefined): LocalDate => localDateAt(now(), pack?.utcOffsetAt(now()) ?? 0)

  async function ruleBody(place: RulePlace, language: Language, sent: URLSearchParams | undefined): Promise<string> {
    const { pack, rule } = place
    const on = dayOf(pack)
    const cases = await site.casesOf(pack)
    const example = exampleOf(pack, rule, cases)
    const form = example && startOf(pack, [rule], example.case.given, on)
    const calculator = form && (await view(place.pack, ruleAddress(rule.id), form, language, sent))
    return rulePage({ ...place, site, language, on, cases, example, calculator })
  }

  async function questionBody(
    place: QuestionPlace,
    language: Language,
    sent: URLSearchParams | undefined,
  ): Promise<string> {
    const { pack, question } = place
    const rules = question.rules.flatMap(id => site.rules.get(id)?.rule ?? [])
    const form = question.calculator && startOf(pack, rules, question.calculator, dayOf(pack))
    const calculator = form && (await view(pack, questionAddress(question.slug), form, language, sent))
    return questionPage({ ...place, site, language, calculator })
  }

  async function view(
    pack: Pack,
    address: string,
    start: CalculatorForm,
    language: Language,
    sent: URLSearchParams | undefined,
  ): Promise<CalculatorView> {
    if (!sent) return { address, form: start }
    const words = PAGE_WORDS[language].calculator
    const { form, request } = readForm(pack, sent, start, language)
    if (!request) return { address, form, trouble: words.badForm }
    // Nobody in particular asks: the answer belongs to no holder, whoever's machine this is.
    const outcome = await createQuote({ role: 'anonymous' }, request)
    return outcome.kind === 'done'
      ? { address, form: withQuestions(form, outcome.value), quote: outcome.value }
      : { address, form, trouble: troubleOf(outcome, language) }
  }

  async function made(language: Language, address: string, sent?: URLSearchParams): Promise<string | undefined> {
    const list = lists.get(address)
    if (list) return sent ? undefined : list(language)
    const rule = address.startsWith(`${RULES}/`) && site.rules.get(address.slice(RULES.length + 1))
    if (rule) return ruleBody(rule, language, sent)
    const question = address.startsWith(`${QUESTIONS}/`) && site.questions.get(address.slice(QUESTIONS.length + 1))
    return question ? questionBody(question, language, sent) : undefined
  }

  return {
    async page(language, address) {
      const today = dayOf(site.home)
      if (today !== keptOn) kept.clear()
      keptOn = today
      const key = `${language}/${address}`
      const known = kept.get(key)
      if (known) return known
      const text = await made(language, address)
      if (text === undefined) return undefined
      const page = { text, etag: etagOf(text) }
      kept.set(key, page)
      return page
    },
    answered: made,
    notFound: language => notFoundPage(site, language),
  }
}

function listPages(site: Site): ReadonlyMap<string, (language: Language) => string> {
  const lists = new Map<string, (language: Language) => string>([
    [RULES, language => ruleListPage(site, language)],
    [QUESTIONS, language => questionListPage(site, language)],
  ])
  for (const pack of site.packs.values()) {
    if (pack !== site.home) lists.set(listAddress(site, pack), language => placeListPage(site, pack, language))
    else lists.set(`${RULES}/${placeCode(pack)}`, language => ruleListPage(site, language))
  }
  return lists
}

/** The example, happening today; or, where it would no longer show what it should, on its own day. */
function startOf(
  pack: Pack,
  rules: readonly RuleDocument[],
  given: CaseDocument['given'],
  today: LocalDate,
): CalculatorForm | undefined {
  if (given.holder) return undefined
  const moved = movedTo(today, given)
  const isAlive = rules.some(rule => stillShows(pack, rule, moved))
  return isAlive ? formOfExample(pack, moved, undefined) : formOfExample(pack, given, String(given.asOf))
}

/** The facts that the answer asks for become fields. What could only add another way is not asked here. */
function withQuestions(form: CalculatorForm, quote: QuoteJson): CalculatorForm {
  const questions = quote.items.flatMap(item => item.questions.filter(({ optional }) => !optional))
  return { ...form, asked: new Set(questions.map(({ fact }) => fact)) }
}

function troubleOf(outcome: Outcome<QuoteJson> & { kind: 'refused' }, language: Language): string {
  const words = PAGE_WORDS[language].calculator
  return outcome.refusal.code === 'pack_stale' ? words.stale : words.badForm
}

export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}
