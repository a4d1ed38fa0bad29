// SPDX-License-Identifier: Apache-2.0
// The table of answers, for post.test.ts: what is sent, and what the ledger must say to the last batch.

import { deriveIdFromKey } from '@jandon/domain/ids'
import {
  accountSpec,
  DEFAULT_BOOK,
  MAX_TRANSFER_AMOUNT,
  type TransferResultCode,
  type TransferSpec,
} from '@jandon/domain/ledger'
import { ACCOUNTS, face, freshId, NOW, transfer, won } from './testing.ts'

const { cash, clearing, fee, ana, ben, voucher } = ACCOUNTS
export const empty = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'empty')
export const closed = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'closed')
export const absent = accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'absent')
export const elsewhere = accountSpec(deriveIdFromKey('bok', 'elsewhere'), 'holder_cash', 'KRW', 'ana')

interface Row {
  readonly title: string
  /** Batches one after the other; the answers are those of the last. */
  readonly send: () => readonly (readonly TransferSpec[])[]
  readonly answers: readonly TransferResultCode[]
  /** How long after the other batches the last one comes. */
  readonly later?: number
}

const same = (spec: TransferSpec, other: Partial<TransferSpec>): TransferSpec => ({ ...spec, ...other })
const again = (other: Partial<TransferSpec>) => () => {
  const first = transfer(ana, clearing, won(10))
  return [[first], [same(first, other)]]
}
/** A pending transfer of 10 won and what is then done to it. */
const held =
  (resolve: (pending: TransferSpec) => readonly TransferSpec[], rest: Partial<TransferSpec> = {}) =>
  () => {
    const pending = transfer(ana, clearing, won(10), { phase: 'pending', ...rest })
    return [[pending], resolve(pending)]
  }
const resolving = (pending: TransferSpec, phase: 'post' | 'void' | 'expire', rest: Partial<TransferSpec> = {}) =>
  transfer({ id: pending.debitAccountId }, { id: pending.creditAccountId }, pending.amount, {
    phase,
    pendingId: pending.id,
    ...rest,
  })
const chain = (...specs: readonly TransferSpec[]) => {
  const journalId = freshId('jnl')
  return specs.map(spec => ({ ...spec, journalId }))
}

