// SPDX-License-Identifier: Apache-2.0
// The one step that is next, always in reach at the foot of the screen: take what Jandon can carry out end to end.

import type { Option, Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatDate, latestDate } from '../../format/date.ts'
import { formatMoney, sumMoney } from '../../format/money.ts'
import { Link } from '../../parts/link.tsx'

export function ConvertBar({ quote, chosen }: { readonly quote: Quote; readonly chosen: readonly Option[] }) {
  const { language, t } = useSpeech()
  const ready = chosen.filter(option => option.carriedOut && option.payout === 'bank')
  if (ready.length === 0) return null
  const amount = formatMoney(sumMoney(ready.map(option => option.net)), language)
  const last = latestDate(ready.map(option => option.arrivesBy))
  return (
    <div className="convert-bar">
      <div className="convert-bar-inner">
        <p>{t.result.convertNote(formatDate(last, language, quote.asOf))}</p>
        <Link
          to={{ name: 'accept', quoteId: quote.id, optionIds: ready.map(option => option.id) }}
          className="button button-primary"
        >
          {t.result.convert(amount)}
        </Link>
      </div>
    </div>
  )
}
