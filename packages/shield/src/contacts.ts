// SPDX-License-Identifier: Apache-2.0
// Who helps, said the same way by every judge. Public offices only; numbers are those that answer in Korea.

import type { Contact } from './judgement.ts'

export const POLICE: Contact = {
  name: { ko: '경찰청 통합신고대응센터 (돈을 보냈다면 바로)', en: 'Korean police (at once if money is gone)' },
  phone: '112',
}
export const KISA: Contact = {
  name: { ko: '한국인터넷진흥원 118 상담센터', en: 'KISA help line (smishing, bad apps)' },
  phone: '118',
}
export const FSS: Contact = {
  name: { ko: '금융감독원', en: 'Financial Supervisory Service' },
  phone: '1332',
}
export const INCLUSIVE_FINANCE: Contact = {
  name: { ko: '서민금융진흥원', en: 'Korea Inclusive Finance Agency (lawful loans)' },
  phone: '1397',
}
export const PAYMENT_DESK: Contact = {
  name: { ko: '휴대폰/ARS결제 중재센터', en: 'Mobile and ARS payment mediation centre' },
  url: 'https://www.spayment.org',
}
