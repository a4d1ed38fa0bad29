// SPDX-License-Identifier: Apache-2.0
// The calculator as it stands on a page, with the answer above the form once there is one.

import type { Pack } from '@jandon/domain/policy'
import type { QuoteJson } from '@jandon/domain/quote'
import type { Language } from '../language.ts'
import { answerSection } from './answer.ts'
import { type CalculatorForm, calculatorForm } from './calculator.ts'
import { pathOf, type Site } from './site.ts'
import { type Html, html } from './template.ts'
import { PAGE_WORDS } from './words.ts'

export interface CalculatorView {
  /** The page itself, without its language: forms are sent there. */
  readonly address: string
  readonly form: CalculatorForm
  readonly quote?: QuoteJson
  /** Why there is no answer. */
  readonly trouble?: string
}

interface Place {
  readonly site: Site
  readonly pack: Pack
  readonly language: Language
}

export function calculatorSection(view: CalculatorView, { site, pack, language }: Place): Html {
  const words = PAGE_WORDS[language].calculator
  const { quote, trouble } = view
  return html`<aside class="calculator" aria-labelledby="calculator">
${quote && answerSection(quote, site, language)}
${trouble !== undefined && html`<p class="notice" id="answer" role="alert">${trouble}</p>`}
<h2 id="calculator">${words.title}</h2>
<p class="small">${words.lead}</p>
${calculatorForm(pack, view.form, pathOf(language, view.address), language)}
</aside>`
}
