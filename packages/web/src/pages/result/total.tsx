// SPDX-License-Identifier: Apache-2.0
// The first line of the answer: what comes in all and by when, or that this way leads nowhere.

import type { MoneyJson, Option, Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatDate, latestDate } from '../../format/date.ts'
import { formatMoney, sumMoney } from '../../format/money.ts'
import { isNotYet } from './item-answer.tsx'

export interface Chosen extends Option {
  readonly ref: string
  /** What the person calls the thing. */
  readonly name: string
}

/** True where Jandon itself brings the money to an account. */
export function isBrought(option: Option): boolean {
  return option.carriedOut && option.payout === 'bank'
}

export function Total({ quote, chosen }: { readonly quote: Quote; readonly chosen: readonly Chosen[] }) {
  const { language, t } = useSpeech()
  const money = chosen.filter(option => option.payout !== 'credit')
  if (money.length === 0) return <NoMoney quote={quote} isCredit={chosen.length > 0} />
  const last = latestDate(money.map(option => option.arrivesBy))
  const isOnlyBrought = money.length === 1 && money.every(isBrought)
  return (
    <header className="total">
      <h1 tabIndex={-1}>
        <span className="total-label">{money.length === 1 ? t.result.oneLabel : t.result.totalLabel}</span>
        <span className="total-amount">{formatMoney(sumMoney(money.map(option => option.net)), language)}</span>
        <span className="total-by">{t.result.totalBy(formatDate(last, language, quote.asOf))}</span>
      </h1>
      {!isOnlyBrought && (
        <ul className="total-parts">
          {money.map(option => (
            <Part key={option.id} name={option.name} amount={option.net}>
              {isBrought(option) ? t.result.brought : t.result.byPayout[option.payout]}
            </Part>
          ))}
        </ul>
      )}
    </header>
  )
}

function Part(props: { readonly name: string; readonly amount: MoneyJson; readonly children: string }) {
  const { language } = useSpeech()
  return (
    <li>
      <span>{props.name}</span>
      <small>{props.children}</small>
      <b>{formatMoney(props.amount, language)}</b>
    </li>
  )
}

function NoMoney({ quote, isCredit }: { readonly quote: Quote; readonly isCredit: boolean }) {
  const { t } = useSpeech()
  if (quote.items.some(item => item.decision === 'needs_facts')) return <Head title={t.result.askTitle} />
  if (isCredit) return <Head title={t.result.title} />
  const title = quote.items.every(isNotYet) ? t.result.notYetTitle : t.result.noneTitle
  return <Head title={title} lead={t.result.noneLead} />
}

function Head({ title, lead }: { readonly title: string; readonly lead?: string }) {
  return (
    <header className="total total-none">
      <h1 tabIndex={-1}>{title}</h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
    </header>
  )
}
