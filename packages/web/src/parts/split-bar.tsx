// SPDX-License-Identifier: Apache-2.0
// One amount as a bar of what it splits into. The same picture shows an honest refund and what a bad offer takes.

import type { MoneyJson } from '../api/shapes.ts'
import { barPercent } from '../format/money.ts'

export interface Share {
  /** Tells it from the other shares of the same bar. */
  readonly name: string
  readonly tone: 'mine' | 'taken' | 'bill'
  readonly amount: MoneyJson
}

/**
 * Decoration: the amounts stand beside it as text. `label` says the whole picture in one sentence where it adds one.
 */
export function SplitBar({
  whole,
  shares,
  label,
}: {
  readonly whole: MoneyJson
  readonly shares: readonly Share[]
  readonly label?: string
}) {
  const shown = shares.filter(share => share.amount.amountMinor !== '0')
  return (
    <div
      className="split-bar"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shown.map(share => (
        <span
          key={share.name}
          className={`split-share split-${share.tone}`}
          style={{ flexBasis: `${barPercent(share.amount, whole)}%` }}
        />
      ))}
    </div>
  )
}
