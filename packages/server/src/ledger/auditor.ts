// SPDX-License-Identifier: Apache-2.0
// An independent ledger in memory, for tests only: it says what the real one must answer and which balances it must
// have. Written from the rules of docs/ledger.md and not from the SQL: one transfer at a time, each journal on a copy
// of the state that is kept or thrown away. Slow and plain on purpose; share no code with what it audits.

import type { TransferResultCode, TransferSpec } from '@jandon/domain/ledger'

export interface AuditedAccount {
  readonly book: string
  readonly unit: string
  readonly rule: 'debits_covered_by_credits' | 'credits_covered_by_debits' | 'none'
  readonly closed: boolean
  readonly debitsPending: bigint
  readonly debitsPosted: bigint
  readonly creditsPending: bigint
  readonly creditsPosted: bigint
}

export interface AuditedChain {
  readonly journalId: string
  readonly book: string
  readonly transfers: readonly TransferSpec[]
}

interface State {
  readonly accounts: Map<string, AuditedAccount>
  readonly transfers: Map<string, TransferSpec>
  /** Pending id to the phase that resolved it. */
  readonly resolved: Map<string, string>
  readonly journals: Set<string>
}

export interface Auditor {
  readonly accounts: ReadonlyMap<string, AuditedAccount>
  readonly transfers: ReadonlyMap<string, TransferSpec>
  open(id: string, account: Pick<AuditedAccount, 'book' | 'unit' | 'rule'>): void
  close(id: string): boolean
  post(chains: readonly AuditedChain[], now: number): TransferResultCode[][]
  /** A copy on which things may be tried. */
  fork(): Auditor
}

const LARGEST = 100_000_000_000_000n

function differs(old: TransferSpec, spec: TransferSpec): TransferResultCode {
  if (old.journalId !== spec.journalId) return 'exists_with_different_journal'
  if (old.phase !== spec.phase) return 'exists_with_different_phase'
  if (old.debitAccountId !== spec.debitAccountId || old.creditAccountId !== spec.creditAccountId) {
    return 'exists_with_different_accounts'
  }
  if (old.amount.unit !== spec.amount.unit) return 'exists_with_different_unit'
  if (old.amount.amountMinor !== spec.amount.amountMinor) return 'exists_with_different_amount'
  if (old.code !== spec.code) return 'exists_with_different_code'
  if (old.pendingId !== spec.pendingId) return 'exists_with_different_pending'
  return old.expiresAt === spec.expiresAt ? 'exists' : 'exists_with_different_expiry'
}

function malformed(spec: TransferSpec): TransferResultCode | undefined {
  const resolving = ['post', 'void', 'expire'].includes(spec.phase)
  if (!/^trf_[0-9a-z]{26}$/.test(spec.id)) return 'id_invalid'
  if (!/^[a-z][a-z0-9_]*$/.test(spec.code)) return 'code_invalid'
  if (spec.amount.amountMinor < 1n) return 'amount_not_positive'
  if (spec.amount.amountMinor > LARGEST) return 'amount_too_large'
  if (resolving && spec.pendingId === undefined) return 'pending_id_required'
  if (!resolving && spec.pendingId !== undefined) return 'pending_id_not_allowed'
  if (spec.expiresAt !== undefined && spec.phase !== 'pending') return 'expiry_not_allowed'
  return spec.debitAccountId === spec.creditAccountId ? 'accounts_are_the_same' : undefined
}

/** What is wrong with resolving the pending transfer that `spec` names. */
function unresolvable(state: State, spec: TransferSpec, now: number): TransferResultCode | undefined {
  const pending = state.transfers.get(spec.pendingId!)
  if (pending?.phase !== 'pending') return 'pending_not_found'
  if (pending.debitAccountId !== spec.debitAccountId || pending.creditAccountId !== spec.creditAccountId) {
    return 'pending_has_different_accounts'
  }
  const done = state.resolved.get(pending.id)
  if (done === 'post') return 'pending_already_posted'
  if (done === 'void') return 'pending_already_voided'
  if (done === 'expire') return 'pending_expired'
  const timeIsOver = pending.expiresAt !== undefined && pending.expiresAt <= now
  if (spec.phase === 'expire' && !timeIsOver) return 'pending_not_expired'
  if (spec.phase !== 'expire' && timeIsOver) return 'pending_expired'
  const [amount, held] = [spec.amount.amountMinor, pending.amount.amountMinor]
  if (spec.phase === 'post') return amount > held ? 'exceeds_pending_amount' : undefined
  return amount === held ? undefined : 'pending_has_different_amount'
}

