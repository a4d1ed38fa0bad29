// SPDX-License-Identifier: Apache-2.0
// What `jandon check` says. Reasons and advice come from the shield in both languages.

import type { LinkLabel, MessageLabel, ProviderVerdict } from '@jandon/shield'
import type { BinaryKind } from '../file/binary.ts'
import type { Language } from './index.ts'

export interface CheckMessages {
  readonly description: string
  readonly message: string
  readonly link: string
  readonly provider: string
  readonly text: string
  readonly file: string
  readonly out: string
  readonly force: string
  readonly column: string
  readonly businessNumber: string
  readonly url: string
  readonly examples: {
    readonly message: readonly string[]
    readonly link: readonly string[]
    readonly provider: readonly string[]
  }
  readonly labels: Readonly<Record<MessageLabel, string>>
  readonly linkLabels: Readonly<Record<LinkLabel, string>>
  readonly verdicts: Readonly<Record<ProviderVerdict, string>>
  /** How many of a hundred messages like this one are a trap, after the label. */
  readonly ofMessages: (count: number) => string
  readonly ofLinks: (count: number) => string
  readonly partOnly: string
  readonly because: string
  readonly links: string
  readonly now: string
  readonly never: string
  readonly contacts: string
  readonly law: string
  readonly missing: string
  readonly rates: string
  readonly rate: (evidence: string, amount: string, cash: string, lost: string, yearly: string, days: number) => string
  readonly alternatives: string
  readonly needsText: string
  readonly notBoth: string
  readonly outNeedsFile: string
  readonly unreadable: (file: string) => string
  readonly noColumn: (names: string) => string
  readonly empty: (file: string) => string
  readonly tooLong: (letters: number) => string
  readonly notText: (file: string, kind: BinaryKind) => string
  readonly sameFile: (file: string) => string
  readonly outputExists: (file: string) => string
  readonly unwritable: (file: string) => string
  readonly progress: string
  readonly flagged: (count: number) => string
  readonly written: (file: string, count: number, flagged: number) => string
  readonly notWhole: (count: number, column: string) => string
  readonly row: string
}

