// SPDX-License-Identifier: Apache-2.0
// The chart of accounts: every account that may exist, on which side it normally stands, and whether it may be
// overdrawn. A code and its meaning never change once a book has used it; new meanings get new codes.

import { assert } from '../assert/index.ts'
import { deriveIdFromKey, type Id } from '../ids/index.ts'
import { isUnit, type Unit } from '../money/index.ts'
import type { AccountSpec } from './types.ts'

export type NormalSide = 'debit' | 'credit'

/**
 * `none`: what is available on the normal side, less what is reserved by pending transfers, never goes below zero.
 * `unlimited`: it may stand on either side.
 */
export type Overdraft = 'none' | 'unlimited'

export interface ChartEntry {
  readonly normalSide: NormalSide
  readonly overdraft: Overdraft
  /** Whose account: one per holder, instrument or issuer, or one for the whole book. */
  readonly owner: 'holder' | 'instrument' | 'issuer' | 'book'
  /** What it is counted in: a currency, or the face value that one issuer owes (`voucher:<issuer>:KRW`). */
  readonly counts: 'currency' | 'face_value'
  /**
   * Touched by so many conversions that a lock on it would make them wait for each other. Its movements are appended
   * and summed on reading; with an overdraft rule, what is available is split into shares, each of which keeps the
   * rule.
   */
  readonly hot: boolean
  readonly name: { readonly ko: string; readonly en: string }
  readonly meaning: { readonly ko: string; readonly en: string }
}

export const CHART = {
  instrument_outstanding: {
    normalSide: 'debit',
    overdraft: 'unlimited',
    owner: 'issuer',
    counts: 'face_value',
    hot: true,
    name: { ko: '발행사 미상환 액면', en: 'Face value outstanding' },
    meaning: {
      ko: '등록된 수단의 액면 가운데 발행사가 아직 갚지 않은 금액이에요.',
      en: 'Face value of registered instruments that their issuer has not yet redeemed.',
    },
  },
  holder_instrument: {
    normalSide: 'credit',
    overdraft: 'none',
    owner: 'instrument',
    counts: 'face_value',
    hot: false,
    name: { ko: '이용자 수단 잔액', en: 'Instrument of a holder' },
    meaning: {
      ko: '이용자가 가진 수단 하나에 남은 액면이에요. 이보다 많이 쓸 수 없어요.',
      en: 'Face value left on one instrument of a holder. No more than this can be converted.',
    },
  },
  instrument_redeeming: {
    normalSide: 'credit',
    overdraft: 'unlimited',
    owner: 'issuer',
    counts: 'face_value',
    hot: true,
    name: { ko: '환급 진행 중 액면', en: 'Face value being redeemed' },
    meaning: {
      ko: '환급을 맡기려고 잡아 둔 액면이에요. 환급이 끝나면 0으로 돌아와요.',
      en: 'Face value held while its issuer is asked for the money. Returns to zero with each redemption.',
    },
  },
  issuer_receivable: {
    normalSide: 'debit',
    overdraft: 'unlimited',
    owner: 'issuer',
    counts: 'currency',
    hot: true,
    name: { ko: '발행사 미수금', en: 'Owed by issuer' },
    meaning: {
      ko: '환급이 확정되어 발행사가 보내 줄 돈이에요. 발행사 수수료를 뺀 금액이에요.',
      en: 'Money that an issuer owes for finished redemptions and has not yet sent, less its own fee.',
    },
  },
  safeguarding_cash: {
    normalSide: 'debit',
    overdraft: 'none',
    owner: 'book',
    counts: 'currency',
    hot: true,
    name: { ko: '별도관리 예금', en: 'Safeguarding cash' },
    meaning: {
      ko: '이용자 돈을 따로 두는 은행 예금이에요. 지급을 시작할 때 그만큼을 먼저 잡아 둬요.',
      en: 'The bank account where holders’ money is kept apart. A payout reserves its cash here before it starts.',
    },
  },
  holder_cash: {
    normalSide: 'credit',
    overdraft: 'none',
    owner: 'holder',
    counts: 'currency',
    hot: false,
    name: { ko: '이용자 예수금', en: 'Owed to holder' },
    meaning: {
      ko: '이용자에게 드려야 할 돈이에요.',
      en: 'Money that we owe to one holder.',
    },
  },
  payout_clearing: {
    normalSide: 'credit',
    overdraft: 'unlimited',
    owner: 'book',
    counts: 'currency',
    hot: true,
    name: { ko: '지급 청산', en: 'Payouts in clearing' },
    meaning: {
      ko: '은행에 맡긴 지급이 지나가는 계정이에요. 지급이 끝나면 0으로 돌아와요.',
      en: 'Payouts on their way through the bank. Returns to zero with each settled or returned payout.',
    },
  },
  service_fee: {
    normalSide: 'credit',
    overdraft: 'unlimited',
    owner: 'book',
    counts: 'currency',
    hot: true,
    name: { ko: '서비스 수수료', en: 'Service fees' },
    meaning: {
      ko: '우리 수수료 가운데 아직 별도관리 예금 안에 있는 금액이에요.',
      en: 'Our own fees that still lie in safeguarding cash.',
    },
  },
  service_vat: {
    normalSide: 'credit',
    overdraft: 'unlimited',
    owner: 'book',
    counts: 'currency',
    hot: true,
    name: { ko: '부가세 예수금', en: 'VAT on service fees' },
    meaning: {
      ko: '수수료에 붙은 부가가치세로, 아직 별도관리 예금 안에 있는 금액이에요.',
      en: 'Value added tax on our fees that still lies in safeguarding cash.',
    },
  },
  operator_funds: {
    normalSide: 'credit',
    overdraft: 'none',
    owner: 'book',
    counts: 'currency',
    hot: false,
    name: { ko: '운영자 자기자금', en: 'Operator’s own money' },
    meaning: {
      ko: '발행사 입금 전에 먼저 지급하려고 운영자가 넣어 둔 자기 돈이에요.',
      en: 'Own money put into safeguarding so that holders can be paid before their issuer has settled.',
    },
  },
} as const satisfies Record<string, ChartEntry>

