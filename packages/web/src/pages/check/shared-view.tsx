// SPDX-License-Identifier: Apache-2.0
// A result that somebody passed on, without the text. Anybody can write such an address, a swindler too: so it says
// where it comes from before what it says, and that one checks one's own.

import { Sign } from '../../parts/icon.tsx'
import { AdviceCard } from './advice.tsx'
import { Basis } from './offer-part.tsx'
import { type Listed, Reasons } from './reasons.tsx'
import { readShared, type SharedResult } from './shared-result.ts'
import type { LoadedShield } from './use-shield.ts'
import { verdictOf } from './verdict.ts'
import { VerdictPanel } from './verdict-panel.tsx'
import { useCheckWords } from './words.ts'

interface Props {
  readonly shield: LoadedShield
  readonly fragment: string
  readonly onOwn: () => void
}

export function SharedView({ shield, fragment, onOwn }: Props) {
  const { t } = useCheckWords()
  const result = readShared(fragment, shield)
  return (
    <>
      <section className="card shared no-print">
        <h2>{t.shared.title}</h2>
        <p>{result === undefined ? t.shared.broken : t.shared.text}</p>
        <button type="button" className="button button-primary" onClick={onOwn}>
          <Sign name="paste" size={18} />
          {t.shared.own}
        </button>
      </section>
      {result !== undefined && <SharedAnswer shield={shield} result={result} />}
    </>
  )
}

function SharedAnswer({ shield, result }: { readonly shield: LoadedShield; readonly result: SharedResult }) {
  const { t } = useCheckWords()
  const isMessage = result.kind === 'message'
  const provider = isMessage ? result.provider : undefined
  const verdict = verdictOf({
    kind: result.kind,
    label: result.label,
    probability: result.percent / 100,
    ...(provider && { provider }),
  })
  const isAboutShop = provider !== undefined && verdict.level === 'unlawful' && result.label === 'ham'
  const advice =
    result.kind === 'link'
      ? shield.linkAdvice(result.label)
      : isAboutShop
        ? shield.providerAdvice(provider, result.codes)
        : shield.messageAdvice(result.label, result.theme)
  const bases = provider === undefined ? [] : result.codes.flatMap(code => shield.providerLegalBasis(code) ?? [])
  return (
    <>
      <VerdictPanel
        kind={result.kind}
        verdict={verdict}
        about={isMessage && result.theme !== 'none' ? shield.themeName(result.theme) : undefined}
        headline={verdict.level === 'nothing' ? t.shared.nothing : undefined}
        takesFocus={false}
      />
      <AdviceCard advice={advice} />
      {bases.length > 0 && (
        <section className="card offer-part">
          <h3>{t.offer.title}</h3>
          {bases.map(basis => (
            <Basis key={basis.code} basis={basis} />
          ))}
        </section>
      )}
      <section className="card why">
        <h3>{t.why.title}</h3>
        <Reasons reasons={listed(shield, result)} />
      </section>
    </>
  )
}

/** The reasons of a shared result, in their order; codes that this version does not know are passed over. */
function listed(shield: LoadedShield, { kind, codes }: SharedResult): Listed[] {
  return codes.flatMap(code => {
    const explanation =
      kind === 'link'
        ? shield.explainLinkReason(code)
        : (shield.explainMessageReason(code) ?? shield.explainProviderReason(code))
    return explanation === undefined ? [] : [{ code, evidence: '', explanation, weight: 1 }]
  })
}
