// SPDX-License-Identifier: Apache-2.0
// The answer in words, before anything else: what it is, how sure, and what it is about. The colour says it again.

import type { Words } from '@jandon/shield'
import { useEffect, useRef } from 'react'
import { Sign } from '../../parts/icon.tsx'
import type { Labels, Level, Likelihood, Verdict } from './verdict.ts'
import { useCheckWords } from './words.ts'

const SIGNS: Readonly<Record<Level, 'stop' | 'warn' | 'search'>> = {
  trap: 'stop',
  unlawful: 'stop',
  advert: 'warn',
  unsure: 'warn',
  shop: 'search',
  nothing: 'search',
  short: 'search',
}

interface Props {
  readonly kind: Labels['kind']
  readonly verdict: Verdict
  /** What the message is about, where it is about something. */
  readonly about?: Words | undefined
  /** Whose address it is, or whose it imitates. */
  readonly note?: string | undefined
  /** In place of the usual sentence. */
  readonly headline?: string | undefined
  /** Puts the reading position here: somebody has just asked. */
  readonly takesFocus: boolean
}

/** Where text and answer stand side by side; the style sheet has the same. */
const SIDE_BY_SIDE = '(min-width: 60rem)'

/** Goes on reading at the verdict. On a phone it goes to the top, so that what to do now is seen with it. */
function bringUp(heading: HTMLElement): void {
  heading.focus({ preventScroll: true })
  const block = window.matchMedia(SIDE_BY_SIDE).matches ? 'nearest' : 'start'
  heading.closest('.verdict')?.scrollIntoView({ block })
}

/** The verdict as one sentence. */
export function useHeadline(kind: Labels['kind'], level: Level): string {
  const { t } = useCheckWords()
  const links: Readonly<Partial<Record<Level, string>>> = t.verdict.links
  return (kind === 'link' ? links[level] : undefined) ?? t.verdict.levels[level]
}

export function VerdictPanel({ kind, verdict, about, note, headline, takesFocus }: Props) {
  const { say, t } = useCheckWords()
  const usual = useHeadline(kind, verdict.level)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus && heading.current) bringUp(heading.current)
  }, [takesFocus])
  return (
    <header className={`verdict verdict-${verdict.level}`} data-level={verdict.level}>
      <div className="verdict-head">
        <Sign name={SIGNS[verdict.level]} size={36} />
        <h2 ref={heading} tabIndex={-1}>
          {headline ?? usual}
        </h2>
      </div>
      {verdict.level === 'nothing' && <p className="verdict-note">{t.verdict.notSafe}</p>}
      {verdict.level === 'shop' && <p className="verdict-note">{t.verdict.noRecommendation}</p>}
      {verdict.level === 'short' && <p className="verdict-note">{t.verdict.pasteAll}</p>}
      {note !== undefined && <p className="verdict-note">{note}</p>}
      {verdict.likelihood !== undefined && (
        <HowSure kind={kind} level={verdict.level} likelihood={verdict.likelihood} />
      )}
      {about !== undefined && (
        <p className="verdict-about">
          <span>{t.verdict.about}</span> <b>{say(about)}</b>
        </p>
      )}
    </header>
  )
}

const TENTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

function HowSure(props: { readonly kind: Labels['kind']; readonly level: Level; readonly likelihood: Likelihood }) {
  const { t } = useCheckWords()
  const { ofHundred, sureness } = props.likelihood
  const isLink = props.kind === 'link'
  // The headline itself is that it is not certain.
  const isSaid = props.level === 'unsure' && !isLink
  // Nobody is told that it is certain that nothing is wrong.
  const words = props.level === 'nothing' ? t.verdict.nothingSureness : t.verdict.sureness
  const counted = isLink ? t.verdict.hostileLink : t.verdict.hostile
  const few = isLink ? t.verdict.fewLinks : t.verdict.few
  return (
    <div className="sure">
      <p>
        {!isSaid && <b>{words[sureness]}</b>} {ofHundred <= 1 ? few : counted(String(ofHundred))}
      </p>
      <div className="sure-dots" aria-hidden="true">
        {TENTHS.map(tenth => (
          <span key={tenth} data-full={ofHundred >= tenth * 10 - 5} />
        ))}
      </div>
    </div>
  )
}