/** The counters after the transfer. */
function moved(state: State, spec: TransferSpec): [AuditedAccount, AuditedAccount] {
  const debit = state.accounts.get(spec.debitAccountId)!
  const credit = state.accounts.get(spec.creditAccountId)!
  const amount = spec.amount.amountMinor
  const posted = spec.phase === 'posted' || spec.phase === 'post' ? amount : 0n
  const held = spec.phase === 'pending' ? amount : 0n
  const freed = spec.pendingId === undefined ? 0n : state.transfers.get(spec.pendingId)!.amount.amountMinor
  return [
    {
      ...debit,
      debitsPosted: debit.debitsPosted + posted,
      debitsPending: debit.debitsPending + held - freed,
    },
    {
      ...credit,
      creditsPosted: credit.creditsPosted + posted,
      creditsPending: credit.creditsPending + held - freed,
    },
  ]
}

const keepsRule = (account: AuditedAccount) =>
  account.rule === 'none' ||
  (account.rule === 'debits_covered_by_credits'
    ? account.debitsPosted + account.debitsPending <= account.creditsPosted
    : account.creditsPosted + account.creditsPending <= account.debitsPosted)

function applyOne(state: State, chain: AuditedChain, spec: TransferSpec, now: number): TransferResultCode {
  const wrong = malformed(spec)
  if (wrong) return wrong
  if (spec.phase === 'pending' && spec.expiresAt !== undefined && spec.expiresAt <= now) return 'expiry_not_in_future'
  const accounts = [state.accounts.get(spec.debitAccountId), state.accounts.get(spec.creditAccountId)]
  if (accounts.some(account => account === undefined)) return 'account_not_found'
  if (accounts.some(account => account!.book !== chain.book)) return 'books_differ'
  if (accounts.some(account => account!.unit !== spec.amount.unit)) return 'unit_mismatch'
  const unresolved = spec.pendingId === undefined ? undefined : unresolvable(state, spec, now)
  if (unresolved) return unresolved
  if (accounts.some(account => account!.closed)) return 'account_closed'
  const [debit, credit] = moved(state, spec)
  if (debit.rule === 'debits_covered_by_credits' && !keepsRule(debit)) return 'exceeds_credits'
  if (credit.rule === 'credits_covered_by_debits' && !keepsRule(credit)) return 'exceeds_debits'
  state.accounts.set(spec.debitAccountId, debit)
  state.accounts.set(spec.creditAccountId, credit)
  state.transfers.set(spec.id, spec)
  if (spec.pendingId !== undefined) state.resolved.set(spec.pendingId, spec.phase)
  return 'applied'
}

const copyOf = (state: State): State => ({
  accounts: new Map(state.accounts),
  transfers: new Map(state.transfers),
  resolved: new Map(state.resolved),
  journals: new Set(state.journals),
})

const NOTHING: State = { accounts: new Map(), transfers: new Map(), resolved: new Map(), journals: new Set() }

export function createAuditor(from: State = NOTHING): Auditor {
  let state = copyOf(from)

  function postChain(chain: AuditedChain, now: number): TransferResultCode[] {
    const existing = (spec: TransferSpec, within: State) => {
      const old = within.transfers.get(spec.id)
      return old && differs(old, spec)
    }
    if (state.journals.has(chain.journalId)) {
      return chain.transfers.map(spec => existing(spec, state) ?? 'journal_already_posted')
    }
    const tried = copyOf(state)
    const results = chain.transfers.map(spec => existing(spec, tried) ?? applyOne(tried, chain, spec, now))
    const failed = results.findIndex(result => result !== 'applied' && result !== 'exists')
    if (failed >= 0) return results.map((result, index) => (index === failed ? result : 'linked_transfer_failed'))
    tried.journals.add(chain.journalId)
    state = tried
    return results
  }

  return {
    get accounts() {
      return state.accounts
    },
    get transfers() {
      return state.transfers
    },
    open(id, account) {
      const counters = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n }
      state.accounts.set(id, { ...account, ...counters, closed: false })
    },
    close(id) {
      const account = state.accounts.get(id)!
      const isEmpty =
        account.debitsPending === 0n && account.creditsPending === 0n && account.debitsPosted === account.creditsPosted
      if (isEmpty) state.accounts.set(id, { ...account, closed: true })
      return isEmpty
    },
    post: (chains, now) => chains.map(chain => postChain(chain, now)),
    fork: () => createAuditor(state),
  }
}
