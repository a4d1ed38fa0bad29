// SPDX-License-Identifier: Apache-2.0
// `jandon convert`의 한국어 문장. Korean sentences of `jandon convert`; the same keys as convert-en.ts.

import type { RowProblem, RowProblemCode } from '../file/row.ts'
import type { LedgerDifference } from '../run/ledger-check.ts'
import type { OutcomeName } from '../run/outcome.ts'
import type { ResultColumn } from '../run/result-file.ts'
import type { convertEn } from './convert-en.ts'

const WHAT_TO_DO: Record<RowProblemCode, string> = {
  unreadable: '읽을 수 없는 글자가 있어요. 파일을 "CSV UTF-8"로 다시 저장해 주세요.',
  too_long: '500자가 넘어요. 짧게 줄여 주세요.',
  resident_number: '주민등록번호는 받을 수 없어요. 생년월일만 적어 주세요.',
  money_form: '금액으로 읽을 수 없어요. 10000이나 10,000처럼 원 단위로 적어 주세요.',
  money_negative: '마이너스 금액이에요. 부호 없이 금액만 적어 주세요.',
  money_fraction: '1원보다 작은 금액이 있어요. 원 단위로 적어 주세요.',
  money_too_large: '금액이 지나치게 커요. 자릿수를 확인해 주세요.',
  excel_scientific: '엑셀이 숫자를 줄여서 자릿수가 사라졌어요. 셀 서식을 텍스트로 바꾸고 다시 입력해 주세요.',
  date_form: '날짜로 읽을 수 없어요. 2024-10-01처럼 적어 주세요.',
  date_two_digit_year: '연도가 두 자리예요. 2024-10-01처럼 네 자리로 적어 주세요.',
  date_ambiguous: '두 가지 날짜로 읽혀요. 2024-10-01처럼 연도부터 적어 주세요.',
  date_does_not_exist: '달력에 없는 날짜예요. 월과 일을 확인해 주세요.',
  month_form: '월로 읽을 수 없어요. 2026-11처럼 적어 주세요.',
  boolean_form: '예인지 아니오인지 알 수 없어요. Y나 N으로 적어 주세요.',
  integer_form: '정수로 읽을 수 없어요. 1250처럼 숫자만 적어 주세요.',
  kind_unknown: '모르는 종류예요. 열 설명서의 종류 목록에 있는 말로 적어 주세요.',
  funding_unknown:
    '모르는 결제 수단이에요. 현금, 계좌이체, 체크카드, 신용카드, 소액결제, 모름 가운데 하나로 적어 주세요.',
  intent_unknown: '모르는 요청이에요. 환불, 판매, 대출, 전체 가운데 하나로 적어 주세요.',
  issuer_form: '발행사 이름으로 읽을 수 없어요. 이름을 글자로 적어 주세요.',
  bank_unknown: '모르는 은행이에요. 은행 이름이나 세 자리 은행 코드를 적어 주세요.',
  account_number_form: '계좌번호로 읽을 수 없어요. 숫자만 적어 주세요. 하이픈은 있어도 괜찮아요.',
  phone_form: '전화번호로 읽을 수 없어요. 010-1234-5678처럼 적어 주세요.',
  missing: '비어 있어요. 채워 주세요.',
  too_many_cells: '마지막 열 뒤에 값이 더 있어요. 쉼표가 든 칸은 따옴표로 감싸 주세요.',
  quote_not_closed: '따옴표가 닫히지 않았어요. 닫거나 지워 주세요.',
  text_after_quote: '닫는 따옴표 뒤에 글자가 더 있어요. 칸 안의 따옴표는 두 번 적어 주세요.',
  date_in_future: '아직 오지 않은 날이에요. 연도를 확인해 주세요.',
  expires_before_purchase: '구매일보다 빨라요. 두 날짜를 확인해 주세요.',
  remaining_over_face: '액면가보다 많아요. 두 금액을 확인해 주세요.',
  consent_missing: '비어 있어요. 이용자의 동의가 없으면 전환하지 않아요.',
  consent_in_future: '아직 오지 않은 날이에요. 동의일을 미리 적을 수는 없어요.',
}

