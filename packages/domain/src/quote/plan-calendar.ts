// SPDX-License-Identifier: Apache-2.0
// The days of a quote's plan as an iCalendar file (RFC 5545): days on which a right is lost, each with an alarm, and
// days from which waiting pays. Pure: the same quote gives the same file, so importing it twice makes no second entry.

import { formatAmount, type MoneyJson, parseMoney } from '../money/index.ts'
import type { Language } from '../policy/index.ts'
import { addDays, type LocalDate } from '../time/index.ts'
import type { DeadlineJson, QuoteJson, WaitJson } from './contract.ts'

/** RFC 5545 §3.1: a line has at most 75 octets, and what goes on begins with a space. */
const LINE_OCTETS = 75
/** A week before the day: time to find the receipt, and soon enough not to be forgotten again. */
const ALARM_DAYS = 7

interface Messages {
  readonly name: string
  readonly deadline: (title: string, net: string) => string
  readonly wait: (title: string, net: string) => string
  readonly claimAt: (where: string) => string
  readonly thing: (ref: string) => string
  readonly estimate: string
  readonly money: (digits: string, unit: string) => string
}

const MESSAGES: Readonly<Record<Language, Messages>> = {
  ko: {
    name: '잔돈 기한',
    deadline: (title, net) => `오늘까지 신청: ${title}${net && ` (${net})`}`,
    wait: (title, net) => `오늘부터 가능: ${title} (${net})`,
    claimAt: where => `신청하는 곳: ${where}`,
    thing: ref => `항목: ${ref}`,
    estimate: '예상 금액이에요. 신청하기 전에 한 번 더 확인해 주세요.',
    money: (digits, unit) => (unit === 'KRW' ? `${digits}원` : `${digits} ${unit}`),
  },
  en: {
    name: 'Jandon deadlines',
    deadline: (title, net) => `Last day to claim: ${title}${net && ` (${net})`}`,
    wait: (title, net) => `Open from today: ${title} (${net})`,
    claimAt: where => `Claim at: ${where}`,
    thing: ref => `Item: ${ref}`,
    estimate: 'An estimate. Check again before you claim.',
    money: (digits, unit) => `${digits} ${unit}`,
  },
}

/** The file as text. Idempotent by: quote and language. */
export function planCalendar(quote: QuoteJson, language: Language = quote.language): string {
  const messages = MESSAGES[language]
  // A quote that was kept before plans had deadlines has none.
  const { deadlines = [], waits = [] } = quote.plan as Partial<QuoteJson['plan']>
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Jandon//Deadlines//KO',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(messages.name)}`,
    ...deadlines.flatMap((deadline, index) => deadlineEvent(quote, deadline, index, language)),
    ...waits.flatMap((wait, index) => waitEvent(quote, wait, index, language)),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${fold(line)}\r\n`).join('')
}

function deadlineEvent(quote: QuoteJson, deadline: DeadlineJson, index: number, language: Language): string[] {
  const messages = MESSAGES[language]
  const { ref, date, title, net, claimAt } = deadline
  const summary = messages.deadline(title[language], net ? amount(net, messages) : '')
  const description = [messages.thing(ref), ...(claimAt ? [messages.claimAt(claimAt[language])] : []), deadline.ruleId]
  const alarm = [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(summary)}`,
    `TRIGGER:-P${ALARM_DAYS}D`,
    'END:VALARM',
  ]
  return event(quote, `deadline-${index}`, date as LocalDate, summary, description, alarm)
}

function waitEvent(quote: QuoteJson, wait: WaitJson, index: number, language: Language): string[] {
  const messages = MESSAGES[language]
  const summary = messages.wait(wait.title[language], amount(wait.net, messages))
  const isEstimate = wait.promise === 'estimate'
  const description = [messages.thing(wait.ref), ...(isEstimate ? [messages.estimate] : []), wait.ruleId]
  return event(quote, `wait-${index}`, wait.until as LocalDate, summary, description, [])
}

function event(
  quote: QuoteJson,
  name: string,
  date: LocalDate,
  summary: string,
  description: readonly string[],
  alarm: readonly string[],
): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${quote.id}-${name}@jandon`,
    `DTSTAMP:${quote.createdAt.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}`,
    `DTSTART;VALUE=DATE:${basic(date)}`,
    `DTEND;VALUE=DATE:${basic(addDays(date, 1))}`,
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description.join('\n'))}`,
    'TRANSP:TRANSPARENT',
    ...alarm,
    'END:VEVENT',
  ]
}

function amount(json: MoneyJson, { money }: Messages): string {
  const value = parseMoney(json)
  return value ? money(formatAmount(value), value.unit) : ''
}

const basic = (date: LocalDate) => date.replaceAll('-', '')

/** RFC 5545 §3.3.11: backslash, semicolon, comma and line breaks; other control characters have no place in a text. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\\;,]/g, character => `\\${character}`)
    .replaceAll(/\r?\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0)!
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** Folds between characters, never inside of one. */
function fold(line: string): string {
  let folded = ''
  let octets = 0
  for (const character of line) {
    const size = octetsOf(character)
    if (octets + size > LINE_OCTETS) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return folded
}
