// SPDX-License-Identifier: Apache-2.0
// Rows → the text of a file, and for each line what must become of it.

import { addDays } from '@jandon/domain/time'
import { writeDate, writeWon } from './format.ts'
import { type Cells, MISTAKES } from './mistakes.ts'
import { MONTH, type Share } from './month.ts'
import { createRandom, type Random } from './random.ts'
import { type DeskRow, type Expected, FILE_DATE } from './rows.ts'

export interface FilePlan {
  readonly seed: number
  readonly shares: readonly Share[]
  readonly mistakes: number
  readonly duplicates: number
  readonly delimiter: ',' | ';'
  readonly lineEnd: '\n' | '\r\n'
  readonly trailingEmptyLines: number
  /** CP949 has the full-width sign only. */
  readonly wonSign: '₩' | '￦'
}

export interface ExpectedLine extends Expected {
  readonly line: number
  readonly template: string
  readonly mistake?: string
}

export interface MadeFile {
  readonly text: string
  readonly expected: readonly ExpectedLine[]
}

/** Header and field of each column, in the order of the desk's form. */
const COLUMNS: readonly (readonly [string, string])[] = [
  ['접수번호', 'ref'],
  ['요청', 'intent'],
  ['종류', 'kind'],
  ['발행사', 'issuer'],
  ['일련번호', 'serial'],
  ['액면가', 'faceValue'],
  ['구매가', 'pricePaid'],
  ['잔액', 'remaining'],
  ['최종 충전액', 'lastCharge'],
  ['포인트', 'points'],
  ['구매일', 'purchasedOn'],
  ['유효기간', 'expiresOn'],
  ['발행일', 'issuedOn'],
  ['제공일', 'suppliedOn'],
  ['사용일', 'usedOn'],
  ['결제수단', 'fundingSource'],
  ['무상 여부', 'isPromotional'],
  ['개봉 여부', 'isOpened'],
  ['불리한 변경', 'adverseChange'],
  ['공급 불가', 'sellerCannotSupply'],
  ['모바일 교통카드', 'isMobileCard'],
  ['게임 결과물', 'isGameResult'],
  ['성명', 'holderName'],
  ['생년월일', 'birthDate'],
  ['연락처', 'phone'],
  ['은행', 'bank'],
  ['계좌번호', 'accountNumber'],
  ['예금주', 'accountHolder'],
  ['동의일', 'consentedOn'],
  ['비고', 'note'],
]

const NOTES = [
  '전화 접수',
  '방문 접수, 신분증 확인',
  '고객이 "빨리" 요청',
  '1차 문의: 11/3\n2차 문의: 11/12',
  '영수증 있음',
]

function cellsOf(row: DeskRow, ref: string, wonSign: string, random: Random): Cells {
  const cells: Cells = new Map()
  const set = (field: string, value: string | undefined) => {
    if (value !== undefined) cells.set(field, value)
  }
  set('ref', ref)
  set('intent', row.intent ?? (random.chance(70) ? '환불' : undefined))
  set('kind', row.kind)
  set('issuer', row.issuer)
  set('serial', row.serial)
  for (const [field, won] of Object.entries(row.amounts)) set(field, writeWon(random, won, wonSign))
  for (const [field, date] of Object.entries(row.dates)) set(field, writeDate(random, date))
  for (const [field, word] of Object.entries(row.words)) set(field, word)
  const { person } = row
  set('holderName', person.name)
  set('birthDate', person.birthDate)
  set('phone', random.chance(80) ? person.phone : person.phone.replaceAll('-', ''))
  set('bank', person.bank)
  set('accountNumber', person.accountNumber)
  set('accountHolder', person.name)
  set('consentedOn', writeDate(random, addDays(FILE_DATE, -random.int(1, 18))))
  if (random.chance(6)) set('note', random.pick(NOTES))
  return cells
}

interface Planned {
  readonly cells: Cells
  readonly expected: Expected
  readonly template: string
  readonly mistake?: string
}

/** Spoils some of the rows that would have been paid, each mistake about equally often. */
function spoil(rows: readonly Planned[], count: number, random: Random): Planned[] {
  const spoiled = [...rows]
  const order = random.shuffle(rows.map((_, index) => index))
  let done = 0
  for (const index of order) {
    if (done === count) break
    const row = rows[index]!
    const mistake = MISTAKES[done % MISTAKES.length]!
    const fits = row.expected.outcome === 'paid' && mistake.needs.every(field => row.cells.has(field))
    if (!fits) continue
    const cells = new Map(row.cells)
    mistake.spoil(cells, random)
    spoiled[index] = { cells, expected: mistake.expected, template: row.template, mistake: mistake.name }
    done += 1
  }
  return spoiled
}

