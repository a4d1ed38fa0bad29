// SPDX-License-Identifier: Apache-2.0
// The articles that an offer of cash may offend against, in plain words: what is forbidden, to whom, and what follows.
// The offender is whoever pays, brokers or advertises; a person in need is told so. Nothing here is called interest.

import type { Words } from '../judgement.ts'
import type { ProviderLegalBasis } from './judgement.ts'

/** All of them were read as statute text on this day. */
const CHECKED_ON = '2026-11-23'
const NETWORK_ACT = '정보통신망법 (2026-10-02 시행본)'
const FINANCE_ACT = '전자금융거래법 (2026-10-02 시행본)'

export const OFFENCE_CODES = [
  'carrier_billing',
  'card',
  'bnpl',
  'access_media',
  'unregistered_loan',
  'game_results',
  'local_voucher',
  'onnuri_voucher',
] as const
export type OffenceCode = (typeof OFFENCE_CODES)[number]

function prison(years: number, wonKo: string, wonEn: string, more?: Words): Words {
  return {
    ko: `${years}년 이하의 징역 또는 ${wonKo} 이하의 벌금${more?.ko ?? ''}`,
    en: `Up to ${years} years in prison or a fine of up to ${wonEn} won${more?.en ?? ''}`,
  }
}

function basis(code: OffenceCode, facts: Omit<ProviderLegalBasis, 'code' | 'confidence' | 'checkedOn'>) {
  return { code, confidence: 'S', checkedOn: CHECKED_ON, ...facts } as const
}

export const LEGAL_BASES: Readonly<Record<OffenceCode, ProviderLegalBasis>> = {
  carrier_billing: basis('carrier_billing', {
    cite: { ko: '정보통신망법 §72①4', en: 'Network Act §72(1)4 (Korea)' },
    source: `${NETWORK_ACT} §72①4; 대법원 2018도7682 (2019-09-26)`,
    explanation: {
      ko: '휴대폰 소액결제로 물건을 사게 하거나 가짜로 결제하게 하고 할인해서 현금을 주는 일, 그 알선·중개·권유·광고를 금지해요. 처벌 대상은 돈을 대는 업자와 중간에 선 사람이고, 급해서 찾아온 이용자가 아니에요. 대법원은 이것을 대출이 아니라 싸게 사들이는 매매로 보고 이 법을 적용했어요.',
      en: 'In Korea it is forbidden to have somebody buy by carrier billing, or pay for nothing, and to give cash at a discount for it; so is arranging, brokering, soliciting or advertising it. Those who pay and those in the middle are the offenders, not the person who needs the cash. The Supreme Court holds it to be a purchase at a discount and not a loan, and applies this Act.',
    },
    penalty: prison(3, '3천만 원', '30,000,000'),
  }),
  card: basis('card', {
    cite: { ko: '여신전문금융업법 §70③2', en: 'Specialized Credit Finance Business Act §70(3)2 (Korea)' },
    source: '여신전문금융업법 §70③2, §70⑧',
    explanation: {
      ko: '카드로 가짜·부풀린 결제를 하게 하거나, 카드로 산 것을 싸게 사들여 돈을 주는 일과 그 중개·알선을 금지해요. 이 조항이 가리키는 사람은 돈을 대는 쪽과 중개한 사람이고, 이용자가 아니에요.',
      en: 'Giving money for a fake or inflated card sale, or buying at a discount what was bought on a card, is forbidden in Korea, and so is brokering or arranging it. The article names those who pay and those in the middle, not the card holder.',
    },
    penalty: prison(3, '2천만 원', '20,000,000', { ko: '(둘 다 내려질 수 있음)', en: ', or both' }),
  }),
  bnpl: basis('bnpl', {
    cite: { ko: '전자금융거래법 §49⑤9의2', en: 'Electronic Financial Transactions Act §49(5)9-2 (Korea)' },
    source: `${FINANCE_ACT} §49⑤9의2 (2024-09-15부터)`,
    explanation: {
      ko: '후불결제로 산 것을 싸게 사들이거나 가짜로 결제하게 하고 현금을 주는 일, 그 알선·중개·권유·광고를 금지해요. 처벌 대상은 업자와 중간에 선 사람이고, 이용자가 아니에요.',
      en: 'Giving cash at a discount for what was bought on pay-later, or for a fake pay-later sale, is forbidden in Korea, and so is arranging, brokering, soliciting or advertising it. Those who pay and those in the middle are the offenders, not the person who needs the cash.',
    },
    penalty: prison(3, '2천만 원', '20,000,000'),
  }),
  access_media: basis('access_media', {
    cite: { ko: '전자금융거래법 §6③, §49④', en: 'Electronic Financial Transactions Act §6(3), §49(4) (Korea)' },
    source: `${FINANCE_ACT} §6③, §49④`,
    explanation: {
      ko: '통장, 체크카드, 비밀번호, 인증서를 넘기거나 대가를 받고 빌려주는 일, 그 중개와 광고를 금지해요. 여기서는 빌려준 사람도 처벌받을 수 있고, 사기에 쓰이면 내 계좌가 묶여요.',
      en: 'Handing over an account, card, password or certificate, lending one for pay, brokering or advertising it is forbidden in Korea. Here whoever hands it over can be punished too, and an account used for fraud is frozen.',
    },
    penalty: prison(5, '3천만 원', '30,000,000'),
  }),
  unregistered_loan: basis('unregistered_loan', {
    cite: { ko: '대부업법 §19①, §9의2, §11①', en: 'Lending Business Act §19(1), §9-2, §11(1) (Korea)' },
    source: '대부업법 (2025-07-22 시행본) §9의2, §11①, §19①',
    explanation: {
      ko: '등록하지 않고 돈을 빌려주거나 중개하거나 광고하는 일을 금지해요. 처벌 대상은 빌려주는 쪽이지 빌린 사람이 아니고, 등록하지 않은 업자는 이자를 한 푼도 받을 수 없어요.',
      en: 'Lending, brokering or advertising loans without registration is forbidden in Korea. The lender is the offender, not the borrower, and an unregistered lender may take nothing on top of what was lent.',
    },
    penalty: prison(10, '5억 원', '500,000,000'),
  }),
  game_results: basis('game_results', {
    cite: { ko: '게임산업법 §32①7, §44', en: 'Game Industry Promotion Act §32(1)7, §44 (Korea)' },
    source: '게임산업법 §32①7, §44; 시행령 §18의4',
    explanation: {
      ko: '돈을 걸거나 우연으로 얻은 게임머니, 자동 프로그램·해킹·명의 도용이나 작업장으로 만든 아이템을 사업으로 환전·알선·재매입하는 일을 금지해요. 처벌 대상은 그것을 사업으로 하는 쪽이에요.',
      en: 'Exchanging, brokering or buying back as a business what was won by betting or chance in a game, or items made by bots, hacks, stolen identities or commercial farming, is forbidden in Korea. Those who make it a business are the offenders.',
    },
    penalty: prison(5, '5천만 원', '50,000,000', { ko: '과 몰수', en: ', with confiscation' }),
  }),
  local_voucher: basis('local_voucher', {
    cite: { ko: '지역사랑상품권법 §9, §10, §11, §20', en: 'Local Love Voucher Act §9, §10, §11, §20 (Korea)' },
    source: '지역사랑상품권법 §9, §10, §11, §20',
    explanation: {
      ko: '지역사랑상품권은 가맹점만 돈으로 바꿀 수 있어요. 산 사람은 되팔거나 환전을 요구할 수 없고, 물건을 팔지 않고 환전한 가맹점과 대행자에게 과태료가 나와요.',
      en: 'Only merchants may redeem a local voucher in Korea; its user may neither resell it nor ask for its conversion. Merchants and agents who redeem one without a sale are fined.',
    },
    penalty: { ko: '2천만 원 이하의 과태료', en: 'An administrative fine of up to 20,000,000 won' },
  }),
  onnuri_voucher: basis('onnuri_voucher', {
    cite: {
      ko: '전통시장법 §26의3②, §26의5④, §72②, §74①',
      en: 'Traditional Markets Act §26-3(2), §26-5(4), §72(2), §74(1) (Korea)',
    },
    source: '전통시장법 (2026-06-17 시행본) §26의3, §26의5④, §26의9, §72②, §74①',
    explanation: {
      ko: '온누리상품권은 등록된 가맹점만 돈으로 바꿀 수 있고, 2026년 6월 17일부터는 가맹점이 아니면 받는 것도 금지됐어요. 사들이는 업자가 그 위반자예요.',
      en: 'Only registered merchants may redeem Onnuri vouchers in Korea, and since 17 June 2026 nobody else may even receive them. A dealer who takes them is the offender.',
    },
    penalty: {
      ko: '2천만 원 이하의 벌금 또는 과태료(위반 내용에 따라)',
      en: 'A criminal or an administrative fine of up to 20,000,000 won, depending on the breach',
    },
  }),
}

