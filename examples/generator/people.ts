// SPDX-License-Identifier: Apache-2.0
// People who do not exist, with accounts of the right length for their banks and phone numbers from ranges that no
// carrier has given out (010-0 and 010-1).

import { fromEpochDay, localDate, toEpochDay } from '@jandon/domain/time'
import type { Random } from './random.ts'

const SURNAMES =
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용'
const GIVEN = [
  '서준',
  '하윤',
  '도윤',
  '지우',
  '시우',
  '서연',
  '민준',
  '지호',
  '예준',
  '수아',
  '지유',
  '채원',
  '준서',
  '은우',
  '하은',
  '현우',
  '지아',
  '다은',
  '건우',
  '유나',
  '우진',
  '민서',
  '선우',
  '예린',
  '연우',
  '소율',
  '정우',
  '가은',
  '승현',
  '나은',
  '유진',
  '태윤',
  '미경',
  '영수',
  '정숙',
  '성호',
  '경희',
  '병철',
  '순자',
  '동현',
  '은정',
  '재훈',
  '혜진',
  '상민',
  '미란',
  '철수',
  '보람',
  '한별',
  '슬기',
  '아름',
  '빛나',
  '펲',
  '똘이',
  '믜진',
]

/** Bank code, how desks write the bank, and how its account numbers are grouped. Lengths as the banks have them. */
const BANKS: readonly (readonly [string, readonly string[], readonly number[]])[] = [
  ['004', ['국민', 'KB국민은행', '국민은행', '004', '4'], [6, 2, 6]],
  ['088', ['신한', '신한은행', '088'], [3, 3, 6]],
  ['020', ['우리', '우리은행', '020'], [4, 3, 6]],
  ['081', ['하나', '하나은행', '081'], [3, 6, 5]],
  ['011', ['농협', 'NH농협은행', '011'], [3, 4, 4, 2]],
  ['003', ['기업은행', 'IBK기업은행', '003'], [3, 6, 2, 3]],
  ['090', ['카카오뱅크', '카카오', '090'], [4, 2, 7]],
  ['092', ['토스뱅크', '토스', '092'], [4, 4, 4]],
  ['089', ['케이뱅크', 'K뱅크', '089'], [3, 3, 6]],
  ['071', ['우체국', '071'], [6, 2, 6]],
  ['045', ['새마을금고', 'MG새마을금고', '045'], [4, 4, 4, 1]],
  ['032', ['부산은행', '032'], [3, 4, 4, 2]],
]

export interface Person {
  readonly name: string
  readonly birthDate: string
  readonly phone: string
  readonly bank: string
  readonly bankCode: string
  readonly accountNumber: string
}

/**
 * Endings that the simulated bank treats in a way of their own (docs/simulator.md); ordinary people have none of them.
 */
const SPECIAL_ENDINGS = ['0000', '9999', '8888', '7777', '6666', '5555']

/** An account number of the bank's own length, with or without hyphens; `ending` chooses how the bank will behave. */
function accountOf(random: Random, groups: readonly number[], ending?: string): string {
  const length = groups.reduce((sum, group) => sum + group, 0)
  let digits = ending === undefined ? random.digits(length) : random.digits(length - 4) + ending
  while (ending === undefined && SPECIAL_ENDINGS.includes(digits.slice(-4))) digits = random.digits(length)
  // A first digit of 0 is what Excel would eat; banks here begin with other digits.
  digits = `${random.int(1, 9)}${digits.slice(1)}`
  if (random.chance(30)) return digits
  let from = 0
  return groups
    .map(group => {
      const part = digits.slice(from, from + group)
      from += group
      return part
    })
    .join('-')
}

const FIRST_BIRTH = toEpochDay(localDate('1951-01-01'))
const LAST_ADULT_BIRTH = toEpochDay(localDate('2006-12-31'))

export function createPerson(random: Random, how: { isMinor?: boolean; accountEnding?: string } = {}): Person {
  const [bankCode, written, groups] = random.pick(BANKS)
  const birthDate = how.isMinor
    ? `${random.int(2010, 2013)}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`
    : fromEpochDay(random.int(FIRST_BIRTH, LAST_ADULT_BIRTH))
  return {
    name: SURNAMES[random.int(0, SURNAMES.length - 1)]! + random.pick(GIVEN),
    birthDate,
    phone: `010-${random.int(0, 1)}${random.digits(3)}-${random.digits(4)}`,
    bank: random.pick(written),
    bankCode,
    accountNumber: accountOf(random, groups, how.accountEnding),
  }
}
