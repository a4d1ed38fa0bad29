// SPDX-License-Identifier: Apache-2.0
// What the law says of an offer of cash: the article and whom it punishes, what the promised rate means in won, what
// the shop does not say; and, apart from that, lawful ways to money. Never a recommendation of a shop.

import type { ProviderJudgement, ProviderLegalBasis } from '@jandon/shield'
import { formatFullDate } from '../../format/date.ts'
import { Disclosure } from '../../parts/disclosure.tsx'
import { HelpList } from '../../parts/help-list.tsx'
import { TrueCostPicture } from '../../parts/true-cost.tsx'
import { useCheckWords } from './words.ts'

/** Rates that are pictured; an advert that promises more of them says nothing new with the third. */
const RATES_SHOWN = 2

export function OfferPart({ provider }: { readonly provider: ProviderJudgement }) {
  const { say, t } = useCheckWords()
  // Who sells a voucher that was paid for owes no bill.
  const rates = provider.verdict === 'nothing_found' ? [] : provider.promisedRates.slice(0, RATES_SHOWN)
  return (
    <section className="card offer-part" data-verdict={provider.verdict}>
      <h3>{t.offer.title}</h3>
      <p>{t.offer.verdicts[provider.verdict]}</p>
      {provider.legalBasis.map(basis => (
        <Basis key={basis.code} basis={basis} />
      ))}
      {rates.map(promised => (
        <TrueCostPicture
          key={promised.evidence}
          title={t.offer.rate(promised.evidence)}
          amount={promised.amount}
          cash={{ low: promised.cashReceived, high: promised.cashReceived }}
          lost={{ low: promised.lost, high: promised.lost }}
          costOnCash={{ low: promised.costOnCash, high: promised.costOnCash }}
          yearly={promised.equivalentYearlyCost}
          isBilled
        />
      ))}
      {provider.missing.length > 0 && (
        <div className="offer-missing">
          <h4>{t.offer.missing}</h4>
          <ul>
            {provider.missing.map(fact => (
              <li key={fact.code}>{say(fact.explanation)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

/** Lawful ways to money. */
export function Instead({ provider }: { readonly provider: ProviderJudgement }) {
  const { t } = useCheckWords()
  const helps = provider.alternatives.map(({ code, name, explanation, phone, url }) => {
    const contact = phone ?? url
    return { code, title: name, description: explanation, ...(contact !== undefined && { contact }) }
  })
  if (helps.length === 0) return null
  return (
    <section className="alternatives no-print" aria-labelledby="instead-title">
      <h3 id="instead-title" className="section-title">
        {t.offer.instead}
      </h3>
      <HelpList helps={helps} />
    </section>
  )
}

export function Basis({ basis }: { readonly basis: ProviderLegalBasis }) {
  const { language, say, t } = useCheckWords()
  return (
    <div className="offer-basis">
      <p className="offer-cite">{say(basis.cite)}</p>
      <p>{say(basis.explanation)}</p>
      <dl className="pairs">
        <dt>{t.offer.penalty}</dt>
        <dd>{say(basis.penalty)}</dd>
      </dl>
      <Disclosure summary={t.offer.source}>
        <dl className="pairs">
          <dt>{t.offer.source}</dt>
          <dd>{basis.source}</dd>
          <dt>{t.offer.checkedOn}</dt>
          <dd>{formatFullDate(basis.checkedOn, language)}</dd>
        </dl>
      </Disclosure>
    </div>
  )
}
