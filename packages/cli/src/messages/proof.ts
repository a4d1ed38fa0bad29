// SPDX-License-Identifier: Apache-2.0
// What `jandon ledger prove` and `jandon ledger check-proof` say.

import type { ProofFinding } from '@jandon/domain/ledger'
import type { Language } from './index.ts'

export interface ProofMessages {
  readonly prove: string
  readonly transfer: string
  readonly book: string
  readonly since: string
  readonly out: string
  readonly archive: string
  readonly proveExamples: readonly string[]
  readonly check: string
  readonly file: string
  readonly head: string
  readonly checkExamples: readonly string[]
  readonly written: (file: string) => string
  readonly headOf: (book: string, number: number, hash: string) => string
  readonly note: (file: string, hash: string) => string
  readonly notFound: (transfer: string) => string
  readonly notSealed: string
  readonly archived: string
  readonly headUnknown: string
  readonly noFile: (file: string) => string
  readonly unreadable: (file: string, where: string) => string
  readonly noHead: (text: string) => string
  readonly journal: (event: string, subject: string, place: string, sealedAt: string) => string
  readonly columns: readonly [string, string, string, string, string, string]
  readonly proven: {
    readonly noted: (number: number) => string
    readonly earlier: (first: number, number: number) => string
    readonly itself: (hash: string) => string
  }
  readonly headsOnly: {
    readonly noted: (number: number) => string
    readonly earlier: (first: number, number: number) => string
    readonly itself: (hash: string) => string
  }
  readonly unconnected: string
  readonly differs: Readonly<Record<ProofFinding, string>>
}

const EXAMPLES_PROVE = [
  'jandon ledger prove trf_… --out receipt.json',
  'jandon ledger prove trf_… --since 5f2c… --database-url postgres://…',
  'jandon ledger prove --out head.json',
]
const EXAMPLES_CHECK = [
  'jandon ledger check-proof receipt.json --head 5f2c…',
  'jandon ledger check-proof receipt.json --head head.json',
]

