// SPDX-License-Identifier: Apache-2.0
// What fills the slots of seeds. People, senders and records are the same throughout one message (`{bank.name}` and
// `{bank.url}` are of one bank, `{namemask}` is the mask of `{name}`); everything else is drawn anew each time.

import type { Chance } from './chance.ts'
import type { Filler, Language } from './grammar.ts'
import * as hostile from './slots-hostile.ts'
import { RECORDS_EN } from './slots-records-en.ts'
import { RECORDS_KO, type SenderRecord } from './slots-records-ko.ts'
import { ENAMES, ESURNAMES, GIVEN, SURNAMES, WORDS } from './slots-words.ts'

interface Scene {
  readonly chance: Chance
  readonly language: Language
  readonly kept: Map<string, string>
}

type Slot = (scene: Scene) => string

const RECORDS = new Map<string, readonly SenderRecord[]>(Object.entries({ ...RECORDS_KO, ...RECORDS_EN }))
const FIELDS = ['name', 'url', 'tel', 'host'] as const
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

const two = (value: number) => String(value).padStart(2, '0')
const grouped = (value: number) => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')

/** Drawn once in a message, then the same. */
function kept(name: string, draw: Slot): Slot {
  return scene => {
    const known = scene.kept.get(name)
    if (known !== undefined) return known
    const drawn = draw(scene)
    scene.kept.set(name, drawn)
    return drawn
  }
}

const surname = kept('surname', ({ chance }) => chance.pick(SURNAMES))
const given = kept('given', ({ chance }) => chance.pick(GIVEN))
const ename = kept('ename', ({ chance }) => chance.pick(ENAMES))
const esurname = kept('esurname', ({ chance }) => chance.pick(ESURNAMES))
const day = ({ chance }: Scene) => chance.between(1, 28)
const month = ({ chance }: Scene) => chance.between(1, 12)
const year = ({ chance }: Scene) => chance.pick(['2023', '2024', '2025', '2025', '2026', '2026'])

function mask(name: string, chance: Chance): string {
  const star = chance.pick(['*', '*', '*', 'O', '○'])
  if (name.length === 2) return `${name[0]}${star}`
  return `${name[0]}${star.repeat(name.length - 2)}${name.at(-1)}`
}

const money = (chance: Chance, low: number, high: number, step: number) =>
  grouped(chance.between(Math.ceil(low / step), Math.floor(high / step)) * step)

const mobile = ({ chance }: Scene) =>
  chance.pick([
    `010-${chance.digits(4)}-${chance.digits(4)}`,
    `010-${chance.digits(4)}-${chance.digits(4)}`,
    `010${chance.digits(8)}`,
    `010-****-${chance.digits(4)}`,
  ])

const PEOPLE: Record<string, Slot> = {
  surname,
  given,
  name: scene => surname(scene) + given(scene),
  name2: kept('name2', ({ chance }) => chance.pick(SURNAMES) + chance.pick(GIVEN)),
  namemask: kept('namemask', scene => mask(surname(scene) + given(scene), scene.chance)),
  ename,
  ename2: kept('ename2', ({ chance }) => chance.pick(ENAMES)),
  efull: scene => `${ename(scene)} ${esurname(scene)}`,
}

const NUMBERS: Record<string, Slot> = {
  n1: ({ chance }) => String(chance.between(1, 9)),
  n2: ({ chance }) => String(chance.between(2, 99)),
  n3: ({ chance }) => String(chance.between(100, 999)),
  otp: kept('otp', ({ chance }) =>
    chance.pick([chance.digits(6), chance.digits(6), chance.digits(6), chance.digits(4)]),
  ),
  won: ({ chance }) => money(chance, 1_000, 990_000, chance.pick([10, 100, 1_000, 10_000])),
  smallwon: ({ chance }) => money(chance, 500, 50_000, chance.pick([10, 100, 500, 1_000])),
  bigwon: ({ chance }) => money(chance, 1_000_000, 90_000_000, chance.pick([1, 1_000, 10_000, 1_000_000])),
  manwon: ({ chance }) =>
    String(chance.pick([chance.between(1, 9), chance.between(1, 99) * 10, chance.between(1, 99)])),
  pct: ({ chance }) => String(chance.between(1, 99)),
  rate: ({ chance }) => `${chance.between(1, 15)}.${chance.digits(chance.between(1, 2))}`,
  usd: ({ chance }) => `${chance.between(1, 480)}.${chance.digits(2)}`,
  gbp: ({ chance }) => `${chance.between(1, 480)}.${chance.digits(2)}`,
  eur: ({ chance }) => `${chance.between(1, 480)}.${chance.digits(2)}`,
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map(n => [`d${n}`, ({ chance }: Scene) => chance.digits(n)])),
}