const OUTCOME_TITLES: Record<OutcomeName, string> = {
  paid: '지급 완료',
  would_convert: '전환 가능',
  in_progress: '진행 중',
  guidance: '안내',
  needs_facts: '정보 필요',
  refused: '거절',
  bad_row: '행 오류',
  account_refused: '계좌 오류',
  failed: '실패',
  duplicate: '중복',
}

const OUTCOME_MEANINGS: Record<OutcomeName, string> = {
  paid: '이용자 계좌로 돈이 들어갔어요.',
  would_convert: '실제로 실행하면 전환돼요.',
  in_progress: '아직 끝나지 않았어요. 같은 명령을 다시 실행해 주세요.',
  guidance: '환불받을 수 있지만 이용자가 직접 해야 해요. 사유를 보세요.',
  needs_facts: '판단에 필요한 정보가 빠졌어요. 질문을 보세요.',
  refused: '법이나 약관 때문에 할 수 없어요. 조항과 사유를 보세요.',
  bad_row: '행을 그대로는 읽을 수 없어요. 사유를 보세요.',
  account_refused: '계좌가 틀렸거나 다른 사람 계좌예요.',
  failed: '지급하지 못하고 끝났어요.',
  duplicate: '앞 행과 같아서 다시 전환하지 않았어요.',
}

const COLUMN_TITLES: Record<ResultColumn, string> = {
  outcome: '결과',
  reason: '사유',
  ruleId: '규칙',
  cite: '근거 조항',
  gross: '환급액',
  fees: '수수료',
  net: '수령액',
  conversionId: '전환 번호',
  state: '상태',
  paidAt: '지급 시각',
  payoutReference: '송금 참조번호',
}

const DIFFERENCES: Record<LedgerDifference['what'], string> = {
  state: '상태',
  net: '전환 수령액',
  payout: '완료된 송금',
  safeguarding: '별도관리 예금에서 나간 돈',
  converted_twice: '두 행이 같은 전환을 가리킴',
}

