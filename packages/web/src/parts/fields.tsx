// SPDX-License-Identifier: Apache-2.0
// Fields for amounts, dates and choices. Every field has a visible label, and says its fault right under itself.

import { type ChangeEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { useSpeech } from '../app/language.tsx'
import { groupDigits, readInMan } from '../format/money.ts'

interface FieldProps {
  readonly label: string
  /** Where a heading above asks the same in larger letters. */
  readonly isLabelHidden?: boolean
  readonly hint?: string
  readonly error?: string | undefined
}

function Field({
  id,
  label,
  isLabelHidden = false,
  hint,
  error,
  children,
}: FieldProps & { readonly id: string; readonly children: ReactNode }) {
  return (
    <div className="field" data-invalid={error === undefined ? undefined : true}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      {children}
      {error === undefined ? (
        hint !== undefined && (
          <p className="field-hint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      ) : (
        <p className="field-error" id={`${id}-hint`}>
          {error}
        </p>
      )}
    </div>
  )
}

const DIGITS_MAX = 11 // 99,999,999,999 won: more than any of these things holds, and still fits the field.

/** A whole amount that groups its digits while it is typed and keeps the caret where it was. Value: digits only. */
export function AmountField(
  props: FieldProps & {
    readonly digits: string
    readonly unit?: 'won' | 'points'
    readonly onDigits: (digits: string) => void
  },
) {
  const { language, t } = useSpeech()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const digitsBeforeCaret = useRef<number | undefined>(undefined)
  const shown = props.digits === '' ? '' : groupDigits(props.digits)
  useLayoutEffect(() => {
    const wanted = digitsBeforeCaret.current
    if (wanted === undefined || input.current === null) return
    digitsBeforeCaret.current = undefined
    let caret = 0
    for (let seen = 0; caret < shown.length && seen < wanted; caret += 1) if (shown[caret] !== ',') seen += 1
    input.current.setSelectionRange(caret, caret)
  })
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    const { value, selectionStart } = event.target
    digitsBeforeCaret.current = value.slice(0, selectionStart ?? value.length).replace(/\D/g, '').length
    props.onDigits(
      value
        .replace(/\D/g, '')
        .replace(/^0+(?=\d)/, '')
        .slice(0, DIGITS_MAX),
    )
  }
  const isPoints = props.unit === 'points'
  const reading = language === 'ko' && !isPoints ? readInMan(props.digits) : ''
  return (
    <Field
      id={id}
      label={props.label}
      isLabelHidden={props.isLabelHidden ?? false}
      hint={reading || props.hint || ''}
      error={props.error}
    >
      <div className="amount-field">
        {!isPoints && language === 'en' && <span aria-hidden="true">₩</span>}
        <input
          id={id}
          ref={input}
          inputMode="numeric"
          autoComplete="off"
          placeholder="0"
          value={shown}
          onChange={onChange}
          aria-describedby={`${id}-hint`}
          aria-invalid={props.error !== undefined}
        />
        {(isPoints || language === 'ko') && (
          <span aria-hidden="true">{isPoints ? t.fields.pointUnit : t.fields.won}</span>
        )}
      </div>
    </Field>
  )
}

/** A day, by the browser's own picker, with a way to say that one does not know it. */
export function DateField(
  props: FieldProps & {
    readonly date: string
    readonly isUnknown?: boolean
    readonly onDate: (date: string) => void
    readonly onUnknown?: (isUnknown: boolean) => void
  },
) {
  const { t } = useSpeech()
  const id = useId()
  return (
    <Field
      id={id}
      label={props.label}
      isLabelHidden={props.isLabelHidden ?? false}
      hint={props.hint ?? ''}
      error={props.error}
    >
      <input
        id={id}
        type="date"
        min="1990-01-01"
        max="2099-12-31"
        value={props.isUnknown === true ? '' : props.date}
        disabled={props.isUnknown === true}
        onChange={event => props.onDate(event.target.value)}
        aria-describedby={`${id}-hint`}
        aria-invalid={props.error !== undefined}
      />
      {props.onUnknown !== undefined && (
        <label className="unknown-toggle">
          <input
            type="checkbox"
            checked={props.isUnknown === true}
            onChange={event => props.onUnknown?.(event.target.checked)}
          />
          <span>{t.fields.unknown}</span>
        </label>
      )}
    </Field>
  )
}

export function TextField(
  props: FieldProps & {
    readonly text: string
    readonly onText: (text: string) => void
    readonly inputMode?: 'numeric' | 'text'
    readonly autoComplete?: string
  },
) {
  const id = useId()
  return (
    <Field
      id={id}
      label={props.label}
      isLabelHidden={props.isLabelHidden ?? false}
      hint={props.hint ?? ''}
      error={props.error}
    >
      <input
        id={id}
        type="text"
        inputMode={props.inputMode ?? 'text'}
        autoComplete={props.autoComplete ?? 'off'}
        value={props.text}
        onChange={event => props.onText(event.target.value)}
        aria-describedby={`${id}-hint`}
        aria-invalid={props.error !== undefined}
      />
    </Field>
  )
}

export interface Choice<T extends string> {
  readonly value: T
  readonly label: string
}

/** One answer out of a few, all of them in sight. Arrow keys move, as in any radio group. */
export function Choices<T extends string>(props: {
  readonly legend: string
  readonly hint?: string
  readonly choices: readonly Choice<T>[]
  readonly chosen: T | undefined
  readonly onChoose: (value: T) => void
}) {
  const name = useId()
  return (
    <fieldset className="choices">
      <legend>{props.legend}</legend>
      {props.hint !== undefined && <p className="field-hint">{props.hint}</p>}
      <div className="choices-list">
        {props.choices.map(choice => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={props.chosen === choice.value}
              onChange={() => props.onChoose(choice.value)}
            />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