const TIMES: Record<string, Slot> = {
  mmdd: scene => {
    const [m, d] = [month(scene), day(scene)]
    return scene.chance.pick([`${two(m)}/${two(d)}`, `${two(m)}/${two(d)}`, `${m}/${d}`, `${two(m)}.${two(d)}`])
  },
  kdate: scene => {
    const [m, d] = [month(scene), day(scene)]
    return scene.chance.pick([`${m}월 ${d}일`, `${m}월 ${d}일`, `${m}월${d}일`, `${two(m)}월 ${two(d)}일`])
  },
  date: scene => {
    const [y, m, d] = [year(scene), two(month(scene)), two(day(scene))]
    return scene.chance.pick([`${y}.${m}.${d}`, `${y}-${m}-${d}`, `${y.slice(2)}.${m}.${d}`, `${y}/${m}/${d}`])
  },
  edate: scene => {
    const [m, d] = [scene.chance.pick(MONTHS), day(scene)]
    return scene.chance.pick([`${d} ${m}`, `${m} ${d}`, `${two(month(scene))}/${two(d)}`])
  },
  hhmm: ({ chance }) => `${two(chance.below(24))}:${two(chance.below(60))}`,
  ktime: ({ chance }) => {
    const minutes = chance.pick(['', '', '', ' 30분', ` ${two(chance.below(12) * 5)}분`])
    // Hours at which people meet: mornings from seven, afternoons until ten.
    return chance.below(2) === 0
      ? `오전 ${chance.between(7, 11)}시${minutes}`
      : `오후 ${chance.between(1, 10)}시${minutes}`
  },
  month: ({ chance, language }) => (language === 'ko' ? String(chance.between(1, 12)) : chance.pick(MONTHS)),
  day: scene => String(day(scene)),
  year,
}

/** Senders of their own messages: one that names itself twice is the same both times. */
const SAME_THROUGHOUT = new Set(['hospital', 'school', 'company'])

const PLACES: Record<string, Slot> = Object.fromEntries([
  ...Object.entries(WORDS).map(([name, lists]) => {
    const draw = ({ chance, language }: Scene) => chance.pick(lists[language])
    return [name, SAME_THROUGHOUT.has(name) ? kept(name, draw) : draw]
  }),
  [
    'address',
    ({ chance, language }: Scene) => {
      const word = (name: string) => chance.pick(WORDS[name]?.[language] ?? [])
      if (language === 'en') return `${chance.between(1, 240)} ${word('road')}, ${word('city')}`
      return chance.pick([
        `${word('city')} ${word('district')} ${word('dong')} ${chance.between(1, 900)}-${chance.between(1, 40)}`,
        `${word('city')}시 ${word('district')} ${word('road')} ${chance.between(1, 400)}`,
        `${word('district')} ${word('road')} ${chance.between(1, 400)}`,
      ])
    },
  ],
])

const IDS: Record<string, Slot> = {
  carno: ({ chance }) =>
    `${chance.pick([chance.digits(2), chance.digits(3)])}${chance.pick([...'가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호'])}${chance.digits(4)}`,
  acct: ({ chance }) =>
    chance.pick([
      `${chance.digits(3)}-***-**${chance.digits(4)}`,
      `${chance.digits(6)}**${chance.digits(3)}`,
      `***${chance.digits(6)}`,
      `${chance.digits(3)}****${chance.digits(4)}`,
      `${chance.digits(3)}-**-***${chance.digits(3)}`,
    ]),
  cardno: ({ chance }) =>
    chance.pick([
      `${chance.digits(4)}-****-****-${chance.digits(4)}`,
      `(${chance.digits(4)})`,
      `${chance.digits(1)}*${chance.digits(1)}*`,
    ]),
  invoice: ({ chance }) => chance.digits(chance.pick([10, 12, 12, 13])),
  orderno: ({ chance }) =>
    chance.pick([
      chance.digits(10),
      `${chance.digits(8)}-${chance.digits(7)}`,
      chance.letters(2, 'ABCDEFGHKMNP') + chance.digits(8),
    ]),
  bizno: ({ chance }) => `${chance.between(101, 899)}-${chance.digits(2)}-${chance.digits(5)}`,
  mobile,
  tel02: ({ chance }) =>
    `${chance.pick(['02', '02', '02', '031', '032', '042', '051', '053', '062'])}-${chance.between(200, 8999)}-${chance.digits(4)}`,
  tel15: ({ chance }) =>
    `${chance.pick(['1588', '1577', '1544', '1566', '1599', '1600', '1644', '1661', '1688', '1899'])}-${chance.digits(4)}`,
  tel070: ({ chance }) => `070-${chance.between(4000, 8999)}-${chance.digits(4)}`,
  tel080: ({ chance }) => `080-${chance.digits(chance.pick([3, 4]))}-${chance.digits(4)}`,
  etel: ({ chance }) =>
    chance.pick([
      `(${chance.between(201, 989)}) 555-${chance.digits(4)}`,
      `1-8${chance.pick(['00', '88', '77', '66'])}-${chance.between(200, 999)}-${chance.digits(4)}`,
      `+1${chance.between(201, 989)}${chance.digits(7)}`,
      `0${chance.pick(['20', '161', '113', '800', '345'])} ${chance.digits(3)} ${chance.digits(4)}`,
    ]),
  ukmobile: ({ chance }) =>
    chance.pick([`07${chance.digits(9)}`, `+447${chance.digits(9)}`, `07${chance.digits(3)} ${chance.digits(6)}`]),
  shortcode: ({ chance }) => chance.digits(chance.pick([5, 5, 6])),
}

