// SPDX-License-Identifier: Apache-2.0
// The first page: say what you have, one thing at a time, or look at an example with one tap.

import { useState } from 'react'
import { useAskForQuote } from '../../api/queries.ts'
import { todayInKorea } from '../../app/clock.ts'
import { useSpeech } from '../../app/language.tsx'
import { type Draft, EMPTY_DRAFT, nextRef, putItem, removeItem, useDraft, writeDraft } from '../../draft/draft.ts'
import { emptyForm, formOf, type ItemForm } from '../../draft/item-form.ts'
import { STORY_NAMES, type StoryName, story } from '../../draft/stories.ts'
import { Sign } from '../../parts/icon.tsx'
import { CheckInvite } from '../../parts/invite.tsx'
import { ItemEditor } from './item-editor.tsx'
import { ItemList } from './item-list.tsx'
import { KindPicker } from './kind-picker.tsx'
import { Promises } from './promises.tsx'

type Step = { readonly at: 'list' } | { readonly at: 'pick' } | { readonly at: 'edit'; readonly form: ItemForm }

export function HomePage() {
  const { t } = useSpeech()
  const kept = useDraft()
  const draft = kept.isExample ? EMPTY_DRAFT : kept
  const ask = useAskForQuote()
  const [step, setStep] = useState<Step>({ at: draft.items.length > 0 ? 'list' : 'pick' })
  const submit = (next: Draft) => {
    writeDraft(next)
    ask.mutate({ draft: next })
  }
  const onRemove = (ref: string) => {
    const next = removeItem(draft, ref)
    writeDraft(next)
    if (next.items.length === 0) setStep({ at: 'pick' })
  }
  const isFirstLook = step.at === 'pick' && draft.items.length === 0
  return (
    <div className={isFirstLook ? 'home home-first' : 'home'}>
      <header className={isFirstLook ? 'hero' : 'hero visually-hidden'}>
        <h1 tabIndex={-1}>{t.home.title}</h1>
        <p className="lead">{t.home.lead}</p>
      </header>
      {isFirstLook && <Stories isBusy={ask.isPending} onPick={name => submit(story(name, todayInKorea()))} />}
      <div className="home-main">
        {step.at === 'list' && (
          <ItemList
            items={draft.items}
            ask={ask}
            onEdit={item => setStep({ at: 'edit', form: formOf(item) })}
            onRemove={onRemove}
            onAdd={() => setStep({ at: 'pick' })}
            onSubmit={() => submit(draft)}
          />
        )}
        {step.at === 'pick' && (
          <KindPicker
            isFirst={draft.items.length === 0}
            onPick={kind => setStep({ at: 'edit', form: emptyForm(nextRef(draft.items), kind) })}
            onCancel={draft.items.length === 0 ? undefined : () => setStep({ at: 'list' })}
          />
        )}
        {step.at === 'edit' && (
          <ItemEditor
            key={`${step.form.ref}-${step.form.kind}`}
            start={step.form}
            ask={ask}
            onCancel={() => setStep({ at: draft.items.length > 0 ? 'list' : 'pick' })}
            onAnother={item => {
              writeDraft(putItem(draft, item))
              setStep({ at: 'pick' })
            }}
            onSubmit={item => submit(putItem(draft, item))}
          />
        )}
      </div>
      {isFirstLook && <CheckInvite from="fromHome" />}
      {isFirstLook && <Promises />}
    </div>
  )
}

function Stories(props: { readonly isBusy: boolean; readonly onPick: (name: StoryName) => void }) {
  const { t } = useSpeech()
  return (
    <section className="stories" aria-labelledby="stories-title">
      <h2 id="stories-title" className="section-title">
        {t.home.storiesTitle}
      </h2>
      <ul className="stories-list">
        {STORY_NAMES.map(name => (
          <li key={name}>
            <button type="button" className="story" disabled={props.isBusy} onClick={() => props.onPick(name)}>
              <span className="story-title">{t.home.stories[name].title}</span>
              <span className="story-note">{t.home.stories[name].note}</span>
              <Sign name="next" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
