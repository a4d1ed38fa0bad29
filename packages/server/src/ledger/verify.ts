// SPDX-License-Identifier: Apache-2.0
// Verification: recomputes every balance and the whole chain from the transfers alone, and says what differs. It trusts
// nothing that the ledger says about itself but the transfers, and works on the live database and on an export file.

import { accountId, chartEntry, isAccountCode } from '@jandon/domain/ledger'
import type { Database, Tx } from '../database/index.ts'
import { genesisHash } from './accounts.ts'
import { readLedger, readLedgerIn } from './export.ts'
import {
  type AccountRecord,
  type HeadRecord,
  type JournalRecord,
  type LedgerRecord,
  LedgerUnreadable,
  type LinkRecord,
  leafOf,
  linkHash,
  parseExport,
  type TransferRecord,
} from './records.ts'

export const FINDING_CODES = [
  'journal_edited',
  'journal_missing',
  'journal_never_sealed',
  'journal_without_transfers',
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
  'pending_unknown',
  'pending_differs',
  'overdrawn',
  'balance_differs',
  'count_differs',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export interface Finding {
  readonly code: FindingCode
  /** The account, journal, transfer or `book position` that it is about. */
  readonly where: string
  readonly detail: string
}

/** A head of the chain noted earlier, outside this database. */
export interface Anchor {
  readonly book: string
  readonly position: string
  readonly hash: string
}

export interface VerifyReport {
  readonly ok: boolean
  readonly accounts: number
  readonly journals: number
  readonly transfers: number
  /** Journals that have their place in the chain; the others are of the last moments and wait for it. */
  readonly sealed: number
  readonly units: readonly { readonly unit: string; readonly posted: string; readonly pending: string }[]
  readonly heads: readonly Anchor[]
  readonly findingCount: number
  /** The first 1,000 findings. */
  readonly findings: readonly Finding[]
}

export type VerifySource =
  | { readonly kind: 'database'; readonly db: Pick<Database, 'pool'> }
  | { readonly kind: 'transaction'; readonly tx: Tx }
  | { readonly kind: 'export'; readonly lines: AsyncIterable<string> | Iterable<string> }

export interface VerifyOptions {
  readonly onProgress?: (done: { readonly journals: number; readonly transfers: number }) => void
  readonly anchors?: readonly Anchor[]
}

/** Exit codes of `jandon ledger verify`: nothing differs, something differs, or it could not be checked. */
export const VERIFY_EXIT = { ok: 0, differences: 1, couldNotCheck: 2 } as const

/** More would be noise: a person reads the first and the count. */
const FINDINGS_KEPT = 1000
const PROGRESS_EVERY = 5000

interface Computed {
  readonly record: AccountRecord
  debitsPending: bigint
  debitsPosted: bigint
  creditsPending: bigint
  creditsPosted: bigint
}

interface State {
  readonly accounts: Map<string, Computed>
  /** Pending transfers not yet resolved, so that memory grows with what is open and not with history. */
  readonly open: Map<string, TransferRecord>
  readonly chains: Map<string, { position: bigint; hash: string }>
  readonly anchors: Map<string, string>
  readonly units: Map<string, { posted: bigint; pending: bigint }>
  readonly heads: HeadRecord[]
  readonly findings: Finding[]
  findingCount: number
  journals: number
  transfers: number
  sealed: number
  end: Extract<LedgerRecord, { type: 'end' }> | undefined
}

function report(state: State, code: FindingCode, where: string, detail: string): void {
  state.findingCount += 1
  if (state.findings.length < FINDINGS_KEPT) state.findings.push({ code, where, detail })
}

function checkAccount(state: State, record: AccountRecord): void {
  const { id, book, code, unit, owner } = record
  if (accountId(book, code, unit, owner) !== id) {
    report(state, 'account_identity_differs', id, `Its id does not belong to ${book} ${code} ${unit} ${owner ?? ''}.`)
  }
  const entry = isAccountCode(code) ? chartEntry(code) : undefined
  if (entry?.normalSide !== record.normalSide || entry.overdraft !== record.overdraft) {
    report(state, 'account_rule_differs', id, `The chart has other rules for ${code}.`)
  }
  const counters = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n }
  state.accounts.set(id, { record, ...counters })
}

