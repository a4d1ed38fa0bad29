// SPDX-License-Identifier: Apache-2.0
// Everything this holder has received or is receiving, newest first.

import { problemOf } from '../api/problem.ts'
import { useConversions, useSession } from '../api/queries.ts'
import type { Conversion } from '../api/shapes.ts'
import { useSpeech } from '../app/language.tsx'
import { formatInstant } from '../format/date.ts'
import { formatMoney } from '../format/money.ts'
import { Sign } from '../parts/icon.tsx'
import { Link } from '../parts/link.tsx'
import { ProblemNotice, Skeleton } from '../parts/notice.tsx'

export function ConversionsPage() {
  const { t } = useSpeech()
  const session = useSession()
  const conversions = useConversions(session.data?.holder?.id)
  const fault = session.error ?? conversions.error
  const items = conversions.data?.items
  return (
    <div className="narrow">
      <h1 tabIndex={-1}>{t.conversions.title}</h1>
      <p className="lead">{t.conversions.lead}</p>
      {fault !== null && <ProblemNotice problem={problemOf(fault)} onRetry={() => void conversions.refetch()} />}
      {fault === null && items === undefined && <Skeleton lines={5} />}
      {items !== undefined && items.length === 0 && <Nothing />}
      {items !== undefined && items.length > 0 && (
        <ul className="conversion-list">
          {items.map(conversion => (
            <ConversionRow key={conversion.id} conversion={conversion} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Nothing() {
  const { t } = useSpeech()
  return (
    <div className="card nothing">
      <p className="nothing-title">{t.conversions.empty}</p>
      <p>{t.conversions.emptyLead}</p>
      <Link to={{ name: 'home' }} className="button button-primary">
        {t.conversions.start}
      </Link>
    </div>
  )
}

function ConversionRow({ conversion }: { readonly conversion: Conversion }) {
  const { language, t } = useSpeech()
  const states: Readonly<Record<string, string>> = t.conversions.states
  return (
    <li>
      <Link to={{ name: 'follow', conversionIds: [conversion.id] }} className="card conversion-row">
        <span className="conversion-amount">{formatMoney(conversion.net, language)}</span>
        <span className="conversion-when">{formatInstant(conversion.createdAt, language)}</span>
        <span className={`conversion-state state-${conversion.state}`}>
          {states[conversion.state] ?? conversion.state}
        </span>
        <Sign name="next" />
      </Link>
    </li>
  )
}