/** What an offence is called in one reason. */
export const OFFENCE_REASONS: Readonly<Record<OffenceCode, Words>> = {
  carrier_billing: {
    ko: '휴대폰 결제(소액결제·정보이용료)를 현금으로 바꿔 준다고 해요. 업자와 광고한 사람이 처벌받는 일이에요.',
    en: 'It offers cash for what is paid on the phone bill: an offence of whoever pays, brokers or advertises it.',
  },
  card: {
    ko: '카드 결제를 현금으로 바꿔 준다고 해요. 돈을 대거나 중개한 쪽이 처벌받는 일이에요.',
    en: 'It offers cash for a card payment: an offence of whoever pays or brokers it.',
  },
  bnpl: {
    ko: '후불결제를 현금으로 바꿔 준다고 해요. 업자와 광고한 사람이 처벌받는 일이에요.',
    en: 'It offers cash for a pay-later purchase: an offence of whoever pays, brokers or advertises it.',
  },
  access_media: {
    ko: '통장·카드·인증수단을 빌려 달라거나 사겠다고 해요. 넘긴 사람도 처벌받을 수 있어요.',
    en: 'It wants to rent or buy an account, card or credential. Whoever hands one over can be punished too.',
  },
  unregistered_loan: {
    ko: '등록하지 않은 대출로 보여요. 빌려주는 쪽이 처벌받는 일이에요.',
    en: 'It looks like a loan without registration: an offence of the lender.',
  },
  game_results: {
    ko: '게임에서 딴 머니나 작업장 아이템을 환전해 준다고 해요. 사업으로 하는 쪽이 처벌받는 일이에요.',
    en: 'It exchanges what is won or farmed in games: an offence of whoever makes it a business.',
  },
  local_voucher: {
    ko: '지역사랑상품권을 돈으로 바꿔 준다고 해요. 되팔 수 없는 상품권이에요.',
    en: 'It offers cash for a local voucher, which may not be resold.',
  },
  onnuri_voucher: {
    ko: '온누리상품권을 돈으로 바꿔 준다고 해요. 가맹점이 아니면 받을 수 없는 상품권이에요.',
    en: 'It offers cash for Onnuri vouchers, which nobody but a registered merchant may receive.',
  },
}
