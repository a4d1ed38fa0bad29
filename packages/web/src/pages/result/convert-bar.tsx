// SPDX-License-Identifier: Apache-2.0
// The one step that is next, always in reach at the foot of the screen: take what Jandon can carry out end to end.

import type { Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatDate, latestDate } from '../../format/date.ts'
import { formatMoney, sumMoney } from '../../format/money.ts'
import { Link } from '../../parts/link.tsx'
import { type Chosen, isBrought } from './total.tsx'

export function ConvertBar({ quote, chosen }: { readonly quote: Quote; readonly chosen: readonly Chosen[] }) {
  const { language, t } = useSpeech()
  const ready = chosen.filter(isBrought)
  if (ready.length === 0) return null
  const others = chosen.filter(option => !isBrought(option) && option.payout !== 'credit')
  const amount = formatMoney(sumMoney(ready.map(option => option.net)), language)
  const last = formatDate(latestDate(ready.map(option => option.arrivesBy)), language, quote.asOf)
  return (
    <div className="convert-bar">
      <div className="convert-bar-inner">
        <p>
          {others.length === 0
            ? t.result.convertNote(last)
            : t.result.convertRest(formatMoney(sumMoney(others.map(option => option.net)), language))}
        </p>
        <Link
          to={{ name: 'accept', quoteId: quote.id, optionIds: ready.map(option => option.id) }}
          className="button button-primary"
        >
          {ready.some(option => option.promise === 'estimate')
            ? t.result.convertAbout(amount)
            : t.result.convert(amount)}
        </Link>
      </div>
    </div>
  )
}
