// SPDX-License-Identifier: Apache-2.0
// Korean institutions that an own-name payout can reach: their three-digit KFTC codes, names, and the lengths that
// account numbers of theirs have. Lengths are wide on purpose: a wrong "no" here keeps money from its owner, while a
// wrong "yes" is caught a second later by the bank's own account-holder check.

export interface Bank {
  /** The first three digits of the KFTC branch code. */
  readonly code: string
  readonly name: { readonly ko: string; readonly en: string }
  readonly accountLengths: readonly number[]
}

const bank = (code: string, ko: string, en: string, accountLengths: readonly number[]): Bank => ({
  code,
  name: { ko, en },
  accountLengths,
})

const SECURITIES = [8, 9, 10, 11, 12, 13, 14]

export const BANKS: readonly Bank[] = [
  bank('002', 'KDB산업은행', 'Korea Development Bank', [11, 14]),
  bank('003', 'IBK기업은행', 'Industrial Bank of Korea', [10, 11, 12, 14]),
  bank('004', 'KB국민은행', 'KB Kookmin Bank', [11, 12, 14]),
  bank('007', 'Sh수협은행', 'Suhyup Bank', [11, 12, 14]),
  bank('011', 'NH농협은행', 'NongHyup Bank', [11, 12, 13, 14]),
  bank('012', '지역 농·축협', 'Local NongHyup', [11, 12, 13, 14]),
  bank('020', '우리은행', 'Woori Bank', [11, 12, 13, 14]),
  bank('023', 'SC제일은행', 'Standard Chartered Bank Korea', [11, 14]),
  bank('027', '한국씨티은행', 'Citibank Korea', [10, 11, 12, 13]),
  bank('031', 'iM뱅크(옛 대구은행)', 'iM Bank', [11, 12, 13, 14]),
  bank('032', '부산은행', 'Busan Bank', [12, 13]),
  bank('034', '광주은행', 'Kwangju Bank', [12, 13]),
  bank('035', '제주은행', 'Jeju Bank', [10, 12]),
  bank('037', '전북은행', 'Jeonbuk Bank', [12, 13]),
  bank('039', '경남은행', 'Kyongnam Bank', [12, 13]),
  bank('045', '새마을금고', 'MG Community Credit Cooperatives', [10, 11, 12, 13, 14]),
  bank('048', '신협', 'National Credit Union', [10, 11, 12, 13, 14]),
  bank('050', '저축은행', 'Savings Bank', [11, 12, 13, 14]),
  bank('054', 'HSBC은행', 'HSBC', [11, 12]),
  bank('055', '도이치은행', 'Deutsche Bank', [10, 11]),
  bank('057', '제이피모간체이스은행', 'JPMorgan Chase Bank', [10, 11]),
  bank('060', 'BOA은행', 'Bank of America', [11, 12, 14]),
  bank('061', '비엔피파리바은행', 'BNP Paribas', [14]),
  bank('062', '중국공상은행', 'Industrial and Commercial Bank of China', [10, 11, 12, 13, 14, 15, 16]),
  bank('063', '중국은행', 'Bank of China', [10, 11, 12, 13, 14]),
  bank('064', '산림조합중앙회', 'National Forestry Cooperative Federation', [10, 11, 12, 13]),
  bank('067', '중국건설은행', 'China Construction Bank', [10, 11, 12, 13, 14]),
  bank('071', '우체국', 'Korea Post', [10, 11, 12, 13, 14]),
  bank('081', '하나은행', 'Hana Bank', [11, 12, 14]),
  bank('088', '신한은행', 'Shinhan Bank', [11, 12, 13, 14]),
  bank('089', '케이뱅크', 'K bank', [10, 11, 12, 13, 14]),
  bank('090', '카카오뱅크', 'KakaoBank', [11, 12, 13, 14, 15]),
  bank('092', '토스뱅크', 'Toss Bank', [12, 14]),
  bank('209', '유안타증권', 'Yuanta Securities Korea', SECURITIES),
  bank('218', 'KB증권', 'KB Securities', SECURITIES),
  bank('224', 'BNK투자증권', 'BNK Securities', SECURITIES),
  bank('225', 'IBK투자증권', 'IBK Securities', SECURITIES),
  bank('227', '다올투자증권', 'DAOL Investment & Securities', SECURITIES),
  bank('238', '미래에셋증권', 'Mirae Asset Securities', SECURITIES),
  bank('240', '삼성증권', 'Samsung Securities', SECURITIES),
  bank('243', '한국투자증권', 'Korea Investment & Securities', SECURITIES),
  bank('247', 'NH투자증권', 'NH Investment & Securities', SECURITIES),
  bank('261', '교보증권', 'Kyobo Securities', SECURITIES),
  bank('262', 'iM증권', 'iM Securities', SECURITIES),
  bank('263', '현대차증권', 'Hyundai Motor Securities', SECURITIES),
  bank('264', '키움증권', 'Kiwoom Securities', SECURITIES),
  bank('265', 'LS증권', 'LS Securities', SECURITIES),
  bank('266', 'SK증권', 'SK Securities', SECURITIES),
  bank('267', '대신증권', 'Daishin Securities', SECURITIES),
  bank('269', '한화투자증권', 'Hanwha Investment & Securities', SECURITIES),
  bank('270', '하나증권', 'Hana Securities', SECURITIES),
  bank('271', '토스증권', 'Toss Securities', SECURITIES),
  bank('278', '신한투자증권', 'Shinhan Securities', SECURITIES),
  bank('279', 'DB증권', 'DB Securities', SECURITIES),
  bank('280', '유진투자증권', 'Eugene Investment & Securities', SECURITIES),
  bank('287', '메리츠증권', 'Meritz Securities', SECURITIES),
  bank('288', '카카오페이증권', 'Kakao Pay Securities', SECURITIES),
  bank('290', '부국증권', 'Bookook Securities', SECURITIES),
  bank('291', '신영증권', 'Shinyoung Securities', SECURITIES),
]

