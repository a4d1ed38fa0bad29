// SPDX-License-Identifier: Apache-2.0
// What a rule pays, in words: how the amount is worked out, what is taken from it, when and where it arrives.

import type { Pack, RuleDocument } from '@jandon/domain/policy'
import type { Language } from '../language.ts'
import { countOf, expressionText, type WordsContext } from './in-words.ts'
import { dayInForce } from './rule-page.ts'
import { type Html, html, type Insert } from './template.ts'
import { PAGE_WORDS } from './words.ts'

/** The formula of the amount: `Price paid × Amount left ÷ Face value × 90%`. */
export function formulaText({ gross }: RuleDocument, context: WordsContext): string {
  if (!gross) return ''
  const base = expressionText(gross.base, context)
  if (gross.share === undefined) return base
  const share = expressionText(gross.share, context)
  return share === '100%' ? base : `${base} × ${share}`
}

/** The section on money; nothing for a rule that only informs. */
export function describedRule(pack: Pack, rule: RuleDocument, language: Language, on: string): Insert {
  if (rule.verdict !== 'allow') return undefined
  const words = PAGE_WORDS[language].rule
  const context = { pack, language, on: dayInForce(rule, on) }
  const route = pack.documents.routes.find(({ id }) => id === rule.route)
  return html`<section aria-labelledby="gives"><h2 id="gives">${words.gives}</h2>
<dl class="pairs"><div><dt>${words.amount}</dt><dd><span class="formula">${formulaText(rule, context)}</span> <span class="small">${roundingText(rule, pack, language)}</span></dd></div>
${feeRows(rule, context)}
<div><dt>${words.arrives}</dt><dd>${arrivalText(rule, context)}</dd></div>
${route && html`<div><dt>${words.payout}</dt><dd>${PAGE_WORDS[language].payouts[route.payout]} (${route.title[language]})</dd></div>`}
${rule.lateInterest !== undefined && html`<div><dt>${words.lateInterest}</dt><dd>${words.lateInterestText(expressionText(rule.lateInterest, context))}</dd></div>`}</dl></section>`
}

function feeRows({ fees = [] }: RuleDocument, context: WordsContext): readonly Html[] {
  const words = PAGE_WORDS[context.language].rule
  if (fees.length === 0) return [html`<div><dt>${words.fee}</dt><dd>${words.noFee}</dd></div>`]
  return fees.map(
    fee =>
      html`<div><dt>${fee.title[context.language]}</dt><dd><span class="formula">${expressionText(fee.amount, context)}</span></dd></div>`,
  )
}

function roundingText({ gross }: RuleDocument, { currency }: Pack, language: Language): string {
  const words = PAGE_WORDS[language].rule
  if (!gross || (/^\w+$/.test(gross.base) && gross.share === undefined)) return ''
  const isUp = gross.rounding === undefined || gross.rounding === 'up'
  if (currency === 'KRW') return isUp ? words.roundUp : words.roundDown
  return isUp ? words.roundUpOther : words.roundDownOther
}

function arrivalText({ arrives }: RuleDocument, context: WordsContext): string {
  const words = PAGE_WORDS[context.language].arrives
  if (arrives?.immediately) return words.immediately
  if (arrives?.monthEnd) return words.monthEnd
  const text = arrives?.businessDays ?? arrives?.days
  if (text === undefined) return words.unstated
  const count = countOf(text, context)
  const said = count === undefined ? expressionText(text, context) : String(count)
  return arrives?.days === undefined ? words.businessDays(said) : words.days(said)
}