const HOSTILE: Record<string, Slot> = {
  'url.bad': ({ chance }) => hostile.bad(chance),
  'url.short': ({ chance }) => hostile.short(chance),
  'url.lookalike': ({ chance }) => hostile.lookalike(chance),
  'url.gamble': ({ chance }) => hostile.gamble(chance),
  'url.app': ({ chance }) => hostile.app(chance),
  'url.removed': () => '',
  kakao: ({ chance }) => hostile.kakao(chance),
  telegram: ({ chance }) => hostile.telegram(chance),
  openchat: ({ chance }) => hostile.openchat(chance),
}

const SLOTS = new Map<string, Slot>(
  Object.entries({ ...PEOPLE, ...NUMBERS, ...TIMES, ...PLACES, ...IDS, ...HOSTILE } as Record<string, Slot>),
)

/** Whether every seed may name it. */
export function isSlot(name: string): boolean {
  if (SLOTS.has(name)) return true
  const [record = '', field = 'name'] = name.split('.')
  return RECORDS.has(record) && FIELDS.some(known => known === field)
}

/** An official address, as senders write theirs: sometimes only the host, sometimes a page of it. */
function officialUrl(host: string, chance: Chance): string {
  const scheme = chance.pick(['', 'https://', 'https://', 'https://www.', 'www.', 'https://m.'])
  const isDeep = host.split('.').length > 2 + (/\.(co|or|go)\.kr$|\.co\.uk$|\.com\.\w\w$/.test(host) ? 1 : 0)
  const page = chance.pick([
    '',
    '',
    '/',
    `/${chance.pick(['m', 'my', 'notice', 'event', 'help', 'app', 'main', 'info', 'cs', 'view'])}`,
    `/${chance.pick(['s', 'l', 'a', 'n'])}/${chance.letters(chance.between(4, 8), 'abcdefghkmnpqrstuvwxyzABCDEFGH23456789')}`,
    `/${chance.pick(['notice', 'order', 'bill', 'detail'])}?no=${chance.digits(chance.between(4, 8))}`,
  ])
  return (isDeep ? scheme.replace(/(www|m)\.$/, '') : scheme) + host + page
}

function fromRecord(name: string, { chance, kept: memory }: Scene): string | undefined {
  const [kind = '', field = 'name'] = name.split('.')
  const records = RECORDS.get(kind)
  if (!records) return undefined
  const index = Number(memory.get(`record ${kind}`) ?? chance.below(records.length))
  memory.set(`record ${kind}`, String(index))
  const [title = '', host = '', tel] = records[index] ?? []
  if (field === 'url') return officialUrl(host, chance)
  if (field === 'host') return host
  return field === 'tel' ? (tel ?? `15${chance.digits(2)}-${chance.digits(4)}`) : title
}

/** Fills the slots of one message. Faults: throws for a name that isSlot denies. */
export function createFiller(chance: Chance, language: Language): Filler {
  const scene: Scene = { chance, language, kept: new Map() }
  return name => {
    const filled = SLOTS.get(name)?.(scene) ?? fromRecord(name, scene)
    if (filled === undefined) throw new Error(`{${name}} is no slot`)
    return filled
  }
}
