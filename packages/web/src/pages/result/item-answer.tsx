// SPDX-License-Identifier: Apache-2.0
// The answer on one thing: a decision card, a refusal, or the note that one more fact is wanted.

import { useState } from 'react'
import type { useAskForQuote } from '../../api/queries.ts'
import type { Option, QuoteItem } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { type DraftItem, readDraft, useDraft, writeDraft } from '../../draft/draft.ts'
import { Disclosure } from '../../parts/disclosure.tsx'
import { KindIcon, Sign } from '../../parts/icon.tsx'
import { useItemWords } from '../../parts/item-words.ts'
import { LegalBasisList } from '../../parts/legal-basis.tsx'
import { DecisionCard } from './decision-card.tsx'
import { nextQuestion, QuestionCard } from './question-card.tsx'
import { RefusalCard } from './refusal-card.tsx'

/** Nothing forbids it; no way is open today. That is another no than one by law, and is said in other words. */
export function isNotYet(item: QuoteItem): boolean {
  return item.decision === 'refuse' && item.refusals.every(refusal => refusal.code === 'no_lawful_route')
}

const SIGNS = { allow: 'check', refuse: 'stop', needs_facts: 'question' } as const

interface Props {
  readonly item: QuoteItem
  readonly described: DraftItem | undefined
  readonly chosen: Option | undefined
  readonly isOnly: boolean
  readonly ask: ReturnType<typeof useAskForQuote>
  readonly onChoose: (optionId: string) => void
}

export function ItemAnswer({ item, described, chosen, isOnly, ask, onChoose }: Props) {
  const { t } = useSpeech()
  const words = useItemWords()
  const kinds: Readonly<Record<string, { readonly name: string }>> = t.kinds
  const name = described === undefined ? (kinds[item.kind]?.name ?? item.kind) : words(described).name
  return (
    <article className="card item-answer" data-decision={item.decision} aria-label={name}>
      <header className="item-head">
        <KindIcon kind={item.kind} />
        <div className="item-head-words">
          <h2>{name}</h2>
          {described !== undefined && <p>{words(described).detail}</p>}
        </div>
        <span className={`status status-${item.decision}`}>
          <Sign name={SIGNS[item.decision]} size={16} />
          {isNotYet(item) ? t.result.notYet : t.result.status[item.decision]}
        </span>
      </header>
      {chosen !== undefined && <DecisionCard item={item} option={chosen} isOnly={isOnly} onChoose={onChoose} />}
      {item.decision === 'refuse' &&
        item.refusals.map(refusal => <RefusalCard key={refusal.ruleId} refusal={refusal} />)}
      {item.decision === 'needs_facts' && <Pending item={item} />}
      {item.decision === 'allow' && <MoreToTell item={item} ask={ask} />}
      {item.decision === 'allow' && <Warnings item={item} />}
      <InformationList item={item} />
    </article>
  )
}

/** What could open another way is asked only of those who want to tell it. */
function MoreToTell({ item, ask }: Pick<Props, 'item' | 'ask'>) {
  const { t } = useSpeech()
  const [isAsking, setIsAsking] = useState(false)
  const asked = nextQuestion(item, useDraft())
  if (asked === undefined) return null
  if (isAsking) return <QuestionCard key={asked.question.fact} asked={asked} ask={ask} />
  return (
    <button type="button" className="button more-to-tell" onClick={() => setIsAsking(true)}>
      <Sign name="question" />
      {t.result.askMore}
    </button>
  )
}

/** Shown while a deciding fact is missing, also after the person said they do not know it. */
function Pending({ item }: { readonly item: QuoteItem }) {
  const { t } = useSpeech()
  const { unknowns } = readDraft()
  const isPassedOver = item.questions.some(question => unknowns.includes(`${item.ref}/${question.fact}`))
  const reopen = () => {
    const draft = readDraft()
    writeDraft({ ...draft, unknowns: draft.unknowns.filter(name => !name.startsWith(`${item.ref}/`)) })
  }
  return (
    <div className="pending">
      <p>{isPassedOver ? t.result.pendingText : t.result.pending}</p>
      {isPassedOver && (
        <button type="button" className="button" onClick={reopen}>
          {t.result.reopen}
        </button>
      )}
    </div>
  )
}

/** Ways that are closed although another is open: said quietly, so that nobody walks into one. */
function Warnings({ item }: { readonly item: QuoteItem }) {
  const { t, say } = useSpeech()
  if (item.refusals.length === 0) return null
  return (
    <Disclosure summary={t.result.notThisWay}>
      <ul className="plain-list">
        {item.refusals.map(refusal => (
          <li key={refusal.ruleId}>
            <b>{say(refusal.title)}</b>
            <p>{say(refusal.explanation)}</p>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

function InformationList({ item }: { readonly item: QuoteItem }) {
  const { t, say } = useSpeech()
  if (item.information.length === 0) return null
  return (
    <Disclosure summary={t.result.information} isOpen={item.decision === 'refuse'}>
      <ul className="plain-list">
        {item.information.map(entry => (
          <li key={entry.ruleId}>
            <b>{say(entry.title)}</b>
            <p>{say(entry.explanation)}</p>
            {entry.how !== undefined && <p>{say(entry.how)}</p>}
            <LegalBasisList basis={entry.legalBasis} />
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
