// SPDX-License-Identifier: Apache-2.0
// Better ways out of the same trouble: lawful routes for the same thing first, then people who help.

import type { useAskForQuote } from '../../api/queries.ts'
import type { Alternative, Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { readDraft, useDraft, writeDraft } from '../../draft/draft.ts'
import { formatMoney } from '../../format/money.ts'
import { HelpList } from '../../parts/help-list.tsx'

export function Alternatives({
  quote,
  ask,
}: {
  readonly quote: Quote
  readonly ask: ReturnType<typeof useAskForQuote>
}) {
  const { t } = useSpeech()
  const draft = useDraft()
  const isOnlyAsking = quote.items.every(item => item.decision === 'needs_facts')
  if (quote.alternatives.length === 0 || isOnlyAsking) return null
  /** The same things without the offer: the request that a lawful route is an answer to. */
  const takeLawfulRoute = () => {
    const now = readDraft()
    const next = { ...now, items: now.items.map(item => ({ ...item, offer: 'none' as const })) }
    writeDraft(next)
    ask.mutate({ draft: next })
  }
  const isRefused = quote.items.some(item => item.decision === 'refuse')
  return (
    <section className="alternatives" aria-labelledby="alternatives-title">
      <h2 id="alternatives-title" className="section-title">
        {isRefused ? t.refusal.instead : t.refusal.perhaps}
      </h2>
      {quote.alternatives
        .filter(alternative => alternative.ruleId !== undefined)
        .map(route => (
          <LawfulRoute
            key={`${route.ref}-${route.ruleId}`}
            route={route}
            onTake={draft.items.length > 0 ? takeLawfulRoute : undefined}
          />
        ))}
      <HelpList helps={quote.alternatives.filter(alternative => alternative.ruleId === undefined)} />
    </section>
  )
}

function LawfulRoute(props: { readonly route: Alternative; readonly onTake: (() => void) | undefined }) {
  const { language, t, say } = useSpeech()
  const { route } = props
  return (
    <div className="card lawful-route">
      <div className="lawful-route-words">
        <h3>{say(route.title)}</h3>
        {route.amount !== undefined && <p className="other-amount">{formatMoney(route.amount, language)}</p>}
        <p>{say(route.description)}</p>
      </div>
      {props.onTake !== undefined && (
        <button type="button" className="button button-primary" onClick={props.onTake}>
          {t.result.choose}
        </button>
      )}
    </div>
  )
}
