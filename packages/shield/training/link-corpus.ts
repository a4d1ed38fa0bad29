// SPDX-License-Identifier: Apache-2.0
// Invented links for training: honest Korean and other sites as people really link to them, and hostile Korean ones.
// The collection has nearly only `https://www.…` with clean paths on its ordinary side, and almost nothing Korean.

import { type Chance, chanceOf } from '../corpus/chance.ts'
import { BRANDS, type Brand } from '../src/link/brands.ts'
import * as words from './link-words.ts'

export interface LinkExample {
  readonly url: string
  readonly isTrap: boolean
  /** How much it counts beside a row of the collection. */
  readonly weight: number
  readonly source: 'collection' | 'corpus'
  /** What must not be torn apart by a split. */
  readonly group: string
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const MIXED = `${LOWER}${LOWER.toUpperCase()}0123456789`

function filled(pattern: string, chance: Chance): string {
  return pattern
    .replaceAll(/~+/g, run => chance.letters(run.length, MIXED))
    .replaceAll(/#+/g, run => chance.digits(run.length))
    .replaceAll(/@{2,}/g, run => wordOf(run.length, chance))
}

/** A word that can be said, out of syllables; hostile paths are made of letters at random elsewhere. */
function wordOf(length: number, chance: Chance): string {
  let word = ''
  while (word.length < length) word += chance.pick([...'bcdfghklmnprstvw']) + chance.pick([...'aeiou'])
  return word.slice(0, length)
}

function prefix(chance: Chance): string {
  return chance.pick(['https://www.', 'https://', 'https://', 'http://www.', 'http://', 'www.', ''])
}

function koreanName(chance: Chance): string {
  const [first, second] = [chance.pick(words.KOREAN_STEMS), chance.pick(words.KOREAN_STEMS)]
  const end = chance.pick(words.FIRM_ENDS)
  const joint = chance.below(5) === 0 ? '-' : ''
  switch (chance.below(6)) {
    case 0:
      return first + second
    case 1:
      return first + second + end
    case 2:
      return `${first}${chance.below(3) === 0 ? chance.between(1, 365) : ''}`
    default:
      return first + joint + end
  }
}

function worldName(chance: Chance): string {
  const [first, second] = [chance.pick(words.ENGLISH_STEMS), chance.pick(words.ENGLISH_STEMS)]
  const end = chance.pick(words.ENGLISH_ENDS)
  const joint = chance.below(5) === 0 ? '-' : ''
  return chance.pick([
    first + joint + end,
    first + second + end,
    first + joint + second,
    `the${first}${end}`,
    first + end,
  ])
}

/** Labels before the name: honest sites have them as often as not. */
function labelled(chance: Chance): string {
  const label = () => chance.pick(chance.below(3) === 0 ? words.ENGLISH_STEMS : words.HONEST_LABELS)
  switch (chance.below(10)) {
    case 0:
      return `${label()}.${label()}.`
    case 1:
      return `${label()}${chance.pick(['-', ''])}${chance.pick(['1', '2', 'kr', 'dev', 'api', 'web', 'app'])}.`
    case 2:
    case 3:
      return `${label()}.`
    default:
      return ''
  }
}

/** `https://blog.hanbit-soft.co.kr/board/view.do?seq=12`, with and without each part. */
function smallFirm(chance: Chance): string {
  const isKorean = chance.below(2) === 0
  const name = isKorean ? koreanName(chance) : worldName(chance)
  const suffix = chance.pick(isKorean ? words.KOREAN_SUFFIXES : words.WORLD_SUFFIXES)
  const label = labelled(chance)
  const path =
    chance.below(4) === 0
      ? ''
      : filled(
          chance.pick(chance.below(3) === 0 ? words.OPEN_PATHS : isKorean ? words.KOREAN_PATHS : words.WORLD_PATHS),
          chance,
        )
  const start = label === '' ? prefix(chance) : chance.pick(['https://', 'http://', ''])
  return `${start}${label}${name}.${suffix}${path}`
}

function official(chance: Chance): string {
  const host = chance.pick(chance.pick(BRANDS).hosts)
  const path = chance.below(3) === 0 ? '' : filled(chance.pick([...words.KOREAN_PATHS, ...words.WORLD_PATHS]), chance)
  return `${chance.pick(['https://www.', 'https://', 'https://m.', 'http://', ''])}${host}${path}`
}

/** Honest pages on hosts that are open to everybody; but for forms and shortened links, which look alike by intent. */
function openPage(chance: Chance): string {
  const id = (count: number) => chance.letters(count, MIXED)
  const name = chance.below(2) === 0 ? koreanName(chance) : worldName(chance)
  const english = `${chance.pick(words.ENGLISH_STEMS)}-${chance.pick(words.ENGLISH_ENDS)}`
  return chance.pick([
    `https://docs.google.com/document/d/1${id(43)}/edit`,
    `https://docs.google.com/spreadsheets/d/1${id(43)}/edit#gid=0`,
    `https://drive.google.com/file/d/1${id(32)}/view?usp=sharing`,
    `https://${name}.tistory.com/${chance.between(1, 400)}`,
    `https://blog.naver.com/${name}/22${chance.digits(10)}`,
    `https://cafe.naver.com/${name}/${chance.digits(6)}`,
    `https://${name}.github.io/posts/${english}/`,
    `https://github.com/${name}/${english}`,
    `https://${english}.vercel.app/${chance.pick(['', 'about', 'login'])}`,
    `https://${english}.netlify.app/`,
    `https://${name}.notion.site/${english}-${chance.letters(32, '0123456789abcdef')}`,
    `https://${name}.imweb.me/${chance.digits(2)}`,
    `https://${name}.modoo.at/`,
    `https://${name}.cafe24.com/product/list.html?cate_no=${chance.digits(2)}`,
    `https://${name}.wordpress.com/2026/11/${chance.digits(2)}/${english}/`,
    `https://${name}.blogspot.com/2025/0${chance.between(1, 9)}/${english}.html`,
    `https://medium.com/@${name}/${english}-${chance.letters(12, '0123456789abcdef')}`,
    `https://${name}.myshopify.com/products/${english}`,
    `https://open.kakao.com/o/${id(8)}`,
    `https://pf.kakao.com/_${id(6)}`,
    `https://t.co/${id(10)}`,
    `https://youtu.be/${id(11)}`,
    `https://${name}.s3.ap-northeast-2.amazonaws.com/files/${english}.pdf`,
    `https://d${chance.letters(13, `${LOWER}0123456789`)}.cloudfront.net/static/app.js`,
  ])
}

function swapped(word: string, chance: Chance): string {
  const at = chance.between(1, word.length - 1)
  const looks: Readonly<Record<string, string>> = {
    o: '0',
    l: '1',
    i: 'l',
    e: '3',
    a: '4',
    s: '5',
    m: 'rn',
    w: 'vv',
    n: 'm',
    u: 'v',
  }
  const found = [...word].findIndex((letter, index) => index >= chance.below(3) && looks[letter] !== undefined)
  switch (chance.below(4)) {
    case 0:
      return word.slice(0, at) + word[at] + word.slice(at)
    case 1:
      return word.slice(0, at) + word.slice(at + 1)
    case 2:
      return word.slice(0, at) + chance.pick([...LOWER]) + word.slice(at + 1)
    default:
      return found < 0 ? `${word}${word.at(-1)}` : word.slice(0, found) + looks[word[found]!] + word.slice(found + 1)
  }
}

const MARKED = BRANDS.filter(brand => brand.marks.length > 0)
const OFFICES = [
  'efine',
  'hometax',
  'gov24',
  'minwon',
  'police',
  'nhis',
  'nps',
  'customs',
  'epost',
  'spo',
  'fss',
  'wetax',
  'kdca',
  'bokjiro',
]

function baitName(brand: Brand, chance: Chance): string {
  const mark = chance.pick(brand.marks)
  const [one, two] = [chance.pick(words.BAIT), chance.pick(words.BAIT)]
  const number = chance.below(3) === 0 ? String(chance.between(1, 99)) : ''
  const office = chance.pick(OFFICES)
  return chance.pick([
    `${mark}-${one}`,
    `${one}-${mark}${number}`,
    `${mark}${one}${number}`,
    `${mark}-${one}-${two}`,
    `${swapped(mark, chance)}`,
    `${swapped(mark, chance)}-${one}`,
    `${office}-${chance.pick(['kr', 'go-kr', 'gov', 'gokr', 'or-kr'])}${number}`,
    `${office}-${one}${number}`,
    `${one}-${two}${number}`,
    `${one}${two}${chance.digits(2)}`,
  ])
}

/** Letters in no order; some can be said by accident. */
function randomLabel(chance: Chance, low = 3, high = 7): string {
  const alphabet = chance.pick([LOWER, LOWER, 'bcdfghjklmnpqrstvwxzaeou', `${LOWER}0123456789`])
  return chance.letters(chance.between(low, high), alphabet)
}

/** `hxac.byter.red`: one label for each phone, one name for each day. */
function throwaway(chance: Chance, suffix: string): string {
  return `${randomLabel(chance, 1, 6)}.${randomLabel(chance, 4, 7)}.${suffix}`
}

/** Hostile links of the kinds that reach Korean phones, with invented names. */
function hostile(chance: Chance): string {
  const brand = chance.pick(MARKED)
  const suffix = chance.pick(words.BAIT_SUFFIXES)
  const name = baitName(brand, chance)
  const path = filled(chance.pick(words.BAIT_PATHS), chance)
  const start = chance.pick(['https://', 'https://', 'http://', 'http://', '', 'https://www.'])
  const mark = chance.pick(brand.marks)
  switch (chance.below(10)) {
    case 0:
    case 1:
    case 2:
      return `${start}${name}.${suffix}${path}`
    case 3:
      return `${start}${chance.pick([mark, chance.pick(brand.hosts), `m-${mark}`, `${mark}-${chance.pick(words.BAIT)}`])}.${name}.${suffix}${path}`
    case 4:
    case 9:
      return `${chance.pick(['', '', 'http://', 'https://'])}${throwaway(chance, suffix)}${chance.below(2) === 0 ? '' : path}`
    case 5:
      return `${start}${randomLabel(chance)}.${chance.pick(['duckdns.org', 'ddns.net', 'hopto.org', 'zapto.org', 'sytes.net'])}${path}`
    case 6: {
      const host = Array.from({ length: 4 }, () => chance.between(11, 223)).join('.')
      return `http://${host}${chance.pick(['', ':8080', ':8888'])}${path}`
    }
    case 7: {
      const firm = chance.below(2) === 0 ? worldName(chance) : koreanName(chance)
      const place = filled(chance.pick(words.HACKED_PATHS).replaceAll('$', mark), chance)
      return `${prefix(chance)}${firm}.${chance.pick(words.WORLD_SUFFIXES)}${place}`
    }
    default:
      return chance.pick([
        `https://sites.google.com/view/${mark}-${chance.pick(words.BAIT)}/home`,
        `https://${mark}-${chance.pick(words.BAIT)}.${chance.pick(['weebly.com', 'web.app', 'netlify.app', 'pages.dev', 'vercel.app', 'imweb.me'])}/`,
        `https://firebasestorage.googleapis.com/v0/b/${mark}-${randomLabel(chance)}.appspot.com/o/index.html?alt=media&token=${randomLabel(chance)}`,
        `https://storage.googleapis.com/${randomLabel(chance)}-${mark}/index.html#me@corp.com`,
        `${start}${mark}.${chance.pick(words.BAIT)}.${suffix}${path}`,
      ])
  }
}

/** Ordinary rows of the collection once more, as an app or a letter would link there. */
export function deepened(url: string, chance: Chance): string {
  const host = /^https?:\/\/(?:www\.)?([^/?#]+)/.exec(url)?.[1] ?? ''
  return `${prefix(chance)}${host}${chance.below(5) === 0 ? '' : filled(chance.pick(words.WORLD_PATHS), chance)}`
}

/** The same address with another beginning: with or without `https`, `http` and `www`. */
export function otherwiseBegun(url: string, chance: Chance): string {
  return `${prefix(chance)}${url.replace(/^https?:\/\/(?:www\.)?/, '')}`
}

/** The invented part of training. The same every time. */
export function inventedLinks(): LinkExample[] {
  const made = (count: number, what: string, isTrap: boolean, weight: number, make: (chance: Chance) => string) =>
    Array.from({ length: count }, (_, index): LinkExample => {
      const chance = chanceOf(`${what} ${index}`)
      return { url: make(chance), isTrap, weight, source: 'corpus', group: `${what} ${index}` }
    })
  return [
    ...made(9000, 'firm', false, 0.5, smallFirm),
    ...made(1200, 'official', false, 0.5, official),
    ...made(1200, 'open', false, 0.5, openPage),
    ...made(4500, 'hostile', true, 0.5, hostile),
  ]
}
