// SPDX-License-Identifier: Apache-2.0
// How desks write amounts and days. All of these are fine and read back as what they were; see the tests of the reader.

import { type LocalDate, toEpochDay } from '@jandon/domain/time'
import type { Random } from './random.ts'

const wide = (text: string) => text.replace(/[!-~]/g, char => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
const grouped = (won: bigint) => won.toString().replace(/\B(?=(\d{3})+$)/g, ',')

/** Most cells are plain digits; the rest is what different hands and programs make of them. */
export function writeWon(random: Random, won: bigint, wonSign: string): string {
  const hand = random.int(1, 100)
  if (hand <= 62) return won.toString()
  if (hand <= 84) return grouped(won)
  if (hand <= 91) return `${grouped(won)}원`
  if (hand <= 95) return `${wonSign}${grouped(won)}`
  if (hand <= 97) return wide(grouped(won))
  return ` ${won} `
}

const EXCEL_EPOCH_DAY = 25_569

export function writeDate(random: Random, date: LocalDate): string {
  const [year, month, day] = date.split('-').map(part => Number.parseInt(part, 10)) as [number, number, number]
  const hand = random.int(1, 100)
  if (hand <= 58) return date
  if (hand <= 74) return `${year}.${month}.${day}`
  if (hand <= 82) return date.replaceAll('-', '')
  if (hand <= 88) return `${year}년 ${month}월 ${day}일`
  if (hand <= 93) return date.replaceAll('-', '/')
  if (hand <= 97) return String(toEpochDay(date) + EXCEL_EPOCH_DAY)
  return `${date} 00:00:00`
}
