// SPDX-License-Identifier: Apache-2.0
// What to do about a link, for somebody who is worried. Numbers are those that answer in Korea.

import { FSS, KISA, POLICE } from '../contacts.ts'
import type { Advice, Words } from '../judgement.ts'
import type { LinkLabel } from './judgement.ts'

/** Who asks about a link is at a browser: the offices' own pages go with their numbers. */
const POLICE_PAGE = { ...POLICE, url: 'https://www.counterscam112.go.kr' }
const KISA_PAGE = { ...KISA, url: 'https://boho.or.kr' }
const FSS_PAGE = { ...FSS, url: 'https://www.fss.or.kr' }

const DO_NOT_OPEN: Words = { ko: '누르지 말고 메시지를 지우세요.', en: 'Do not open it; delete the message.' }
const GO_YOURSELF: Words = {
  ko: '용건이 진짜인지는 회사의 앱이나 아는 주소를 직접 열어서 확인하세요.',
  en: 'To see whether it is real, open the company’s app or type the address that you know.',
}
const ALREADY: Words = {
  ko: '이미 누르고 무엇을 입력하거나 설치했다면, 비행기 모드로 바꾸고 다른 전화로 은행과 112에 바로 알리세요.',
  en: 'If you already typed or installed something, switch on flight mode and call your bank and 112 from another phone.',
}
const NO_APP: Words = {
  ko: '문자로 받은 링크에서 앱을 설치하지 마세요.',
  en: 'Never install an app from a link in a message.',
}
const NO_CODES: Words = {
  ko: '비밀번호, 인증번호, 카드 번호, 신분증 사진을 입력하거나 보내지 마세요.',
  en: 'Never enter or send passwords, codes, card numbers or a photo of your ID.',
}

const ADVICE: Readonly<Record<LinkLabel, Advice>> = {
  phishing: {
    ko: '사기 주소로 보여요. 열지 마세요.',
    en: 'This looks like a trap. Do not open it.',
    now: [DO_NOT_OPEN, GO_YOURSELF, ALREADY],
    never: [NO_APP, NO_CODES],
    contacts: [POLICE_PAGE, KISA_PAGE, FSS_PAGE],
  },
  suspicious: {
    ko: '어디로 가는지, 누가 만들었는지 알 수 없어요. 보낸 사람에게 다른 길로 확인하기 전에는 열지 마세요.',
    en: 'Where it leads or who made it is uncertain. Ask the sender by another way before opening it.',
    now: [GO_YOURSELF, ALREADY],
    never: [NO_APP, NO_CODES],
    contacts: [KISA_PAGE, POLICE_PAGE],
  },
  ordinary: {
    ko: '위험한 점이 보이지 않아요. 그래도 뜻밖에 받은 링크라면 비밀번호나 인증번호를 입력하지 마세요.',
    en: 'Nothing dangerous was found. If you did not expect the link, still enter no password or code.',
    now: [],
    never: [NO_CODES],
    contacts: [],
  },
}

const OFFICIAL: Advice = {
  ko: '공식 주소예요. 그래도 전화로 앱 설치나 인증번호를 요구하면 응하지 마세요.',
  en: 'This is an official address. Even so, refuse any caller who wants an app installed or a code read out.',
  now: [],
  never: [NO_CODES],
  contacts: [],
}

const NO_LINK: Advice = {
  ko: '열 수 있는 웹 주소가 아니라서 판단할 것이 없어요. 주소를 다시 확인해 붙여 넣어 주세요.',
  en: 'This is not a web address, so there is nothing to judge. Check the address and paste it again.',
  now: [],
  never: [NO_CODES],
  contacts: [],
}

export function adviceOf(label: LinkLabel, kind: 'official' | 'unknown' | 'none'): Advice {
  if (label !== 'ordinary' || kind === 'unknown') return ADVICE[label]
  return kind === 'official' ? OFFICIAL : NO_LINK
}
