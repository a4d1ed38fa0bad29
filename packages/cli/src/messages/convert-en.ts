// SPDX-License-Identifier: Apache-2.0
// English sentences of `jandon convert`. A sentence about a cell says where, what was read, and what to do.

import type { RowProblem, RowProblemCode } from '../file/row.ts'
import type { LedgerDifference } from '../run/ledger-check.ts'
import type { OutcomeName } from '../run/outcome.ts'
import type { ResultColumn } from '../run/result-file.ts'

const WHAT_TO_DO: Record<RowProblemCode, string> = {
  unreadable: 'has letters that cannot be read. Save the file as "CSV UTF-8" again.',
  too_long: 'is longer than 500 letters. Shorten it.',
  resident_number: 'is a resident registration number, which may not be handed in. Put the birth date instead.',
  money_form: 'is not an amount. Write whole won, such as 10000 or 10,000.',
  money_negative: 'is negative. Write the amount itself, without a minus.',
  money_fraction: 'has a fraction of a won. Write whole won.',
  money_too_large: 'is too large to be an amount in won. Check the digits.',
  excel_scientific: 'was shortened by Excel and has lost digits. Format the cell as text and type it again.',
  date_form: 'is not a date. Write it as 2024-10-01.',
  date_two_digit_year: 'has a year of two digits. Write four, such as 2024-10-01.',
  date_ambiguous: 'could be two different days. Write the year first, such as 2024-10-01.',
  date_does_not_exist: 'is a day that does not exist. Check month and day.',
  month_form: 'is not a month. Write it as 2026-11.',
  boolean_form: 'is neither yes nor no. Write Y or N.',
  integer_form: 'is not a whole number. Write digits only, such as 1250.',
  kind_unknown: 'is not a kind that we know. See the list of kinds in the manual of the columns.',
  funding_unknown:
    'is not a way of paying that we know. Write for example cash, bank_transfer, credit_card, carrier_billing or unknown.',
  intent_unknown: 'is not a request that we know. Write refund, sell, borrow or any.',
  issuer_form: 'is not the name of an issuer. Write its name in letters.',
  bank_unknown: 'is not a bank that we know. Write its name or its three-digit code.',
  account_number_form: 'is not an account number. Write digits only; hyphens are fine.',
  phone_form: 'is not a phone number. Write it as 010-1234-5678.',
  missing: 'is empty. Fill it in.',
  too_many_cells: 'stands after the last column. A comma too many? Put cells that hold commas in quotes.',
  quote_not_closed: 'begins with a quote that is never closed. Close it, or take it out.',
  text_after_quote: 'goes on after the closing quote. Double the quotes inside the cell.',
  date_in_future: 'lies in the future. Check the year.',
  expires_before_purchase: 'is before the day of purchase. Check both dates.',
  remaining_over_face: 'is more than the face value. Check both amounts.',
  consent_missing: 'is empty: without the holder’s consent nothing is converted.',
  consent_in_future: 'lies in the future: consent cannot be dated ahead.',
}

const OUTCOME_TITLES: Record<OutcomeName, string> = {
  paid: 'paid',
  would_convert: 'would convert',
  in_progress: 'in progress',
  guidance: 'guidance',
  needs_facts: 'needs facts',
  refused: 'refused',
  bad_row: 'bad row',
  account_refused: 'account refused',
  failed: 'failed',
  duplicate: 'duplicate',
}

const OUTCOME_MEANINGS: Record<OutcomeName, string> = {
  paid: 'The money is in the holder’s account.',
  would_convert: 'Would be converted (dry run).',
  in_progress: 'Not finished. Run the same command again.',
  guidance: 'Lawful, but the holder has to do it: see the reason.',
  needs_facts: 'A fact is missing that decides: see the questions.',
  refused: 'The law or the terms say no: see article and reason.',
  bad_row: 'The row cannot be read as it is: see the reason.',
  account_refused: 'The bank account is wrong or another person’s.',
  failed: 'It ended without a payment.',
  duplicate: 'Repeats an earlier row and was not converted again.',
}

const COLUMN_TITLES: Record<ResultColumn, string> = {
  outcome: 'outcome',
  reason: 'reason',
  ruleId: 'ruleId',
  cite: 'cite',
  gross: 'gross',
  fees: 'fees',
  net: 'net',
  conversionId: 'conversionId',
  state: 'state',
  paidAt: 'paidAt',
  payoutReference: 'payoutReference',
}

const DIFFERENCES: Record<LedgerDifference['what'], string> = {
  state: 'state',
  net: 'net of the conversion',
  payout: 'settled payout',
  safeguarding: 'cash out of the safeguarding account',
  converted_twice: 'one conversion for two rows',
}