export const convertKo: typeof convertEn = {
  rowProblem: (problem: RowProblem) => {
    const where = problem.column === undefined ? '이 행' : `‘${problem.column}’`
    const what = problem.read === undefined || problem.read === '' ? '' : ` (${problem.read})`
    return `${where}${what}: ${WHAT_TO_DO[problem.code]}`
  },
  outcomeTitle: outcome => OUTCOME_TITLES[outcome],
  outcomeMeaning: outcome => OUTCOME_MEANINGS[outcome],
  columnTitle: column => COLUMN_TITLES[column],
  lineTitle: '줄',
  duplicateOf: line => `${line}번째 줄과 같은 건이라 다시 전환하지 않았어요.`,

  fileMissing: file => `${file} 파일이 없어요.`,
  noHeader: '처음 10줄에서 열 이름을 찾지 못했어요. 첫 줄에 종류, 성명, 은행, 계좌번호 같은 열 이름을 적어 주세요.',
  columnTwice: (first, second) => `‘${first}’ 열과 ‘${second}’ 열이 같은 뜻이에요. 하나만 남겨 주세요.`,
  columnMissing: (title, field) => `‘${title}’(${field}) 열이 없어요. 이 열이 없으면 어떤 행도 판단할 수 없어요.`,
  noRows: '열 이름만 있고 행이 없어요.',
  consentNeeded:
    '이용자의 동의 없이는 전환하지 않아요. 이용자마다 동의한 날을 적은 ‘동의일’ 열을 넣거나, 파일 전체의 동의를 확인했다면 --consent-attested를 붙여 주세요.',
  fileChanged: (file, folder) =>
    `${file}의 내용이 이 작업을 시작할 때와 달라졌어요.\n` +
    '행은 파일 내용과 줄 번호로 구분하기 때문에, 이대로 이어 하면 행이 뒤섞일 수 있어요.\n' +
    '  - 작업을 마치려면 원래 파일로 되돌리고 같은 명령을 다시 실행해 주세요.\n' +
    '  - 고친 행을 전환하려면 그 행만 새 파일에 담아 따로 전환해 주세요.\n' +
    `지금까지 한 일은 ${folder}에 그대로 있어요.`,
  serverChanged: was =>
    `이 작업은 ${was} 서버에서 시작했어요. 다른 서버는 이미 지급한 행을 모르니, 같은 서버에서 마쳐 주세요.`,
  alreadyRunning: pid => `지금 다른 프로세스(${pid})가 이 파일을 전환하고 있어요.`,
  folderDamaged: path =>
    `${path} 파일을 읽을 수 없어요. 폴더를 다른 곳으로 옮기고 다시 실행해 주세요. 이미 전환한 행은 서버에서 다시 찾으니 두 번 전환되지 않아요.`,
  reading: (rows, encoding, delimiter) => `${rows}행, ${encoding}, 구분자는 ${delimiter}`,
  delimiterName: delimiter => ({ ',': '쉼표', ';': '세미콜론', '\t': '탭', '|': '세로줄' })[delimiter] ?? delimiter,
  unknownColumns: names => `그대로 옮기기만 하는 열: ${names}`,
  readable: (good, bad, duplicate) => `물어볼 수 있는 행 ${good}, 오류 ${bad}, 앞 행과 중복 ${duplicate}`,
  resumed: (done, left) => `이어서 할게요. ${done}행은 이미 끝났고 ${left}행이 남았어요.`,
  progressLabel: '전환 중',
  dryRunLabel: '견적 중',
  checkLabel: '장부 대조',
  progressDetail: (paid, counts) => `지급 ${paid} · ${counts}`,
  waitingUnreachable: '서버가 응답하지 않아요. 기다리는 중이에요…',
  waitingBusy: '서버가 바빠요. 잠시 천천히 보낼게요…',
  waitingBack: '서버가 다시 응답해요.',
  stopped: command => `멈췄어요. 잃어버린 것은 없어요. 이어서 하려면:\n  ${command}`,
  gaveUp: command =>
    `서버가 너무 오래 응답하지 않아서 멈췄어요. 잃어버린 것은 없어요. 서버가 켜지면 이어서 해 주세요:\n  ${command}`,
  written: path => `저장했어요: ${path}`,
  toFix: (path, rows) => `고치면 되는 행이 ${rows}개 있어요: ${path} (고친 뒤 이 파일을 전환해 주세요)`,

  rowsForPeople: '살펴볼 행',
  rowLine: (line, outcome) => `${line}번째 줄, ${outcome}:`,
  moreRows: count => `… 그 밖에 ${count}행. 결과 파일에 모두 있어요`,

  statementTitle: '정산서',
  statementOf: (file, sha256) => `파일 ${file} (sha256 ${sha256})`,
  statementServer: server => `서버 ${server}`,
  statementTime: (from, to) => `${from}부터 ${to}까지`,
  byOutcome: '결과별',
  byKind: '종류별',
  byRule: '규칙별',
  total: '합계',
  rows: '행',
  name: { outcome: '결과', kind: '종류', rule: '규칙' },
  amounts: { gross: '환급액', fees: '수수료', net: '수령액', paid: '지급액' },
  sumsHold: '어느 기준으로 나누어도 합계가 같고, 환급액 = 수수료 + 수령액이에요.',
  sumsBroken: problems => `합계가 맞지 않아요: ${problems}`,
  ledgerTitle: '장부 대조',
  ledgerLines: { nets: '지급한 전환의 수령액', payouts: '완료된 송금', cash: '별도관리 예금에서 나간 돈' },
  addsUp: amount => `1원까지 맞아요: ${amount}이 지급·송금되었고 별도관리 예금에서도 같은 금액이 나갔어요.`,
  doesNotAddUp: count => `장부와 맞지 않아요. 차이가 ${count}건 있어요.`,
  difference: difference =>
    `${difference.line}번째 줄 ${difference.conversionId} ${DIFFERENCES[difference.what]}: 파일 ${difference.file}, 장부 ${difference.ledger}`,
  moreDifferences: count => `… 그 밖에 ${count}건. JSON 정산서를 보세요`,
  notChecked: why => `장부와 대조하지 못했어요: ${why}`,
  dryRunNote: '시험 실행이라 아무것도 전환하지 않았어요.',
}
