// SPDX-License-Identifier: Apache-2.0
// How a message is written, and what stands in it besides words: sums, accounts, ids, hidden addresses.

import type { Reading } from '../text/index.ts'

/** Style is told from so much of the beginning. */
export const HEAD = 1200

const MAIL = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/g

/** The folded beginning of a message as style is told from it. */
export interface Style {
  /** Without addresses of mail: they are neither hidden links nor ids of a chat. As long as with them. */
  readonly text: string
  /** Where the first address of mail stands in `folded`: [from, to). */
  readonly mail: readonly [number, number] | undefined
}

export function styleOf({ folded }: Reading): Style {
  const head = String.fromCharCode(...folded.subarray(0, HEAD))
  const found = head.matchAll(MAIL).next().value
  return {
    text: found ? head.replace(MAIL, mail => ' '.repeat(mail.length)) : head,
    mail: found && [found.index, found.index + found[0].length],
  }
}

/** Tags of Korean networks. */
export const FROM_ABROAD = /국[제외]\s?발신|해외\s?발신/
export const FROM_WEB = /web\s?발신/

/** What a link or a name was cut out of; read in the text as it was given. */
export const CUT = /[:：▶☞→<[(「{]\s{0,4}[\])>」}]?\s{0,4}$/
export const EMPTY = /[[(<{「【]\s{0,9}[\])>}」】]/

export const POLITE = /니다|십시오|세요|바랍니다|드립니다|시오/
export const PLAIN = /[어아야지네데래해자까냐니봐줘돼걸듯음임함게죠요][\s.!?~^ㅋㅎㅠㅜ]{0,20}$/

/** Facts that stand somewhere in `Style.text`, where a reason can show them. */
export const STYLE_PATTERNS: Readonly<Record<string, RegExp>> = {
  // Endings that are words too count only after a name with a masked or a plain digit: people forget spaces.
  hidden_address:
    /[\p{L}0-9*]\.\s?(?:com|net|kr|cc|vip|xyz|org)(?![a-z])|[0-9*][a-z0-9*]{0,20}\.(?:me|top|site|shop|io|info|club|live|tv|app|link)(?![a-z])|bit\.ly|tinyurl|https?:?\/\//u,
  chatty:
    /[ㅋㅎ]{2}|[ㅠㅜ]{2}|ㅇㅇ|ㄱㄱ|ㄴㄴ|\b(?:lol|haha\w{0,9}|hehe|lmao|omg|ur|u|dun|lor|wat|gonna|wanna|btw|thx|luv|xx)\b|:-?\)|;\)/,
  question: /\?\s?$/,
  polite: POLITE,
  has_amount: /[\d*]\s?(?:만\s?원|원|만|억|usd|krw)|[$£€₩]\s?[\d*]/,
  bracketed_sender: /^\s*[[(<{【][^\])>}】]{1,20}[\])>}】]/,
  account_number:
    /(?:은행|농협|신협|카뱅|뱅크|토스|우체국|국민|신한|우리|하나|기업|새마을|수협|예금주|계좌)\D{0,6}[\d*][\d*-]{7,}/,
  chat_id:
    /(?:카톡|캬톡|톡|(?<!온)라인|텔레|텔|문의|상담|\bkakao|\bline\b|\btelegram|코드)\s?[:;]?\s?[a-z][a-z0-9_*]{2,15}(?![a-z.])|(?<![\p{L}\d.])@[a-z][a-z0-9_*]{2,}/u,
  text_to_number: /\b(?:text|txt|send|reply|sms)\b.{0,25}\bto\b\s?\d{3,6}\b/,
  percent: /[\d*]\s?%/,
}
