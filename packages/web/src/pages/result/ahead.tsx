// SPDX-License-Identifier: Apache-2.0
// What lies ahead of the answer: what brings more by using or waiting, and the days on which a right is lost. Every
// amount and day stands as the API gave it; nothing is worked out here, and nothing is shown where nothing lies ahead.

import type { ReactNode } from 'react'
import type { Act, Deadline, MoneyJson, Option, Quote, Wait } from '../../api/shapes.ts'
import { todayInKorea } from '../../app/clock.ts'
import { useSpeech } from '../../app/language.tsx'
import { useDraft } from '../../draft/draft.ts'
import { formatDate } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { Disclosure } from '../../parts/disclosure.tsx'
import { Sign } from '../../parts/icon.tsx'
import { useItemWords } from '../../parts/item-words.ts'

const FIRST = 3 // What is taken in at a glance on a phone; the API puts what comes first, first.

export function Ahead({ quote }: { readonly quote: Quote }) {
  // A quote that was kept before plans looked ahead has none of these.
  const { acts = [], waits = [], deadlines = [] } = quote.plan as Partial<Quote['plan']>
  return (
    <>
      {acts.length + waits.length > 0 && <More quote={quote} acts={acts} waits={waits} />}
      {deadlines.length > 0 && <Deadlines quote={quote} deadlines={deadlines} />}
    </>
  )
}

/** What the person calls the things a row is about. Empty where the answer is about one thing only. */
function useNames(quote: Quote) {
  const { t } = useSpeech()
  const draft = useDraft()
  const words = useItemWords()
  const kinds: Readonly<Record<string, { readonly name: string }>> = t.kinds
  const nameOf = (ref: string): string => {
    const described = draft.items.find(known => known.ref === ref)
    if (described !== undefined) {
      const { name, amount } = words(described)
      return amount === '' ? name : `${name} ${amount}`
    }
    const kind = quote.items.find(item => item.ref === ref)?.kind ?? ref
    return kinds[kind]?.name ?? kind
  }
  return (refs: readonly string[]): string => (quote.items.length === 1 ? '' : refs.map(nameOf).join(', '))
}

function More(props: { readonly quote: Quote; readonly acts: readonly Act[]; readonly waits: readonly Wait[] }) {
  const { language, t, say } = useSpeech()
  const names = useNames(props.quote)
  const money = (amount: MoneyJson) => formatMoney(amount, language)
  const ofActs = props.acts.map(act => (
    <Row
      key={`${act.kind}-${act.refs.join()}-${act.ruleId}-${act.net.amountMinor}`}
      about={[names(act.refs), say(act.title)]}
      text={act.useMore === undefined ? say(act.text) : t.ahead.afterUse(money(act.useMore), money(act.net))}
      gain={act.gain}
      promise={act.promise}
    />
  ))
  const ofWaits = props.waits.map(wait => (
    <Row
      key={`wait-${wait.ref}-${wait.ruleId}-${wait.until}`}
      about={[names([wait.ref]), say(wait.title)]}
      text={t.ahead.wait(formatDate(wait.until, language, todayInKorea()), money(wait.net))}
      gain={wait.gain}
      promise={wait.promise}
    />
  ))
  return (
    <section className="card ahead ahead-more" aria-labelledby="ahead-more-title">
      <h2 id="ahead-more-title">{t.ahead.title}</h2>
      <Rows rows={[...ofActs, ...ofWaits]} />
    </section>
  )
}

function Row(props: {
  readonly about: readonly string[]
  readonly text: string
  readonly gain: MoneyJson
  readonly promise: Option['promise']
}) {
  const { language, t } = useSpeech()
  return (
    <li>
      <p className="ahead-text">{props.text}</p>
      <p className={`promise promise-${props.promise}`}>
        <b>{t.result.promise[props.promise]}</b> {t.ahead.gain(formatMoney(props.gain, language))}
      </p>
      <p className="ahead-about">{props.about.filter(word => word !== '').join(' · ')}</p>
    </li>
  )
}

function Deadlines({ quote, deadlines }: { readonly quote: Quote; readonly deadlines: readonly Deadline[] }) {
  const { language, t, say } = useSpeech()
  const names = useNames(quote)
  const options = quote.items.flatMap(item => item.options)
  const payoutOf = ({ optionId }: Deadline) => options.find(option => option.id === optionId)?.payout
  const rows = deadlines.map(deadline => (
    <li key={`${deadline.ref}-${deadline.ruleId}-${deadline.date}`}>
      <p className="ahead-day">
        <span>{t.ahead.until(formatDate(deadline.date, language, todayInKorea()))}</span>
        {deadline.net !== undefined && (
          <b>
            {formatMoney(deadline.net, language)} <Payout payout={payoutOf(deadline)} />
          </b>
        )}
      </p>
      <p className="ahead-about">
        {[names([deadline.ref]), say(deadline.title)].filter(word => word !== '').join(' · ')}
      </p>
      {deadline.claimAt !== undefined && (
        <p className="ahead-about">
          {t.result.claimAt}: {say(deadline.claimAt)}
        </p>
      )}
    </li>
  ))
  return (
    <section className="card ahead ahead-deadlines" aria-labelledby="ahead-deadlines-title">
      <h2 id="ahead-deadlines-title">{t.ahead.deadlines}</h2>
      <Rows rows={rows} />
      <div className="ahead-calendar">
        <a
          className="button"
          href={`/v1/quotes/${encodeURIComponent(quote.id)}/deadlines.ics?language=${language}`}
          download="jandon.ics"
        >
          <Sign name="calendar" />
          {t.ahead.calendar}
        </a>
        <p className="small">{t.ahead.calendarNote}</p>
      </div>
    </section>
  )
}

/** Store credit is no money: the same amount means another thing where it does not come to an account. */
function Payout({ payout }: { readonly payout: Option['payout'] | undefined }) {
  const { t } = useSpeech()
  return payout === undefined ? null : <small>{t.result.byPayout[payout]}</small>
}

/** The first few rows, the others behind one line. */
function Rows({ rows }: { readonly rows: readonly ReactNode[] }) {
  const { t } = useSpeech()
  const rest = rows.slice(FIRST)
  return (
    <>
      <ul className="ahead-rows">{rows.slice(0, FIRST)}</ul>
      {rest.length > 0 && (
        <Disclosure summary={t.ahead.others(String(rest.length))}>
          <ul className="ahead-rows">{rest}</ul>
        </Disclosure>
      )}
    </>
  )
}
