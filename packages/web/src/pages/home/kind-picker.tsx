// SPDX-License-Identifier: Apache-2.0
// Pictured tiles, the commonest first.

import { useSpeech } from '../../app/language.tsx'
import { KINDS } from '../../draft/kinds.ts'
import { KindIcon } from '../../parts/icon.tsx'

export function KindPicker(props: {
  readonly isFirst: boolean
  readonly onPick: (kind: string) => void
  readonly onCancel: (() => void) | undefined
}) {
  const { t } = useSpeech()
  const names: Readonly<Record<string, { readonly name: string; readonly hint: string }>> = t.kinds
  return (
    <section aria-labelledby="pick-title">
      <h2 id="pick-title" className="section-title">
        {props.isFirst ? t.home.pickTitle : t.home.pickAnother}
      </h2>
      <ul className="tiles">
        {KINDS.map(form => (
          <li key={form.kind}>
            <button type="button" className="tile" data-kind={form.kind} onClick={() => props.onPick(form.kind)}>
              <KindIcon kind={form.kind} />
              <span className="tile-name">{names[form.kind]?.name}</span>
              <span className="tile-hint">{names[form.kind]?.hint}</span>
            </button>
          </li>
        ))}
      </ul>
      {props.onCancel !== undefined && (
        <button type="button" className="button button-quiet" onClick={props.onCancel}>
          {t.app.back}
        </button>
      )}
    </section>
  )
}
