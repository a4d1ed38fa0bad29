// SPDX-License-Identifier: Apache-2.0
// Dates and instants as people read them. Local dates stay dates: they are never moved by a time zone.

import type { Language } from '../messages/index.ts'

const LOCALES: Readonly<Record<Language, string>> = { ko: 'ko-KR', en: 'en-GB' }

function midnightUtc(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}

/** `2026-11-27` as `11월 27일 (금)`, with the year only when it is not the year of `today`. */
export function formatDate(date: string, language: Language, today: string): string {
  const at = midnightUtc(date)
  if (Number.isNaN(at)) return date
  const isThisYear = date.slice(0, 4) === today.slice(0, 4)
  const format = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', ...parts }).format(at)
  const month = language === 'ko' ? 'long' : 'short'
  const day = format({ month, day: 'numeric', ...(isThisYear ? {} : { year: 'numeric' }) })
  const weekday = format({ weekday: 'short' })
  return language === 'ko' ? `${day} (${weekday})` : `${weekday} ${day}`
}

/** `2026-11-27` as `2026년 11월 27일`: for documents, where the year may not be left out. */
export function formatFullDate(date: string, language: Language): string {
  const at = midnightUtc(date)
  return Number.isNaN(at)
    ? date
    : new Intl.DateTimeFormat(LOCALES[language], { timeZone: 'UTC', dateStyle: 'long' }).format(at)
}

/** The clock time of an instant in Korea, to the second: `14:03:09`. */
export function formatTime(instant: string, language: Language): string {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return instant
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'Asia/Seoul',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/** The date and time of an instant in Korea. */
export function formatInstant(instant: string, language: Language): string {
  const at = Date.parse(instant)
  if (Number.isNaN(at)) return instant
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'Asia/Seoul',
    year: 'numeric',
    month: language === 'ko' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/** The same day some years or months away; the last day of the month where the day does not exist there. */
export function shiftDate(date: string, shift: { readonly years?: number; readonly months?: number }): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(part => Number.parseInt(part, 10))
  const monthIndex = month - 1 + (shift.months ?? 0)
  const lastDay = new Date(Date.UTC(year + (shift.years ?? 0), monthIndex + 1, 0)).getUTCDate()
  const at = Date.UTC(year + (shift.years ?? 0), monthIndex, Math.min(day, lastDay))
  return new Date(at).toISOString().slice(0, 10)
}

/** The latest of some dates; empty where there are none. */
export function latestDate(dates: readonly string[]): string {
  return [...dates].sort().at(-1) ?? ''
}
