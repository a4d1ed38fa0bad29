// SPDX-License-Identifier: Apache-2.0
// The calculator of a page: a plain form that starts with an example, and the quote request that its fields describe.
// It is sent by POST, so nothing that a person writes ever stands in an address.

import { INTENTS, type Intent } from '@jandon/domain/instrument'
import type { CaseDocument, FactDocument, Pack } from '@jandon/domain/policy'
import type { QuoteRequest } from '@jandon/domain/quote'
import { addDays, daysBetween, type LocalDate, parseLocalDate } from '@jandon/domain/time'
import type { Language } from '../language.ts'
import { factOf } from './in-words.ts'
import { fieldAmount, typedAmount } from './numbers.ts'
import { type Html, html, type Insert } from './template.ts'
import { KINDS, PAGE_WORDS, VALUES } from './words.ts'

/** What the form holds: texts as typed, by full fact name. A fact that is asked for and still open holds ''. */
export interface CalculatorForm {
  readonly kind: string
  readonly intent: Intent
  /** Only where the example is of a day of its own. */
  readonly asOf: string | undefined
  readonly values: ReadonlyMap<string, string>
  readonly errors: ReadonlyMap<string, string>
  /** Facts that the answer asks for. */
  readonly asked: ReadonlySet<string>
}

const PREFIX = 'f.'
const FIELDS_MAX = 40
const TEXT_MAX = 100

/** The form that an example fills. `shift` moves its dates by whole days. */
export function formOfExample(pack: Pack, given: CaseDocument['given'], asOf: string | undefined): CalculatorForm {
  const values = new Map<string, string>()
  const { kind, offer, ...facts } = given.instrument
  const offered = Object.entries((offer ?? {}) as Readonly<Record<string, unknown>>)
  const all = [...Object.entries(facts), ...offered.map(([name, value]) => [`offer.${name}`, value] as const)]
  for (const [name, value] of all) {
    if (name === 'ref') continue
    const fact = factOf(name, { pack })
    const isAmount = fact?.type === 'money' && typeof value === 'number'
    values.set(name, isAmount ? fieldAmount(BigInt(value), pack.currency) : String(value))
  }
  return { kind: String(kind), intent: given.intent ?? 'any', asOf, values, errors: new Map(), asked: new Set() }
}

/** The same example with all its dates moved so that it happens on another day. */
export function movedTo(today: LocalDate, given: CaseDocument['given']): CaseDocument['given'] {
  const from = parseLocalDate(String(given.asOf))
  if (!from) return given
  const by = daysBetween(from, today)
  const move = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, move(inner)]))
    }
    const date = typeof value === 'string' ? parseLocalDate(value) : undefined
    return date ? addDays(date, by) : value
  }
  return { ...given, asOf: today, instrument: move(given.instrument) as Readonly<Record<string, unknown>> }
}

export interface ReadForm {
  readonly form: CalculatorForm
  /** Undefined when a field cannot be read; `form.errors` says which. */
  readonly request: QuoteRequest | undefined
}

/** Reads a sent form. Fields that are no facts of the pack are left out; a field left empty is a fact not known. */
export function readForm(pack: Pack, body: URLSearchParams, start: CalculatorForm, language: Language): ReadForm {
  const values = new Map(start.values)
  const errors = new Map<string, string>()
  const facts: Record<string, unknown> = {}
  for (const [key, text] of [...body].slice(0, FIELDS_MAX)) {
    const name = key.startsWith(PREFIX) ? key.slice(PREFIX.length) : ''
    const fact = name === 'issuer' ? ISSUER : factOf(name, { pack })
    if (!fact || fact.derive !== undefined || fact.of === 'holder') continue
    const typed = text.trim().slice(0, TEXT_MAX)
    values.set(name, typed)
    if (typed === '') continue
    const value = factValue(fact, typed, pack)
    if (value === undefined) errors.set(name, errorText(fact, language))
    else facts[name] = value
  }
  const asOf = start.asOf === undefined ? undefined : (body.get('asOf') ?? start.asOf)
  const intent = INTENTS.find(each => each === body.get('intent')) ?? start.intent
  const form = { ...start, intent, asOf, values, errors }
  if (asOf !== undefined && !parseLocalDate(asOf)) errors.set('asOf', PAGE_WORDS[language].calculator.badDate)
  return { form, request: errors.size > 0 ? undefined : requestOf(pack, form, facts, language) }
}

const ISSUER: FactDocument = {
  name: 'issuer',
  type: 'text',
  title: { ko: PAGE_WORDS.ko.calculator.issuer, en: PAGE_WORDS.en.calculator.issuer },
}

function requestOf(
  pack: Pack,
  { kind, intent, asOf }: CalculatorForm,
  facts: Readonly<Record<string, unknown>>,
  language: Language,
): QuoteRequest {
  const own = Object.entries(facts).filter(([name]) => !name.startsWith('offer.'))
  const offered = Object.entries(facts).filter(([name]) => name.startsWith('offer.'))
  const offer = Object.fromEntries(offered.map(([name, value]) => [name.slice('offer.'.length), value]))
  return {
    jurisdiction: pack.jurisdiction,
    language,
    intent,
    ...(asOf !== undefined && { asOf }),
    instruments: [{ ref: 'a', kind, ...Object.fromEntries(own), ...(offered.length > 0 && { offer }) }],
  }
}

