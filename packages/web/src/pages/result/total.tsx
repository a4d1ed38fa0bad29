// SPDX-License-Identifier: Apache-2.0
// The first line of the answer: what comes in all and by when, or that this way leads nowhere.

import type { Option, Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatDate, latestDate } from '../../format/date.ts'
import { formatMoney, sumMoney } from '../../format/money.ts'

const PAYOUTS = ['bank', 'bill', 'in_person'] as const

export function Total({ quote, chosen }: { readonly quote: Quote; readonly chosen: readonly Option[] }) {
  const { language, t } = useSpeech()
  const money = chosen.filter(option => option.payout !== 'credit')
  const isAsking = quote.items.some(item => item.decision === 'needs_facts')
  if (money.length === 0) {
    const isCredit = chosen.length > 0
    return (
      <header className="total total-none">
        <h1 tabIndex={-1}>{isAsking || isCredit ? t.result.title : t.result.noneTitle}</h1>
        {!isAsking && !isCredit && <p className="lead">{t.result.noneLead}</p>}
      </header>
    )
  }
  const last = latestDate(money.map(option => option.arrivesBy))
  const byPayout = PAYOUTS.map(payout => ({
    payout,
    options: money.filter(option => option.payout === payout),
  })).filter(group => group.options.length > 0)
  return (
    <header className="total">
      <h1 tabIndex={-1}>
        <span className="total-label">{money.length === 1 ? t.result.oneLabel : t.result.totalLabel}</span>
        <span className="total-amount">{formatMoney(sumMoney(money.map(option => option.net)), language)}</span>
        <span className="total-by">{t.result.totalBy(formatDate(last, language, quote.asOf))}</span>
      </h1>
      {(byPayout.length > 1 || byPayout[0]?.payout !== 'bank') && (
        <ul className="total-ways">
          {byPayout.map(({ payout, options }) => (
            <li key={payout}>
              {t.result.byPayout[payout]} <b>{formatMoney(sumMoney(options.map(option => option.net)), language)}</b>
            </li>
          ))}
        </ul>
      )}
    </header>
  )
}
