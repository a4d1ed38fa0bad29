// SPDX-License-Identifier: Apache-2.0
// Addresses and chat names as hostile messages have them. Every one is put together by chance: none is copied from a
// message, and none is meant to be anybody's.

import type { Chance } from './chance.ts'

const words = (text: string) => text.trim().split(/\s*\|\s*/)
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const LOWER = `${LETTERS}0123456789`
const MIXED = `${LETTERS}${LETTERS.toUpperCase()}0123456789`
const VOWELS = 'aeiou'
const CONSONANTS = 'bcdfghjklmnpqrstvwxyz'

const ODD_TLDS = words(
  'top|xyz|shop|site|online|club|cc|vip|icu|info|click|live|store|fun|life|work|buzz|link|pw|cfd|sbs|lol|bond|quest|rest|monster|cyou|wiki|ink|mom|pro|one|kim|biz|me|ws|to|la|tk|ml|ga|cf|gq|in|ru|cn|com|com|com|net|net|org|kr|co',
)
const SHORTENERS = words(
  'bit.ly|bit.ly|han.gl|han.gl|me2.do|me2.do|vo.la|vo.la|tinyurl.com|t.ly|c11.kr|buly.kr|url.kr|is.gd|v.gd|cutt.ly|rb.gy|shorturl.at|abit.ly|muz.so|goo.su|lrl.kr|zrr.kr|asq.kr|ko.gl|ouo.io|2u.lc|s.id|surl.li|ya.mba|naver.me|t2m.kr|tiny.cc|ow.ly|iii.im|j.mp|reurl.kr',
)
const FREE_HOSTS = words(
  'duckdns.org|ddns.net|hopto.org|web.app|firebaseapp.com|pages.dev|workers.dev|vercel.app|netlify.app|weebly.com|wixsite.com|blogspot.com|github.io|myftp.org|servehttp.com|zapto.org|sytes.net|000webhostapp.com|herokuapp.com|r2.dev|trycloudflare.com|ngrok-free.app|modoo.at|imweb.me|godaddysites.com|square.site|myvnc.com|kro.kr|o-r.kr|p-e.kr|n-e.kr|r-e.kr',
)
const BRANDS = words(
  'cj|cjlogis|cjkorea|hanjin|lotte|logen|epost|koreapost|kbstar|kbank|shinhan|woori|hana|nonghyup|ibk|kakao|kakaobank|naver|toss|coupang|gmarket|11st|hometax|nhis|efine|gov24|gov|police|spo|fss|customs|nps|skt|tworld|ktmobile|lguplus|telegram|upbit|bithumb|coinone|binance|samsung|apple|usps|ups|fedex|dhl|royalmail|evri|hsbc|chase|paypal|amazon|netflix|hmrc|irs|dvla|ezpass|wellsfargo',
)
const BAIT = words(
  'kr|korea|go|gov|help|check|verify|secure|login|auth|support|center|service|info|mobile|app|m|pay|post|track|delivery|view|notice|alarm|cert|id|event|refund|update|care|online|safe|my|www|portal|web',
)
const PATHS = words('login|check|view|m|index.html|app|kr|pay|verify|a|go|info|track|auth|s|ko|home|apply|event|p')
const GAMBLE = words(
  'bet|toto|casino|slot|win|lucky|king|ace|vip|gold|royal|max|play|game|jack|star|king88|mega|sun|tiger|dragon|asia|lion|zeus|boss|mvp|ok|god',
)

/** Something that can be pronounced, or that cannot. */
function label(chance: Chance, low = 4, high = 9): string {
  const length = chance.between(low, high)
  if (chance.below(2) === 0) return chance.letters(1, LETTERS) + chance.letters(length - 1, LOWER)
  let text = ''
  while (text.length < length) text += chance.letters(1, CONSONANTS) + chance.letters(1, VOWELS)
  return text + (chance.below(3) === 0 ? chance.digits(chance.between(1, 3)) : '')
}

const path = (chance: Chance) =>
  chance.pick<() => string>([
    () => '',
    () => '',
    () => `/${chance.letters(chance.between(2, 8), MIXED)}`,
    () => `/${chance.pick(PATHS)}`,
    () => `/${chance.pick(PATHS)}/${chance.letters(chance.between(3, 6), LOWER)}`,
    () => `/?${chance.letters(1, LETTERS)}=${chance.letters(chance.between(3, 10), MIXED)}`,
  ])()

const withScheme = (chance: Chance, rest: string) =>
  chance.pick(['', '', 'http://', 'https://', 'https://', 'http://www.', 'www.']) + rest

