// SPDX-License-Identifier: Apache-2.0
// The answer: how much and when in all, then each thing with its right or its refusal, and the one step that is next.

import { useState } from 'react'
import { problemOf } from '../../api/problem.ts'
import { useAskForQuote, useQuote } from '../../api/queries.ts'
import type { Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { useDraft } from '../../draft/draft.ts'
import { Sign } from '../../parts/icon.tsx'
import { Link } from '../../parts/link.tsx'
import { ProblemNotice, Skeleton } from '../../parts/notice.tsx'
import { Ahead } from './ahead.tsx'
import { Alternatives } from './alternatives.tsx'
import { ConvertBar } from './convert-bar.tsx'
import { ItemAnswer } from './item-answer.tsx'
import { QuestionCard, useNextQuestion } from './question-card.tsx'
import { type Chosen, Total } from './total.tsx'

export function ResultPage({ quoteId }: { readonly quoteId: string }) {
  const { t } = useSpeech()
  const quote = useQuote(quoteId)
  if (quote.isError) {
    return (
      <div className="narrow">
        <h1 tabIndex={-1}>{t.result.title}</h1>
        <ProblemNotice problem={problemOf(quote.error)} onRetry={() => void quote.refetch()} />
        <Link to={{ name: 'home' }} className="button">
          {t.app.goHome}
        </Link>
      </div>
    )
  }
  if (quote.data === undefined) {
    return (
      <div className="result">
        <h1 className="visually-hidden">{t.result.title}</h1>
        <Skeleton lines={3} />
        <Skeleton lines={6} />
      </div>
    )
  }
  return <Answer quote={quote.data} />
}

/** The option taken for each thing: the one chosen here, else the one of the plan, else the best. */
function chosenOptions(
  quote: Quote,
  choices: Readonly<Record<string, string>>,
  nameOf: (item: Quote['items'][number]) => string,
): readonly Chosen[] {
  return quote.items.flatMap(item => {
    const planned = item.options.find(option => quote.plan.optionIds.includes(option.id))
    const chosen = item.options.find(option => option.id === choices[item.ref]) ?? planned ?? item.options[0]
    return chosen === undefined ? [] : [{ ...chosen, ref: item.ref, name: nameOf(item) }]
  })
}

function Answer({ quote }: { readonly quote: Quote }) {
  const { t } = useSpeech()
  const kinds: Readonly<Record<string, { readonly name: string }>> = t.kinds
  const draft = useDraft()
  const ask = useAskForQuote()
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})
  const chosen = chosenOptions(quote, choices, item => kinds[item.kind]?.name ?? item.kind)
  const question = useNextQuestion(quote)
  return (
    <div className="result">
      <div className="result-side">
        <Total quote={quote} chosen={chosen} />
        <ConvertBar quote={quote} chosen={chosen} />
      </div>
      {question !== undefined && (
        <QuestionCard key={`${quote.id}-${question.ref}-${question.question.fact}`} asked={question} ask={ask} />
      )}
      {ask.isError && <ProblemNotice problem={problemOf(ask.error)} />}
      <div className="result-items">
        {quote.items.map(item => (
          <ItemAnswer
            key={item.ref}
            item={item}
            described={draft.items.find(known => known.ref === item.ref)}
            chosen={chosen.find(option => option.ref === item.ref)}
            isOnly={quote.items.length === 1 && chosen[0]?.payout !== 'credit'}
            ask={ask}
            onChoose={optionId => setChoices(now => ({ ...now, [item.ref]: optionId }))}
          />
        ))}
      </div>
      <Ahead quote={quote} />
      <Alternatives quote={quote} ask={ask} />
      <Link to={{ name: 'home' }} className="button button-quiet edit-link">
        <Sign name={draft.isExample ? 'plus' : 'edit'} />
        {draft.isExample ? t.result.tryMine : t.result.edit}
      </Link>
    </div>
  )
}
