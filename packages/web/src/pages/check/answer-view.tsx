// SPDX-License-Identifier: Apache-2.0
// The whole answer, in the order in which a worried person needs it: what it is, what to do, what the law says, why,
// what else there is, and how to pass it on.

import type { Advice, PartJudgement, Reason } from '@jandon/shield'
import { Invite } from '../../parts/invite.tsx'
import { AdviceCard } from './advice.tsx'
import type { Answer, LinkAnswer, MessageAnswer } from './judge.ts'
import { LinksPart, useLinkNote } from './links-part.tsx'
import { MarkedText } from './marked-text.tsx'
import { Instead, OfferPart } from './offer-part.tsx'
import { Reasons } from './reasons.tsx'
import { Share } from './share.tsx'
import { type SharedResult, writeShared } from './shared-result.ts'
import { carriesVerdict, toldReasons } from './told-reasons.ts'
import { unsureAdvice } from './unsure-advice.ts'
import { type Level, labelsOf, verdictOf } from './verdict.ts'
import { useHeadline, VerdictPanel } from './verdict-panel.tsx'
import { useCheckWords } from './words.ts'

/** Of the reasons as they are numbered, those whose places are marked: with more, all of the text would be. */
const MARKED = 8

/** Where the answer is clear, only what carried it is marked. */
function markedOf(reasons: readonly Reason[], level: Level): number {
  const shown = level === 'unsure' ? reasons : reasons.filter(reason => carriesVerdict(reason, level))
  return Math.min(MARKED, shown.length)
}

export function AnswerView({ answer, onAgain }: { readonly answer: Answer; readonly onAgain: () => void }) {
  return answer.kind === 'message' ? (
    <MessageView answer={answer} onAgain={onAgain} />
  ) : (
    <LinkView answer={answer} onAgain={onAgain} />
  )
}

function MessageView({ answer, onAgain }: { readonly answer: MessageAnswer; readonly onAgain: () => void }) {
  const { t } = useCheckWords()
  const { provider } = answer
  const verdict = verdictOf(labelsOf(answer))
  const { part, message } = shownOf(answer, verdict.level)
  const reasons = toldReasons([...message.reasons, ...(part ? [] : (provider?.reasons ?? []))], verdict.level)
  const headline = useHeadline('message', verdict.level)
  if (verdict.level === 'short') return <VerdictPanel kind="message" verdict={verdict} takesFocus />
  const marked = markedOf(reasons, verdict.level)
  const isTold = answer.tellsOfOffer && verdict.level === 'unsure'
  const isOffer = provider !== undefined || (verdict.level === 'unsure' && part === undefined)
  const toOffer = isOffer && <Invite to={{ name: 'offer' }} {...t.toOffer} />
  return (
    <>
      <VerdictPanel
        kind="message"
        verdict={verdict}
        about={message.theme === 'none' || verdict.level === 'shop' ? undefined : message.themeName}
        note={part ? t.verdict.partOnly : isTold ? t.verdict.toldOffer : undefined}
        takesFocus
      />
      {answer.isCut && <p className="note">{t.box.cut}</p>}
      <AdviceCard advice={adviceOn(answer, verdict.level)} isSumSaid={verdict.level === 'nothing'} />
      {isTold && toOffer}
      {provider && <OfferPart provider={provider} />}
      <section className="card why">
        <h3>{t.why.title}</h3>
        <h4>{part ? t.why.partTitle : t.why.textTitle}</h4>
        <MarkedText text={part ?? answer.text} reasons={reasons} marked={marked} />
        {reasons.slice(0, marked).some(reason => reason.spans.length > 0) && (
          <p className="small no-print">{t.why.marked}</p>
        )}
        <Reasons reasons={reasons} level={verdict.level} />
        <LinksPart links={answer.message.links} />
      </section>
      {provider && <Instead provider={provider} />}
      {!isTold && toOffer}
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
      <AdviceCard advice={link.advice} isSumSaid={false} />
      <section className="card why">
        <h3>{t.why.title}</h3>
        <MarkedText text={answer.text} reasons={reasons} marked={markedOf(reasons, verdict.level)} isDefanged />
        <p className="small">{t.links.defanged}</p>
        <Reasons reasons={reasons} level={verdict.level} />
      </section>
      <Share fragment={fragmentOf(answer)} headline={useHeadline('link', verdict.level)} onAgain={onAgain} />
    </>
  )
}

/** What is told of: the message, or the part of a long one that is why the answer is not sure. */
function shownOf({ text, message }: MessageAnswer, level: Level): { part?: string; message: PartJudgement } {
  const { part } = message
  return part && level === 'unsure' ? { part: text.slice(part.from, part.to), message: part.judgement } : { message }
}

function adviceOn({ message, provider, tellsOfOffer }: MessageAnswer, level: Level): Advice {
  const isAboutShop = level === 'shop' || (level === 'unlawful' && message.label === 'ham')
  if (isAboutShop && provider) return provider.advice
  return unsureAdvice(level, message.label, tellsOfOffer ? 'told_offer' : 'message') ?? message.advice
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
  const { label, theme } = answer.message
  const { reasons } = answer.message.part?.judgement ?? answer.message
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
