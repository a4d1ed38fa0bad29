// SPDX-License-Identifier: Apache-2.0
// A calm no: what forbids it, who would be punished (not the reader), and what it would really have cost.

import type { Refusal } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { LegalBasisList } from '../../parts/legal-basis.tsx'
import { TrueCostPicture } from '../../parts/true-cost.tsx'

export function RefusalCard({ refusal }: { readonly refusal: Refusal }) {
  const { t, say } = useSpeech()
  const cost = refusal.trueCost
  return (
    <div className="refusal" data-code={refusal.code}>
      <p className="refusal-title">{say(refusal.title)}</p>
      {refusal.legalBasis[0] !== undefined && <p className="refusal-cite">{say(refusal.legalBasis[0].citation)}</p>}
      <p>{say(refusal.explanation)}</p>
      {(refusal.offender !== undefined || refusal.penalty !== undefined) && (
        <dl className="who">
          {refusal.offender !== undefined && (
            <div>
              <dt>{t.refusal.who}</dt>
              <dd>{say(refusal.offender)}</dd>
            </div>
          )}
          {refusal.penalty !== undefined && (
            <div>
              <dt>{t.refusal.penalty}</dt>
              <dd>{say(refusal.penalty)}</dd>
            </div>
          )}
        </dl>
      )}
      {cost !== undefined && (
        <TrueCostPicture
          title={cost.basis === 'offer' ? t.refusal.costTitle : t.refusal.costTypicalTitle}
          amount={cost.amount}
          cash={cost.cashReceived}
          lost={cost.lost}
          costOnCash={cost.costOnCash}
          yearly={cost.equivalentYearlyCost}
          isBilled={cost.billed}
        />
      )}
      {refusal.nearest !== undefined && (
        <p className="note">
          <b>{t.refusal.nearest}</b> {say(refusal.nearest.title)}
        </p>
      )}
      <LegalBasisList basis={refusal.legalBasis} />
    </div>
  )
}
