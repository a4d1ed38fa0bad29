// SPDX-License-Identifier: Apache-2.0
// What the person has described so far. Lives in this browser tab only and is gone when the tab is closed.

import { useSyncExternalStore } from 'react'
import type { Facts, FactValue, QuoteRequest } from '../api/shapes.ts'
import type { Language } from '../messages/index.ts'

/** `none`: nobody offered anything; `sell`: someone would buy it; `borrow`: someone would lend on it. */
export type OfferKind = 'none' | 'sell' | 'borrow'

export interface DraftItem {
  readonly ref: string
  readonly kind: string
  readonly facts: Facts
  readonly offer: OfferKind
}

export interface Draft {
  readonly items: readonly DraftItem[]
  readonly holder: Facts
  /** Facts the person does not know, as `ref/fact`: the page does not ask for them a second time. */
  readonly unknowns: readonly string[]
  /** One of our stories, not the person's own things: the first page starts empty after it. */
  readonly isExample: boolean
}

export const EMPTY_DRAFT: Draft = { items: [], holder: {}, unknowns: [], isExample: false }
const STORAGE_KEY = 'jandon.draft'

function load(): Draft {
  try {
    const text = window.sessionStorage.getItem(STORAGE_KEY)
    return text === null ? EMPTY_DRAFT : { ...EMPTY_DRAFT, ...(JSON.parse(text) as Partial<Draft>) }
  } catch {
    return EMPTY_DRAFT
  }
}

let current: Draft | undefined
const listeners = new Set<() => void>()

export function readDraft(): Draft {
  current ??= load()
  return current
}

export function writeDraft(next: Draft): void {
  current = next
  try {
    window.sessionStorage.setItem(STORAGE_KEY, JSON.stringify(next))
  } catch {
    // A browser that stores nothing still works; only a reload forgets the draft.
  }
  for (const listener of listeners) listener()
}

export function useDraft(): Draft {
  return useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, readDraft)
}

/** The next free name of an item inside one quote: `a`, `b`, … */
export function nextRef(items: readonly DraftItem[]): string {
  const taken = new Set(items.map(item => item.ref))
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') if (!taken.has(letter)) return letter
  return `item${items.length + 1}`
}

/** Adds the answer to a question. A dotted fact name (`holder.birthDate`) goes where the dots say when it is sent. */
export function answer(draft: Draft, ref: string, fact: string, value: FactValue | undefined): Draft {
  if (value === undefined) return { ...draft, unknowns: [...draft.unknowns, `${ref}/${fact}`] }
  if (fact.startsWith('holder.')) {
    return { ...draft, holder: { ...draft.holder, [fact.slice('holder.'.length)]: value } }
  }
  const items = draft.items.map(item =>
    item.ref === ref ? { ...item, facts: { ...item.facts, [fact]: value } } : item,
  )
  return { ...draft, items }
}

function nest(facts: Facts): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(facts)) {
    const [group, inner] = name.split('.')
    if (group === undefined || inner === undefined) out[name] = value
    else out[group] = { ...((out[group] as object | undefined) ?? {}), [inner]: value }
  }
  return out
}

/** One offer makes the whole request about offers: the API answers refunds too wherever nothing stands against it. */
function intentOf(draft: Draft): 'any' | 'sell' | 'borrow' {
  const offers = draft.items.map(item => item.offer)
  if (offers.includes('borrow')) return 'borrow'
  return offers.includes('sell') ? 'sell' : 'any'
}

/** The request for a quote on everything in the draft. */
export function toQuoteRequest(draft: Draft, language: Language): QuoteRequest {
  return {
    jurisdiction: 'KR',
    language,
    intent: intentOf(draft),
    ...(Object.keys(draft.holder).length === 0 ? {} : { holder: draft.holder }),
    instruments: draft.items.map(item => ({ ...nest(item.facts), ref: item.ref, kind: item.kind })),
  }
}

/** Puts an item in, in place of the one of the same ref when there is one; what was unknown of it is open again. */
export function putItem(draft: Draft, item: DraftItem): Draft {
  const isNew = draft.items.every(known => known.ref !== item.ref)
  return {
    ...draft,
    items: isNew ? [...draft.items, item] : draft.items.map(known => (known.ref === item.ref ? item : known)),
    unknowns: draft.unknowns.filter(name => !name.startsWith(`${item.ref}/`)),
  }
}

export function removeItem(draft: Draft, ref: string): Draft {
  return { ...draft, items: draft.items.filter(item => item.ref !== ref) }
}
