// SPDX-License-Identifier: Apache-2.0
// A result that somebody passed on, without the text. Anybody can write such an address, a swindler too: so it says
// where it comes from before what it says, and that one checks one's own.

import { Sign } from '../../parts/icon.tsx'
import { AdviceCard } from './advice.tsx'
import { Basis } from './offer-part.tsx'
import { Reasons } from './reasons.tsx'
import { isCalm } from './verdict.ts'
import { VerdictPanel } from './verdict-panel.tsx'
import type { Worded } from './worded.ts'
import { useCheckWords } from './words.ts'

/** `shared` is absent where the address holds no result. */
export function SharedView({ shared, onOwn }: { readonly shared: Worded | undefined; readonly onOwn: () => void }) {
  const { t } = useCheckWords()
  return (
    <>
      <section className="card shared no-print">
        <h2>{t.shared.title}</h2>
        <p>{shared === undefined ? t.shared.broken : t.shared.text}</p>
        <button type="button" className="button button-primary" onClick={onOwn}>
          <Sign name="paste" size={18} />
          {t.shared.own}
        </button>
      </section>
      {shared !== undefined && <SharedAnswer shared={shared} />}
    </>
  )
}

function SharedAnswer({ shared }: { readonly shared: Worded }) {
  const { t } = useCheckWords()
  return (
    <>
      <VerdictPanel
        kind={shared.kind}
        verdict={shared.verdict}
        about={shared.about}
        headline={isCalm(shared.verdict.level) ? t.shared.nothing : undefined}
        takesFocus={false}
      />
      <AdviceCard advice={shared.advice} isSumSaid={shared.kind === 'message' && shared.verdict.level === 'nothing'} />
      {shared.bases.length > 0 && (
        <section className="card offer-part">
          <h3>{t.offer.title}</h3>
          {shared.bases.map(basis => (
            <Basis key={basis.code} basis={basis} />
          ))}
        </section>
      )}
      <section className="card why">
        <h3>{t.why.title}</h3>
        <Reasons reasons={shared.reasons} level={shared.verdict.level} />
      </section>
    </>
  )
}