export const PROOF: Readonly<Record<Language, ProofMessages>> = {
  ko: {
    prove:
      '이체 한 건이 장부에 있다는 증명을 작은 파일로 써요. check-proof로 어디서나 확인할 수 있어요. 이체를 적지 않으면 적어 둘 사슬 머리를 써요.',
    transfer: '증명할 이체 (trf_…)',
    book: '이체를 적지 않을 때 머리를 볼 장부',
    since: '전에 적어 둔 머리의 해시나 파일. 그때부터 바뀐 것이 없다는 증명도 함께 써요',
    out: '쓸 파일 (없으면 이체나 머리 이름으로)',
    proveExamples: EXAMPLES_PROVE,
    check: '증명 파일과 적어 둔 머리만으로 확인해요. 서버도 데이터베이스도 필요 없어요.',
    file: '증명 파일',
    head: '전에 적어 둔 머리: 해시 64글자, 또는 머리나 증명 파일',
    checkExamples: EXAMPLES_CHECK,
    written: file => `${file}에 썼어요.`,
    headOf: (book, number, hash) => `사슬 머리: ${book} ${number}번 블록 ${hash}`,
    note: (file, hash) => `이 해시를 다른 곳에 적어 두세요. 확인은: jandon ledger check-proof ${file} --head ${hash}`,
    notFound: transfer => `${transfer} 이체는 이 장부에 없어요.`,
    notSealed: '아직 봉인되지 않았어요. 1~2초 뒤에 다시 해 주세요.',
    archived: '보관소로 옮긴 이체예요. 데이터베이스가 있는 곳에서 --archive에 그 시기의 보관 폴더를 적어 주세요.',
    archive: '데이터베이스에 없는 이체를 찾을 보관 폴더',
    headUnknown:
      '이 장부에는 그런 머리가 없어요. 다른 장부의 해시이거나, 적어 두신 뒤에 사슬이 바뀐 거예요. 적어 둔 것을 간직해 주세요.',
    noFile: file => `${file} 파일이 없어요.`,
    unreadable: (file, where) => `${file}은 증명 파일이 아니거나 손상됐어요${where && ` (${where})`}.`,
    noHead: text => `--head에는 해시 64글자나 파일 이름을 적어 주세요. “${text}”는 둘 다 아니에요.`,
    journal: (event, subject, place, sealedAt) =>
      `분개 ${event} (${subject}), 장부의 ${place}번째, ${sealedAt}까지 봉인`,
    columns: ['이체', '이유', '단계', '차변', '대변', '금액'],
    proven: {
      noted: number => `증명됐어요. 적어 두신 ${number}번 블록 아래에 봉인된 그대로예요.`,
      earlier: (first, number) =>
        `증명됐어요. ${number}번 블록 아래에 봉인된 그대로이고, 적어 두신 ${first}번 블록부터 바뀐 것이 없어요.`,
      itself: hash =>
        `파일 안에서는 모두 맞아요. 하지만 이 해시가 직접 적어 두었거나 믿을 수 있는 곳에서 받은 것일 때만 증명이 돼요: ${hash}. 그 해시를 --head로 주세요.`,
    },
    headsOnly: {
      noted: number => `적어 두신 ${number}번 블록 그대로예요.`,
      earlier: (first, number) => `적어 두신 ${first}번 블록부터 ${number}번 블록까지 바뀐 것이 없어요.`,
      itself: hash => `파일 안에서는 모두 맞아요. 이 해시를 전에 적어 두신 것과 비교해 주세요: ${hash}`,
    },
    unconnected:
      '파일 안에서는 모두 맞지만, 적어 두신 머리에 대해서는 아무 말도 없어요. --since에 그 머리를 적어 새 증명을 받아 주세요.',
    differs: {
      head_hash_differs: '머리의 해시가 그 내용과 맞지 않아요.',
      heads_do_not_match: '파일 안의 머리와 분개가 서로 다른 장부이거나 순서가 맞지 않아요.',
      transfer_not_in_journal: '이 이체는 파일 안의 분개에 없어요.',
      account_differs: '계정이 적힌 것과 달라요.',
      journal_not_sealed_so: '이 분개는 봉인된 것과 달라요. 누군가 바꿨어요.',
      history_was_changed: '적어 두신 머리 뒤에 그 앞의 기록이 바뀌었어요.',
      noted_head_differs: '적어 두신 머리와 같은 자리에 다른 블록이 있어요. 사슬을 다시 쓴 거예요.',
    },
  },
  en: {
    prove:
      'Writes the proof that one transfer is in the books to a small file, which check-proof checks anywhere. Without a transfer: the head of the chain, to be noted.',
    transfer: 'the transfer to prove (trf_…)',
    book: 'whose head, when no transfer is named',
    since: 'a head noted before, as hash or file; the proof then also says that nothing was changed since',
    out: 'the file to write (otherwise named after the transfer or the head)',
    proveExamples: EXAMPLES_PROVE,
    check: 'Checks a proof with nothing but its file and a head noted before. Needs no server and no database.',
    file: 'the file of the proof',
    head: 'a head noted before: its hash of 64 letters, or the file of a head or of a proof',
    checkExamples: EXAMPLES_CHECK,
    written: file => `Written to ${file}.`,
    headOf: (book, number, hash) => `Head of the chain: ${book} block ${number} ${hash}`,
    note: (file, hash) => `Note this hash somewhere else. To check: jandon ledger check-proof ${file} --head ${hash}`,
    notFound: transfer => `There is no transfer ${transfer} in these books.`,
    notSealed: 'It is not sealed yet. Try again in a second or two.',
    archived: 'This transfer is in the archive. Where the database is, name the archive of that time with --archive.',
    archive: 'the archive to look in for a transfer that has left the database',
    headUnknown:
      'These books have no such head. Either it is of other books, or the chain was changed after it was noted. Keep the note.',
    noFile: file => `There is no file ${file}.`,
    unreadable: (file, where) => `${file} is no proof, or it is damaged${where && ` (${where})`}.`,
    noHead: text => `--head takes a hash of 64 letters or the name of a file. “${text}” is neither.`,
    journal: (event, subject, place, sealedAt) =>
      `Journal ${event} (${subject}), number ${place} of the book, under a block sealed ${sealedAt}`,
    columns: ['transfer', 'why', 'phase', 'debit', 'credit', 'amount'],
    proven: {
      noted: number => `Proven: it is in the books as it was sealed, under block ${number}, which you noted.`,
      earlier: (first, number) =>
        `Proven: it is in the books as it was sealed, under block ${number}, and nothing up to block ${first}, which you noted, was changed.`,
      itself: hash =>
        `The file agrees with itself. It proves something only when this hash is one that you noted or got from somebody you trust: ${hash}. Give that hash with --head.`,
    },
    headsOnly: {
      noted: number => `This is block ${number}, as you noted it.`,
      earlier: (first, number) => `Nothing up to block ${first}, which you noted, was changed until block ${number}.`,
      itself: hash => `The file agrees with itself. Compare this hash with one that you noted: ${hash}`,
    },
    unconnected:
      'The file agrees with itself, but says nothing about the head that you noted. Ask for a new proof with --since and that head.',
    differs: {
      head_hash_differs: 'The hash of a head does not follow from what the head says.',
      heads_do_not_match: 'The heads and the journal are of different books, or in the wrong order.',
      transfer_not_in_journal: 'This transfer is not in the journal of the file.',
      account_differs: 'An account is not what the file says.',
      journal_not_sealed_so: 'This journal is not the one that was sealed. Somebody changed it.',
      history_was_changed: 'What came before the head that was noted has been changed since.',
      noted_head_differs: 'Another block stands in the place of the one that you noted. The chain was written anew.',
    },
  },
}
