// SPDX-License-Identifier: Apache-2.0
// The four steps of a conversion with their times. In doubt and stopped are said in plain words where they happen.

import type { Conversion } from '../../api/shapes.ts'
import { todayInKorea } from '../../app/clock.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatDate, formatTime } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { Sign } from '../../parts/icon.tsx'
import { Notice } from '../../parts/notice.tsx'

const STEPS = ['accepted', 'redeemed', 'paying', 'paid'] as const
type Step = (typeof STEPS)[number]

/** How far each state has come: the step that is done last, and the one under way. */
const PROGRESS: Readonly<Record<string, { readonly done: number; readonly now: number }>> = {
  accepted: { done: 0, now: 1 },
  redeeming: { done: 0, now: 1 },
  redeemed: { done: 1, now: 2 },
  paying: { done: 1, now: 2 },
  paid: { done: 3, now: 4 },
  redemption_failed: { done: 0, now: 1 },
  payout_failed: { done: 1, now: 2 },
  returned: { done: 2, now: 3 },
}

/** True while the last thing that happened was an answer that did not come. */
function isInDoubt(conversion: Conversion): boolean {
  const last = conversion.transitions.at(-1)
  return last !== undefined && last.from === last.to
}

function timeOf(conversion: Conversion, step: Step): string | undefined {
  return conversion.transitions.find(transition => transition.to === step && transition.from !== step)?.at
}

export function Timeline({ conversion }: { readonly conversion: Conversion }) {
  const { t } = useSpeech()
  const { state } = conversion
  const progress = PROGRESS[state] ?? { done: -1, now: STEPS.length }
  const stopped: Readonly<Record<string, string>> = t.follow.stopped
  const reason = stopped[state]
  const reasons: Readonly<Record<string, string>> = t.follow.reasons
  const because = reasons[conversion.transitions.at(-1)?.reason ?? '']
  return (
    <>
      <ol className="timeline">
        {STEPS.map((step, position) => (
          <TimelineStep
            key={step}
            conversion={conversion}
            step={step}
            standing={standingOf(position, progress, reason !== undefined)}
            isOver={reason !== undefined}
          />
        ))}
      </ol>
      {isInDoubt(conversion) && <Notice live>{t.follow.inDoubt}</Notice>}
      {reason !== undefined && (
        <Notice live>
          <p>{reason}</p>
          {because !== undefined && <p>{because}</p>}
        </Notice>
      )}
    </>
  )
}

type Standing = 'done' | 'now' | 'waiting' | 'stopped'

function standingOf(
  position: number,
  progress: { readonly done: number; readonly now: number },
  isStopped: boolean,
): Standing {
  if (position <= progress.done) return 'done'
  if (position === progress.now) return isStopped ? 'stopped' : 'now'
  return 'waiting'
}

const SIGNS = { done: 'check', now: 'wait', waiting: undefined, stopped: 'close' } as const

interface StepProps {
  readonly conversion: Conversion
  readonly step: Step
  readonly standing: Standing
  /** It stopped for good: no step is waited for any more. */
  readonly isOver: boolean
}

function TimelineStep(props: StepProps) {
  const { language, t } = useSpeech()
  const { conversion, step, standing } = props
  const time = standing === 'done' ? timeOf(conversion, step) : undefined
  const sign = SIGNS[standing]
  return (
    <li className={`timeline-step step-${standing}`} aria-current={standing === 'now' ? 'step' : undefined}>
      <span className="timeline-coin">{sign !== undefined && <Sign name={sign} size={18} />}</span>
      <div>
        <p className="timeline-name">
          {t.follow.steps[step].name}
          <span className="timeline-time">
            {time !== undefined && <time dateTime={time}>{formatTime(time, language)}</time>}
            {standing === 'now' && t.follow.now}
            {(standing === 'done' || standing === 'waiting') && (
              <span className="visually-hidden">{t.follow[standing]}</span>
            )}
          </span>
        </p>
        {(standing === 'done' || !props.isOver) && (
          <p className="timeline-text">{standing === 'done' ? t.follow.steps[step].done : t.follow.steps[step].text}</p>
        )}
        <StepAmount conversion={conversion} step={step} isDone={standing === 'done'} isOver={props.isOver} />
      </div>
    </li>
  )
}

function StepAmount(props: {
  readonly conversion: Conversion
  readonly step: Step
  readonly isDone: boolean
  readonly isOver: boolean
}) {
  const { language, t } = useSpeech()
  const { conversion, step, isDone } = props
  if (step === 'redeemed' && isDone) return <p className="timeline-amount">{formatMoney(conversion.gross, language)}</p>
  if (step === 'paying' && conversion.payout !== null) {
    return (
      <p className="timeline-reference">
        {t.follow.reference} <code>{conversion.payout.railReference}</code>
      </p>
    )
  }
  if (step !== 'paid' || (props.isOver && !isDone)) return null
  return isDone ? (
    <p className="timeline-amount">{formatMoney(conversion.net, language)}</p>
  ) : (
    <p className="small">{t.result.arrives(formatDate(conversion.arrivesBy, language, todayInKorea()))}</p>
  )
}
