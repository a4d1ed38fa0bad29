// SPDX-License-Identifier: Apache-2.0
// A question the API asks, alone on its card with large answers. "I don't know" is always one of them.

import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { useAskForQuote } from '../../api/queries.ts'
import type { FactValue, Question, Quote, QuoteItem } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { answer, type Draft, readDraft, useDraft, writeDraft } from '../../draft/draft.ts'
import { won } from '../../format/money.ts'
import { AmountField, DateField, TextField } from '../../parts/fields.tsx'
import { useItemWords } from '../../parts/item-words.ts'

export interface Asked {
  readonly ref: string
  readonly question: Question
  readonly isDeciding: boolean
}

/** The next question about one thing that was not passed over before. None where the answers could not be kept. */
export function nextQuestion(item: QuoteItem, draft: Draft): Asked | undefined {
  if (draft.items.every(known => known.ref !== item.ref)) return undefined
  const question = item.questions.find(({ fact }) => !draft.unknowns.includes(`${item.ref}/${fact}`))
  return question && { ref: item.ref, question, isDeciding: item.decision === 'needs_facts' }
}

/** The first question that an answer waits for. Those that could only add a way are asked on the card of the thing. */
export function useNextQuestion(quote: Quote): Asked | undefined {
  const draft = useDraft()
  const open = quote.items.filter(item => item.decision === 'needs_facts')
  return open.map(item => nextQuestion(item, draft)).find(asked => asked !== undefined)
}

interface Props {
  readonly asked: Asked
  readonly ask: ReturnType<typeof useAskForQuote>
}

export function QuestionCard({ asked, ask }: Props) {
  const { t, say } = useSpeech()
  const draft = useDraft()
  const words = useItemWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const titleId = useId()
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { question, ref } = asked
  const item = draft.items.find(known => known.ref === ref)
  const give = (value: FactValue | undefined) => {
    const next = answer(readDraft(), ref, question.fact, value)
    writeDraft(next)
    if (value !== undefined) ask.mutate({ draft: next, replace: true })
  }
  return (
    <section className="card question" aria-labelledby={titleId} data-fact={question.fact}>
      {item !== undefined && <p className="question-about">{words(item).name}</p>}
      <h2 id={titleId} ref={heading} tabIndex={-1}>
        {say(question.prompt)}
      </h2>
      <p className="question-why">{asked.isDeciding ? t.result.askLead : t.result.askMore}</p>
      <Answers question={question} isBusy={ask.isPending} give={give} />
    </section>
  )
}

function Answers(props: {
  readonly question: Question
  readonly isBusy: boolean
  readonly give: (value: FactValue | undefined) => void
}) {
  const { t } = useSpeech()
  const { question, give } = props
  const words: Readonly<Record<string, string>> = { ...t.funding, ...t.answers }
  const values = question.type === 'boolean' ? ['true', 'false'] : (question.values ?? [])
  const dontKnow = !values.includes('unknown') && (
    <button type="button" className="answer answer-unknown" disabled={props.isBusy} onClick={() => give(undefined)}>
      {t.fields.unknown}
    </button>
  )
  if (values.length > 0) {
    return (
      <div className="answers">
        {values.map(value => (
          <button
            key={value}
            type="button"
            className={value === 'unknown' ? 'answer answer-unknown' : 'answer'}
            disabled={props.isBusy}
            onClick={() => give(question.type === 'boolean' ? value === 'true' : value)}
          >
            {words[value] ?? value}
          </button>
        ))}
        {dontKnow}
      </div>
    )
  }
  return (
    <>
      <TypedAnswer question={question} isBusy={props.isBusy} give={give} />
      {dontKnow}
    </>
  )
}

function factOf(type: string, text: string): FactValue {
  if (type === 'money') return won(text)
  return type === 'integer' ? Number.parseInt(text, 10) : text
}

function TypedAnswer(props: {
  readonly question: Question
  readonly isBusy: boolean
  readonly give: (value: FactValue | undefined) => void
}) {
  const { t, say } = useSpeech()
  const [text, setText] = useState('')
  const { type, prompt } = props.question
  const label = { label: say(prompt), isLabelHidden: true }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text !== '') props.give(factOf(type, text))
  }
  return (
    <form className="typed-answer" onSubmit={onSubmit} noValidate>
      {type === 'date' && <DateField {...label} date={text} onDate={setText} />}
      {(type === 'money' || type === 'integer') && (
        <AmountField {...label} digits={text} unit={type === 'money' ? 'won' : 'points'} onDigits={setText} />
      )}
      {type === 'text' && <TextField {...label} text={text} onText={setText} />}
      <button type="submit" className="button button-primary" disabled={props.isBusy || text === ''}>
        {props.isBusy ? t.home.seeing : t.fields.next}
      </button>
    </form>
  )
}
