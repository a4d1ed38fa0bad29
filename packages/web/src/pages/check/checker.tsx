// SPDX-License-Identifier: Apache-2.0
// One box for whatever was received, and the answer beside it. The text stays in this component: it goes into no
// address, no storage and no request.

import { useEffect, useMemo, useState } from 'react'
import { Skeleton } from '../../parts/notice.tsx'
import { AnswerView } from './answer-view.tsx'
import { Examples, Privacy, Urgent } from './beside.tsx'
import { type Answer, judge } from './judge.ts'
import { PasteBox } from './paste-box.tsx'
import { isShared } from './shared-result.ts'
import { SharedView } from './shared-view.tsx'
import { useShield } from './use-shield.ts'
import { labelsOf, verdictOf } from './verdict.ts'
import { useHeadline } from './verdict-panel.tsx'
import { useCheckWords } from './words.ts'

interface Asked {
  readonly text: string
  /** Asking the same again is a new question: the answer takes the reading position again. */
  readonly times: number
}

export function Checker({ isOffline }: { readonly isOffline: boolean }) {
  const { t } = useCheckWords()
  const shield = useShield()
  const [given, setGiven] = useState('')
  const [asked, setAsked] = useState<Asked>()
  const [fragment, setFragment] = useSharedFragment()
  const answer = useMemo(
    () =>
      fragment === '' && asked !== undefined && typeof shield === 'object' ? judge(shield, asked.text) : undefined,
    [asked, fragment, shield],
  )
  const ask = (text: string) => {
    setFragment('')
    setAsked(before => ({ text, times: (before?.times ?? 0) + 1 }))
  }
  const clear = () => {
    setGiven('')
    setAsked(undefined)
    setFragment('')
  }
  const isEmpty = asked === undefined && fragment === ''
  const isWaiting = (asked !== undefined || fragment !== '') && shield === 'loading'
  const focusBox = () => document.querySelector<HTMLElement>('.paste-box textarea')?.focus()
  const again = () => {
    clear()
    focusBox()
  }
  return (
    <div className={isEmpty ? 'check-body' : 'check-body check-answered'}>
      <div className="check-left">
        <PasteBox given={given} onGiven={setGiven} onAsk={ask} onClear={clear} />
        <Privacy isOffline={isOffline} />
      </div>
      <p role="status" className="visually-hidden">
        {isWaiting && t.box.checking}
        {answer && <Said answer={answer} />}
      </p>
      <div className="check-right">
        {isEmpty && (
          <Examples
            onPick={({ text }) => {
              setGiven(text)
              ask(text)
            }}
          />
        )}
        {isWaiting && <Skeleton lines={5} />}
        {!isEmpty && shield === 'failed' && <Failed />}
        {answer && <AnswerView key={asked?.times} answer={answer} onAgain={again} />}
        {fragment !== '' && typeof shield === 'object' && (
          <SharedView shield={shield} fragment={fragment} onOwn={again} />
        )}
        <Urgent />
      </div>
    </div>
  )
}

/** The verdict for those who hear the page. */
function Said({ answer }: { readonly answer: Answer }) {
  const headline = useHeadline(answer.kind, verdictOf(labelsOf(answer)).level)
  return <>{headline}</>
}

function Failed() {
  const { t } = useCheckWords()
  return (
    <div className="notice notice-problem" role="alert">
      <p>{t.failed.text}</p>
      <button type="button" className="button" onClick={() => window.location.reload()}>
        {t.failed.retry}
      </button>
    </div>
  )
}

function sharedInAddress(): string {
  return isShared(window.location.hash) ? window.location.hash : ''
}

/** The fragment of a shared result in the address. Setting it to nothing takes it out of there. */
function useSharedFragment(): [string, (fragment: '') => void] {
  const [fragment, setFragment] = useState(sharedInAddress)
  useEffect(() => {
    const onHash = () => setFragment(sharedInAddress())
    window.addEventListener('hashchange', onHash)
    return () => window.removeEventListener('hashchange', onHash)
  }, [])
  const forget = () => {
    if (window.location.hash !== '') window.history.replaceState(null, '', window.location.pathname)
    setFragment('')
  }
  return [fragment, forget]
}
