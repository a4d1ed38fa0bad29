// SPDX-License-Identifier: Apache-2.0
// The last look before the one button: what comes, where it goes, and what is agreed to, in full.

import { type FormEvent, useState } from 'react'
import { type Problem, problemOf } from '../../api/problem.ts'
import { useAskForQuote, usePayoutAccounts, useQuote, useSession } from '../../api/queries.ts'
import type { Option, PayoutAccount, Quote } from '../../api/shapes.ts'
import { instantNow } from '../../app/clock.ts'
import { useSpeech } from '../../app/language.tsx'
import { useDraft } from '../../draft/draft.ts'
import { formatDate } from '../../format/date.ts'
import { formatMoney, sumMoney } from '../../format/money.ts'
import { Sign } from '../../parts/icon.tsx'
import { Link } from '../../parts/link.tsx'
import { ProblemNotice, Skeleton } from '../../parts/notice.tsx'
import { AccountSection } from './account-section.tsx'
import { accountFaults, NEW_ACCOUNT, type NewAccountForm } from './new-account.ts'
import { type Refused, useAccept } from './use-accept.ts'

export function AcceptPage({
  quoteId,
  optionIds,
}: {
  readonly quoteId: string
  readonly optionIds: readonly string[]
}) {
  const { t } = useSpeech()
  const quote = useQuote(quoteId)
  const session = useSession()
  const accounts = usePayoutAccounts(session.data?.holder?.id)
  const fault = quote.error ?? session.error ?? accounts.error
  if (fault !== null) {
    const problem = problemOf(fault)
    return (
      <div className="narrow">
        <h1 tabIndex={-1}>{t.accept.title}</h1>
        {problem.status === 401 ? <p className="lead">{t.accept.noSession}</p> : <ProblemNotice problem={problem} />}
        <Link to={{ name: 'quote', quoteId }} className="button">
          {t.app.back}
        </Link>
      </div>
    )
  }
  const options = quote.data?.items.flatMap(item => item.options).filter(option => optionIds.includes(option.id)) ?? []
  const holder = session.data?.holder
  if (quote.data === undefined || holder == null || accounts.data === undefined) {
    return (
      <div className="narrow">
        <h1 tabIndex={-1}>{t.accept.title}</h1>
        <Skeleton lines={4} />
        <Skeleton lines={6} />
      </div>
    )
  }
  return <AcceptForm quote={quote.data} options={options} holder={holder} accounts={accounts.data.items} />
}

interface FormProps {
  readonly quote: Quote
  readonly options: readonly Option[]
  readonly holder: { readonly id: string; readonly name: string }
  readonly accounts: readonly PayoutAccount[]
}

function AcceptForm({ quote, options, holder, accounts }: FormProps) {
  const { language, t } = useSpeech()
  const [savedId, setSavedId] = useState(accounts[0]?.id)
  const [account, setAccount] = useState<NewAccountForm>({ ...NEW_ACCOUNT, accountHolder: holder.name })
  const [consentedAt, setConsentedAt] = useState<string>()
  const [wasSubmitted, setWasSubmitted] = useState(false)
  const accept = useAccept(quote, holder.id)
  const amount = formatMoney(sumMoney(options.map(option => option.net)), language)
  const faults = wasSubmitted && savedId === undefined ? accountFaults(account, t) : {}
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setWasSubmitted(true)
    const isWhole = savedId !== undefined || Object.keys(accountFaults(account, t)).length === 0
    if (!isWhole || consentedAt === undefined) {
      const form = event.currentTarget
      window.requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
      return
    }
    accept.mutate({ options, savedId, account, consentedAt })
  }
  return (
    <form className="narrow accept" onSubmit={onSubmit} noValidate>
      <h1 tabIndex={-1}>{t.accept.title}</h1>
      <Summary options={options} asOf={quote.asOf} />
      <AccountSection
        accounts={accounts}
        savedId={savedId}
        onSaved={setSavedId}
        account={account}
        onAccount={change => setAccount(now => ({ ...now, ...change }))}
        faults={{ ...faults, ...accept.fieldErrors }}
      />
      <Consent
        quote={quote}
        isGiven={consentedAt !== undefined}
        isMissing={wasSubmitted && consentedAt === undefined}
        onGive={isGiven => setConsentedAt(isGiven ? instantNow() : undefined)}
      />
      {accept.problem !== undefined && <AcceptProblem problem={accept.problem} />}
      <RefusedList refused={accept.refused} />
      <button type="submit" className="button button-primary button-wide" disabled={accept.isPending}>
        {accept.isPending ? t.accept.submitting : t.accept.submit(amount)}
      </button>
    </form>
  )
}

