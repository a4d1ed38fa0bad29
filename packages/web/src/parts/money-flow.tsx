// SPDX-License-Identifier: Apache-2.0
// Where the money of an offer goes, as a picture: the bill parts into what reaches the holder and what the buyer keeps.
// Every amount stands beside it as text. A sale is no loan: its cost is the equivalent yearly cost and nothing else.

import type { MoneyJson, OfferComparison } from '../api/shapes.ts'
import { useSpeech } from '../app/language.tsx'
import { barPercent, formatMoney, formatRatio } from '../format/money.ts'
import { MONEY_FLOW_WORDS } from '../messages/money-flow.ts'
import { Disclosure } from './disclosure.tsx'
import { LegalBasisList } from './legal-basis.tsx'
import { SplitBar } from './split-bar.tsx'

export function MoneyFlow({ comparison }: { readonly comparison: OfferComparison }) {
  const { language, t, say } = useSpeech()
  const words = MONEY_FLOW_WORDS[language]
  const part = (code: string) => comparison.flow.find(each => each.code === code)
  const [mine, kept, bill] = [part('to_you'), part('kept_by_buyer'), part('next_bill')]
  if (mine === undefined || kept === undefined || bill === undefined) return null
  const show = (amount: MoneyJson) => formatMoney(amount, language)
  const amounts = { bill: show(bill.amount), cash: show(mine.amount), kept: show(kept.amount) }
  return (
    <section className="money-flow" aria-labelledby="money-flow-title">
      <h3 id="money-flow-title">{words.title}</h3>
      <dl className="flow-bill">
        <dt>{say(bill.title)}</dt>
        <dd>{amounts.bill}</dd>
      </dl>
      <FlowPicture label={words.label(amounts)} minePercent={barPercent(mine.amount, bill.amount)} />
      <dl className="flow-ends">
        <div className="flow-mine">
          <dt>{say(mine.title)}</dt>
          <dd>{amounts.cash}</dd>
        </div>
        <div className="flow-kept">
          <dt>{say(kept.title)}</dt>
          <dd>{amounts.kept}</dd>
        </div>
      </dl>
      <p className="cost-sum">{t.refusal.onCash(formatRatio(comparison.costOnCash))}</p>
      <p className="cost-yearly">
        <span>{t.refusal.yearlyLabel}</span> <b>{formatRatio(comparison.equivalentYearlyCost)}</b>
      </p>
      <StateLoan comparison={comparison} />
      <Disclosure summary={words.notALoan}>
        <p>{say(comparison.wording.notALoan)}</p>
        <p>{say(comparison.wording.cost)}</p>
      </Disclosure>
      <Offences comparison={comparison} />
    </section>
  )
}

/** Units of the drawing; its width follows the page. */
const WIDTH = 320
const HEIGHT = 84
const GAP = 12
/** A stream that is thinner is not seen. */
const THINNEST = 4
const TOP = 12
const FOOT = 72

/** Two streams from one bar. The share of the page's width is the share of the money. */
function FlowPicture({ label, minePercent }: { readonly label: string; readonly minePercent: number }) {
  const room = WIDTH - GAP
  const split = Math.round((room * minePercent) / 100)
  const mine = Math.min(Math.max(split, THINNEST), room - THINNEST)
  const parting = Math.round((WIDTH * mine) / room)
  const middle = (TOP + FOOT) / 2
  const stream = (top: readonly [number, number], foot: readonly [number, number]) =>
    `M${top[0]} ${TOP}C${top[0]} ${middle} ${foot[0]} ${middle} ${foot[0]} ${FOOT}H${foot[1]}` +
    `C${foot[1]} ${middle} ${top[1]} ${middle} ${top[1]} ${TOP}Z`
  return (
    <svg className="flow-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="flow-stream flow-stream-mine" d={stream([0, parting], [0, mine])} />
      <path className="flow-stream flow-stream-kept" d={stream([parting, WIDTH], [mine + GAP, WIDTH])} />
      <rect className="flow-bar flow-bar-bill" width={WIDTH} height={TOP} rx={4} />
      <rect className="flow-bar flow-bar-mine" y={FOOT} width={mine} height={HEIGHT - FOOT} rx={4} />
      <rect
        className="flow-bar flow-bar-kept"
        x={mine + GAP}
        y={FOOT}
        width={WIDTH - mine - GAP}
        height={HEIGHT - FOOT}
        rx={4}
      />
    </svg>
  )
}

/** What the offer takes beside what the state's loan of the same cash would cost, on one scale. */
function StateLoan({ comparison: { stateLoan, lost } }: { readonly comparison: OfferComparison }) {
  const { language, say } = useSpeech()
  const words = MONEY_FLOW_WORDS[language]
  if (stateLoan === undefined) return null
  const rows = [
    { name: words.thisOffer, tone: 'taken', amount: lost },
    { name: words.stateLoan, tone: 'mine', amount: stateLoan.cost },
  ] as const
  const whole = BigInt(lost.amountMinor) > BigInt(stateLoan.cost.amountMinor) ? lost : stateLoan.cost
  const [offer, loan] = rows.map(({ amount }) => formatMoney(amount, language))
  return (
    <div className="flow-compare">
      <h4>{words.compareTitle}</h4>
      <div role="img" aria-label={words.compareLabel(offer ?? '', loan ?? '')}>
        {rows.map(({ name, tone, amount }) => (
          <div key={tone} className="flow-compare-row">
            <span className="flow-compare-words">
              <span>{name}</span> <b>{formatMoney(amount, language)}</b>
            </span>
            <SplitBar whole={whole} shares={[{ name: tone, tone, amount }]} />
          </div>
        ))}
      </div>
      <p>{say(stateLoan.explanation)}</p>
      {!stateLoan.isWithinMost && <p>{words.overMost(formatMoney(stateLoan.most, language))}</p>}
    </div>
  )
}

function Offences({ comparison: { offences, wording } }: { readonly comparison: OfferComparison }) {
  const { language, t, say } = useSpeech()
  if (wording.offender === undefined || offences.length === 0) return null
  return (
    <Disclosure summary={MONEY_FLOW_WORDS[language].whoTitle}>
      <p>{say(wording.offender)}</p>
      {offences.map(offence => (
        <section key={offence.ruleId} className="flow-offence">
          <h4>{say(offence.title)}</h4>
          <dl className="pairs">
            <dt>{t.refusal.who}</dt>
            <dd>{say(offence.offender)}</dd>
            {offence.penalty !== undefined && (
              <>
                <dt>{t.refusal.penalty}</dt>
                <dd>{say(offence.penalty)}</dd>
              </>
            )}
          </dl>
          <LegalBasisList basis={offence.legalBasis} />
        </section>
      ))}
    </Disclosure>
  )
}
