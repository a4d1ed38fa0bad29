// SPDX-License-Identifier: Apache-2.0
// What the calculator answers: a quote of the same use-case that the API serves, written for a reader.

import type { OptionJson, QuoteItemJson, QuoteJson, RefusalJson } from '@jandon/domain/quote'
import type { Language } from '../language.ts'
import { dateText, moneyText, shareText } from './numbers.ts'
import { pathOf, ruleAddress, type Site } from './site.ts'
import { type Html, html, type Insert } from './template.ts'
import { PAGE_WORDS } from './words.ts'

interface Context {
  readonly site: Site
  readonly language: Language
}

/** The answer of one thing. */
export function answerSection(quote: QuoteJson, site: Site, language: Language): Html {
  const [item] = quote.items
  const context = { site, language }
  const words = PAGE_WORDS[language].calculator
  return html`<section class="answer answer-${item?.decision}" id="answer" aria-labelledby="answer-title">
<h2 id="answer-title">${words.answer}</h2>
${item && (item.decision === 'allow' ? allowed(item, context) : item.decision === 'refuse' ? refused(item, quote, context) : open(item, context))}
</section>`
}

function open(item: QuoteItemJson, context: Context): Html {
  const words = PAGE_WORDS[context.language].calculator
  return html`<p class="answer-head">${words.needs}</p><p>${words.needsText}</p>
${informationList(item, context)}`
}

function allowed(item: QuoteItemJson, context: Context): Html {
  const { language } = context
  const words = PAGE_WORDS[language].calculator
  const [best, ...others] = item.options
  return html`<p class="answer-head">${words.allow}</p>
${best && optionBlock(best, context)}
${others.length > 0 && html`<h3>${words.others}</h3><ul class="answer-list">${others.map(option => optionLine(option, context))}</ul>`}
${item.refusals.length > 0 && html`<h3>${words.avoid}</h3><ul class="answer-list">${item.refusals.map(refusal => html`<li>${ruleLink(refusal.ruleId, refusal.title[language], context)}</li>`)}</ul>`}
${informationList(item, context)}`
}

function optionBlock(option: OptionJson, context: Context): Html {
  const { language } = context
  const all = PAGE_WORDS[language]
  const words = all.calculator
  return html`<p class="answer-amount">${moneyText(option.net, language)}</p>
<p class="answer-when">${words.arrives(dateText(option.arrivesBy, language))} · ${all.payouts[option.payout]} · <b class="tag tag-${option.promise}">${words[option.promise]}</b></p>
${option.fees.map(fee => html`<p>${words.fee(fee.title[language], moneyText(fee.amount, language))}</p>`)}
${option.promise === 'estimate' && html`<p>${words.estimateText}</p>`}
<p><b>${option.title[language]}</b></p>
<p>${option.how[language]}</p>
${option.claimBy !== undefined && html`<p class="deadline">${words.claimBy(dateText(option.claimBy, language))}</p>`}
<p class="small">${option.legalBasis[0]?.citation[language]} · ${ruleLink(option.ruleId, words.why, context)}</p>`
}

function optionLine(option: OptionJson, context: Context): Html {
  const { language } = context
  const words = PAGE_WORDS[language]
  return html`<li><b>${moneyText(option.net, language)}</b> ${ruleLink(option.ruleId, option.title[language], context)} <span class="small">${words.payouts[option.payout]} · ${words.calculator[option.promise]}</span></li>`
}

function refused(item: QuoteItemJson, quote: QuoteJson, context: Context): Html {
  const { language } = context
  const words = PAGE_WORDS[language].calculator
  const lawful = quote.alternatives.filter(each => each.code === 'lawful_route')
  return html`<p class="answer-head">${words.refuse}</p>
${item.refusals.map(refusal => refusalBlock(refusal, context))}
${
  lawful.length > 0 &&
  html`<h3>${words.instead}</h3><ul class="answer-list">${lawful.map(
    each =>
      html`<li>${each.amount && html`<b>${moneyText(each.amount, language)}</b> `}${each.ruleId === undefined ? each.title[language] : ruleLink(each.ruleId, each.title[language], context)}</li>`,
  )}</ul>`
}
${informationList(item, context)}`
}

function refusalBlock(refusal: RefusalJson, context: Context): Html {
  const { language } = context
  const words = PAGE_WORDS[language].calculator
  const cost = refusal.trueCost
  return html`<div class="answer-refusal"><p><b>${refusal.title[language]}</b></p>
<p>${refusal.explanation[language]}</p>
${cost?.basis === 'offer' && html`<p>${words.loses(moneyText(cost.amount, language), moneyText(cost.cashReceived.low, language))} ${cost.equivalentYearlyCost !== undefined && html`<strong>${words.yearly(shareText(cost.equivalentYearlyCost))}</strong>`}</p>`}
${refusal.nearest && html`<p>${words.nearest}: ${ruleLink(refusal.nearest.ruleId, refusal.nearest.title[language], context)}</p>`}
${refusal.legalBasis.length > 0 && html`<p class="small">${refusal.legalBasis[0]?.citation[language]} · ${ruleLink(refusal.ruleId, words.why, context)}</p>`}</div>`
}

function informationList(item: QuoteItemJson, context: Context): Insert {
  const { language } = context
  if (item.information.length === 0) return undefined
  return html`<h3>${PAGE_WORDS[language].calculator.know}</h3><ul class="answer-list">${item.information.map(
    each => html`<li>${ruleLink(each.ruleId, each.title[language], context)}</li>`,
  )}</ul>`
}

/** The engine refuses by rules of its own, too; those have no page. */
function ruleLink(ruleId: string, text: string, { site, language }: Context): Html {
  return site.rules.has(ruleId) ? html`<a href="${pathOf(language, ruleAddress(ruleId))}">${text}</a>` : html`${text}`
}
