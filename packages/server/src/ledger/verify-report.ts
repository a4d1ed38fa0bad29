// SPDX-License-Identifier: Apache-2.0
// What verification says: the closed list of findings, the report, and the collector that every check writes to.

export { LedgerUnreadable } from './records.ts'

export const FINDING_CODES = [
  'journal_edited',
  'journal_missing',
  'journal_never_sealed',
  'journal_incomplete',
  'journal_without_transfers',
  'block_differs',
  'tile_differs',
  'chain_broken',
  'chain_gap',
  'chain_head_differs',
  'anchor_differs',
  'account_unknown',
  'account_identity_differs',
  'account_rule_differs',
  'unit_differs',
  'book_differs',
  'amount_not_positive',
  'amount_too_large',
  'pending_unknown',
  'pending_differs',
  'pending_state_differs',
  'overdrawn',
  'history_broken',
  'balance_differs',
  'share_differs',
  'id_missing',
  'id_without_transfer',
  'file_differs',
  'count_differs',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export interface Finding {
  readonly code: FindingCode
  /** The account, journal, transfer, file or `book number` that it is about. */
  readonly where: string
  readonly detail: string
}

/** A block of a book's chain, noted outside the database. Nobody can rewrite what lies before it unseen. */
export interface Anchor {
  readonly book: string
  readonly number: string
  /** 64 hex digits. */
  readonly hash: string
}

export interface VerifyReport {
  readonly ok: boolean
  readonly accounts: number
  readonly journals: number
  readonly transfers: number
  /** Journals that have their place in the chain; the others are of the last moments and wait for it. */
  readonly sealed: number
  readonly blocks: number
  /** Epochs in the archive that were not given: what was before was taken from blocks and snapshots. */
  readonly notRead: readonly number[]
  readonly units: readonly { readonly unit: string; readonly posted: string; readonly pending: string }[]
  /** The last block of each book: note it elsewhere. */
  readonly heads: readonly Anchor[]
  readonly findingCount: number
  /** The first 1,000 findings. */
  readonly findings: readonly Finding[]
}

/** How far it is. `journalsInAll` is what the blocks say; what was posted since the last one comes on top. */
export interface VerifyProgress {
  readonly journals: number
  readonly transfers: number
  readonly journalsInAll: number
}

/** Exit codes of `jandon ledger verify`: nothing differs, something differs, or it could not be checked. */
export const VERIFY_EXIT = { ok: 0, differences: 1, couldNotCheck: 2 } as const

/** More would be noise: a person reads the first and the count. */
const FINDINGS_KEPT = 1000

export interface Findings {
  count: number
  readonly kept: Finding[]
  report(code: FindingCode, where: string, detail: string): void
  /** Takes those of a worker or of an earlier run, whose list may be shorter than its count. */
  add(findings: readonly Finding[], count: number): void
}

export function createFindings(): Findings {
  return {
    count: 0,
    kept: [],
    report(code, where, detail) {
      this.add([{ code, where, detail }], 1)
    },
    add(findings, count) {
      this.count += count
      for (const finding of findings) if (this.kept.length < FINDINGS_KEPT) this.kept.push(finding)
    },
  }
}
