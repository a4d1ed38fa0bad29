// SPDX-License-Identifier: Apache-2.0
// The box: paste, clear, check. What is pasted is asked about at once; the button is there for what is typed.

import { type ChangeEvent, type FormEvent, useId, useRef, useState } from 'react'
import { groupDigits } from '../../format/money.ts'
import { Sign } from '../../parts/icon.tsx'
import { LETTERS_MAX } from './judge.ts'
import { useCheckWords } from './words.ts'

interface Props {
  readonly given: string
  readonly onGiven: (given: string) => void
  readonly onAsk: (given: string) => void
  readonly onClear: () => void
}

type Trouble = 'empty' | 'denied'

export function PasteBox({ given, onGiven, onAsk, onClear }: Props) {
  const { t } = useCheckWords()
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const isPasting = useRef(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const ask = (text: string) => {
    const isEmpty = text.trim() === ''
    setTrouble(isEmpty ? 'empty' : undefined)
    if (isEmpty) box.current?.focus()
    else onAsk(text)
  }
  const onChange = (event: ChangeEvent<HTMLTextAreaElement>) => {
    const { value } = event.target
    setTrouble(undefined)
    onGiven(value)
    if (isPasting.current) ask(value)
    isPasting.current = false
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    ask(given)
  }
  const onPaste = async () => {
    try {
      const text = await window.navigator.clipboard.readText()
      onGiven(text)
      ask(text)
    } catch {
      setTrouble('denied')
      box.current?.focus()
    }
  }
  const clear = () => {
    setTrouble(undefined)
    onClear()
    box.current?.focus()
  }
  return (
    <form className="card paste-box no-print" onSubmit={onSubmit} noValidate>
      <label htmlFor={id}>{t.box.label}</label>
      <textarea
        id={id}
        ref={box}
        value={given}
        rows={6}
        placeholder={t.box.placeholder}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        translate="no"
        dir="auto"
        aria-describedby={`${id}-hint`}
        aria-invalid={trouble === 'empty'}
        onPaste={() => {
          isPasting.current = true
        }}
        onChange={onChange}
      />
      <p id={`${id}-hint`} className={trouble === 'empty' ? 'field-error' : 'field-hint'}>
        {trouble === 'empty' ? t.box.empty : hintFor(given, t.box)}
      </p>
      <div className="paste-actions">
        {typeof window.navigator.clipboard?.readText === 'function' && given === '' && (
          <button type="button" className="button" onClick={onPaste}>
            <Sign name="paste" size={18} />
            {t.box.paste}
          </button>
        )}
        {given !== '' && (
          <button type="button" className="button" onClick={clear}>
            <Sign name="close" size={18} />
            {t.box.clear}
          </button>
        )}
        <button type="submit" className="button button-primary">
          {t.box.check}
        </button>
      </div>
      <p role="status" className={trouble === 'denied' ? 'notice' : 'visually-hidden'}>
        {trouble === 'denied' && t.box.pasteDenied}
      </p>
    </form>
  )
}

function hintFor(given: string, words: ReturnType<typeof useCheckWords>['t']['box']): string {
  if (given === '') return words.hint
  return given.length > LETTERS_MAX ? words.tooLong : words.left(groupDigits(String(given.length)))
}
