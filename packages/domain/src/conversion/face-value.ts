// SPDX-License-Identifier: Apache-2.0
// The face value with which an instrument enters the books: what its issuer owes on it, in that issuer's own unit.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type InstrumentKind, knownIssuer } from '../instrument/index.ts'
import { type Money, money, parseMoney } from '../money/index.ts'

/** The first word of the unit: face values of different kinds of the same issuer do not mix either. */
const UNIT_WORD: Readonly<Record<InstrumentKind, string>> = {
  prepaid_balance: 'balance',
  electronic_money: 'emoney',
  new_type_voucher: 'voucher',
  paper_voucher: 'paper',
  local_voucher: 'local',
  onnuri_voucher: 'onnuri',
  card_points: 'cardpoints',
  loyalty_points: 'points',
  game_cash: 'game',
  transit_card: 'transit',
  carrier_purchase: 'purchase',
  carrier_credit: 'credit',
  digital_content: 'content',
  telecom_overpayment: 'overpaid',
  dormant_deposit: 'deposit',
  gift_card: 'giftcard',
  airtime: 'airtime',
}

const ISSUER_FORM = /^[a-z0-9_-]{1,40}$/

/** The issuer as the books name it: its own code where it has one, else a short hash of its name. */
export function issuerCode(issuer: unknown): string {
  if (typeof issuer !== 'string' || issuer.trim() === '') return 'unnamed'
  const plain = knownIssuer(issuer) ?? issuer.normalize('NFKC').trim().toLowerCase()
  return ISSUER_FORM.test(plain) ? plain : `x-${bytesToHex(sha256(utf8ToBytes(plain))).slice(0, 12)}`
}

/** Facts that say how much is left on an instrument, the most exact first. */
const VALUE_FACTS = ['remaining', 'balance', 'points', 'faceValue', 'initialValue', 'pricePaid'] as const

function amountOf(fact: unknown): bigint | undefined {
  const asMoney = parseMoney(fact)
  if (asMoney) return asMoney.amountMinor
  if (typeof fact === 'number' && Number.isSafeInteger(fact)) return BigInt(fact)
  return typeof fact === 'string' && /^\d{1,15}$/.test(fact) ? BigInt(fact) : undefined
}

/** What the holder gives up. Falls back to what is paid for it when no fact says. Units: the issuer's face value. */
export function faceValueOf(
  instrument: { readonly kind: string; readonly [fact: string]: unknown },
  gross: Money,
): { readonly issuer: string; readonly faceValue: Money } {
  const issuer = issuerCode(instrument.issuer)
  const amount = VALUE_FACTS.map(name => amountOf(instrument[name])).find(each => each !== undefined && each > 0n)
  const word = UNIT_WORD[instrument.kind as InstrumentKind] ?? 'other'
  return { issuer, faceValue: money(amount ?? gross.amountMinor, `${word}:${issuer}:${gross.unit}`) }
}
