// SPDX-License-Identifier: Apache-2.0
// Where the money goes: an account used before, or a new one in the person's own name.

import { useEffect, useRef } from 'react'
import type { PayoutAccount } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { Choices, TextField } from '../../parts/fields.tsx'
import { BankPicker } from './bank-picker.tsx'
import type { AccountFaults, NewAccountForm } from './new-account.ts'

const NEW = 'new'

export function AccountSection(props: {
  readonly accounts: readonly PayoutAccount[]
  readonly savedId: string | undefined
  readonly onSaved: (id: string | undefined) => void
  readonly account: NewAccountForm
  readonly onAccount: (change: Partial<NewAccountForm>) => void
  readonly faults: AccountFaults
}) {
  const { t, say } = useSpeech()
  const { account, faults, onAccount } = props
  const fields = useRef<HTMLDivElement>(null)
  const firstFault = faults.bankCode ?? faults.accountNumber ?? faults.accountHolder
  useEffect(() => {
    if (firstFault !== undefined) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [firstFault])
  return (
    <section className="card account" aria-labelledby="account-title">
      <h2 id="account-title">{t.accept.accountTitle}</h2>
      {props.accounts.length > 0 && (
        <Choices
          legend={t.accept.saved}
          choices={[
            ...props.accounts.map(saved => ({
              value: saved.id,
              label: `${say(saved.bankName)} ${saved.accountNumberMasked.replace(/\*+/, '···')}`,
            })),
            { value: NEW, label: t.accept.newAccount },
          ]}
          chosen={props.savedId ?? NEW}
          onChoose={id => props.onSaved(id === NEW ? undefined : id)}
        />
      )}
      {props.savedId === undefined && (
        <div className="account-fields" ref={fields}>
          <BankPicker code={account.bankCode} error={faults.bankCode} onPick={bankCode => onAccount({ bankCode })} />
          <TextField
            label={t.accept.accountNumber}
            hint={t.accept.accountNumberHint}
            inputMode="numeric"
            text={account.accountNumber}
            error={faults.accountNumber}
            onText={accountNumber => onAccount({ accountNumber })}
          />
          <TextField
            label={t.accept.accountHolder}
            hint={t.accept.ownName}
            autoComplete="name"
            text={account.accountHolder}
            error={faults.accountHolder}
            onText={accountHolder => onAccount({ accountHolder })}
          />
        </div>
      )}
    </section>
  )
}
