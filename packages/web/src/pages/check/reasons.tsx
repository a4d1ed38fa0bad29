// SPDX-License-Identifier: Apache-2.0
// The reasons as a list: what is suspicious first, then what speaks for the sender. Numbers are those of the marks.

import type { Words } from '@jandon/shield'
import { Disclosure } from '../../parts/disclosure.tsx'
import { unquoted } from './told-reasons.ts'
import { isCalm as isCalmLevel, type Level } from './verdict.ts'
import { useCheckWords } from './words.ts'

/** A reason as it is listed; a shared one has no words of the text. */
export interface Listed {
  readonly code: string
  readonly evidence: string
  readonly explanation: Words
  readonly weight: number
}

export function reasonId(index: number): string {
  return `reason-${index + 1}`
}

/** What a person reads at once; the rest is one tap away. */
const FIRST = 5
const QUOTE_LETTERS = 60

interface Numbered {
  readonly reason: Listed
  readonly index: number
}

/**
 * Where the answer is clear, what speaks for the other side is behind one line: a worried person needs no "but". Where
 * it is not clear, or nothing was found, both sides are read at once.
 */
export function Reasons({ reasons, level }: { readonly reasons: readonly Listed[]; readonly level: Level }) {
  const { t } = useCheckWords()
  if (reasons.length === 0) return <p className="small">{t.why.none}</p>
  const isCalm = isCalmLevel(level)
  const isOpenBoth = isCalm || level === 'unsure'
  const numbered = reasons.map((reason, index): Numbered => ({ reason, index }))
  const against = numbered.filter(({ reason }) => reason.weight >= 0)
  const inFavour = numbered.filter(({ reason }) => reason.weight < 0)
  const favourable = inFavour.length > 0 && <ReasonList title={t.why.inFavour} reasons={inFavour} tone="in-favour" />
  const rest = against.slice(FIRST)
  const folded = rest.length + (isOpenBoth ? 0 : inFavour.length)
  return (
    <>
      {isCalm && favourable}
      {against.length > 0 && (
        <ReasonList
          title={isCalm ? t.why.worthALook : t.why.against}
          reasons={against.slice(0, FIRST)}
          tone="against"
        />
      )}
      {level === 'unsure' && favourable}
      {folded > 0 && (
        <Disclosure summary={t.why.more(String(folded))}>
          {rest.length > 0 && <ReasonList reasons={rest} tone="against" />}
          {!isOpenBoth && favourable}
        </Disclosure>
      )}
    </>
  )
}

function ReasonList(props: {
  readonly title?: string
  readonly reasons: readonly Numbered[]
  readonly tone: 'against' | 'in-favour'
}) {
  const { say } = useCheckWords()
  return (
    <div className={`reasons reasons-${props.tone}`}>
      {props.title !== undefined && <h4>{props.title}</h4>}
      <ul>
        {props.reasons.map(({ reason, index }) => (
          <li key={index} id={reasonId(index)} tabIndex={-1} data-code={reason.code}>
            <span className="reason-number" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              {reason.evidence.trim() !== '' && (
                <q className="reason-quote" dir="auto" translate="no">
                  {shortened(reason.evidence.trim())}
                </q>
              )}
              <p>{unquoted(say(reason.explanation), reason.evidence)}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

export function shortened(text: string): string {
  return text.length > QUOTE_LETTERS ? `${text.slice(0, QUOTE_LETTERS - 1)}…` : text
}