export type AccountCode = keyof typeof CHART
export const ACCOUNT_CODES = Object.keys(CHART) as readonly AccountCode[]

/** The book of an installation that has only one. */
export const DEFAULT_BOOK: Id<'bok'> = deriveIdFromKey('bok', 'default')

export function isAccountCode(text: string): text is AccountCode {
  return Object.hasOwn(CHART, text)
}

/** The chart's entry for a code, as the wide type (the constant itself is narrower). */
export function chartEntry(code: AccountCode): ChartEntry {
  return CHART[code]
}

/** The id that an account with these fields always has, here and on every other machine. */
export function accountId(book: string, code: string, unit: Unit, owner: string | null): Id<'acc'> {
  const key = `${book}/${code}/${unit}/${owner ?? ''}`
  if (owner !== null) return deriveIdFromKey('acc', key)
  const known = accountsOfBooks.get(key)
  if (known !== undefined) return known
  const id = deriveIdFromKey('acc', key)
  if (accountsOfBooks.size < REMEMBERED_ACCOUNTS) accountsOfBooks.set(key, id)
  return id
}

/** Accounts of a whole book are few, and each conversion names a dozen of them. */
const accountsOfBooks = new Map<string, Id<'acc'>>()
const REMEMBERED_ACCOUNTS = 10_000

/** An account of the chart. Idempotent by: book, code, unit and owner give the same id. */
export function accountSpec(book: Id<'bok'>, code: AccountCode, unit: Unit, owner: string | null = null): AccountSpec {
  const entry = chartEntry(code)
  assert(isUnit(unit), `Unknown unit ${unit}.`)
  assert((entry.owner === 'book') === (owner === null), `An account ${code} belongs to ${entry.owner}.`)
  assert(
    (entry.counts === 'currency') === !unit.includes(':'),
    `An account ${code} counts ${entry.counts}, not ${unit}.`,
  )
  return { id: accountId(book, code, unit, owner), book, code, unit, owner }
}
