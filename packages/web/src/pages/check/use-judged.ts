// SPDX-License-Identifier: Apache-2.0
// What the judge says of the question that was asked last. An answer to an older question is passed over.

import { useEffect, useState } from 'react'
import type { Answer } from './judge.ts'
import { judging } from './judging.ts'
import { JudgeTooSlow } from './judging-desk.ts'
import type { Worded } from './worded.ts'

/** What was asked. A new object is a new question, also with the same words. */
export type Question =
  | { readonly about: 'text'; readonly text: string }
  | { readonly about: 'shared'; readonly fragment: string }

export type Judged =
  | { readonly state: 'nothing' | 'waiting' }
  /** `slow`: it was there and did not answer. */
  | { readonly state: 'failed'; readonly why: 'slow' | 'broken' }
  | { readonly state: 'judged'; readonly answer: Answer }
  | { readonly state: 'shared'; readonly shared: Worded | undefined }

async function judged(question: Question): Promise<Judged> {
  return question.about === 'text'
    ? { state: 'judged', answer: await judging.judge(question.text) }
    : { state: 'shared', shared: await judging.word(question.fragment) }
}

export function useJudged(question: Question | undefined): Judged {
  const [told, setTold] = useState<{ readonly of: Question; readonly judged: Judged }>()
  useEffect(() => {
    judging.open()
  }, [])
  useEffect(() => {
    if (question === undefined) return
    let isWanted = true
    const tell = (answer: Judged) => isWanted && setTold({ of: question, judged: answer })
    judged(question).then(tell, (reason: unknown) =>
      tell({ state: 'failed', why: reason instanceof JudgeTooSlow ? 'slow' : 'broken' }),
    )
    return () => {
      isWanted = false
    }
  }, [question])
  if (question === undefined) return { state: 'nothing' }
  return told?.of === question ? told.judged : { state: 'waiting' }
}
