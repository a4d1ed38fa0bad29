// SPDX-License-Identifier: Apache-2.0
// The catalogues of everything the page itself says. Korean is the source; a key missing elsewhere does not compile.

import { en } from './en.ts'
import { ko } from './ko.ts'

export const LANGUAGES = ['ko', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The shape of what one language says, whatever it says. */
export type Catalogue<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: Catalogue<T[Key]> }

/** The shape of one language's catalogue. */
export type Messages = Catalogue<typeof ko>

export const CATALOGUES: Readonly<Record<Language, Messages>> = { ko, en }
