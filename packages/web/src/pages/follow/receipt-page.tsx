// SPDX-License-Identifier: Apache-2.0
// A receipt to print or keep: amounts, times and numbers of one conversion on one sheet.

import { problemOf } from '../../api/problem.ts'
import { useConversion } from '../../api/queries.ts'
import type { Conversion } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatInstant } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { Line } from '../../parts/line.tsx'
import { Link } from '../../parts/link.tsx'
import { Logo } from '../../parts/logo.tsx'
import { ProblemNotice, Skeleton } from '../../parts/notice.tsx'

export function ReceiptPage({ conversionId }: { readonly conversionId: string }) {
  const { t } = useSpeech()
  const conversion = useConversion(conversionId)
  return (
    <div className="narrow">
      {conversion.isError ? (
        <>
          <h1 tabIndex={-1}>{t.receipt.title}</h1>
          <ProblemNotice problem={problemOf(conversion.error)} />
        </>
      ) : conversion.data === undefined ? (
        <Skeleton lines={6} />
      ) : (
        <Receipt conversion={conversion.data} />
      )}
      <div className="actions no-print">
        <button type="button" className="button button-primary" onClick={() => window.print()}>
          {t.follow.print}
        </button>
        <Link to={{ name: 'follow', conversionIds: [conversionId] }} className="button">
          {t.app.back}
        </Link>
      </div>
    </div>
  )
}

function Receipt({ conversion }: { readonly conversion: Conversion }) {
  const { language, t } = useSpeech()
  const paidAt = conversion.transitions.find(transition => transition.to === 'paid')?.at
  const payees: Readonly<Record<string, string>> = t.result.payees
  const titles: Readonly<Record<string, string>> = t.result.feeTitles
  const rows: readonly (readonly [string, string])[] = [
    [t.receipt.number, conversion.id],
    [t.receipt.date, formatInstant(conversion.createdAt, language)],
    ...(paidAt === undefined ? [] : [[t.receipt.paidAt, formatInstant(paidAt, language)] as const]),
    ...(conversion.payout === null ? [] : [[t.follow.reference, conversion.payout.railReference] as const]),
    [t.receipt.rule, conversion.ruleId],
  ]
  return (
    <article className="card receipt">
      <header>
        <Logo size={28} />
        <h1 tabIndex={-1}>{t.receipt.title}</h1>
      </header>
      <p className="amount">{formatMoney(conversion.net, language)}</p>
      <dl className="lines">
        <Line name={t.result.gross} amount={formatMoney(conversion.gross, language)} />
        {conversion.fees.map(fee => (
          <Line
            key={fee.code}
            name={titles[fee.code] ?? fee.code}
            payee={payees[fee.payee] ?? t.result.payeeOther(fee.payee)}
            amount={formatMoney(fee.amount, language)}
          />
        ))}
        {conversion.fees.length === 0 && (
          <Line
            name={t.result.noFee}
            payee={t.result.noFeeNote}
            amount={formatMoney({ amountMinor: '0', unit: conversion.gross.unit }, language)}
          />
        )}
        <Line name={t.result.net} amount={formatMoney(conversion.net, language)} isSum />
      </dl>
      <dl className="lines receipt-facts">
        {rows.map(([name, value]) => (
          <Line key={name} name={name} amount={value} />
        ))}
      </dl>
      <p className="small">{t.receipt.thanks}</p>
    </article>
  )
}