function lookalikeHost(chance: Chance): string {
  const brand = chance.pick(BRANDS)
  const bait = chance.pick(BAIT)
  const twisted = brand
    .replace('l', chance.pick(['l', '1', 'i']))
    .replace('o', chance.pick(['o', 'o', '0']))
    .replace(/(.)$/, chance.pick(['$1', '$1', '$1$1', '$1s']))
  const name = chance.pick([
    `${brand}-${bait}`,
    `${bait}-${brand}`,
    `${brand}${bait}`,
    `${brand}${chance.digits(chance.between(1, 3))}`,
    `${brand}.${label(chance)}`,
    `${bait}.${brand}-${chance.letters(chance.between(2, 4), LETTERS)}`,
    `${twisted}${chance.pick(['', 'kr', `-${bait}`])}x`,
    `${brand}.${bait}-${chance.letters(3, LOWER)}`,
  ])
  return `${name}.${chance.pick(ODD_TLDS)}`
}

export const short = (chance: Chance) =>
  chance.pick(['', '', 'https://', 'http://']) +
  `${chance.pick(SHORTENERS)}/${chance.letters(chance.between(3, 7), MIXED)}`

export const lookalike = (chance: Chance) => withScheme(chance, lookalikeHost(chance) + path(chance))

const free = (chance: Chance) =>
  withScheme(
    chance,
    `${chance.pick([label(chance), `${chance.pick(BRANDS)}-${chance.pick(BAIT)}`])}.${chance.pick(FREE_HOSTS)}${path(chance)}`,
  )

const raw = (chance: Chance) =>
  `http://${[chance.between(23, 220), chance.below(256), chance.below(256), chance.between(1, 254)].join('.')}` +
  `${chance.pick(['', `:${chance.pick(['8080', '8443', '81'])}`])}${path(chance)}`

const random = (chance: Chance) =>
  withScheme(
    chance,
    `${chance.pick(['', '', `${label(chance, 2, 6)}.`])}${label(chance)}.${chance.pick(ODD_TLDS)}${path(chance)}`,
  )

export const bad = (chance: Chance): string =>
  chance.pick<(chance: Chance) => string>([
    random,
    random,
    random,
    random,
    short,
    short,
    short,
    lookalike,
    lookalike,
    free,
    raw,
  ])(chance)

export function gamble(chance: Chance): string {
  const name = chance.pick([
    `${chance.pick(GAMBLE)}${chance.pick(['', '-'])}${chance.pick(GAMBLE)}`,
    `${chance.pick(GAMBLE)}-${chance.digits(chance.between(2, 4))}`,
    `${chance.letters(chance.between(2, 3), LETTERS)}-${chance.digits(chance.between(2, 4))}`,
    `${chance.pick(GAMBLE)}${chance.digits(chance.between(1, 4))}`,
  ])
  return (
    chance.pick(['', '', '', 'www.', 'http://']) +
    `${name}.${chance.pick(['com', 'com', 'com', 'net', 'vip', 'cc', 'me'])}`
  )
}

export const app = (chance: Chance): string =>
  withScheme(
    chance,
    `${chance.pick([lookalikeHost(chance), `${label(chance)}.${chance.pick(ODD_TLDS)}`])}/` +
      `${chance.pick(['', 'down/', 'app/', 'd/'])}${chance.pick([...BRANDS.slice(0, 30), label(chance, 3, 6)])}` +
      `${chance.pick(['', '_v', '-'])}${chance.pick(['', chance.digits(1), chance.digits(2)])}.apk`,
  )

const handle = (chance: Chance) =>
  chance.pick([
    label(chance, 4, 7) + chance.digits(chance.between(2, 4)),
    chance.pick(['pay', 'cash', 'vip', 'help', 'ok', 'money', 'best', 'no1', 'king', 'loan']) + chance.digits(4),
    chance.letters(chance.between(2, 4), LETTERS) + chance.digits(chance.between(3, 5)),
  ])

export const kakao = (chance: Chance): string =>
  chance.pick([handle(chance), handle(chance), handle(chance).toUpperCase()])

export const telegram = (chance: Chance): string => chance.pick(['@', '@', 't.me/', 'https://t.me/']) + handle(chance)

export const openchat = (chance: Chance): string =>
  chance.pick(['', 'https://']) +
  chance.pick([
    `open.kakao.com/o/${chance.letters(8, MIXED)}`,
    `open.kakao.com/o/${chance.letters(7, MIXED)}`,
    `pf.kakao.com/_${chance.letters(6, LETTERS)}`,
    `open.kakao.com/me/${handle(chance)}`,
  ])
