// SPDX-License-Identifier: Apache-2.0
// One lawful way with its amount first, then when, by which right, what is taken on the way, and what is left to do.

import type { Option, QuoteItem } from '../../api/shapes.ts'
import { todayInKorea } from '../../app/clock.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatDate } from '../../format/date.ts'
import { formatMoney, formatRatio } from '../../format/money.ts'
import { Disclosure } from '../../parts/disclosure.tsx'
import { Sign } from '../../parts/icon.tsx'
import { LegalBasisList } from '../../parts/legal-basis.tsx'
import { SplitBar } from '../../parts/split-bar.tsx'

interface Props {
  readonly item: QuoteItem
  readonly option: Option
  /** The only answer: its amount stands in the total already, and is not said twice. */
  readonly isOnly: boolean
  readonly onChoose: (optionId: string) => void
}

export function DecisionCard({ item, option, isOnly, onChoose }: Props) {
  const { language, t, say } = useSpeech()
  const date = formatDate(option.arrivesBy, language, todayInKorea())
  return (
    <div className="decision">
      {!isOnly && (
        <div className="decision-amount">
          <p className="amount">{formatMoney(option.net, language)}</p>
          <p className="amount-when">
            {t.result.arrives(date)} · {t.result.byPayout[option.payout]}
          </p>
        </div>
      )}
      <Breakdown option={option} />
      <p className={`promise promise-${option.promise}`}>
        <b>{t.result.promise[option.promise]}</b> {t.result.promiseText[option.promise]}
      </p>
      <section className="right">
        <h3>{t.result.why}</h3>
        <p className="right-title">{say(option.title)}</p>
        <p>{say(option.explanation)}</p>
        <LegalBasisList basis={option.legalBasis} />
      </section>
      <WhatToDo option={option} />
      <OtherWays item={item} option={option} onChoose={onChoose} />
    </div>
  )
}

function Breakdown({ option }: { readonly option: Option }) {
  const { language, t, say } = useSpeech()
  const payees: Readonly<Record<string, string>> = t.result.payees
  return (
    <div className="breakdown">
      <SplitBar
        whole={option.gross}
        shares={[
          { name: 'net', tone: 'mine', amount: option.net },
          ...option.fees.map(fee => ({ name: fee.code, tone: 'taken' as const, amount: fee.amount })),
        ]}
      />
      <dl className="lines">
        <div>
          <dt>{t.result.gross}</dt>
          <dd>{formatMoney(option.gross, language)}</dd>
        </div>
        {option.fees.map(fee => (
          <div key={fee.code}>
            <dt>
              {fee.title === undefined ? t.result.noFee : say(fee.title)}
              <span className="payee">{payees[fee.payee] ?? t.result.payeeOther(fee.payee)}</span>
            </dt>
            <dd>{formatMoney(fee.amount, language)}</dd>
          </div>
        ))}
        {option.fees.length === 0 && (
          <div>
            <dt>
              {t.result.noFee}
              <span className="payee">{t.result.noFeeNote}</span>
            </dt>
            <dd>{formatMoney({ amountMinor: '0', unit: option.gross.unit }, language)}</dd>
          </div>
        )}
        <div className="lines-sum">
          <dt>{t.result.net}</dt>
          <dd>{formatMoney(option.net, language)}</dd>
        </div>
      </dl>
    </div>
  )
}

function WhatToDo({ option }: { readonly option: Option }) {
  const { language, t, say } = useSpeech()
  const needsHands = !option.carriedOut
  if (!needsHands && option.evidence.length === 0 && option.claimBy === undefined) return null
  return (
    <section className="todo">
      {needsHands && (
        <>
          <h3>{t.result.how}</h3>
          <p>{say(option.how)}</p>
        </>
      )}
      <dl className="pairs">
        {needsHands && option.claimAt !== undefined && (
          <>
            <dt>{t.result.claimAt}</dt>
            <dd>{say(option.claimAt)}</dd>
          </>
        )}
        {option.evidence.length > 0 && (
          <>
            <dt>{t.result.bring}</dt>
            <dd>{option.evidence.map(entry => say(entry.title)).join(', ')}</dd>
          </>
        )}
      </dl>
      {option.claimBy !== undefined && (
        <p className="deadline">
          <Sign name="wait" size={18} />
          {t.result.claimBy(formatDate(option.claimBy, language, todayInKorea()))}
        </p>
      )}
      {option.lateInterest !== undefined && <p className="small">{t.result.late(formatRatio(option.lateInterest))}</p>}
      {needsHands && <p className="small">{t.result.selfNote}</p>}
    </section>
  )
}

function OtherWays({ item, option, onChoose }: Omit<Props, 'isOnly'>) {
  const { language, t, say } = useSpeech()
  const others = item.options.filter(other => other.id !== option.id)
  if (others.length === 0) return null
  return (
    <Disclosure summary={t.result.otherWays(String(others.length))}>
      <ul className="other-ways">
        {others.map(other => (
          <li key={other.id}>
            <div>
              <p className="other-amount">
                {formatMoney(other.net, language)} <span>{t.result.byPayout[other.payout]}</span>
              </p>
              <p>{say(other.title)}</p>
              <p className="small">
                {t.result.arrives(formatDate(other.arrivesBy, language, todayInKorea()))} ·{' '}
                {t.result.promise[other.promise]}
              </p>
            </div>
            <button type="button" className="button" onClick={() => onChoose(other.id)}>
              {t.result.choose}
            </button>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
