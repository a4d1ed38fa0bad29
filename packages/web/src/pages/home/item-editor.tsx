// SPDX-License-Identifier: Apache-2.0
// One thing in a few fields. Nothing is required: what is left open the API asks for when it matters.

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { type FieldError, problemOf } from '../../api/problem.ts'
import type { useAskForQuote } from '../../api/queries.ts'
import { useSpeech } from '../../app/language.tsx'
import type { DraftItem, OfferKind } from '../../draft/draft.ts'
import { type ItemForm, itemOf, shownValue } from '../../draft/item-form.ts'
import { type Field, FUNDING_CHOICES, KINDS, kindForm } from '../../draft/kinds.ts'
import { AmountField, Choices, DateField } from '../../parts/fields.tsx'
import { KindIcon, Sign } from '../../parts/icon.tsx'
import { ProblemNotice } from '../../parts/notice.tsx'

type Change = (change: Partial<ItemForm>) => void

export function ItemEditor(props: {
  readonly start: ItemForm
  readonly ask: ReturnType<typeof useAskForQuote>
  readonly onCancel: () => void
  readonly onAnother: (item: DraftItem) => void
  readonly onSubmit: (item: DraftItem) => void
}) {
  const { t } = useSpeech()
  const { ask } = props
  const [form, setForm] = useState(props.start)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const kind = kindForm(form.kind) ?? KINDS[0]!
  const names: Readonly<Record<string, { readonly name: string }>> = t.kinds
  const change: Change = part => setForm(now => ({ ...now, ...part }))
  const problem = ask.isError ? problemOf(ask.error) : undefined
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    props.onSubmit(itemOf(form, kind))
  }
  return (
    <form className="card editor" onSubmit={onSubmit} noValidate>
      <div className="editor-head">
        <KindIcon kind={form.kind} />
        <h2 ref={heading} tabIndex={-1}>
          {names[form.kind]?.name}
        </h2>
        <button type="button" className="button button-quiet" onClick={props.onCancel}>
          {t.home.cancel}
        </button>
      </div>
      <div className="editor-fields">
        {kind.fields.map(field => (
          <FactField key={field.fact} field={field} form={form} change={change} errors={problem?.errors ?? []} />
        ))}
      </div>
      <OfferQuestion form={form} change={change} />
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <div className="actions">
        <button type="submit" className="button button-primary" disabled={ask.isPending}>
          {ask.isPending ? t.home.seeing : t.home.see}
        </button>
        <button type="button" className="button" onClick={() => props.onAnother(itemOf(form, kind))}>
          <Sign name="plus" />
          {t.home.addAnother}
        </button>
      </div>
    </form>
  )
}

interface FactProps {
  readonly field: Field
  readonly form: ItemForm
  readonly change: Change
  readonly errors: readonly FieldError[]
}

function FactField({ field, form, change, errors }: FactProps) {
  const { t } = useSpeech()
  const labels: Readonly<Record<string, string>> = t.fields
  const label = labels[field.fact] ?? field.fact
  const hint = labels[`${field.fact}Hint`]
  const value = shownValue(form, field)
  const error = errors.find(entry => entry.pointer.endsWith(`/${field.fact}`))?.detail
  const set = (text: string) => change({ values: { ...form.values, [field.fact]: text } })
  const shared = { label, error, ...(hint === undefined ? {} : { hint }) }
  switch (field.input) {
    case 'money':
    case 'points':
      return (
        <AmountField {...shared} digits={value} unit={field.input === 'points' ? 'points' : 'won'} onDigits={set} />
      )
    case 'date':
      return (
        <DateField
          {...shared}
          date={value}
          isUnknown={form.unknowns.includes(field.fact)}
          onDate={set}
          onUnknown={isUnknown =>
            change({
              unknowns: isUnknown ? [...form.unknowns, field.fact] : form.unknowns.filter(fact => fact !== field.fact),
            })
          }
        />
      )
    case 'funding':
      return (
        <Choices
          legend={label}
          choices={FUNDING_CHOICES.map(choice => ({ value: choice, label: t.funding[choice] }))}
          chosen={FUNDING_CHOICES.find(choice => choice === value)}
          onChoose={set}
        />
      )
    case 'remaining':
      return <RemainingField form={form} change={change} value={value} onDigits={set} />
  }
}

function RemainingField(props: {
  readonly form: ItemForm
  readonly change: Change
  readonly value: string
  readonly onDigits: (digits: string) => void
}) {
  const { t } = useSpeech()
  const { form, change } = props
  return (
    <div className="remaining">
      <Choices
        legend={t.fields.remaining}
        choices={[
          { value: 'all', label: t.fields.remainingAll },
          { value: 'some', label: t.fields.remainingSome },
        ]}
        chosen={form.isPartlyUsed ? 'some' : 'all'}
        onChoose={choice => change({ isPartlyUsed: choice === 'some' })}
      />
      {form.isPartlyUsed && (
        <AmountField label={t.fields.remainingAmount} digits={props.value} onDigits={props.onDigits} />
      )}
    </div>
  )
}

const OFFERS: readonly OfferKind[] = ['none', 'sell', 'borrow']

function OfferQuestion({ form, change }: { readonly form: ItemForm; readonly change: Change }) {
  const { t } = useSpeech()
  const set = (fact: string) => (text: string) => change({ values: { ...form.values, [fact]: text } })
  return (
    <div className="offer-question">
      <Choices
        legend={t.home.offerTitle}
        hint={t.home.offerHint}
        choices={OFFERS.map(offer => ({ value: offer, label: t.home.offerKinds[offer] }))}
        chosen={form.offer}
        onChoose={offer => change({ offer })}
      />
      {form.offer !== 'none' && (
        <div className="editor-fields">
          <AmountField
            label={t.home.offerCash}
            digits={form.values['offer.cashReceived'] ?? ''}
            onDigits={set('offer.cashReceived')}
          />
          <DateField label={t.home.offerDue} date={form.values['offer.dueOn'] ?? ''} onDate={set('offer.dueOn')} />
        </div>
      )}
    </div>
  )
}
