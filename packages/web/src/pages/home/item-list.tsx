// SPDX-License-Identifier: Apache-2.0
// What has been written down so far, each to change or take out, and the way on.

import { problemOf } from '../../api/problem.ts'
import type { useAskForQuote } from '../../api/queries.ts'
import { useSpeech } from '../../app/language.tsx'
import type { DraftItem } from '../../draft/draft.ts'
import { KindIcon, Sign } from '../../parts/icon.tsx'
import { useItemWords } from '../../parts/item-words.ts'
import { ProblemNotice } from '../../parts/notice.tsx'

export function ItemList(props: {
  readonly items: readonly DraftItem[]
  readonly ask: ReturnType<typeof useAskForQuote>
  readonly onEdit: (item: DraftItem) => void
  readonly onRemove: (ref: string) => void
  readonly onAdd: () => void
  readonly onSubmit: () => void
}) {
  const { t } = useSpeech()
  const { ask } = props
  return (
    <section aria-labelledby="list-title" className="item-list">
      <h2 id="list-title" className="section-title">
        {t.home.listTitle}
      </h2>
      <ul>
        {props.items.map(item => (
          <ItemRow key={item.ref} item={item} onEdit={props.onEdit} onRemove={props.onRemove} />
        ))}
      </ul>
      {ask.isError && <ProblemNotice problem={problemOf(ask.error)} />}
      <div className="actions">
        <button type="button" className="button button-primary" disabled={ask.isPending} onClick={props.onSubmit}>
          {ask.isPending ? t.home.seeing : t.home.see}
        </button>
        <button type="button" className="button" onClick={props.onAdd}>
          <Sign name="plus" />
          {t.home.addAnother}
        </button>
      </div>
    </section>
  )
}

function ItemRow(props: {
  readonly item: DraftItem
  readonly onEdit: (item: DraftItem) => void
  readonly onRemove: (ref: string) => void
}) {
  const { t } = useSpeech()
  const words = useItemWords()(props.item)
  return (
    <li className="item-row">
      <KindIcon kind={props.item.kind} size={36} />
      <div className="item-row-words">
        <span className="item-row-name">{words.name}</span>
        <span className="item-row-detail">{words.detail}</span>
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={t.home.edit(words.name)}
        onClick={() => props.onEdit(props.item)}
      >
        <Sign name="edit" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={t.home.remove(words.name)}
        onClick={() => props.onRemove(props.item.ref)}
      >
        <Sign name="close" />
      </button>
    </li>
  )
}