function factValue(fact: FactDocument, typed: string, pack: Pack): unknown {
  switch (fact.type) {
    case 'money': {
      const amountMinor = typedAmount(typed, pack.currency)
      return amountMinor === undefined ? undefined : { amountMinor: String(amountMinor), unit: pack.currency }
    }
    case 'integer': {
      const digits = typed.replaceAll(/[\s,]/g, '')
      return /^\d{1,12}$/.test(digits) ? Number.parseInt(digits, 10) : undefined
    }
    case 'date':
      return parseLocalDate(typed)
    case 'boolean':
      return typed === 'true' ? true : typed === 'false' ? false : undefined
    case 'enum':
      return fact.values?.includes(typed) ? typed : undefined
    case 'text':
      return typed
  }
}

function errorText({ type }: FactDocument, language: Language): string {
  const words = PAGE_WORDS[language].calculator
  return {
    money: words.badAmount,
    integer: words.badCount,
    date: words.badDate,
    boolean: words.badValue,
    enum: words.badValue,
    text: words.badValue,
  }[type]
}

/** The form as markup. `action` is the page itself. */
export function calculatorForm(pack: Pack, form: CalculatorForm, action: string, language: Language): Html {
  const words = PAGE_WORDS[language].calculator
  const names = [...new Set([...form.values.keys(), ...form.asked])]
  const fields = names.flatMap(name => {
    const fact = name === 'issuer' ? ISSUER : factOf(name, { pack })
    return fact ? [field(name, fact, form, pack, language)] : []
  })
  const asOf = form.asOf !== undefined && asOfField(form, language)
  return html`<form class="calculator-form" method="post" action="${action}#answer">
<input type="hidden" name="intent" value="${form.intent}">
<p class="calculator-kind"><span>${words.kind}</span> <b>${KINDS[language][form.kind] ?? form.kind}</b>${form.intent !== 'any' && html` · ${PAGE_WORDS[language].inWords.intents[form.intent]}`}</p>
<div class="calculator-fields">
${fields}${asOf}
</div>
<button class="button button-primary" type="submit">${words.submit}</button>
</form>`
}

function asOfField(form: CalculatorForm, language: Language): Html {
  const error = form.errors.get('asOf')
  return wrapped(
    'asOf',
    PAGE_WORDS[language].calculator.asOf,
    error,
    false,
    html`<input type="date" id="f-asOf" name="asOf" value="${form.asOf}"${described('asOf', error)}>`,
  )
}

function field(name: string, fact: FactDocument, form: CalculatorForm, pack: Pack, language: Language): Html {
  const error = form.errors.get(name)
  const isAsked = form.asked.has(name)
  const label = (isAsked ? fact.prompt?.[language] : undefined) ?? fact.title[language]
  const value = form.values.get(name) ?? ''
  return wrapped(name, label, error, isAsked, control(name, fact, value, described(name, error), pack, language))
}

function wrapped(name: string, label: string, error: string | undefined, isAsked: boolean, inner: Html): Html {
  return html`<div class="field"${isAsked && html` data-asked`}><label for="f-${name}">${label}</label>${inner}${error !== undefined && html`<p class="field-error" id="e-${name}">${error}</p>`}</div>
`
}

const described = (name: string, error: string | undefined): Insert =>
  error !== undefined && html` aria-invalid="true" aria-describedby="e-${name}"`

function control(name: string, fact: FactDocument, value: string, marks: Insert, pack: Pack, language: Language): Html {
  const id = `f-${name}`
  const key = PREFIX + name
  const words = PAGE_WORDS[language].calculator
  switch (fact.type) {
    case 'money':
      return html`<span class="with-unit"><input id="${id}" name="${key}" value="${value}" inputmode="decimal" autocomplete="off" maxlength="24"${marks}><span aria-hidden="true">${pack.currency === 'KRW' && language === 'ko' ? '원' : pack.currency}</span></span>`
    case 'integer':
      return html`<input id="${id}" name="${key}" value="${value}" inputmode="numeric" autocomplete="off" maxlength="14"${marks}>`
    case 'date':
      return html`<input type="date" id="${id}" name="${key}" value="${value}"${marks}>`
    case 'boolean':
      return select(id, key, value, marks, [
        ['', words.unsure],
        ['true', words.yes],
        ['false', words.no],
      ])
    case 'enum': {
      const choices = (fact.values ?? []).map(word => [word, VALUES[language][word] ?? word] as const)
      return select(id, key, value, marks, [['', words.pick], ...choices])
    }
    case 'text':
      return html`<input id="${id}" name="${key}" value="${value}" autocomplete="off" maxlength="${TEXT_MAX}"${marks}>`
  }
}

function select(
  id: string,
  key: string,
  value: string,
  marks: Insert,
  choices: readonly (readonly [string, string])[],
): Html {
  return html`<select id="${id}" name="${key}"${marks}>${choices.map(
    ([word, label]) => html`<option value="${word}"${word === value && html` selected`}>${label}</option>`,
  )}</select>`
}
