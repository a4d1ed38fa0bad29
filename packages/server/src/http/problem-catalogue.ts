// SPDX-License-Identifier: Apache-2.0
// The words of every problem, from docs/problems/<language>.yaml: title, what happened, what to do. Read once at start;
// a code that has no words in one of the languages stops the start, so that no problem can lead to an empty page.

import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Language } from './language.ts'
import { PROBLEM_CODES, type ProblemCode } from './problem.ts'

export interface ProblemText {
  readonly title: string
  /** One sentence about this occurrence; `{name}` stands for a parameter of the refusal. */
  readonly detail: string
  readonly happened: string
  readonly todo: readonly string[]
}

export interface ProblemCatalogue extends Readonly<Record<Language, Readonly<Record<ProblemCode, ProblemText>>>> {
  detail(code: ProblemCode, language: Language, params: Readonly<Record<string, string>>): string
}

const DIRECTORY = new URL('../../../../docs/problems/', import.meta.url)

/** Reads the catalogue. Faults: throws, with language and code, when a text is missing or its code unknown. */
export function loadProblemCatalogue(directory: URL = DIRECTORY): ProblemCatalogue {
  const [ko, en] = [readLanguage(directory, 'ko'), readLanguage(directory, 'en')]
  const texts = { ko, en }
  return { ko, en, detail: (code, language, params) => fill(texts[language][code], params) }
}

function readLanguage(directory: URL, language: Language): Record<ProblemCode, ProblemText> {
  const document = parse(readFileSync(new URL(`${language}.yaml`, directory), 'utf8')) as Record<string, unknown>
  const texts: Partial<Record<ProblemCode, ProblemText>> = {}
  for (const code of PROBLEM_CODES) texts[code] = readText(document[code], `docs/problems/${language}.yaml: ${code}`)
  const unknown = Object.keys(document).filter(code => !(code in texts))
  if (unknown.length > 0)
    throw new Error(`docs/problems/${language}.yaml explains codes that do not exist: ${unknown.join(', ')}.`)
  return texts as Record<ProblemCode, ProblemText>
}

function readText(entry: unknown, where: string): ProblemText {
  const { title, detail, happened, todo } = (entry ?? {}) as Partial<Record<keyof ProblemText, unknown>>
  if (typeof title !== 'string' || typeof detail !== 'string' || typeof happened !== 'string') {
    throw new Error(`${where} needs a title, a detail and a happened text.`)
  }
  if (!Array.isArray(todo) || todo.length === 0 || todo.some(step => typeof step !== 'string')) {
    throw new Error(`${where} needs a list of what to do.`)
  }
  return { title, detail, happened, todo: todo as string[] }
}

/** Puts the parameters in; a text whose parameter was not given gives way to the general one. */
function fill(text: ProblemText, params: Readonly<Record<string, string>>): string {
  const names = [...text.detail.matchAll(/\{(\w+)\}/g)].map(match => match[1]!)
  if (names.some(name => !Object.hasOwn(params, name))) return text.happened
  return text.detail.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name]!)
}
