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
import { Line } from '../../parts/line.tsx'
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
      <Breakdown option={option} isOnly={isOnly} />
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

/** Where every won goes. With nothing taken and the amount said above, the one line that says so is enough. */
function Breakdown({ option, isOnly }: { readonly option: Option; readonly isOnly: boolean }) {
  const { language, t, say } = useSpeech()
  const payees: Readonly<Record<string, string>> = t.result.payees
  const isWhole = isOnly || option.fees.length > 0
  const fees = option.fees.map(fee => ({ name: fee.code, tone: 'taken' as const, amount: fee.amount }))
  return (
    <div className="breakdown">
      {isWhole && (
        <SplitBar whole={option.gross} shares={[{ name: 'net', tone: 'mine', amount: option.net }, ...fees]} />
      )}
      <dl className="lines">
        {isWhole && <Line name={t.result.gross} amount={formatMoney(option.gross, language)} />}
        {option.fees.map(fee => (
          <Line
            key={fee.code}
            name={say(fee.title)}
            payee={payees[fee.payee] ?? t.result.payeeOther(fee.payee)}
            amount={formatMoney(fee.amount, language)}
          />
        ))}
        {option.fees.length === 0 && (
          <Line
            name={t.result.noFee}
            payee={t.result.noFeeNote}
            amount={formatMoney({ amountMinor: '0', unit: option.gross.unit }, language)}
          />
        )}
        {isWhole && <Line name={t.result.net} amount={formatMoney(option.net, language)} isSum />}
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
            <div className="other-way-words">
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