export const CHECK: Readonly<Record<Language, CheckMessages>> = {
  ko: {
    description: '문자, 링크, 현금화 업체가 사기인지 이 컴퓨터 안에서 살펴봐요. 내용은 밖으로 나가지 않아요.',
    message: '문자나 대화가 사기나 불법 광고인지 살펴봐요.',
    link: '링크가 함정인지 글자만 보고 살펴봐요. 열어 보지 않아요.',
    provider: '현금화·상품권·환불 대행 업체의 글이 법을 어기는지 살펴봐요.',
    text: '살펴볼 내용 (-는 표준 입력)',
    file: '여러 건이 든 파일: CSV는 한 열, 다른 파일은 한 줄에 한 건',
    out: '결과를 쓸 CSV 파일 (없으면 FILE.checked.csv)',
    force: '결과 파일이 이미 있으면 덮어써요.',
    column: 'CSV에서 내용이 있는 열의 이름',
    businessNumber: '업체가 밝힌 사업자등록번호',
    url: '업체의 주소',
    examples: {
      message: [
        'jandon check message "엄마 나 폰 고장나서 임시번호야 이 번호로 문자 줘"',
        'jandon check message - < 문자.txt',
        'jandon check message --file 신고문자.csv --column 내용',
      ],
      link: ['jandon check link https://example.kr/login', 'jandon check link --file links.txt --out 결과.csv'],
      provider: [
        'jandon check provider "소액결제 현금화 당일 90% 입금"',
        'jandon check provider --file 광고.csv --json',
      ],
    },
    labels: {
      smishing: '사기로 보여요',
      spam: '불법이거나 원하지 않는 광고로 보여요',
      ham: '위험한 점을 찾지 못했어요',
    },
    linkLabels: { phishing: '함정으로 보여요', suspicious: '어딘가 수상해요', ordinary: '위험한 점을 찾지 못했어요' },
    verdicts: {
      unlawful: '법이 금지하는 제안으로 보여요',
      suspicious: '사기꾼이 쓰는 방식과 닮았어요',
      incomplete: '밝혀야 할 정보가 빠져 있어요',
      nothing_found: '위험한 점을 찾지 못했어요. 추천은 아니에요',
    },
    ofMessages: count => `이런 글 100건 가운데 ${count}건이 사기나 불법 광고예요`,
    ofLinks: count => `이런 링크 100개 가운데 ${count}개가 함정이에요`,
    partOnly: '글이 길고 전체로는 위험한 점을 찾지 못했어요. 하지만 다음 부분만 보면 위험해요.',
    because: '이유',
    links: '링크',
    now: '지금 할 일',
    never: '절대 하지 말 일',
    contacts: '도움받을 곳',
    law: '근거 법',
    missing: '빠진 정보',
    rates: '약속한 비율의 뜻',
    rate: (evidence, amount, cash, lost, yearly, days) =>
      `“${evidence}”: ${amount}어치를 사면 ${cash}만 받고 ${lost}을 잃어요. ${days}일 뒤 청구라면 한 해로 따져 ${yearly}%의 비용이에요.`,
    alternatives: '합법적인 방법',
    needsText: '살펴볼 내용을 적거나 --file로 파일을 주세요.',
    notBoth: '내용과 --file 가운데 하나만 주세요.',
    outNeedsFile: '--out, --column, --force는 --file과 함께 써요.',
    unreadable: file => `${file} 파일을 읽을 수 없어요. 이름과 권한을 확인해 주세요.`,
    noColumn: names => `내용이 있는 열을 찾지 못했어요. --column으로 골라 주세요: ${names}`,
    empty: file => `${file}에 살펴볼 내용이 없어요.`,
    tooLong: letters => `내용이 너무 길어요. ${letters}자까지만 살펴봐요. 여러 건이면 --file로 주세요.`,
    notText: (file, kind) =>
      kind === 'spreadsheet'
        ? `${file}은(는) 엑셀 같은 표 파일이라 그대로는 읽을 수 없어요. 표 프로그램에서 'CSV UTF-8'로 저장한 파일을 주세요.`
        : `${file}은(는) 글자로 된 파일이 아니에요. 내용을 'CSV UTF-8'이나 한 줄에 한 건인 텍스트로 저장한 파일을 주세요.`,
    sameFile: file => `결과를 ${file}에 쓰면 주신 파일이 사라져요. --out으로 다른 이름을 주세요.`,
    outputExists: file => `${file} 파일이 이미 있어요. 덮어쓰려면 --force를, 아니면 --out으로 다른 이름을 주세요.`,
    unwritable: file => `${file} 파일을 쓸 수 없어요. 폴더가 있는지, 쓸 권한과 자리가 있는지 확인해 주세요.`,
    notWhole: (count, column) =>
      `${count}건은 통째로 읽지 못했어요. 결과의 ‘${column}’ 열에 까닭이 있어요 (too_long: 앞과 뒤만 읽음, more_cells: 열 이름보다 칸이 많음, quote: 따옴표가 맞지 않음).`,
    progress: '살펴보는 중',
    flagged: count => `위험 ${count}건`,
    written: (file, count, flagged) => `${count}건을 살펴봤고 ${flagged}건이 위험해요. 결과: ${file}`,
    row: '줄',
  },
  en: {
    description: 'Judges messages, links and cash-out shops for scams, on this computer: nothing is sent anywhere.',
    message: 'Tells whether a message or chat is a scam or an unlawful advertisement.',
    link: 'Tells whether a link is a trap, by its letters alone. It is not opened.',
    provider: 'Tells whether the text of a cash-out, voucher or refund shop breaks the law.',
    text: 'what to judge (- reads the standard input)',
    file: 'a file of many: one column of a CSV, or one on each line of any other file',
    out: 'CSV file for the results (default: FILE.checked.csv)',
    force: 'replace the file of the results if it is there already',
    column: 'the name of the column that holds the text',
    businessNumber: 'the business number that the shop states',
    url: 'the address of the shop',
    examples: {
      message: [
        'jandon check message "Hi mum, my phone broke, text me on this number"',
        'jandon check message - < message.txt',
        'jandon check message --file reported.csv --column text',
      ],
      link: ['jandon check link https://example.com/login', 'jandon check link --file links.txt --out results.csv'],
      provider: [
        'jandon check provider "cash for phone credit, 90% today"',
        'jandon check provider --file ads.csv --json',
      ],
    },
    labels: {
      smishing: 'Looks like a scam',
      spam: 'Looks like an unlawful or unwanted advertisement',
      ham: 'Nothing dangerous found',
    },
    linkLabels: {
      phishing: 'Looks like a trap',
      suspicious: 'Something about it is odd',
      ordinary: 'Nothing dangerous found',
    },
    verdicts: {
      unlawful: 'Looks like an offer that the law forbids',
      suspicious: 'Looks like the ways of swindlers',
      incomplete: 'Facts that a shop must show are missing',
      nothing_found: 'Nothing dangerous found. This is no recommendation',
    },
    ofMessages: count =>
      `${count} of 100 messages like this ${count === 1 ? 'is' : 'are'} a scam or an unlawful advert`,
    ofLinks: count => `${count} of 100 links like this ${count === 1 ? 'is' : 'are'} a trap`,
    partOnly: 'This is long, and nothing dangerous was found in it as a whole. But this part of it alone is dangerous:',
    because: 'Why',
    links: 'Links',
    now: 'Do now',
    never: 'Never',
    contacts: 'Who helps',
    law: 'The law',
    missing: 'Missing',
    rates: 'What the promised rate means',
    rate: (evidence, amount, cash, lost, yearly, days) =>
      `“${evidence}”: for ${amount} you get ${cash} and lose ${lost}. With the bill in ${days} days that is an equivalent yearly cost of ${yearly}%.`,
    alternatives: 'Lawful ways',
    needsText: 'Say what to judge, or give a file with --file.',
    notBoth: 'Give either a text or --file, not both.',
    outNeedsFile: '--out, --column and --force go with --file.',
    unreadable: file => `Cannot read ${file}. Check its name and permissions.`,
    noColumn: names => `Which column holds the text is not clear. Choose with --column: ${names}`,
    empty: file => `There is nothing to judge in ${file}.`,
    tooLong: letters => `This is too long: at most ${letters} letters are judged. Give many at once with --file.`,
    notText: (file, kind) =>
      kind === 'spreadsheet'
        ? `${file} is a spreadsheet, which is not read as it is. Save it as “CSV UTF-8” and give that file.`
        : `${file} is not a text file. Save what it holds as “CSV UTF-8”, or as text with one on each line, and give that.`,
    sameFile: file => `Results in ${file} would replace the file that you gave. Choose another name with --out.`,
    outputExists: file => `${file} is there already. Replace it with --force, or choose another name with --out.`,
    unwritable: file => `Cannot write ${file}. Check that its folder is there, may be written to and has room.`,
    notWhole: (count, column) =>
      `${count} could not be read whole; the column “${column}” says why (too_long: its beginning and end were read, more_cells: more cells than titles, quote: quotes that do not match).`,
    progress: 'Judging',
    flagged: count => `${count} dangerous`,
    written: (file, count, flagged) => `Judged ${count}, ${flagged} of them dangerous. Results: ${file}`,
    row: 'line',
  },
}
