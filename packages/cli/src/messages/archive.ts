// SPDX-License-Identifier: Apache-2.0
// What `jandon ledger archive` says.

import type { Language } from './index.ts'

type Refusal =
  | 'epoch_unknown'
  | 'epoch_open'
  | 'epoch_not_indexed'
  | 'epoch_archived'
  | 'older_epoch_not_archived'
  | 'pending_transfers_unresolved'

export interface ArchiveMessages {
  readonly description: string
  readonly epoch: string
  readonly to: string
  readonly drop: string
  readonly examples: readonly string[]
  readonly columns: readonly [string, string, string, string]
  readonly states: Readonly<Record<string, string>>
  readonly checked: (transfers: string) => string
  readonly written: (directory: string, transfers: string, journals: string) => string
  readonly note: (sha256: string) => string
  readonly kept: string
  readonly dropped: (epoch: number) => string
  readonly needsBoth: string
  readonly refused: Readonly<Record<Refusal, (epoch: number) => string>>
}

const en: ArchiveMessages = {
  description:
    'Writes a finished epoch of the ledger to files that prove themselves, and takes it out of the database if asked. Without options: which epochs there are.',
  epoch: 'the epoch',
  to: 'the directory in which the archive’s own directory is made',
  drop: 'take the epoch out of the database once its archive has been read back and found right',
  examples: [
    'jandon ledger archive',
    'jandon ledger archive --epoch 0 --to /backup/ledger',
    'jandon ledger archive --epoch 0 --to /backup/ledger --drop',
  ],
  columns: ['epoch', 'state', 'transfers', 'archive'],
  states: { open: 'open', closed: 'closed', indexed: 'ready for the archive', archived: 'archived' },
  checked: transfers => `${transfers} transfers checked …`,
  written: (directory, transfers, journals) =>
    `${directory} holds ${transfers} transfers in ${journals} journals; all of it was read back and is right.`,
  note: sha256 => `Hash of its manifest, to be noted elsewhere: ${sha256}`,
  kept: 'The epoch is still in the database. Once the archive lies where it is safe, run this again with --drop.',
  dropped: epoch => `Epoch ${epoch} is no longer in the database. Keep the archive: nothing else has these transfers.`,
  needsBoth: 'Name both the epoch (--epoch) and the directory (--to).',
  refused: {
    epoch_unknown: epoch => `There is no epoch ${epoch}. Without options the command lists those there are.`,
    epoch_open: epoch => `Epoch ${epoch} is still being written to.`,
    epoch_not_indexed: epoch => `Epoch ${epoch} has ended; its upkeep has not. Let the server run for a minute.`,
    epoch_archived: epoch => `Epoch ${epoch} is in the archive already.`,
    older_epoch_not_archived: () => 'An older epoch is still in the database. Archive it first: the oldest goes first.',
    pending_transfers_unresolved: epoch =>
      `Epoch ${epoch} holds pending transfers that are neither posted nor voided. It stays until they are.`,
  },
}

const ko: ArchiveMessages = {
  description:
    '끝난 회차를 스스로 증명되는 파일로 보관하고, 원하면 데이터베이스에서 내려요. 옵션 없이 쓰면 회차 목록을 보여 줘요.',
  epoch: '회차 번호',
  to: '보관 폴더를 만들 위치',
  drop: '보관 파일을 다시 읽어 맞는지 확인한 다음 그 회차를 데이터베이스에서 내려요',
  examples: en.examples,
  columns: ['회차', '상태', '이체', '보관 파일'],
  states: { open: '기록 중', closed: '마감', indexed: '보관 가능', archived: '보관됨' },
  checked: transfers => `이체 ${transfers}건 확인 …`,
  written: (directory, transfers, journals) =>
    `${directory}에 분개 ${journals}건, 이체 ${transfers}건을 담았고 전부 다시 읽어 맞는지 확인했어요.`,
  note: sha256 => `다른 곳에 적어 둘 목록 파일의 해시: ${sha256}`,
  kept: '이 회차는 아직 데이터베이스에 있어요. 보관 파일을 안전한 곳에 옮긴 다음 --drop을 붙여 다시 실행하세요.',
  dropped: epoch => `${epoch}회차를 데이터베이스에서 내렸어요. 보관 파일을 잘 간직하세요. 이 이체들은 거기에만 있어요.`,
  needsBoth: '회차(--epoch)와 폴더(--to)를 함께 적으세요.',
  refused: {
    epoch_unknown: epoch => `${epoch}회차는 없어요. 옵션 없이 실행하면 목록을 볼 수 있어요.`,
    epoch_open: epoch => `${epoch}회차는 아직 기록 중이에요.`,
    epoch_not_indexed: epoch => `${epoch}회차는 마감됐지만 정리가 남았어요. 서버를 1분쯤 더 켜 두세요.`,
    epoch_archived: epoch => `${epoch}회차는 이미 보관했어요.`,
    older_epoch_not_archived: () => '더 오래된 회차가 데이터베이스에 남아 있어요. 오래된 것부터 보관하세요.',
    pending_transfers_unresolved: epoch =>
      `${epoch}회차에 확정도 해제도 되지 않은 보류 이체가 있어요. 끝나야 내릴 수 있어요.`,
  },
}

export const ARCHIVE: Readonly<Record<Language, ArchiveMessages>> = { en, ko }
