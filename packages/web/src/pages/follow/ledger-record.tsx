// SPDX-License-Identifier: Apache-2.0
// The ledger behind a conversion: every movement in plain words, for those who want to count along.

import { useState } from 'react'
import { useTransfers } from '../../api/queries.ts'
import type { Conversion } from '../../api/shapes.ts'
import { useSpeech } from '../../app/language.tsx'
import { formatTime } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { Disclosure } from '../../parts/disclosure.tsx'

export function LedgerRecord({ conversion }: { readonly conversion: Conversion }) {
  const { language, t } = useSpeech()
  const [isOpen, setIsOpen] = useState(false)
  const transfers = useTransfers(conversion.id, isOpen, conversion.state)
  const codes: Readonly<Record<string, string>> = t.follow.transferCodes
  const phases: Readonly<Record<string, string>> = t.follow.phases
  return (
    <Disclosure summary={t.follow.ledger} onOpen={() => setIsOpen(true)}>
      <p className="small">{t.follow.ledgerLead}</p>
      <ol className="ledger-lines">
        {(transfers.data?.items ?? []).map(transfer => (
          <li key={transfer.id}>
            <time dateTime={transfer.recordedAt}>{formatTime(transfer.recordedAt, language)}</time>
            <span>
              {codes[transfer.code] ?? transfer.code}
              <small>{phases[transfer.phase] ?? transfer.phase}</small>
            </span>
            <b>{formatMoney(transfer.amount, language)}</b>
          </li>
        ))}
      </ol>
    </Disclosure>
  )
}
