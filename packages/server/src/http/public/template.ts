// SPDX-License-Identifier: Apache-2.0
// HTML as a tagged template that escapes whatever is put in. Only what another template made goes in as it is, so no
// text of a pack and no word of a form can ever become markup.

import { escapeHtml } from '../page.ts'

const MADE = Symbol('made by the template')

export interface Html {
  readonly [MADE]: string
}

/** What may stand in a template: text is escaped, lists are joined, nothing is left out. */
export type Insert = Html | string | number | undefined | null | false | readonly Insert[]

const made = (text: string): Html => ({ [MADE]: text })

export const NOTHING: Html = made('')

/** Markup with its inserts. Attributes must be quoted: both quotes are escaped. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return made(strings.reduce((text, part, index) => text + written(inserts[index - 1]) + part))
}

function written(insert: Insert): string {
  if (insert === undefined || insert === null || insert === false) return ''
  if (typeof insert === 'string' || typeof insert === 'number') return escapeHtml(String(insert))
  return isList(insert) ? insert.map(written).join('') : insert[MADE]
}

function isList(insert: Html | readonly Insert[]): insert is readonly Insert[] {
  return Array.isArray(insert)
}

/** A block of data for machines. No text in it can end the block, because no `<` is left. */
export function dataBlock(type: string, data: unknown): Html {
  const text = JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')
  return made(`<script type="${escapeHtml(type)}">${text}</script>`)
}

export function documentText(page: Html): string {
  return page[MADE].replaceAll(/\n\s*\n+/g, '\n')
}
