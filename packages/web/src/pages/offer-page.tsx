// SPDX-License-Identifier: Apache-2.0
// What an offer of quick cash would really cost. The API does the arithmetic; nothing typed here is kept.

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { problemOf } from '../api/problem.ts'
import { useApi } from '../api/queries.ts'
import type { OfferComparison, OfferRequest } from '../api/shapes.ts'
import { todayInKorea } from '../app/clock.ts'
import { useSpeech } from '../app/language.tsx'
import { shiftDate } from '../format/date.ts'
import { formatMoney, won } from '../format/money.ts'
import { AmountField, DateField } from '../parts/fields.tsx'
import { HelpList } from '../parts/help-list.tsx'
import { CheckInvite } from '../parts/invite.tsx'
import { Link } from '../parts/link.tsx'
import { MoneyFlow } from '../parts/money-flow.tsx'
import { ProblemNotice } from '../parts/notice.tsx'

export function OfferPage() {
  const { t } = useSpeech()
  const [amount, setAmount] = useState('100000')
  const [cash, setCash] = useState('70000')
  const [dueOn, setDueOn] = useState(() => shiftDate(todayInKorea(), { months: 1 }))
  const api = useApi()
  const compare = useMutation({ mutationFn: (offer: OfferRequest) => api.offers.compare(offer) })
  const problem = compare.isError ? problemOf(compare.error) : undefined
  const faultOf = (field: string) => problem?.errors.find(error => error.pointer.startsWith(`/${field}`))?.detail
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const request = { jurisdiction: 'KR', amount: won(amount || '0'), cashReceived: won(cash || '0') }
    compare.mutate({ ...request, receivedOn: todayInKorea(), dueOn })
  }
  return (
    <div className="narrow offer">
      <h1 tabIndex={-1}>{t.offer.title}</h1>
      <p className="lead">{t.offer.lead}</p>
      <form className="card" onSubmit={onSubmit} noValidate>
        <div className="editor-fields">
          <AmountField label={t.offer.amount} digits={amount} onDigits={setAmount} error={faultOf('amount')} />
          <AmountField label={t.offer.cash} digits={cash} onDigits={setCash} error={faultOf('cashReceived')} />
          <DateField label={t.offer.due} date={dueOn} onDate={setDueOn} error={faultOf('dueOn')} />
        </div>
        {problem !== undefined && problem.errors.length === 0 && <ProblemNotice problem={problem} />}
        <button type="submit" className="button button-primary button-wide" disabled={compare.isPending}>
          {compare.isPending ? t.offer.comparing : t.offer.compare}
        </button>
      </form>
      {compare.data !== undefined && <Comparison comparison={compare.data} />}
      <CheckInvite from="fromOffer" />
    </div>
  )
}

function Comparison({ comparison }: { readonly comparison: OfferComparison }) {
  const { language, t } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const isFair = BigInt(comparison.lost.amountMinor) <= 0n
  return (
    <>
      <section className="card offer-answer">
        <h2 ref={heading} tabIndex={-1}>
          {isFair ? t.offer.fair : t.offer.answer(formatMoney(comparison.lost, language))}
        </h2>
        {isFair ? <p>{t.offer.fairText}</p> : <MoneyFlow comparison={comparison} />}
        <Link to={{ name: 'home' }} className="button button-primary">
          {t.offer.check}
        </Link>
      </section>
      {comparison.alternatives.length > 0 && (
        <section className="alternatives" aria-labelledby="instead-title">
          <h2 id="instead-title" className="section-title">
            {t.refusal.instead}
          </h2>
          <HelpList helps={comparison.alternatives} />
        </section>
      )}
    </>
  )
}
