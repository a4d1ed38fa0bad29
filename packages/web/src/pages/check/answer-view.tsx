// SPDX-License-Identifier: Apache-2.0
// The whole answer, in the order in which a worried person needs it: what it is, what to do, what the law says, why,
// and how to pass it on.

import type { Reason } from '@jandon/shield'
import { Invite } from '../../parts/invite.tsx'
import { AdviceCard } from './advice.tsx'
import type { Answer, LinkAnswer, MessageAnswer } from './judge.ts'
import { LinksPart, useLinkNote } from './links-part.tsx'
import { MarkedText } from './marked-text.tsx'
import { OfferPart } from './offer-part.tsx'
import { Reasons } from './reasons.tsx'
import { Share } from './share.tsx'
import { type SharedResult, writeShared } from './shared-result.ts'
import { toldReasons } from './told-reasons.ts'
import { labelsOf, verdictOf } from './verdict.ts'
import { useHeadline, VerdictPanel } from './verdict-panel.tsx'
import { useCheckWords } from './words.ts'

/** Of the reasons as they are numbered, those whose places are marked: with more, all of the text would be. */
const MARKED = 8

export function AnswerView({ answer, onAgain }: { readonly answer: Answer; readonly onAgain: () => void }) {
  return answer.kind === 'message' ? (
    <MessageView answer={answer} onAgain={onAgain} />
  ) : (
    <LinkView answer={answer} onAgain={onAgain} />
  )
}

function MessageView({ answer, onAgain }: { readonly answer: MessageAnswer; readonly onAgain: () => void }) {
  const { t } = useCheckWords()
  const { message, provider } = answer
  const verdict = verdictOf(labelsOf(answer))
  const reasons = toldReasons([...message.reasons, ...(provider?.reasons ?? [])], verdict.level)
  const headline = useHeadline('message', verdict.level)
  if (verdict.level === 'short') return <VerdictPanel kind="message" verdict={verdict} takesFocus />
  const isAboutShop = verdict.level === 'unlawful' && message.label === 'ham'
  return (
    <>
      <VerdictPanel
        kind="message"
        verdict={verdict}
        about={message.theme === 'none' ? undefined : message.themeName}
        note={answer.tellsOfOffer && verdict.level === 'unsure' ? t.verdict.toldOffer : undefined}
        takesFocus
      />
      {answer.isCut && <p className="note">{t.box.cut}</p>}
      <AdviceCard advice={isAboutShop && provider ? provider.advice : message.advice} />
      {provider && <OfferPart provider={provider} />}
      {(provider || verdict.level === 'unsure') && <Invite to={{ name: 'offer' }} {...t.toOffer} />}
      <section className="card why">
        <h3>{t.why.title}</h3>
        <h4>{t.why.textTitle}</h4>
        <MarkedText text={answer.text} reasons={reasons} marked={MARKED} />
        {reasons.some(reason => reason.spans.length > 0) && <p className="small no-print">{t.why.marked}</p>}
        <Reasons reasons={reasons} isCalm={verdict.level === 'nothing'} />
        <LinksPart links={message.links} />
      </section>
      <Share fragment={fragmentOf(answer)} headline={headline} onAgain={onAgain} />
    </>
  )
}

function LinkView({ answer, onAgain }: { readonly answer: LinkAnswer; readonly onAgain: () => void }) {
  const { t } = useCheckWords()
  const { link } = answer
  const verdict = verdictOf(labelsOf(answer))
  const reasons = toldReasons(link.reasons, verdict.level)
  return (
    <>
      <VerdictPanel kind="link" verdict={verdict} note={useLinkNote(link)} takesFocus />
      <AdviceCard advice={link.advice} />
      <section className="card why">
        <h3>{t.why.title}</h3>
        <MarkedText text={answer.text} reasons={reasons} marked={MARKED} isDefanged />
        <p className="small">{t.links.defanged}</p>
        <Reasons reasons={reasons} isCalm={verdict.level === 'nothing'} />
      </section>
      <Share fragment={fragmentOf(answer)} headline={useHeadline('link', verdict.level)} onAgain={onAgain} />
    </>
  )
}

function fragmentOf(answer: Answer): string {
  return writeShared(sharedOf(answer))
}

function sharedOf(answer: Answer): SharedResult {
  const { probability, provider } = labelsOf(answer)
  const percent = Math.round(probability * 100)
  if (answer.kind === 'link') {
    return { kind: 'link', label: answer.link.label, percent, codes: codesOf(answer.link.reasons) }
  }
  const { label, theme, reasons } = answer.message
  const codes = codesOf([...reasons, ...(answer.provider?.reasons ?? [])])
  return { kind: 'message', label, theme, percent, codes, ...(provider && { provider }) }
}

/** The codes of what speaks against it: the reasons that are passed on. */
function codesOf(reasons: readonly Reason[]): string[] {
  return [
    ...new Set(
      toldReasons(reasons, 'trap')
        .filter(({ weight }) => weight >= 0)
        .map(({ code }) => code),
    ),
  ]
}
