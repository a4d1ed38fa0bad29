// SPDX-License-Identifier: Apache-2.0
// All banks in one sheet with a search box. The browser's own dialog keeps the focus inside and closes on Escape.

import { useId, useRef, useState } from 'react'
import { useBanks } from '../../api/queries.ts'
import type { Bank } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { Sign } from '../../parts/icon.tsx'

interface Props {
  readonly code: string
  readonly error: string | undefined
  readonly onPick: (code: string) => void
}

export function BankPicker({ code, error, onPick }: Props) {
  const { t, say } = useSpeech()
  const banks = useBanks()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const chosen = banks.data?.items.find(bank => bank.code === code)
  const pick = (picked: string) => {
    onPick(picked)
    dialog.current?.close()
  }
  return (
    <div className="field" data-invalid={error === undefined ? undefined : true}>
      <span className="label" id={`${id}-label`}>
        {t.accept.bank}
      </span>
      <button
        type="button"
        className="picker-button"
        aria-haspopup="dialog"
        aria-labelledby={`${id}-label ${id}-value`}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        aria-invalid={error !== undefined}
        onClick={() => dialog.current?.showModal()}
      >
        <span id={`${id}-value`} data-empty={chosen === undefined || undefined}>
          {chosen === undefined ? t.accept.pickBank : say(chosen.name)}
        </span>
        <Sign name="down" size={18} />
      </button>
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <dialog ref={dialog} className="sheet" aria-labelledby={`${id}-title`} closedby="any">
        <div className="sheet-head">
          <h2 id={`${id}-title`}>{t.accept.pickBank}</h2>
          <button
            type="button"
            className="icon-button"
            aria-label={t.app.close}
            onClick={() => dialog.current?.close()}
          >
            <Sign name="close" />
          </button>
        </div>
        <BankList banks={banks.data?.items ?? []} code={code} onPick={pick} />
      </dialog>
    </div>
  )
}

function BankList(props: {
  readonly banks: readonly Bank[]
  readonly code: string
  readonly onPick: (code: string) => void
}) {
  const { t, say } = useSpeech()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLocaleLowerCase()
  const found = props.banks.filter(bank =>
    [bank.name.ko, bank.name.en, bank.code].some(name => name.toLocaleLowerCase().includes(wanted)),
  )
  return (
    <>
      <input
        type="search"
        className="sheet-search"
        aria-label={t.accept.searchBank}
        placeholder={t.accept.searchBank}
        value={search}
        onChange={event => setSearch(event.target.value)}
      />
      <ul className="bank-list">
        {found.map(bank => (
          <li key={bank.code}>
            <button
              type="button"
              className="bank"
              aria-current={bank.code === props.code || undefined}
              onClick={() => props.onPick(bank.code)}
            >
              {say(bank.name)}
            </button>
          </li>
        ))}
      </ul>
      <p className="sheet-none" role="status">
        {found.length === 0 ? t.accept.noBank : ''}
      </p>
    </>
  )
}
