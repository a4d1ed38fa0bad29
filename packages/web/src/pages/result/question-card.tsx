// SPDX-License-Identifier: Apache-2.0
// A question the API asks, alone on its card with large answers. "I don't know" is always one of them.

import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { useAskForQuote } from '../../api/queries.ts'
import type { FactValue, Question, Quote } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { answer, readDraft, useDraft, writeDraft } from '../../draft/draft.ts'
import { won } from '../../format/money.ts'
import { AmountField, DateField, TextField } from '../../parts/fields.tsx'
import { useItemWords } from '../../parts/item-words.ts'

export interface Asked {
  readonly ref: string
  readonly question: Question
  readonly isDeciding: boolean
}

/** The question to put next: what decides an answer first, then what could add one; never one already passed over. */
export function useNextQuestion(quote: Quote): Asked | undefined {
  const draft = useDraft()
  if (draft.items.length === 0) return undefined
  const asked = quote.items.flatMap(item =>
    item.questions
      .filter(question => !draft.unknowns.includes(`${item.ref}/${question.fact}`))
      .map(question => ({ ref: item.ref, question, isDeciding: item.decision === 'needs_facts' })),
  )
  return asked.find(entry => entry.isDeciding) ?? undefined
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
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const { question, ref } = asked
  const item = draft.items.find(known => known.ref === ref)
  const give = (value: FactValue | undefined) => {
    const next = answer(readDraft(), ref, question.fact, value)
    writeDraft(next)
    if (value !== undefined) ask.mutate({ draft: next, replace: true })
  }
  return (
    <section className="card question" aria-labelledby="question-title" data-fact={question.fact}>
      {item !== undefined && <p className="question-about">{words(item).name}</p>}
      <h2 id="question-title" ref={heading} tabIndex={-1}>
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
  const { t } = useSpeech()
  const [text, setText] = useState('')
  const { type, fact } = props.question
  const labels: Readonly<Record<string, string>> = t.fields
  const label = labels[fact] ?? t.fields.answer
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (text !== '') props.give(factOf(type, text))
  }
  return (
    <form className="typed-answer" onSubmit={onSubmit} noValidate>
      {type === 'date' && <DateField label={label} date={text} onDate={setText} />}
      {(type === 'money' || type === 'integer') && (
        <AmountField label={label} digits={text} unit={type === 'money' ? 'won' : 'points'} onDigits={setText} />
      )}
      {type === 'text' && <TextField label={label} text={text} onText={setText} />}
      <button type="submit" className="button button-primary" disabled={props.isBusy || text === ''}>
        {props.isBusy ? t.home.seeing : t.fields.next}
      </button>
    </form>
  )
}
