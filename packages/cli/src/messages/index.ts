// SPDX-License-Identifier: Apache-2.0
// Which language a person is spoken to in, and its sentences.

import { en, type Messages } from './en.ts'
import { ko } from './ko.ts'

export type { Messages } from './en.ts'
export type Language = 'ko' | 'en'

export const CATALOGUES: Readonly<Record<Language, Messages>> = { ko, en }

type Env = Readonly<Record<string, string | undefined>>

/**
 * The language asked for by `--language`, else by JANDON_LANGUAGE, else by the locale: Korean when it is, or English.
 */
export function languageOf(argv: readonly string[], env: Env): Language {
  const index = argv.findIndex(argument => argument === '--language' || argument.startsWith('--language='))
  const flag = index < 0 ? undefined : (argv[index]!.split('=')[1] ?? argv[index + 1])
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || ''
  for (const wanted of [flag, env.JANDON_LANGUAGE]) {
    if (wanted === 'ko' || wanted === 'en') return wanted
  }
  return locale.toLowerCase().startsWith('ko') ? 'ko' : 'en'
}
