// SPDX-License-Identifier: Apache-2.0
// Watching the money come: each conversion as four steps that light up by themselves.

import { useQueries } from '@tanstack/react-query'
import { problemOf } from '../../api/problem.ts'
import { isFinal, useApi, useConversion } from '../../api/queries.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatMoney, sumMoney } from '../../format/money.ts'
import { Sign } from '../../parts/icon.tsx'
import { Link } from '../../parts/link.tsx'
import { ProblemNotice, Skeleton } from '../../parts/notice.tsx'
import { LedgerRecord } from './ledger-record.tsx'
import { Timeline } from './timeline.tsx'

export function FollowPage({ conversionIds }: { readonly conversionIds: readonly string[] }) {
  const { t } = useSpeech()
  return (
    <div className="narrow follow">
      <FollowHead conversionIds={conversionIds} />
      {conversionIds.map(id => (
        <Followed key={id} id={id} />
      ))}
      <Link to={{ name: 'home' }} className="button button-wide">
        {t.follow.more}
      </Link>
    </div>
  )
}

/** Reads what `Followed` keeps fresh: it asks for nothing of its own that is already there. */
function FollowHead({ conversionIds }: { readonly conversionIds: readonly string[] }) {
  const { language, t } = useSpeech()
  const api = useApi()
  const known = useQueries({
    queries: conversionIds.map(id => ({
      queryKey: ['conversion', id],
      queryFn: () => api.conversions.get(id),
      staleTime: 5000,
    })),
  }).flatMap(query => (query.data === undefined ? [] : [query.data]))
  const isPaid = known.length > 0 && known.every(conversion => conversion.state === 'paid')
  const isOver = known.length > 0 && known.every(conversion => isFinal(conversion.state))
  const isStopped = isOver && known.every(conversion => conversion.state !== 'paid')
  const title = isPaid ? t.follow.titlePaid : isStopped ? t.follow.titleStopped : t.follow.title
  const counted = isOver && !isStopped ? known.filter(conversion => conversion.state === 'paid') : known
  return (
    <header className="total follow-head" data-paid={isPaid || undefined} data-stopped={isStopped || undefined}>
      <h1 tabIndex={-1} aria-live="polite">
        <span className="total-label">{title}</span>
        <span className="total-amount">
          {counted.length === 0 ? '\u00a0' : formatMoney(sumMoney(counted.map(conversion => conversion.net)), language)}
        </span>
      </h1>
      {isPaid && (
        <span className="paid-coin">
          <Sign name="check" size={30} />
        </span>
      )}
      {!isOver && <p className="small">{t.follow.live}</p>}
    </header>
  )
}

function Followed({ id }: { readonly id: string }) {
  const { t } = useSpeech()
  const conversion = useConversion(id)
  if (conversion.isError) return <ProblemNotice problem={problemOf(conversion.error)} />
  if (conversion.data === undefined) return <Skeleton lines={5} />
  const { data } = conversion
  return (
    <section className="card followed" data-state={data.state}>
      <Timeline conversion={data} />
      {data.state === 'paid' && (
        <Link to={{ name: 'receipt', conversionId: id }} className="button">
          {t.follow.receipt}
        </Link>
      )}
      <LedgerRecord conversion={data} />
    </section>
  )
}
