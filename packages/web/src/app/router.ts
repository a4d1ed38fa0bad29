// SPDX-License-Identifier: Apache-2.0
// Addresses of the pages. An address names a language, a page and ids; never a name, an account or an amount.

import { useEffect, useRef, useSyncExternalStore } from 'react'
import { LANGUAGES, type Language } from '../messages/index.ts'

export type Page =
  | { readonly name: 'home' }
  | { readonly name: 'quote'; readonly quoteId: string }
  | { readonly name: 'accept'; readonly quoteId: string; readonly optionIds: readonly string[] }
  | { readonly name: 'conversions' }
  | { readonly name: 'follow'; readonly conversionIds: readonly string[] }
  | { readonly name: 'receipt'; readonly conversionId: string }
  | { readonly name: 'offer' }
  | { readonly name: 'check' }
  | { readonly name: 'not_found' }

export interface Address {
  readonly language: Language | undefined
  readonly page: Page
}

/** Reads an address. An unknown path is the page `not_found`, never a throw. */
export function parseAddress(path: string): Address {
  const parts = path.split('/').filter(part => part !== '')
  const language = LANGUAGES.find(known => known === parts[0])
  return { language, page: parsePage(language === undefined ? parts : parts.slice(1)) }
}

function parsePage(parts: readonly string[]): Page {
  const [first, second, third, fourth] = parts
  if (parts.length === 0) return { name: 'home' }
  if (first === 'offer' && parts.length === 1) return { name: 'offer' }
  if (first === 'check' && parts.length === 1) return { name: 'check' }
  if (first === 'quotes' && second !== undefined) {
    if (third === undefined) return { name: 'quote', quoteId: second }
    if (third === 'accept' && fourth !== undefined) {
      return { name: 'accept', quoteId: second, optionIds: fourth.split('+') }
    }
  }
  if (first === 'conversions') {
    if (second === undefined) return { name: 'conversions' }
    if (third === undefined) return { name: 'follow', conversionIds: second.split('+') }
    if (third === 'receipt') return { name: 'receipt', conversionId: second }
  }
  return { name: 'not_found' }
}

/** The path of a page in a language; `parseAddress` reads it back. */
export function pathOf(language: Language, page: Page): string {
  switch (page.name) {
    case 'home':
    case 'not_found':
      return `/${language}`
    case 'quote':
      return `/${language}/quotes/${page.quoteId}`
    case 'accept':
      return `/${language}/quotes/${page.quoteId}/accept/${page.optionIds.join('+')}`
    case 'conversions':
      return `/${language}/conversions`
    case 'follow':
      return `/${language}/conversions/${page.conversionIds.join('+')}`
    case 'receipt':
      return `/${language}/conversions/${page.conversionId}/receipt`
    case 'offer':
      return `/${language}/offer`
    case 'check':
      return `/${language}/check`
  }
}

const listeners = new Set<() => void>()

function announce(): void {
  for (const listener of listeners) listener()
}

/** Goes to a path. `replace` leaves no step behind for the back button. */
export function navigate(path: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace === true) window.history.replaceState(null, '', path)
  else window.history.pushState(null, '', path)
  announce()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
  }
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => window.location.pathname)
}

/**
 * After each move to another page puts it at its top and the reading position on its heading, as a full page load
 * would. A change of language alone is no move.
 */
export function useFocusHeading(page: Page): void {
  const path = pathOf('ko', page)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    window.scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [path])
}