/** Codes that a fresh quote on the same things answers. */
const OUTDATED: readonly string[] = [
  'quote_expired',
  'decision_changed',
  'estimate_changed',
  'consent_mismatch',
  'consent_too_old',
  'pack_stale',
]

function AcceptProblem({ problem }: { readonly problem: Problem }) {
  const { t } = useSpeech()
  const draft = useDraft()
  const ask = useAskForQuote()
  const isOutdated = OUTDATED.includes(problem.code) && draft.items.length > 0
  return (
    <ProblemNotice problem={problem}>
      {isOutdated && (
        <button type="button" className="button" disabled={ask.isPending} onClick={() => ask.mutate({ draft })}>
          {t.result.again}
        </button>
      )}
    </ProblemNotice>
  )
}

function Summary({ options, asOf }: { readonly options: readonly Option[]; readonly asOf: string }) {
  const { language, t, say } = useSpeech()
  return (
    <section className="card summary" aria-labelledby="summary-title">
      <h2 id="summary-title">{t.accept.summary}</h2>
      <p className="amount">{formatMoney(sumMoney(options.map(option => option.net)), language)}</p>
      <ul className="summary-lines">
        {options.map(option => (
          <li key={option.id}>
            <span>{say(option.title)}</span>
            <span className="summary-line-amount">
              {formatMoney(option.net, language)}
              <small>{t.result.totalBy(formatDate(option.arrivesBy, language, asOf))}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Consent(props: {
  readonly quote: Quote
  readonly isGiven: boolean
  readonly isMissing: boolean
  readonly onGive: (isGiven: boolean) => void
}) {
  const { t } = useSpeech()
  return (
    <section className="card consent" aria-labelledby="consent-title">
      <h2 id="consent-title">{t.accept.consentTitle}</h2>
      <div className="consent-text" lang={props.quote.language}>
        {props.quote.consent.text.split('\n').map((line, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text is fixed; a line is its place in it.
          <p key={position}>{line}</p>
        ))}
      </div>
      <label className="consent-check" data-invalid={props.isMissing || undefined}>
        <input
          type="checkbox"
          checked={props.isGiven}
          aria-invalid={props.isMissing}
          aria-describedby={props.isMissing ? 'consent-missing' : undefined}
          onChange={event => props.onGive(event.target.checked)}
        />
        <span className="consent-box" aria-hidden="true">
          <Sign name="check" size={18} />
        </span>
        <span>{t.accept.consent}</span>
      </label>
      {props.isMissing && (
        <p className="field-error" id="consent-missing">
          {t.accept.consentNeeded}
        </p>
      )}
    </section>
  )
}

function RefusedList({ refused }: { readonly refused: Refused | undefined }) {
  const { t, say } = useSpeech()
  if (refused === undefined) return null
  return (
    <section className="refused-list">
      <h2>{t.accept.someFailed}</h2>
      {refused.options.map(({ option, problem }) => (
        <div key={option.id}>
          <p>{say(option.title)}</p>
          <ProblemNotice problem={problem} />
        </div>
      ))}
      <Link to={{ name: 'follow', conversionIds: refused.acceptedIds }} className="button">
        {t.accept.seeOthers}
      </Link>
    </section>
  )
}
