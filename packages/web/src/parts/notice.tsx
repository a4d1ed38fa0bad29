// SPDX-License-Identifier: Apache-2.0
// What went wrong, in a sentence a person can act on, with the number to quote when asking for help.

import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import { useSpeech } from '../app/language.tsx'
import type { Messages } from '../messages/index.ts'
import { Sign } from './icon.tsx'

/** The sentence for a problem: the server's own, in the reader's language; ours where no answer came or it broke. */
export function problemText(problem: Problem, t: Messages): string {
  if (problem.code === 'offline') return t.problems.offline
  return problem.status < 500 && problem.detail !== '' ? problem.detail : t.problems.generic
}

/** `onRetry` is offered only where asking again may help: after no answer, or a server that is busy or broken. */
export function ProblemNotice(props: {
  readonly problem: Problem
  readonly onRetry?: () => void
  readonly children?: ReactNode
}) {
  const { t } = useSpeech()
  const { problem } = props
  const mayPass = problem.status === 0 || problem.status === 429 || problem.status >= 500
  return (
    <div className="notice notice-problem" role="alert">
      <p>{problemText(problem, t)}</p>
      {props.children}
      {mayPass && props.onRetry !== undefined && (
        <button type="button" className="button" onClick={props.onRetry}>
          {t.app.retry}
        </button>
      )}
      {problem.requestId !== '' && (
        <p className="notice-small">
          {t.problems.requestId}: <code>{problem.requestId}</code>
        </p>
      )}
    </div>
  )
}

/** Something to know, said calmly. `live` is read aloud when it appears. */
export function Notice({ children, live = false }: { readonly children: ReactNode; readonly live?: boolean }) {
  return (
    <div className="notice" role={live ? 'status' : undefined}>
      <Sign name="wait" />
      <div>{children}</div>
    </div>
  )
}

const SKELETON_LINES = [1, 2, 3, 4, 5, 6] as const

/** Grey shapes where the content will stand, so that nothing jumps when it comes. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const { t } = useSpeech()
  return (
    <div className="card skeleton" role="status">
      <span className="visually-hidden">{t.app.loading}</span>
      {SKELETON_LINES.slice(0, lines).map(line => (
        <span key={line} className="skeleton-line" />
      ))}
    </div>
  )
}
