// SPDX-License-Identifier: Apache-2.0
// What cash from a discount sale really costs, as a picture on one scale: cash now, what is taken, next month's bill.
// It is a sale, not a loan, so its cost is called the equivalent yearly cost and nothing else.

import type { MoneyJson } from '../api/shapes.ts'
import { useSpeech } from '../app/language.tsx'
import { formatMoney, formatRatio } from '../format/money.ts'
import { SplitBar } from './split-bar.tsx'

interface Span<T> {
  readonly low: T
  readonly high: T
}
interface Props {
  readonly title: string
  readonly amount: MoneyJson
  readonly cash: Span<MoneyJson>
  readonly lost: Span<MoneyJson>
  readonly costOnCash: Span<string>
  readonly yearly: string | undefined
  /** Whether a bill for the whole amount follows. Where none does, there is nothing to pay back. */
  readonly isBilled: boolean
}

export function TrueCostPicture(props: Props) {
  const { language, t } = useSpeech()
  const words = (span: Span<MoneyJson>) => {
    const low = formatMoney(span.low, language)
    const high = formatMoney(span.high, language)
    return low === high ? low : t.refusal.span(low, high)
  }
  const { costOnCash: cost } = props
  const onCash =
    cost.low === cost.high
      ? t.refusal.onCash(formatRatio(cost.low))
      : t.refusal.onCashSpan(formatRatio(cost.low), formatRatio(cost.high))
  const bill = formatMoney(props.amount, language)
  const picture = props.isBilled
    ? t.refusal.pictureLabel(bill, words(props.cash), words(props.lost))
    : t.refusal.sale(bill, words(props.cash))
  return (
    <section className="true-cost">
      <h3>{props.title}</h3>
      <div className="cost-row">
        <SplitBar
          whole={props.amount}
          shares={[
            { name: 'mine', tone: 'mine', amount: props.cash.low },
            { name: 'taken', tone: 'taken', amount: props.lost.high },
          ]}
          label={picture}
        />
        <dl className="cost-words">
          <div className="cost-mine">
            <dt>{t.refusal.get}</dt>
            <dd>{words(props.cash)}</dd>
          </div>
          <div className="cost-taken">
            <dt>{t.refusal.taken}</dt>
            <dd>{words(props.lost)}</dd>
          </div>
        </dl>
      </div>
      {props.isBilled && (
        <div className="cost-row">
          <SplitBar whole={props.amount} shares={[{ name: 'bill', tone: 'bill', amount: props.amount }]} />
          <dl className="cost-words">
            <div className="cost-bill">
              <dt>{t.refusal.nextBill}</dt>
              <dd>{bill}</dd>
            </div>
          </dl>
        </div>
      )}
      <p className="cost-sum">{props.isBilled ? onCash : t.refusal.sale(bill, words(props.cash))}</p>
      {props.yearly !== undefined && (
        <p className="cost-yearly">
          <span>{t.refusal.yearlyLabel}</span> <b>{formatRatio(props.yearly)}</b>
        </p>
      )}
    </section>
  )
}