function checkLink(state: State, link: LinkRecord, leaf: string | undefined): void {
  const where = `${link.book} ${link.position}`
  const position = BigInt(link.position)
  const last = state.chains.get(link.book) ?? { position: 0n, hash: genesisHash(link.book).toString('hex') }
  if (position !== last.position + 1n) {
    report(state, 'chain_gap', where, `The journal before it has position ${last.position}.`)
  }
  if (leaf === undefined) report(state, 'journal_missing', where, 'The journal of this place is gone.')
  else if (leaf !== link.leaf) report(state, 'journal_edited', where, 'Its journal is not the one that was sealed.')
  if (linkHash(last.hash, position, link.leaf) !== link.hash) {
    report(state, 'chain_broken', where, 'Its hash does not follow from the one before it.')
  }
  const anchor = state.anchors.get(where)
  if (anchor !== undefined && anchor !== link.hash) {
    report(state, 'anchor_differs', where, `The noted hash was ${anchor}.`)
  }
  state.anchors.delete(where)
  state.chains.set(link.book, { position, hash: link.hash })
}

/** What a resolving transfer releases, or undefined when it resolves nothing that is open. */
function released(state: State, transfer: TransferRecord): bigint | undefined {
  const pending = state.open.get(transfer.pendingId ?? '')
  if (pending === undefined) {
    report(state, 'pending_unknown', transfer.id, `No open pending transfer ${transfer.pendingId}.`)
    return undefined
  }
  const amount = BigInt(pending.amount)
  const isSame = pending.debit === transfer.debit && pending.credit === transfer.credit
  const fits = transfer.phase === 'post' ? BigInt(transfer.amount) <= amount : transfer.amount === pending.amount
  if (!isSame || !fits) report(state, 'pending_differs', transfer.id, `It does not fit ${pending.id}.`)
  state.open.delete(pending.id)
  return amount
}

function checkRule(state: State, transfer: TransferRecord, account: Computed): void {
  if (account.record.overdraft !== 'none') return
  const available =
    account.record.normalSide === 'credit'
      ? account.creditsPosted - account.debitsPosted - account.debitsPending
      : account.debitsPosted - account.creditsPosted - account.creditsPending
  if (available < 0n) report(state, 'overdrawn', transfer.id, `It overdraws ${account.record.id} by ${-available}.`)
}

function applyTransfer(state: State, book: string, transfer: TransferRecord): void {
  const debit = state.accounts.get(transfer.debit)
  const credit = state.accounts.get(transfer.credit)
  if (debit === undefined || credit === undefined) {
    report(state, 'account_unknown', transfer.id, `No account ${debit ? transfer.credit : transfer.debit}.`)
    return
  }
  if (debit.record.unit !== transfer.unit || credit.record.unit !== transfer.unit) {
    report(state, 'unit_differs', transfer.id, `It counts ${transfer.unit}, its accounts do not.`)
  }
  if (debit.record.book !== book || credit.record.book !== book) {
    report(state, 'book_differs', transfer.id, `Its accounts are not of the book ${book}.`)
  }
  const amount = BigInt(transfer.amount)
  if (amount <= 0n) report(state, 'amount_not_positive', transfer.id, `Its amount is ${amount}.`)
  const posted = transfer.phase === 'posted' || transfer.phase === 'post' ? amount : 0n
  let pending = 0n
  if (transfer.phase === 'pending') {
    pending = amount
    state.open.set(transfer.id, transfer)
  } else if (transfer.phase !== 'posted') {
    pending = -(released(state, transfer) ?? 0n)
  }
  debit.debitsPending += pending
  debit.debitsPosted += posted
  credit.creditsPending += pending
  credit.creditsPosted += posted
  const unit = state.units.get(transfer.unit) ?? { posted: 0n, pending: 0n }
  state.units.set(transfer.unit, { posted: unit.posted + posted, pending: unit.pending + pending })
  checkRule(state, transfer, debit)
  checkRule(state, transfer, credit)
}

function checkJournal(state: State, journal: JournalRecord): void {
  state.journals += 1
  state.transfers += journal.transfers.length
  if (journal.link !== null) {
    state.sealed += 1
    checkLink(state, journal.link, leafOf(journal))
  } else if (!journal.waiting) {
    report(state, 'journal_never_sealed', journal.id, 'It has no place in the chain and does not wait for one.')
  }
  if (journal.transfers.length === 0) report(state, 'journal_without_transfers', journal.id, 'It has no transfers.')
  for (const transfer of journal.transfers) applyTransfer(state, journal.book, transfer)
}