export const ROWS: readonly Row[] = [
  { title: 'a transfer', send: () => [[transfer(ana, clearing, won(1))]], answers: ['applied'] },
  { title: 'the same again', send: again({}), answers: ['exists'] },
  { title: 'the same, retried later', send: again({ occurredAt: NOW + 5000 }), answers: ['exists'] },
  {
    title: 'the same twice in a batch',
    send: () => {
      const one = transfer(ana, clearing, won(1))
      return [[one, one]]
    },
    answers: ['applied', 'exists'],
  },
  { title: 'another journal', send: again({ journalId: freshId('jnl') }), answers: ['exists_with_different_journal'] },
  { title: 'another phase', send: again({ phase: 'pending' }), answers: ['exists_with_different_phase'] },
  { title: 'another account', send: again({ creditAccountId: fee.id }), answers: ['exists_with_different_accounts'] },
  {
    title: 'an unknown account',
    send: again({ debitAccountId: absent.id }),
    answers: ['exists_with_different_accounts'],
  },
  { title: 'another unit', send: again({ amount: face(10) }), answers: ['exists_with_different_unit'] },
  { title: 'another amount', send: again({ amount: won(11) }), answers: ['exists_with_different_amount'] },
  { title: 'another code', send: again({ code: 'service_fee' }), answers: ['exists_with_different_code'] },
  {
    title: 'another pending transfer',
    send: () => {
      const [one, two] = [0, 1].map(() => transfer(ana, clearing, won(10), { phase: 'pending' }))
      const post = resolving(one!, 'post')
      return [[one!, two!], [post], [same(post, { pendingId: two!.id })]]
    },
    answers: ['exists_with_different_pending'],
  },
  {
    title: 'another expiry',
    send: held(pending => [same(pending, { expiresAt: NOW + 2 })], { expiresAt: NOW + 1 }),
    answers: ['exists_with_different_expiry'],
  },
  {
    title: 'a new transfer for an old journal',
    send: () => {
      const first = transfer(ana, clearing, won(1))
      return [[first], [first, transfer(ana, clearing, won(1), { journalId: first.journalId })]]
    },
    answers: ['exists', 'journal_already_posted'],
  },
  {
    title: 'an id of another kind',
    send: () => [[transfer(ana, clearing, won(1), { id: 'trf_1' })]],
    answers: ['id_invalid'],
  },
  {
    title: 'an id with a NUL',
    send: () => [[transfer(ana, clearing, won(1), { id: 'trf_\0' }), transfer(ana, clearing, won(1))]],
    answers: ['id_invalid', 'applied'],
  },
  {
    title: 'an account and a pending transfer of another kind',
    send: () => {
      const held = transfer(ana, clearing, won(1), { phase: 'pending' })
      const other = `pay_${held.id.slice(4)}` as typeof held.id
      const accountAsTransfer = { id: `trf_${ana.id.slice(4)}` as typeof ana.id }
      return [
        [held],
        [
          transfer(ana, clearing, won(1), { phase: 'post', pendingId: other }),
          transfer(ana, clearing, won(1), { phase: 'post', pendingId: held.id }),
          transfer(accountAsTransfer, clearing, won(1)),
        ],
      ]
    },
    answers: ['pending_not_found', 'applied', 'account_not_found'],
  },
  {
    title: 'a code with a space',
    send: () => [[transfer(ana, fee, won(1), { code: 'a b' })]],
    answers: ['code_invalid'],
  },
  { title: 'nothing', send: () => [[transfer(ana, clearing, won(0))]], answers: ['amount_not_positive'] },
  { title: 'less than nothing', send: () => [[transfer(ana, clearing, won(-1))]], answers: ['amount_not_positive'] },
  {
    title: 'more than fits',
    send: () => [[transfer(clearing, fee, won(10n ** 30n)), transfer(clearing, fee, won(MAX_TRANSFER_AMOUNT + 1n))]],
    answers: ['amount_too_large', 'amount_too_large'],
  },
  {
    title: 'the largest amount',
    send: () => [[transfer(clearing, fee, won(MAX_TRANSFER_AMOUNT))]],
    answers: ['applied'],
  },
  {
    title: 'post of what?',
    send: () => [[transfer(ana, clearing, won(1), { phase: 'post' })]],
    answers: ['pending_id_required'],
  },
  {
    title: 'posted with a pending id',
    send: () => [[transfer(ana, clearing, won(1), { pendingId: freshId('trf') })]],
    answers: ['pending_id_not_allowed'],
  },
  {
    title: 'posted with an expiry',
    send: () => [[transfer(ana, clearing, won(1), { expiresAt: NOW + 1 })]],
    answers: ['expiry_not_allowed'],
  },
  {
    title: 'an expiry that has passed',
    send: () => [[transfer(ana, clearing, won(1), { phase: 'pending', expiresAt: NOW })]],
    answers: ['expiry_not_in_future'],
  },
  { title: 'from itself to itself', send: () => [[transfer(ana, ana, won(1))]], answers: ['accounts_are_the_same'] },
  { title: 'an account not open', send: () => [[transfer(ana, absent, won(1))]], answers: ['account_not_found'] },
  { title: 'an account of another book', send: () => [[transfer(ana, elsewhere, won(1))]], answers: ['books_differ'] },
  { title: 'accounts of another unit', send: () => [[transfer(ana, voucher, won(1))]], answers: ['unit_mismatch'] },
  { title: 'an amount of another unit', send: () => [[transfer(ana, ben, face(1))]], answers: ['unit_mismatch'] },
  {
    title: 'post of nothing known',
    send: () => [[transfer(ana, clearing, won(1), { phase: 'post', pendingId: freshId('trf') })]],
    answers: ['pending_not_found'],
  },
  {
    title: 'post of what was posted at once',
    send: () => {
      const first = transfer(ana, clearing, won(1))
      return [[first], [resolving(first, 'post')]]
    },
    answers: ['pending_not_found'],
  },
  {
    title: 'post to another account',
    send: held(pending => [resolving(pending, 'post', { creditAccountId: fee.id })]),
    answers: ['pending_has_different_accounts'],
  },
  { title: 'post', send: held(pending => [resolving(pending, 'post')]), answers: ['applied'] },
  {
    title: 'post of a part',
    send: held(pending => [resolving(pending, 'post', { amount: won(4) })]),
    answers: ['applied'],
  },
  { title: 'void', send: held(pending => [resolving(pending, 'void')]), answers: ['applied'] },
  {
    title: 'post in the batch of its pending transfer',
    send: () => {
      const pending = transfer(ana, clearing, won(10), { phase: 'pending' })
      return [[pending, resolving(pending, 'post'), resolving(pending, 'void')]]
    },
    answers: ['applied', 'applied', 'pending_already_posted'],
  },
  {
    title: 'post twice',
    send: held(pending => [resolving(pending, 'post'), resolving(pending, 'post')]),
    answers: ['applied', 'pending_already_posted'],
  },
  {
    title: 'post after void',
    send: held(pending => [resolving(pending, 'void'), resolving(pending, 'post')]),
    answers: ['applied', 'pending_already_voided'],
  },
  {
    title: 'post after a void that was refused with its journal',
    send: held(pending => [
      ...chain(resolving(pending, 'void'), transfer(empty, clearing, won(1))),
      resolving(pending, 'post'),
    ]),
    answers: ['linked_transfer_failed', 'exceeds_credits', 'applied'],
  },
  {
    title: 'a refused journal gives back the cash that it had released',
    send: () => {
      const spent = transfer(clearing, cash, won(1_999_995), { phase: 'pending' })
      const failing = chain(resolving(spent, 'void'), transfer(empty, clearing, won(1)))
      return [[spent], [...failing, transfer(clearing, cash, won(10)), resolving(spent, 'void')]]
    },
    answers: ['linked_transfer_failed', 'exceeds_credits', 'exceeds_debits', 'applied'],
  },
  {
    title: 'post when its time is over',
    send: held(pending => [resolving(pending, 'post'), resolving(pending, 'void')], { expiresAt: NOW + 1000 }),
    later: 1000,
    answers: ['pending_expired', 'pending_expired'],
  },
  {
    title: 'expire when its time is over',
    send: held(pending => [resolving(pending, 'expire'), resolving(pending, 'post')], { expiresAt: NOW + 1000 }),
    later: 1000,
    answers: ['applied', 'pending_expired'],
  },
  {
    title: 'expire too early',
    send: held(pending => [resolving(pending, 'expire')], { expiresAt: NOW + 1000 }),
    later: 999,
    answers: ['pending_not_expired'],
  },
  {
    title: 'expire what never expires',
    send: held(pending => [resolving(pending, 'expire')]),
    answers: ['pending_not_expired'],
  },
  {
    title: 'post of more',
    send: held(pending => [resolving(pending, 'post', { amount: won(11) })]),
    answers: ['exceeds_pending_amount'],
  },
  {
    title: 'void of a part',
    send: held(pending => [resolving(pending, 'void', { amount: won(9) })]),
    answers: ['pending_has_different_amount'],
  },
  { title: 'a closed account', send: () => [[transfer(ana, closed, won(1))]], answers: ['account_closed'] },
  { title: 'more than is owed', send: () => [[transfer(empty, clearing, won(1))]], answers: ['exceeds_credits'] },
  {
    title: 'reserving more than is owed',
    send: () => [[transfer(empty, fee, won(1), { phase: 'pending' })]],
    answers: ['exceeds_credits'],
  },
  {
    title: 'more cash than there is',
    send: () => [[transfer(clearing, cash, won(5_000_000))]],
    answers: ['exceeds_debits'],
  },
  {
    title: 'what is reserved cannot be spent',
    send: () => {
      const poor = transfer(cash, empty, won(10))
      const back = transfer(empty, cash, won(3))
      return [[poor, transfer(empty, clearing, won(7), { phase: 'pending' }), transfer(empty, fee, won(4)), back]]
    },
    answers: ['applied', 'applied', 'exceeds_credits', 'applied'],
  },
  {
    title: 'what an earlier transfer of the batch brought',
    send: () => [
      [transfer(ana, ben, won(5)), transfer(ben, ana, won(1_000_004)), transfer(ana, ben, won(1_000_004 - 5))],
    ],
    answers: ['applied', 'applied', 'applied'],
  },
  {
    title: 'what only a later transfer of the batch brings',
    send: () => [
      [transfer(empty, clearing, won(5)), transfer(clearing, empty, won(5)), transfer(empty, clearing, won(5))],
    ],
    answers: ['exceeds_credits', 'applied', 'applied'],
  },
  {
    title: 'a journal of which one transfer is refused',
    send: () => [
      [
        ...chain(transfer(ana, clearing, won(1)), transfer(empty, fee, won(1)), transfer(ana, closed, won(1))),
        transfer(ana, clearing, won(1)),
      ],
    ],
    answers: ['linked_transfer_failed', 'exceeds_credits', 'linked_transfer_failed', 'applied'],
  },
  {
    title: 'a refused journal funds nothing',
    send: () => [
      [...chain(transfer(clearing, empty, won(9)), transfer(ana, absent, won(1))), transfer(empty, fee, won(9))],
    ],
    answers: ['linked_transfer_failed', 'account_not_found', 'exceeds_credits'],
  },
]
