// SPDX-License-Identifier: Apache-2.0
// The lists of brands and offices as tables to look up by: whose a name is, and which words imitate whom.

import type { Words } from '../judgement.ts'
import { KOREAN_LIFE } from './brands-kr-life.ts'
import { KOREAN_MONEY } from './brands-kr-money.ts'
import { KOREAN_PUBLIC } from './brands-kr-public.ts'
import { WORLD } from './brands-world.ts'
import { skeletonOf } from './letters.ts'

export interface Brand {
  readonly id: string
  readonly name: Words
  /** Names that it really uses. */
  readonly hosts: readonly string[]
  /** Words that only it goes by. */
  readonly marks: readonly string[]
  /** Words that it goes by, and that are words of a language too. */
  readonly plainMarks: readonly string[]
}

export interface Mark {
  readonly word: string
  readonly brand: Brand
  readonly isPlain: boolean
}

function brandOf(line: string): Brand {
  const [id = '', ko = '', en = '', hosts = '', marks = ''] = line.split('|')
  const listed = marks.split(' ').filter(word => word !== '')
  return {
    id,
    name: { ko, en },
    hosts: hosts.split(' '),
    marks: listed.filter(word => !word.startsWith('~')),
    plainMarks: listed.filter(word => word.startsWith('~')).map(word => word.slice(1)),
  }
}

export const BRANDS: readonly Brand[] = [KOREAN_PUBLIC, KOREAN_MONEY, KOREAN_LIFE, WORLD].flatMap(list =>
  list.trim().split('\n').map(brandOf),
)

const BY_HOST = new Map(BRANDS.flatMap(brand => brand.hosts.map((host): [string, Brand] => [host, brand])))

const OFFICE: Brand = {
  id: 'office',
  name: { ko: '대한민국 공공기관', en: 'Korean public office' },
  hosts: [],
  marks: [],
  plainMarks: [],
}

/** Only public offices may register under these. */
const OFFICE_HOST = /(^|\.)(go\.kr|mil\.kr|gov|mil|gov\.uk|gov\.au|gc\.ca|go\.jp|gouv\.fr|gov\.sg)$/

/** Only schools and institutes of research may register under these: there a brand's word is their own name. */
const SCHOOL_HOST = /\.((ac|es|ms|hs|sc|kg|re)\.kr|edu|(ac|edu)\.[a-z]{2})$/

export function isSchool(host: string): boolean {
  return SCHOOL_HOST.test(host)
}

/** Whose host this is: its own name or one below it. User content is not looked at here. */
export function ownerOf(host: string): Brand | undefined {
  for (let at = 0; ; ) {
    const brand = BY_HOST.get(host.slice(at))
    if (brand) return brand
    const dot = host.indexOf('.', at)
    if (dot < 0) return OFFICE_HOST.test(host) ? OFFICE : undefined
    at = dot + 1
  }
}

/** What people call a brand for short, though it does not go by it. */
const SHORT_FORMS: Readonly<Record<string, readonly string[]>> = { cj: ['cjlogis'], hanjin: ['hanjinex'] }

export const MARKS: readonly Mark[] = BRANDS.flatMap(brand => [
  ...[...brand.marks, ...(SHORT_FORMS[brand.id] ?? [])].map(word => ({ word, brand, isPlain: false })),
  ...brand.plainMarks.map(word => ({ word, brand, isPlain: true })),
])

export const MARK_BY_WORD: ReadonlyMap<string, Mark> = new Map(MARKS.map(mark => [mark.word, mark]))

/** Marks whose look-alikes are traps and not other words. */
const DISTINCT = MARKS.filter(mark => !mark.isPlain && mark.word.length >= 5)

export const MARK_BY_SKELETON: ReadonlyMap<string, Mark> = new Map(
  MARKS.filter(({ isPlain, word }) => word.length >= (isPlain ? 6 : 4)).map(mark => [skeletonOf(mark.word), mark]),
)

/** Distinct marks of nine letters or more, under their first four. */
const LONG = under(
  DISTINCT.filter(({ word }) => word.length >= 9),
  word => word.slice(0, 4),
)

/** The mark that a name begins and does not finish: `cjlogis`. */
export function begunMark(name: string): Mark | undefined {
  return name.length < 6 ? undefined : LONG.get(name.slice(0, 4))?.find(({ word }) => word.startsWith(name))
}

function under(marks: readonly Mark[], key: (word: string) => string): ReadonlyMap<string, readonly Mark[]> {
  const found = new Map<string, Mark[]>()
  for (const mark of marks) found.set(key(mark.word), [...(found.get(key(mark.word)) ?? []), mark])
  return found
}

const BY_START = under(DISTINCT, word => word.slice(0, 3))
const BY_END = under(DISTINCT, word => word.slice(-3))
const NONE: readonly Mark[] = []

/** Marks that may be near a word: one slip leaves the beginning or the end as it was. The caller measures. */
export function nearMarks(word: string): readonly Mark[] {
  const started = BY_START.get(word.slice(0, 3)) ?? NONE
  const ended = BY_END.get(word.slice(-3)) ?? NONE
  return ended.length === 0 ? started : [...started, ...ended]
}

const STARTS = new Set(MARKS.map(({ word }) => word.slice(0, 4)))
const ENDS = new Set(MARKS.map(({ word }) => word.slice(-4)))

/** Whether a mark of four letters or more may begin or end a name: asked before looking closer. */
export function mayBegin(name: string): boolean {
  return STARTS.has(name.slice(0, 4))
}

export function mayEnd(name: string): boolean {
  return ENDS.has(name.slice(-4))
}

/** Distinct marks of at least six letters under their first four, the longest first. */
const INNER = new Map<string, Mark[]>()
for (const mark of DISTINCT.filter(({ word }) => word.length >= 6).sort((x, y) => y.word.length - x.word.length)) {
  const start = mark.word.slice(0, 4)
  INNER.set(start, [...(INNER.get(start) ?? []), mark])
}

/** The longest distinct mark that stands somewhere inside a name. */
export function innerMark(name: string): Mark | undefined {
  let found: Mark | undefined
  for (let at = 0; at + 6 <= name.length; at++) {
    const mark = INNER.get(name.slice(at, at + 4))?.find(({ word }) => name.startsWith(word, at))
    if (mark && mark.word.length > (found?.word.length ?? 0)) found = mark
  }
  return found
}

/** Own names that are long enough to be recognised inside another host: `naver.com` in `naver.com.example.xyz`. */
export const OWN_NAMES: ReadonlyMap<string, Brand> = new Map([...BY_HOST].filter(([host]) => host.length >= 6))

/** Brands by what Koreans call them, for names in Hangul. */
export const KOREAN_NAMES: readonly (readonly [string, Brand])[] = BRANDS.filter(({ name }) =>
  /^\p{Script=Hangul}{3,}$/u.test(name.ko),
).map(brand => [brand.name.ko, brand])