const BY_CODE = new Map(BANKS.map(each => [each.code, each]))

/** The institution of a code, or undefined when a payout cannot go there. */
export function findBank(code: string): Bank | undefined {
  return BY_CODE.get(code)
}

export type AccountNumberCheck =
  | { readonly kind: 'valid'; readonly digits: string }
  | { readonly kind: 'unknown_bank' }
  | { readonly kind: 'invalid'; readonly because: 'not_digits' | 'length'; readonly lengths: readonly number[] }

/**
 * Reads an account number as people write it, with hyphens and spaces, and checks its length for the bank.
 * Nothing is said about whether the account exists: that is for the bank to say.
 */
export function checkAccountNumber(bankCode: string, written: string): AccountNumberCheck {
  const found = findBank(bankCode)
  if (!found) return { kind: 'unknown_bank' }
  const digits = written.normalize('NFKC').replaceAll(/[\s\-–—]/g, '')
  if (!/^\d+$/.test(digits)) return { kind: 'invalid', because: 'not_digits', lengths: found.accountLengths }
  if (!found.accountLengths.includes(digits.length)) {
    return { kind: 'invalid', because: 'length', lengths: found.accountLengths }
  }
  return { kind: 'valid', digits }
}

/** Shows an account number so that its owner knows it and nobody else can use it: the last four digits only. */
export function maskAccountNumber(digits: string): string {
  return `${'*'.repeat(Math.max(0, digits.length - 4))}${digits.slice(-4)}`
}

/** A person's name as banks compare it: composed letters, no spaces, no case. */
export function normalizeName(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s/g, '').toLocaleLowerCase('en')
}

/** True when two spellings are the same registered name. An empty name is nobody's. */
export function sameName(left: string, right: string): boolean {
  const normalized = normalizeName(left)
  return normalized !== '' && normalized === normalizeName(right)
}
