// SPDX-License-Identifier: Apache-2.0
// A quote as lines: first the answer in one sentence, then amounts, right and date, or the refusal with its article,
// what it would really cost, and the better ways.

import type { OptionJson, QuoteItemJson, QuoteJson, RefusalJson } from '@jandon/domain/quote'
import type { Context } from '../context.ts'
import { table, won } from '../terminal/terminal.ts'
import { wrap } from '../terminal/width.ts'

type Pen = Pick<Context, 'messages' | 'language' | 'terminal'>

function paragraph(text: string, pen: Pen, indent = 2): string[] {
  if (text.trim() === '') return []
  return wrap(text, pen.terminal.width - indent).map(line => ' '.repeat(indent) + line)
}

function optionTable(options: readonly OptionJson[], pen: Pen): string[] {
  const { columns, payout } = pen.messages.quote
  const amount = (text: string) => won(text, pen.language)
  const rows = options.map(option => [
    option.routeTitle[pen.language],
    amount(option.gross.amountMinor),
    amount((BigInt(option.gross.amountMinor) - BigInt(option.net.amountMinor)).toString()),
    amount(option.net.amountMinor),
    option.arrivesBy,
    payout[option.payout] ?? option.payout,
  ])
  return table(
    [
      { title: columns.route },
      { title: columns.gross, align: 'right' },
      { title: columns.fees, align: 'right' },
      { title: columns.net, align: 'right' },
      { title: columns.arrivesBy },
      { title: columns.payout },
    ],
    rows,
    pen.terminal.style,
  )
}

function optionLines(option: OptionJson, pen: Pen): string[] {
  const { quote } = pen.messages
  const { style } = pen.terminal
  const cites = [...new Set(option.legalBasis.map(basis => basis.cite))].join('; ')
  const fees = option.fees
    .filter(fee => fee.amount.amountMinor !== '0')
    .map(fee => quote.feeLine(fee.title[pen.language], won(fee.amount.amountMinor, pen.language)))
  const promise = quote.promise[option.promise] ?? option.promise
  const heading = `${option.routeTitle[pen.language]} · ${won(option.net.amountMinor, pen.language)} · ${promise}`
  return [
    '',
    style.bold(heading),
    ...paragraph(option.explanation[pen.language], pen),
    ...fees.flatMap(line => paragraph(line, pen)),
    ...paragraph(`${quote.by}: ${cites} (${option.ruleId})`, pen),
    ...paragraph(`${quote.how}: ${option.how[pen.language]}`, pen),
    ...(option.carriedOut ? [`  ${style.good(quote.carriedOut)}`] : []),
  ]
}

/** `3.2589` → `325.89%`, digit by digit: a ratio is shown, never computed with. */
export function percent(ratio: string): string {
  const [whole = '0', part = ''] = ratio.split('.')
  const digits = whole + part.slice(0, 2).padEnd(2, '0')
  const rest = part.slice(2).replace(/0+$/, '')
  return `${digits.replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',')}${rest && `.${rest}`}%`
}

function refusalLines(refusal: RefusalJson, pen: Pen): string[] {
  const { quote } = pen.messages
  const { style } = pen.terminal
  const lines = [
    '',
    style.bad(`${quote.refused}: ${refusal.title[pen.language]}`),
    ...paragraph(refusal.explanation[pen.language], pen),
  ]
  if (refusal.cite) lines.push(...paragraph(`${quote.article}: ${refusal.cite} (${refusal.ruleId})`, pen))
  if (refusal.penalty) lines.push(...paragraph(`${quote.penalty}: ${refusal.penalty[pen.language]}`, pen))
  if (refusal.offender) lines.push(...paragraph(`${quote.offender}: ${refusal.offender[pen.language]}`, pen))
  const cost = refusal.trueCost
  if (cost) {
    const amount = (money: { amountMinor: string }) => won(money.amountMinor, pen.language)
    const yearly = cost.equivalentYearlyCost ? `, ${quote.yearly(percent(cost.equivalentYearlyCost))}` : ''
    const line = quote.trueCostLine(amount(cost.lost.low), amount(cost.lost.high), amount(cost.amount))
    lines.push(...paragraph(`${quote.trueCost}: ${line}${yearly}`, pen))
  }
  return lines
}

function itemLines(item: QuoteItemJson, pen: Pen): string[] {
  const { quote } = pen.messages
  const { style } = pen.terminal
  const paint = item.decision === 'allow' ? style.good : item.decision === 'refuse' ? style.bad : style.warn
  const lines = [style.bold(paint(quote.decision[item.decision]))]
  if (item.options.length > 0) {
    lines.push('', ...optionTable(item.options, pen))
    for (const option of item.options) lines.push(...optionLines(option, pen))
  }
  for (const refusal of item.refusals) lines.push(...refusalLines(refusal, pen))
  if (item.questions.length > 0) {
    lines.push('', style.bold(quote.questions))
    for (const question of item.questions) {
      const values = question.values ? ` [${question.values.join(' ')}]` : ''
      lines.push(...paragraph(`- ${question.prompt[pen.language]} (${question.fact})${values}`, pen))
    }
  }
  if (item.information.length > 0) {
    lines.push('', style.bold(quote.information))
    for (const information of item.information) {
      lines.push(...paragraph(`- ${information.title[pen.language]}: ${information.explanation[pen.language]}`, pen))
    }
  }
  return lines
}

/** The whole quote for a person. */
export function quoteLines(quote: QuoteJson, pen: Pen): string[] {
  const { style } = pen.terminal
  const lines = quote.items.flatMap(item => itemLines(item, pen))
  if (quote.alternatives.length > 0) {
    lines.push('', style.bold(pen.messages.quote.alternatives))
    for (const alternative of quote.alternatives) {
      const amount = alternative.amount ? ` ${won(alternative.amount.amountMinor, pen.language)}` : ''
      const contact = alternative.contact ? ` (${alternative.contact})` : ''
      lines.push(...paragraph(`- ${alternative.title[pen.language]}${amount}${contact}`, pen))
      lines.push(...paragraph(alternative.description[pen.language], pen, 4))
    }
  }
  lines.push('', style.dim(pen.messages.quote.valid(quote.expiresAt, quote.packVersion)))
  return lines
}
