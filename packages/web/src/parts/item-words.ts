// SPDX-License-Identifier: Apache-2.0
// One line that lets a person recognise a thing they wrote down: its kind, its amount, how it was paid for.

import type { FactValue } from '../api/shapes.ts'
import { useSpeech } from '../app/language.tsx'
import type { DraftItem } from '../draft/draft.ts'
import { formatMoney, groupDigits } from '../format/money.ts'

const AMOUNT_FACTS = ['remaining', 'balance', 'faceValue', 'pricePaid'] as const

export function useItemWords() {
  const { language, t } = useSpeech()
  const kinds: Readonly<Record<string, { readonly name: string }>> = t.kinds
  const fundings: Readonly<Record<string, string>> = t.funding
  const amountOf = (item: DraftItem): string => {
    const { points } = item.facts
    if (points !== undefined) return `${groupDigits(String(points))} ${t.fields.pointUnit}`
    const amount = AMOUNT_FACTS.map(fact => item.facts[fact]).find((value): value is FactValue => value !== undefined)
    return typeof amount === 'object' ? formatMoney(amount, language) : ''
  }
  return (item: DraftItem) => {
    const funding = item.kind === 'carrier_purchase' ? undefined : item.facts.fundingSource
    const amount = amountOf(item)
    const details = [amount, typeof funding === 'string' && funding !== 'unknown' ? (fundings[funding] ?? '') : '']
    return {
      name: kinds[item.kind]?.name ?? item.kind,
      amount,
      detail: details.filter(detail => detail !== '').join(' · '),
    }
  }
}
