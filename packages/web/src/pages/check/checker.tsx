// SPDX-License-Identifier: Apache-2.0
// One box for whatever was received, and the answer beside it. The text stays in this component and its judge: it goes
// into no address, no storage and no request.

import { useEffect, useState } from 'react'
import { Skeleton } from '../../parts/notice.tsx'
import { AnswerView } from './answer-view.tsx'
import { Examples, Privacy, Urgent } from './beside.tsx'
import type { Answer } from './judge.ts'
import { PasteBox } from './paste-box.tsx'
import { isShared } from './shared-result.ts'
import { SharedView } from './shared-view.tsx'
import { type Question, useJudged } from './use-judged.ts'
import { labelsOf, verdictOf } from './verdict.ts'
import { useHeadline } from './verdict-panel.tsx'
import { useCheckWords } from './words.ts'

export function Checker({ isOffline }: { readonly isOffline: boolean }) {
  const { t } = useCheckWords()
  const [given, setGiven] = useState('')
  const [question, setQuestion] = useQuestion()
  const judged = useJudged(question)
  const ask = (text: string) => setQuestion({ about: 'text', text })
  const clear = () => {
    setGiven('')
    setQuestion(undefined)
  }
  const again = () => {
    clear()
    document.querySelector<HTMLElement>('.paste-box textarea')?.focus()
  }
  const box = (
    <div className="check-left" key="box">
      <PasteBox given={given} onGiven={setGiven} onAsk={ask} onClear={clear} />
      <Privacy isOffline={isOffline} />
    </div>
  )
  const answer = (
    <div className="check-right" key="answer">
      {judged.state === 'nothing' && (
        <Examples
          onPick={({ text }) => {
            setGiven(text)
            ask(text)
          }}
        />
      )}
      {judged.state === 'waiting' && <Skeleton lines={5} />}
      {judged.state === 'failed' && (
        <Failed isSlow={judged.why === 'slow'} onRetry={() => question && setQuestion({ ...question })} />
      )}
      {judged.state === 'judged' && <AnswerView answer={judged.answer} onAgain={again} />}
      {judged.state === 'shared' && <SharedView shared={judged.shared} onOwn={again} />}
      <Urgent />
    </div>
  )
  return (
    <div className={question === undefined ? 'check-body' : 'check-body check-answered'}>
      {/* Who opens a result that was passed on has come for that; the box is for afterwards. */}
      {question?.about === 'shared' ? [answer, box] : [box, answer]}
      <p role="status" className="visually-hidden">
        {judged.state === 'waiting' && t.box.checking}
        {judged.state === 'judged' && <Said answer={judged.answer} />}
      </p>
    </div>
  )
}

/** The verdict for those who hear the page. */
function Said({ answer }: { readonly answer: Answer }) {
  const headline = useHeadline(answer.kind, verdictOf(labelsOf(answer)).level)
  return <>{headline}</>
}

function Failed({ isSlow, onRetry }: { readonly isSlow: boolean; readonly onRetry: () => void }) {
  const { t } = useCheckWords()
  return (
    <div className="notice notice-problem" role="alert">
      <p>{isSlow ? t.failed.slow : t.failed.text}</p>
      <button type="button" className="button" onClick={onRetry}>
        {isSlow ? t.failed.again : t.failed.retry}
      </button>
    </div>
  )
}

function questionInAddress(): Question | undefined {
  const fragment = window.location.hash
  return isShared(fragment) ? { about: 'shared', fragment } : undefined
}

/** What is asked: a shared result in the address, until something is asked in the box or all is cleared. */
function useQuestion(): [Question | undefined, (question: Question | undefined) => void] {
  const [question, setQuestion] = useState(questionInAddress)
  useEffect(() => {
    const onHash = () => setQuestion(before => questionInAddress() ?? before)
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  const change = (next: Question | undefined) => {
    const isOther = next?.about !== 'shared'
    if (isOther && window.location.hash !== '') window.history.replaceState(null, '', window.location.pathname)
    setQuestion(next)
  }
  return [question, change]
}