export const convertEn = {
  rowProblem: (problem: RowProblem) => {
    const where = problem.column === undefined ? 'The row' : `“${problem.column}”`
    const what = problem.read === undefined || problem.read === '' ? '' : ` (${problem.read})`
    return `${where}${what} ${WHAT_TO_DO[problem.code]}`
  },
  outcomeTitle: (outcome: OutcomeName) => OUTCOME_TITLES[outcome],
  outcomeMeaning: (outcome: OutcomeName) => OUTCOME_MEANINGS[outcome],
  columnTitle: (column: ResultColumn) => COLUMN_TITLES[column],
  lineTitle: 'line',
  duplicateOf: (line: number) => `Repeats line ${line} and was not converted again.`,

  fileMissing: (file: string) => `There is no file ${file}.`,
  noHeader:
    'No header was found in the first 10 lines. The first line must name the columns, such as kind, holder name, bank, account number.',
  columnTwice: (first: string, second: string) =>
    `The columns “${first}” and “${second}” mean the same. Keep one of them.`,
  columnMissing: (title: string, field: string) =>
    `The column “${title}” (${field}) is missing. Without it no row can be judged.`,
  noRows: 'The file has a header and no rows.',
  consentNeeded:
    'Nothing is converted without the holder’s consent. Add a column “consented on” with the day each holder agreed, or attest it for the whole file with --consent-attested.',
  fileChanged: (file: string, folder: string) =>
    `${file} is not the file that this run began with: its contents have changed since.\n` +
    'Rows are known by the file’s contents and the line, so going on could mix up rows.\n' +
    '  - To finish the run, put the original file back and run the same command.\n' +
    '  - To convert corrected rows, put only those rows into a new file and convert that.\n' +
    `What was done so far is kept in ${folder}.`,
  serverChanged: (was: string) =>
    `This run began on ${was}. Finish it there: another server does not know what was already paid.`,
  alreadyRunning: (pid: number) => `This file is being converted right now by process ${pid}.`,
  folderDamaged: (path: string) =>
    `${path} cannot be read. Move the folder away and run the command again: rows that were already converted are found again on the server and not converted twice.`,
  reading: (rows: number, encoding: string, delimiter: string) =>
    `${rows} rows, ${encoding}, separated by ${delimiter}`,
  delimiterName: (delimiter: string) =>
    ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' })[delimiter] ?? delimiter,
  unknownColumns: (names: string) => `Copied but not read: ${names}`,
  readable: (good: number, bad: number, duplicate: number) =>
    `${good} can be asked about, ${bad} are bad, ${duplicate} repeat an earlier row`,
  resumed: (done: number, left: number) => `Going on: ${done} rows were done before, ${left} are left.`,
  progressLabel: 'Converting',
  dryRunLabel: 'Quoting',
  checkLabel: 'Checking the books',
  progressDetail: (paid: string, counts: string) => `${paid} paid · ${counts}`,
  waitingUnreachable: 'The server does not answer. Waiting for it …',
  waitingBusy: 'The server is busy. Sending less for a while …',
  waitingBack: 'The server answers again.',
  stopped: (command: string) => `Stopped. Nothing is lost; go on with:\n  ${command}`,
  gaveUp: (command: string) =>
    `The server has not answered for too long. Nothing is lost; once it runs, go on with:\n  ${command}`,
  written: (path: string) => `Written: ${path}`,
  toFix: (path: string, rows: number) => `${rows} rows can be corrected: ${path} (convert that file when done)`,

  rowsForPeople: 'Rows for you',
  rowLine: (line: number, outcome: string) => `line ${line}, ${outcome}:`,
  moreRows: (count: number) => `… and ${count} more; the result file has them all`,

  statementTitle: 'Statement',
  statementOf: (file: string, sha256: string) => `File ${file} (sha256 ${sha256})`,
  statementServer: (server: string) => `Server ${server}`,
  statementTime: (from: string, to: string) => `From ${from} to ${to}`,
  byOutcome: 'By outcome',
  byKind: 'By kind',
  byRule: 'By rule',
  total: 'Total',
  rows: 'rows',
  name: { outcome: 'outcome', kind: 'kind', rule: 'rule' },
  amounts: { gross: 'gross', fees: 'fees', net: 'net', paid: 'paid' },
  sumsHold: 'Every breakdown adds up to the total, and gross = fees + net.',
  sumsBroken: (problems: string) => `The sums do not add up: ${problems}`,
  ledgerTitle: 'Against the ledger',
  ledgerLines: {
    nets: 'Net of paid conversions',
    payouts: 'Settled payouts',
    cash: 'Cash out of the safeguarding account',
  },
  addsUp: (amount: string) => `Adds up: ${amount} paid, settled and gone from the safeguarding account.`,
  doesNotAddUp: (count: number) => `Does not add up: ${count} differences.`,
  difference: (difference: LedgerDifference) =>
    `line ${difference.line} ${difference.conversionId}: ${DIFFERENCES[difference.what]}: file ${difference.file}, ledger ${difference.ledger}`,
  moreDifferences: (count: number) => `… and ${count} more; see the JSON statement`,
  notChecked: (why: string) => `Not checked against the ledger: ${why}`,
  dryRunNote: 'Dry run: nothing was converted.',
}
