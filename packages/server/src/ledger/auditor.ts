// SPDX-License-Identifier: Apache-2.0
// An independent ledger in memory, for tests only: it says what the real one must answer and which balances it must
// have. Written from the rules of docs/ledger.md and not from the SQL: one transfer at a time, and what a refused
// journal had changed is put back, newest first. Plain on purpose; it shares no code with what it audits.

import type { TransferResultCode, TransferSpec } from '@jandon/domain/ledger'

export interface AuditedAccount {
  readonly book: string
  readonly unit: string
  readonly rule: 'debits_covered_by_credits' | 'credits_covered_by_debits' | 'none'
  /** Appended to and never closed; its rule, if it has one, is as strict as any other. */
  readonly hot: boolean
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
  /** In the order in which they were applied. */
  readonly transfers: Map<string, TransferSpec>
  /** Pending id to the phase that resolved it. */
  readonly resolved: Map<string, string>
  /** Journal to its book. */
  readonly journals: Map<string, string>
  /** Puts back, one by one, what has changed and may still be put back. */
  readonly undo: (() => void)[]
}

export type AuditedClosing = 'closed' | 'already_closed' | 'account_not_found' | 'account_is_hot' | 'not_empty'

export interface Auditor {
  readonly accounts: ReadonlyMap<string, AuditedAccount>
  readonly transfers: ReadonlyMap<string, TransferSpec>
  /** Those that no transfer has resolved. */
  unresolved(): TransferSpec[]
  open(id: string, account: Pick<AuditedAccount, 'book' | 'unit' | 'rule' | 'hot'>): void
  close(id: string): AuditedClosing
  post(chains: readonly AuditedChain[], now: number): TransferResultCode[][]
  /** From here on everything can be put back, by calling what it answers. Marks nest. */
  mark(): () => void
}

function put<V>(state: State, map: Map<string, V>, key: string, value: V): void {
  const old = map.get(key)
  state.undo.push(() => {
    if (old === undefined) map.delete(key)
    else map.set(key, old)
  })
  map.set(key, value)
}

/** Back to when `undo` was this long. */
function putBack(state: State, length: number): void {
  while (state.undo.length > length) state.undo.pop()!()
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

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
/** 26 digits of base 32 are 130 bits, and an id has 128, so the first digit is below 8. */
const isId = (prefix: string, text: string) =>
  text.length === 30 && text.startsWith(`${prefix}_`) && /^[0-7][0-9a-hjkmnp-tv-z]+$/.test(text.slice(4))

/** Whether this transfer may not stand in this journal: a number with both variant bits set belongs to one transfer. */
function isAnothersJournal(journal: string, transfer: string): boolean {
  const variant = (id: string) => DIGITS.indexOf(id[17]!)
  const withoutVariant = (id: string) => `${id.slice(4, 17)}${DIGITS[variant(id) & 0b10011]}${id.slice(18)}`
  if ((variant(journal) & 0b01100) !== 0b01100) return false
  return (variant(transfer) & 0b01100) !== 0b01000 || withoutVariant(journal) !== withoutVariant(transfer)
}

function malformed(spec: TransferSpec): TransferResultCode | undefined {
  const resolving = ['post', 'void', 'expire'].includes(spec.phase)
  if (!isId('trf', spec.id) || !isId('jnl', spec.journalId)) return 'id_invalid'
  if (isAnothersJournal(spec.journalId, spec.id)) return 'id_invalid'
  if (!/^[a-z][a-z0-9_]*$/.test(spec.code) || spec.code.length > 40) return 'code_invalid'
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
  put(state, state.accounts, spec.debitAccountId, debit)
  put(state, state.accounts, spec.creditAccountId, credit)
  put(state, state.transfers, spec.id, spec)
  if (spec.pendingId !== undefined) put(state, state.resolved, spec.pendingId, spec.phase)
  return 'applied'
}

function postChain(state: State, chain: AuditedChain, now: number): TransferResultCode[] {
  const existing = (spec: TransferSpec) => {
    const old = state.transfers.get(spec.id)
    return old && differs(old, spec)
  }
  if (state.journals.has(chain.journalId)) {
    return chain.transfers.map(spec => existing(spec) ?? 'journal_already_posted')
  }
  const before = state.undo.length
  const results: TransferResultCode[] = []
  for (const spec of chain.transfers) {
    const result = existing(spec) ?? applyOne(state, chain, spec, now)
    if (result !== 'applied' && result !== 'exists') {
      putBack(state, before)
      return chain.transfers.map((_, index) => (index === results.length ? result : 'linked_transfer_failed'))
    }
    results.push(result)
  }
  put(state, state.journals, chain.journalId, chain.book)
  return results
}

function close(state: State, id: string): AuditedClosing {
  const account = state.accounts.get(id)
  if (account === undefined) return 'account_not_found'
  if (account.hot) return 'account_is_hot'
  if (account.closed) return 'already_closed'
  const { debitsPending, creditsPending, debitsPosted, creditsPosted } = account
  if (debitsPending !== 0n || creditsPending !== 0n || debitsPosted !== creditsPosted) return 'not_empty'
  state.accounts.set(id, { ...account, closed: true })
  return 'closed'
}

export function createAuditor(): Auditor {
  const state: State = {
    ...{ accounts: new Map(), transfers: new Map(), resolved: new Map(), journals: new Map(), undo: [] },
  }
  let marks = 0
  return {
    accounts: state.accounts,
    transfers: state.transfers,
    unresolved: () =>
      [...state.transfers.values()].filter(({ id, phase }) => phase === 'pending' && !state.resolved.has(id)),
    open(id, account) {
      const counters = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n }
      state.accounts.set(id, { ...account, ...counters, closed: false })
    },
    close: id => close(state, id),
    post(chains, now) {
      const results = chains.map(chain => postChain(state, chain, now))
      if (marks === 0) state.undo.length = 0
      return results
    },
    mark() {
      const length = state.undo.length
      marks += 1
      return () => {
        putBack(state, length)
        marks -= 1
      }
    },
  }
}