function checkEnd(state: State): void {
  for (const { record, ...counters } of state.accounts.values()) {
    for (const name of ['debitsPending', 'debitsPosted', 'creditsPending', 'creditsPosted'] as const) {
      if (BigInt(record[name]) !== counters[name]) {
        const detail = `${name} is ${record[name]}; its transfers make ${counters[name]}.`
        report(state, 'balance_differs', record.id, detail)
      }
    }
  }
  const headOf = new Map(state.heads.map(head => [head.book, head]))
  for (const book of new Set([...headOf.keys(), ...state.chains.keys()])) {
    const head = headOf.get(book)
    const chain = state.chains.get(book) ?? { position: 0n, hash: genesisHash(book).toString('hex') }
    if (head?.position !== chain.position.toString() || head.hash !== chain.hash) {
      const detail = `The book says ${head?.position ?? 'nothing'}; its chain ends at ${chain.position}.`
      report(state, 'chain_head_differs', book, detail)
    }
  }
  for (const [where, hash] of state.anchors) {
    report(state, 'anchor_differs', where, `The chain does not reach this place any more; the noted hash was ${hash}.`)
  }
  const seen = { accounts: state.accounts.size, journals: state.journals, transfers: state.transfers }
  for (const name of ['accounts', 'journals', 'transfers'] as const) {
    if (state.end![name] !== String(seen[name])) {
      report(state, 'count_differs', name, `There are ${state.end![name]}, but ${seen[name]} hang together.`)
    }
  }
}

function take(state: State, record: LedgerRecord): void {
  if (record.type === 'account') checkAccount(state, record)
  else if (record.type === 'journal') checkJournal(state, record)
  else if (record.type === 'missing') checkLink(state, record.link, undefined)
  else if (record.type === 'head') state.heads.push(record)
  else if (record.type === 'end') state.end = record
}

function recordsOf(source: VerifySource): AsyncGenerator<LedgerRecord> {
  if (source.kind === 'export') return parseExport(source.lines)
  return source.kind === 'database' ? readLedger(source.db) : readLedgerIn(source.tx)
}

/**
 * Recomputes all balances and chains of the source and reports every difference.
 * Faults: `LedgerUnreadable` for a damaged or cut-off export; database faults as they come.
 */
export async function verifyLedger(source: VerifySource, options: VerifyOptions = {}): Promise<VerifyReport> {
  const state: State = {
    ...{ accounts: new Map(), open: new Map(), chains: new Map(), units: new Map(), heads: [], findings: [] },
    anchors: new Map((options.anchors ?? []).map(({ book, position, hash }) => [`${book} ${position}`, hash])),
    ...{ findingCount: 0, journals: 0, transfers: 0, sealed: 0, end: undefined },
  }
  let told = 0
  for await (const record of recordsOf(source)) {
    if (state.end !== undefined) throw new LedgerUnreadable('The export goes on after its end.')
    try {
      take(state, record)
    } catch (error) {
      // A number or a list that is none: from a file, not from the database.
      throw new LedgerUnreadable(`A record of type ${record.type} cannot be read: ${(error as Error).message}`)
    }
    if (state.journals - told >= PROGRESS_EVERY) {
      told = state.journals
      options.onProgress?.({ journals: state.journals, transfers: state.transfers })
    }
  }
  if (state.end === undefined) throw new LedgerUnreadable('The export has no end: it is cut off.')
  checkEnd(state)
  options.onProgress?.({ journals: state.journals, transfers: state.transfers })
  return {
    ok: state.findingCount === 0,
    ...{ accounts: state.accounts.size, journals: state.journals, transfers: state.transfers, sealed: state.sealed },
    units: [...state.units]
      .map(([unit, { posted, pending }]) => ({ unit, posted: posted.toString(), pending: pending.toString() }))
      .sort((a, b) => (a.unit < b.unit ? -1 : 1)),
    heads: state.heads.map(({ book, position, hash }) => ({ book, position, hash })),
    findingCount: state.findingCount,
    findings: state.findings,
  }
}