/** Repeats some good rows further down: half of them letter for letter, half under a new reference and another hand. */
function repeat(rows: readonly Planned[], count: number, random: Random): Planned[] {
  const withRepeats = [...rows]
  const repeatable = random.shuffle(rows.filter(row => row.expected.outcome === 'paid' && row.cells.has('serial')))
  for (const [number, row] of repeatable.slice(0, count).entries()) {
    const cells = new Map(row.cells)
    if (number % 2 === 1) {
      cells.set('ref', `${cells.get('ref')}-2`)
      cells.set('note', '재접수')
      cells.set('serial', cells.get('serial')!.replaceAll('-', ' '))
    }
    const first = withRepeats.indexOf(row)
    const place = random.int(first + 1, withRepeats.length)
    const repeated: Planned = {
      cells,
      expected: { outcome: 'duplicate' },
      template: row.template,
      mistake: 'repeated row',
    }
    withRepeats.splice(place, 0, repeated)
  }
  return withRepeats
}

/** A line as a hand breaks it: a quote that is never closed, or a comma too many. */
function brokenLines(random: Random, delimiter: string): { line: string; expected: Expected; mistake: string }[] {
  const name = '김따옴'
  const start = ['B-1', '환불', '모바일상품권', '컬쳐랜드']
  const unclosed = [...start, `"3190-${random.digits(4)}-${random.digits(4)}`, '10000', '9000', '10000', name]
  const tooMany = [...start, `3190-${random.digits(4)}`, ...COLUMNS.slice(5).map(() => ''), '', '주소가 여기까지']
  tooMany[COLUMNS.findIndex(([, field]) => field === 'holderName')] = name
  tooMany[COLUMNS.findIndex(([, field]) => field === 'consentedOn')] = '2026-11-10'
  return [
    {
      line: unclosed.join(delimiter),
      expected: { outcome: 'bad_row', code: 'quote_not_closed' },
      mistake: 'quote never closed',
    },
    {
      line: tooMany.join(delimiter),
      expected: { outcome: 'bad_row', code: 'too_many_cells' },
      mistake: 'a comma too many',
    },
  ]
}

function quote(cell: string, delimiter: string): string {
  return [delimiter, '"', '\n', '\r'].some(mark => cell.includes(mark)) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Makes a file. Idempotent by: the plan; the same seed gives the same bytes on every machine. */
export function makeFile(plan: FilePlan): MadeFile {
  const random = createRandom(plan.seed)
  const rows = random.shuffle(
    plan.shares.flatMap(({ template, count }) => Array.from({ length: count }, () => template(random))),
  )
  const planned = rows.map((row, index): Planned => {
    const ref = `RD-2611-${String(index + 1).padStart(4, '0')}`
    return { cells: cellsOf(row, ref, plan.wonSign, random), expected: row.expected, template: row.template }
  })
  const all = repeat(spoil(planned, plan.mistakes, random), plan.duplicates, random)
  const broken = brokenLines(random, plan.delimiter)
  const brokenAt = [Math.floor(all.length / 3), Math.floor((all.length * 2) / 3)]

  const expected: ExpectedLine[] = []
  let text = COLUMNS.map(([header]) => header).join(plan.delimiter) + plan.lineEnd
  let line = 2
  const write = (body: string, what: Expected, template: string, mistake?: string) => {
    expected.push({ line, template, ...what, ...(mistake !== undefined && { mistake }) })
    text += body + plan.lineEnd
    line += body.split('\n').length
  }
  for (const [index, row] of all.entries()) {
    const place = brokenAt.indexOf(index)
    if (place >= 0) write(broken[place]!.line, broken[place]!.expected, 'broken', broken[place]!.mistake)
    const cells = COLUMNS.map(([, field]) => quote(row.cells.get(field) ?? '', plan.delimiter))
    write(cells.join(plan.delimiter), row.expected, row.template, row.mistake)
  }
  text += (COLUMNS.map(() => '').join(plan.delimiter) + plan.lineEnd).repeat(plan.trailingEmptyLines)
  return { text, expected }
}

/** The same month in a smaller office. */
export function scaled(percent: number): Share[] {
  return MONTH.map(({ template, count }) => ({ template, count: Math.max(1, Math.round((count * percent) / 100)) }))
}
