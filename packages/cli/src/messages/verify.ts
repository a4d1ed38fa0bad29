// SPDX-License-Identifier: Apache-2.0
// What `jandon ledger verify` and `jandon ledger export` say.

import type { Language } from './index.ts'

interface VerifyMessages {
  readonly verify: string
  readonly export: string
  readonly archive: string
  readonly offline: string
  readonly anchor: string
  readonly state: string
  readonly threads: string
  readonly label: string
  progress(transfers: string, rate: string, left: string | undefined): string
  fine(journals: string, transfers: string, accounts: string): string
  broken(count: number): string
  speed(seconds: string, rate: string): string
  waiting(count: string): string
  notRead(epochs: string): string
  head(book: string, number: string, hash: string): string
  stopped(file: string | undefined): string
  badAnchor(text: string): string
  exportMissing(directory: string): string
  readonly unit: string
  readonly posted: string
  readonly pending: string
  readonly exporting: string
  readonly exportTo: string
  exportThere(directory: string): string
  exportProgress(transfers: string, megabytes: string): string
  exported(directory: string, transfers: string, megabytes: string): string
}

export const VERIFY_EXAMPLES = [
  'jandon ledger verify',
  'jandon ledger verify --state verify.state',
  'jandon ledger verify --anchor "bok_… 1176 5c0d…"',
  'jandon ledger verify --archive archive/epoch-0 --archive archive/epoch-1',
  'jandon ledger verify --offline --archive archive/epoch-0',
  'jandon ledger verify --export books',
] as const

export const EXPORT_EXAMPLES = ['jandon ledger export books', 'jandon ledger export books --data-dir restored'] as const

export const VERIFY: Readonly<Record<Language, VerifyMessages>> = {
  ko: {
    verify: '이체 기록만으로 모든 잔액과 규칙, 해시 사슬을 다시 계산하고 다른 곳을 하나하나 알려 줘요.',
    export: '내보낸 폴더 (데이터베이스가 없어도 돼요)',
    archive: '보관한 에포크의 폴더 (여러 번 쓸 수 있어요)',
    offline: '데이터베이스를 열지 않고 보관 폴더만 확인해요',
    anchor: '전에 적어 둔 사슬 머리: 장부, 블록 번호, 해시 (여러 번 쓸 수 있어요)',
    state: '어디까지 했는지 적어 둘 파일. 멈췄다가 다시 하면 이어서 해요',
    threads: '함께 읽을 스레드 수 (기본: 프로세서마다 하나)',
    label: '확인한 분개',
    progress: (transfers, rate, left) =>
      `이체 ${transfers}, 초당 ${rate}${left === undefined ? '' : `, 남은 시간 ${left}`}`,
    fine: (journals, transfers, accounts) =>
      `장부에 이상이 없어요. 분개 ${journals}, 이체 ${transfers}, 계정 ${accounts}개를 확인했어요.`,
    broken: count => `장부에 이상이 있어요. ${count}건을 찾았어요.`,
    speed: (seconds, rate) => `${seconds}초 걸렸어요. 초당 이체 ${rate}건이에요.`,
    waiting: count => `분개 ${count}개는 방금 기표되어 봉인을 기다려요.`,
    notRead: epochs =>
      `에포크 ${epochs}은(는) 보관소에 있어 읽지 않았어요. --archive로 폴더를 알려 주면 함께 확인해요.`,
    head: (book, number, hash) => `해시 사슬의 머리: ${book} ${number} ${hash}`,
    stopped: file =>
      file === undefined
        ? '멈췄어요. --state를 쓰면 다음에 이어서 할 수 있어요.'
        : `멈췄어요. 같은 명령을 다시 하면 ${file}에서 이어서 해요.`,
    badAnchor: text => `‘${text}’은(는) 적어 둔 사슬 머리가 아니에요. 장부, 블록 번호, 64자 해시를 띄어서 적어 주세요.`,
    exportMissing: directory => `${directory} 폴더가 없어요.`,
    unit: '단위',
    posted: '움직인 금액',
    pending: '지금 잡아 둔 금액',
    exporting:
      '장부 전체를 폴더로 내보내요. 어디서나 `ledger verify --export`로 확인할 수 있고 개인정보는 들어 있지 않아요.',
    exportTo: '새로 만들 폴더',
    exportThere: directory => `${directory}에 파일이 있어요. 새 폴더를 알려 주세요.`,
    exportProgress: (transfers, megabytes) => `이체 ${transfers}, ${megabytes}MB…`,
    exported: (directory, transfers, megabytes) => `${directory}에 이체 ${transfers}건을 내보냈어요 (${megabytes}MB).`,
  },
  en: {
    verify: 'Recomputes every balance, every rule and the hash chain from the transfers alone, and names what differs.',
    export: 'the directory of an export; needs no database',
    archive: 'the directory of an archived epoch (may be given several times)',
    offline: 'opens no database: checks the archives that are named alone',
    anchor: 'a head noted before: book, number and hash (may be given several times)',
    state: 'a file to keep how far it is; after an interruption it goes on from there',
    threads: 'threads that read (default: one for each processor)',
    label: 'journals',
    progress: (transfers, rate, left) =>
      `${transfers} transfers, ${rate}/s${left === undefined ? '' : `, ${left} left`}`,
    fine: (journals, transfers, accounts) =>
      `The books are whole: ${journals} journals, ${transfers} transfers, ${accounts} accounts.`,
    broken: count => `The books are not whole: ${count} findings.`,
    speed: (seconds, rate) => `It took ${seconds} s: ${rate} transfers a second.`,
    waiting: count => `${count} journals of the last moments wait for their seal.`,
    notRead: epochs =>
      `Not read, because they are in the archive: epochs ${epochs}. Name their directories with --archive.`,
    head: (book, number, hash) => `Head of the chain: ${book} ${number} ${hash}`,
    stopped: file =>
      file === undefined
        ? 'Stopped. With --state it could go on from here.'
        : `Stopped. The same command goes on from ${file}.`,
    badAnchor: text => `“${text}” is no noted head: write book, number and the hash of 64 letters, with spaces.`,
    exportMissing: directory => `There is no directory ${directory}.`,
    unit: 'unit',
    posted: 'moved',
    pending: 'reserved now',
    exporting:
      'Writes the whole ledger to a directory, which `ledger verify --export` checks anywhere. It holds no personal data.',
    exportTo: 'the directory to make',
    exportThere: directory => `There are files in ${directory}. Name a new directory.`,
    exportProgress: (transfers, megabytes) => `${transfers} transfers, ${megabytes} MB …`,
    exported: (directory, transfers, megabytes) => `${transfers} transfers written to ${directory} (${megabytes} MB).`,
  },
}
