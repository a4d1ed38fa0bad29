// SPDX-License-Identifier: Apache-2.0
// What a holder agrees to: one text per quote and language that names each conversion we would carry out, with its
// amounts. Its hash comes back with the acceptance, so what was agreed is provable to the letter.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { formatAmount, money, type Unit } from '../money/index.ts'
import type { Language } from '../policy/index.ts'
import { type Instant, type LocalDate, localDateAt, minuteOfDayAt } from '../time/index.ts'
import type { Quote, QuoteItem, QuoteOption } from './quote.ts'

export interface ConsentInput {
  readonly items: readonly QuoteItem[]
  readonly currency: Unit
  readonly packVersion: string
  /** The day that arrivals are counted from. */
  readonly asOf: LocalDate
  readonly language: Language
  readonly expiresAt: Instant
  /** The pack's zone, in which the expiry is written out. */
  readonly utcOffsetMinutes: number
}

interface Messages {
  readonly nothing: string
  readonly opening: string
  readonly amount: (digits: string, currency: string) => string
  readonly line: (parts: { ref: string; title: string; gross: string; fees: string; net: string; by: string }) => string
  readonly noFees: string
  readonly estimate: string
  readonly terms: (parts: { expires: string; pack: string; asOf: string }) => readonly string[]
}

const MESSAGES: Readonly<Record<Language, Messages>> = {
  ko: {
    nothing: '이 견적에는 잔돈이 대신 진행할 전환이 없어요. 동의할 것도 없어요.',
    opening: '아래에서 고른 전환 하나를 잔돈이 대신 진행하는 데 동의해요.',
    amount: (digits, currency) => (currency === 'KRW' ? `${digits}원` : `${digits} ${currency}`),
    line: ({ ref, title, gross, fees, net, by }) =>
      `- ${ref}: ${title}. 총액 ${gross}, ${fees}, 받는 금액 ${net}, 늦어도 ${by}까지.`,
    noFees: '수수료 없음',
    estimate: ' (예상 금액)',
    terms: ({ expires, pack, asOf }) => [
      '적은 내용은 사실이고, 내 것이거나 내가 처분할 수 있는 것이에요.',
      '전환이 끝나면 원래의 상품권이나 잔액은 다시 쓸 수 없어요.',
      '돈은 내 이름으로 된 계좌로만 받아요.',
      `받는 날은 ${asOf}에 수락할 때의 날짜예요. 다른 날에 수락하면 그날부터 세요.`,
      `이 견적은 ${expires}까지 쓸 수 있고, 법 규칙은 ${pack} 판을 따랐어요.`,
    ],
  },
  en: {
    nothing: 'Jandon would carry out no conversion in this quote, so there is nothing to agree to.',
    opening: 'I agree that Jandon carries out the one conversion that I choose from these.',
    amount: (digits, currency) => `${digits} ${currency}`,
    line: ({ ref, title, gross, fees, net, by }) =>
      `- ${ref}: ${title}. Gross ${gross}, ${fees}, I receive ${net}, by ${by} at the latest.`,
    noFees: 'no fees',
    estimate: ' (estimate)',
    terms: ({ expires, pack, asOf }) => [
      'What I stated is true, and the value is mine or mine to dispose of.',
      'Once it is converted, the voucher or balance cannot be used again.',
      'The money goes only to an account in my own name.',
      `The arrival date is for an acceptance on ${asOf}; on another day it counts from that day.`,
      `This quote holds until ${expires}, under law pack ${pack}.`,
    ],
  },
}

/** The consent of a quote. Idempotent by: the same quote and language give the same text and hash. */
export function makeConsent(input: ConsentInput): Quote['consent'] {
  const text = consentText(input)
  return { text, textHash: `sha256:${bytesToHex(sha256(utf8ToBytes(text)))}` }
}

function consentText(input: ConsentInput): string {
  const { items, currency, packVersion, asOf, language, expiresAt, utcOffsetMinutes } = input
  const messages = MESSAGES[language]
  const amount = (minor: bigint) => messages.amount(formatAmount(money(minor, currency)), currency)
  const lines = items.flatMap(item =>
    item.options.filter(isConvertible).map(option =>
      messages.line({
        ref: item.ref,
        title: option.title[language],
        gross: amount(option.grossMinor),
        fees: option.fees.map(fee => `${fee.title[language]} ${amount(fee.amountMinor)}`).join(', ') || messages.noFees,
        net: amount(option.netMinor) + (option.promise === 'estimate' ? messages.estimate : ''),
        by: option.arrivesBy,
      }),
    ),
  )
  if (lines.length === 0) return messages.nothing
  const expires = localTime(expiresAt, utcOffsetMinutes)
  return [messages.opening, ...lines, ...messages.terms({ expires, pack: packVersion, asOf })].join('\n')
}

/** `2026-11-23 10:30 (UTC+9)`: the holder's own clock, and which clock that is. */
function localTime(instant: Instant, offsetMinutes: number): string {
  const minutes = minuteOfDayAt(instant, offsetMinutes)
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return `${localDateAt(instant, offsetMinutes)} ${clock} (UTC${offsetMinutes < 0 ? '-' : '+'}${Math.abs(offsetMinutes) / 60})`
}

/** Jandon carries out only what ends in a bank account. */
export function isConvertible(option: Pick<QuoteOption, 'carriedOut' | 'payout'>): boolean {
  return option.carriedOut && option.payout === 'bank'
}
