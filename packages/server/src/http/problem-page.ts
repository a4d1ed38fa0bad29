// SPDX-License-Identifier: Apache-2.0
// The page that a problem's `type` leads to: what happened and what to do, in Korean or English, plus the list of all.

import type { Language } from './language.ts'
import { escapeHtml, inlineProse, page } from './page.ts'
import { PROBLEM_CODES, PROBLEMS, type ProblemCode } from './problem.ts'
import type { ProblemCatalogue } from './problem-catalogue.ts'

const WORDS = {
  ko: {
    happened: '무슨 일인가요?',
    todo: '이렇게 해 보세요',
    status: 'HTTP 상태',
    code: '코드',
    all: '모든 문제',
    title: '문제 목록',
    questions: '많이 묻는 질문',
  },
  en: {
    happened: 'What happened',
    todo: 'What to do',
    status: 'HTTP status',
    code: 'Code',
    all: 'All problems',
    title: 'Problems',
    questions: 'Questions people ask',
  },
} as const

export function problemPage(catalogue: ProblemCatalogue, code: ProblemCode, language: Language): string {
  const text = catalogue[language][code]
  const words = WORDS[language]
  return page(
    language,
    `${text.title} · Jandon`,
    `<main class="sheet">
${languageLinks(`/problems/${code}`, language)}
<h1>${escapeHtml(text.title)}</h1>
<p class="facts"><span>${words.code}: <code>${code}</code></span> <span>${words.status}: ${PROBLEMS[code].status}</span></p>
<h2>${words.happened}</h2>
<p>${inlineProse(text.happened)}</p>
<h2>${words.todo}</h2>
<ul>${text.todo.map(step => `<li>${inlineProse(step)}</li>`).join('')}</ul>
<p><a href="/problems?language=${language}">${words.all}</a> · <a href="/${language}/questions">${words.questions}</a></p>
</main>`,
  )
}

export function problemListPage(catalogue: ProblemCatalogue, language: Language): string {
  const words = WORDS[language]
  const rows = PROBLEM_CODES.map(
    code =>
      `<tr><td><a href="/problems/${code}?language=${language}"><code>${code}</code></a></td><td>${PROBLEMS[code].status}</td><td>${escapeHtml(catalogue[language][code].title)}</td></tr>`,
  )
  return page(
    language,
    `${words.title} · Jandon`,
    `<main class="sheet">
${languageLinks('/problems', language)}
<h1>${words.title}</h1>
<table><tbody>${rows.join('\n')}</tbody></table>
</main>`,
  )
}

function languageLinks(path: string, language: Language): string {
  const link = (to: Language, label: string) =>
    to === language
      ? `<strong>${label}</strong>`
      : `<a href="${path}?language=${to}" hreflang="${to}" lang="${to}">${label}</a>`
  return `<p class="languages">${link('ko', '한국어')} ${link('en', 'English')}</p>`
}
