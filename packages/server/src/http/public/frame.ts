// SPDX-License-Identifier: Apache-2.0
// What every public page has around its text: head for readers and search engines, menu, the other language, footer.
// One style sheet from this server, no script, nothing from elsewhere.

import type { Language } from '../language.ts'
import { dateText } from './numbers.ts'
import { CHECK, LANGUAGES, pathOf, QUESTIONS, RULES, type Site } from './site.ts'
import { dataBlock, documentText, type Html, html, type Insert } from './template.ts'
import { PAGE_WORDS } from './words.ts'

export const STYLE_ADDRESS = '/public.css'
/** Search engines cut descriptions near this length. */
const DESCRIPTION_LENGTH = 155

export interface FrameInput {
  readonly site: Site
  readonly language: Language
  /** Without its language; undefined for a page that is no address of its own. */
  readonly address: string | undefined
  readonly title: string
  readonly description: string
  readonly checkedOn?: string
  /** Structured data about the page, as schema.org has it. */
  readonly data?: readonly unknown[]
  /** Pages above this one: title and address. */
  readonly above?: readonly { readonly title: string; readonly address: string }[]
  readonly body: Insert
}

/** The whole document. */
export function framed(input: FrameInput): string {
  const { language, address, title, body } = input
  const words = PAGE_WORDS[language]
  const other = LANGUAGES.find(each => each !== language) ?? language
  const otherPath = pathOf(other, address ?? RULES)
  return documentText(html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${words.site}</title>
${head(input)}
<link rel="icon" href="/jandon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_ADDRESS}">
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
<header class="top">
<a class="brand" href="/${language}">${logo()}<span>${words.site}</span></a>
<nav aria-label="${words.menu}">
<a class="top-link" href="${pathOf(language, QUESTIONS)}"${current(address === QUESTIONS)}>${words.questions}</a>
<a class="top-link" href="${pathOf(language, RULES)}"${current(address === RULES)}>${words.rules}</a>
<a class="top-link" href="${pathOf(language, CHECK)}">${words.check}</a>
<a class="top-link top-language" href="${otherPath}" hreflang="${other}" lang="${other}">${words.otherLanguage}</a>
</nav>
</header>
<main id="main" tabindex="-1">
${breadcrumb(input)}
${body}
</main>
<footer class="foot">
<p>${words.footer}</p>
<p class="foot-small">${input.checkedOn && html`<span>${words.checked(dateText(input.checkedOn, language))}</span>`}
<a href="/${language}">${words.start}</a></p>
</footer>
</body>
</html>
`)
}

const current = (isCurrent: boolean): Html | false => isCurrent && html` aria-current="page"`

function head({ site, language, address, description, data = [], above = [], title }: FrameInput): Html {
  if (address === undefined) return html`<meta name="robots" content="noindex">`
  const at = (to: Language) => site.origin + pathOf(to, address)
  const trail = [...above, { title, address }].map(({ title: name, address: to }, index) => ({
    '@type': 'ListItem',
    position: index + 1,
    name,
    item: site.origin + pathOf(language, to),
  }))
  const blocks = [...data, { '@type': 'BreadcrumbList', itemListElement: trail }]
  return html`<meta name="description" content="${shortened(description)}">
<link rel="canonical" href="${at(language)}">
${LANGUAGES.map(to => html`<link rel="alternate" hreflang="${to}" href="${at(to)}">\n`)}<link rel="alternate" hreflang="x-default" href="${at('ko')}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${shortened(description)}">
<meta property="og:type" content="article">
<meta property="og:locale" content="${language === 'ko' ? 'ko_KR' : 'en_US'}">
${dataBlock('application/ld+json', { '@context': 'https://schema.org', '@graph': blocks })}`
}

export function shortened(text: string): string {
  if (text.length <= DESCRIPTION_LENGTH) return text
  const cut = text.slice(0, DESCRIPTION_LENGTH)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), DESCRIPTION_LENGTH - 30))}…`
}

function breadcrumb({ language, above = [], title }: FrameInput): Insert {
  if (above.length === 0) return undefined
  return html`<nav class="crumbs" aria-label="${PAGE_WORDS[language].path}"><ol>${above.map(
    step => html`<li><a href="${pathOf(language, step.address)}">${step.title}</a></li>`,
  )}<li aria-current="page">${title}</li></ol></nav>`
}

function logo(): Html {
  return html`<svg width="30" height="30" viewBox="0 0 32 32" aria-hidden="true"><circle class="logo-coin" cx="14" cy="14.5" r="13"/><path class="logo-letter" d="M8.2 9.4h11.6M14 9.8c0 5-2.4 8.4-6.4 10.2M14 13.2c.8 3.2 2.9 5.4 6 6.8"/><circle class="logo-gap" cx="25.6" cy="25.4" r="6.2"/><circle class="logo-change" cx="25.6" cy="25.4" r="4.8"/></svg>`
}
