// SPDX-License-Identifier: Apache-2.0
// What was received, as plain text, with the places marked that decided; of pages without a mark, their ends. A marked
// place is a note: pointing at it, tapping it or reaching it by key shows its reason beside it, and Enter goes to the
// reason in the list below.

import type { Reason } from '@jandon/shield'
import { type CSSProperties, type MouseEvent, useEffect, useRef, useState } from 'react'
import { gistOf, type Piece, piecesOf } from './marks.ts'
import { reasonId } from './reasons.tsx'
import { unquoted } from './told-reasons.ts'
import { useCheckWords } from './words.ts'

interface Place {
  readonly piece: Piece
  readonly left: number
  readonly top: number
}

/** As wide as a phone of 360 px has room for; wider where the text is. */
const BUBBLE_WIDTH = 'min(18rem, 100%)'

/**
 * `reasons` are numbered in their order, and the first `marked` of them are marked; `isDefanged` writes dots so that no
 * device makes a link of the text.
 */
export function MarkedText(props: {
  readonly text: string
  readonly reasons: readonly Reason[]
  readonly marked: number
  readonly isDefanged?: boolean
}) {
  const { say } = useCheckWords()
  const room = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<Place>()
  const close = () => setShown(undefined)
  useClosing(shown !== undefined, close)
  const show = (piece: Piece, mark: HTMLElement) => {
    const [line] = mark.getClientRects()
    const frame = room.current?.getBoundingClientRect()
    if (line === undefined || frame === undefined) return
    setShown({ piece, left: line.left - frame.left, top: line.bottom - frame.top + 6 })
  }
  const reason = shown?.piece.reason === undefined ? undefined : props.reasons[shown.piece.reason]
  return (
    <div className="given" ref={room}>
      <p dir="auto" translate="no">
        {gistOf(piecesOf(props.text, props.reasons.slice(0, props.marked))).map(piece => (
          <MarkedPiece
            key={piece.from}
            piece={piece}
            reasons={props.reasons}
            isDefanged={props.isDefanged === true}
            onShow={show}
            onHide={close}
          />
        ))}
      </p>
      {shown !== undefined && reason !== undefined && (
        <div className="bubble no-print" aria-hidden="true" style={bubbleStyle(shown)}>
          <b>{(shown.piece.reason ?? 0) + 1}</b> {unquoted(say(reason.explanation), reason.evidence)}
        </div>
      )}
    </div>
  )
}

/** Under the marked place, and never out of the frame of the text. */
function bubbleStyle({ left, top }: Place): CSSProperties {
  return { width: BUBBLE_WIDTH, left: `min(${left}px, 100% - ${BUBBLE_WIDTH})`, top }
}

function MarkedPiece(props: {
  readonly piece: Piece
  readonly reasons: readonly Reason[]
  readonly isDefanged: boolean
  readonly onShow: (piece: Piece, mark: HTMLElement) => void
  readonly onHide: () => void
}) {
  const { piece, onShow, onHide } = props
  const text = props.isDefanged ? defanged(piece.text) : piece.text
  const index = piece.reason
  const reason = index === undefined ? undefined : props.reasons[index]
  if (index === undefined || reason === undefined) return <span>{text}</span>
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    event.preventDefault()
    // Enter is a click without a pointer.
    if (event.detail === 0) goToReason(index)
    else onShow(piece, event.currentTarget)
  }
  return (
    <mark className={reason.weight < 0 ? 'mark mark-in-favour' : 'mark'} data-code={reason.code}>
      <a
        href={`#${reasonId(index)}`}
        role="doc-noteref"
        aria-describedby={reasonId(index)}
        data-number={index + 1}
        onClick={onClick}
        onFocus={event => onShow(piece, event.currentTarget)}
        onBlur={onHide}
        onPointerEnter={event => event.pointerType === 'mouse' && onShow(piece, event.currentTarget)}
        onPointerLeave={event => event.pointerType === 'mouse' && onHide()}
      >
        {text}
      </a>
    </mark>
  )
}

function goToReason(index: number): void {
  const item = document.getElementById(reasonId(index))
  const folded = item?.closest('details')
  if (folded) folded.open = true
  item?.scrollIntoView({ block: 'center' })
  item?.focus({ preventScroll: true })
}

/** Escape or a tap elsewhere closes what a mark shows. */
function useClosing(isOpen: boolean, close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && latest.current()
    const onPointer = (event: PointerEvent) => {
      const isMark = event.target instanceof Element && event.target.closest('mark') !== null
      if (!isMark) latest.current()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPointer)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPointer)
    }
  }, [isOpen])
}

/** An address that nothing opens by mistake: `cj[.]example`. */
export function defanged(text: string): string {
  return text.replaceAll('.', '[.]')
}
