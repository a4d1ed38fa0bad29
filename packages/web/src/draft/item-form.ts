// SPDX-License-Identifier: Apache-2.0
// One item while it is being written down: text as typed, turned into facts only when it is done.

import type { FactValue } from '../api/shapes.ts'
import { won } from '../format/money.ts'
import type { DraftItem, OfferKind } from './draft.ts'
import type { Field, KindForm } from './kinds.ts'

export interface ItemForm {
  readonly ref: string
  readonly kind: string
  /** Digits of an amount, a date, or a chosen word, by fact. A field that was not touched is absent. */
  readonly values: Readonly<Record<string, string>>
  /** Dates the person said they do not know. */
  readonly unknowns: readonly string[]
  readonly isPartlyUsed: boolean
  readonly offer: OfferKind
}

export function emptyForm(ref: string, kind: string): ItemForm {
  return { ref, kind, values: {}, unknowns: [], isPartlyUsed: false, offer: 'none' }
}

function textOf(value: FactValue): string {
  return typeof value === 'object' ? value.amountMinor : String(value)
}

/** Opens an item again for a change. */
export function formOf(item: DraftItem): ItemForm {
  const values = Object.fromEntries(Object.entries(item.facts).map(([fact, value]) => [fact, textOf(value)]))
  const isPartlyUsed = values.remaining !== undefined && values.remaining !== values.faceValue
  return { ref: item.ref, kind: item.kind, values, unknowns: [], isPartlyUsed, offer: item.offer }
}

/** What a field holds now: what was typed, else what the field it follows holds. */
export function shownValue(form: ItemForm, field: Field): string {
  const typed = form.values[field.fact]
  if (field.input === 'remaining' && !form.isPartlyUsed) return form.values.faceValue ?? ''
  if (typed !== undefined) return typed
  return field.follows === undefined || field.input === 'remaining' ? '' : (form.values[field.follows] ?? '')
}

function factOf(field: Field, text: string): FactValue {
  if (field.input === 'points') return Number.parseInt(text, 10)
  return field.input === 'money' || field.input === 'remaining' ? won(text) : text
}

/** The item a form describes. Fields left empty or not known are left out, and the API asks for those that matter. */
export function itemOf(form: ItemForm, kind: KindForm): DraftItem {
  const facts: Record<string, FactValue> = { ...kind.facts }
  for (const field of kind.fields) {
    const text = form.unknowns.includes(field.fact) ? '' : shownValue(form, field)
    if (text !== '') facts[field.fact] = factOf(field, text)
  }
  if (form.offer !== 'none') {
    const cash = form.values['offer.cashReceived'] ?? ''
    const due = form.values['offer.dueOn'] ?? ''
    if (cash !== '') facts['offer.cashReceived'] = won(cash)
    if (due !== '') facts['offer.dueOn'] = due
  }
  return { ref: form.ref, kind: form.kind, facts, offer: form.offer }
}
