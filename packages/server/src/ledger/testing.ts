// SPDX-License-Identifier: Apache-2.0
// What the ledger's tests share: fresh ids, accounts of the default book, and transfers with as little as a test says.

import { randomBytes } from 'node:crypto'
import { deriveIdFromKey, type Id, type IdPrefix } from '@jandon/domain/ids'
import { accountSpec, DEFAULT_BOOK, type TransferSpec } from '@jandon/domain/ledger'

export const FACE = 'voucher:cultureland:KRW'
export const NOW = 1_780_000_000_000

export function freshId<P extends IdPrefix>(prefix: P): Id<P> {
  return deriveIdFromKey(prefix, randomBytes(16).toString('hex'))
}

export const won = (amountMinor: bigint | number) => ({ amountMinor: BigInt(amountMinor), unit: 'KRW' })
export const face = (amountMinor: bigint | number) => ({ amountMinor: BigInt(amountMinor), unit: FACE })

export const ACCOUNTS = {
  cash: accountSpec(DEFAULT_BOOK, 'safeguarding_cash', 'KRW'),
  clearing: accountSpec(DEFAULT_BOOK, 'payout_clearing', 'KRW'),
  fee: accountSpec(DEFAULT_BOOK, 'service_fee', 'KRW'),
  ana: accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'ana'),
  ben: accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', 'ben'),
  voucher: accountSpec(DEFAULT_BOOK, 'holder_instrument', FACE, 'ana'),
  outstanding: accountSpec(DEFAULT_BOOK, 'instrument_outstanding', FACE, 'cultureland'),
}

/** `debit → credit`, posted, in a journal of its own, unless the test says otherwise. */
export function transfer(
  debit: { readonly id: Id<'acc'> },
  credit: { readonly id: Id<'acc'> },
  amount: TransferSpec['amount'],
  rest: Partial<TransferSpec> = {},
): TransferSpec {
  return {
    id: freshId('trf'),
    journalId: freshId('jnl'),
    debitAccountId: debit.id,
    creditAccountId: credit.id,
    amount,
    code: 'payout',
    phase: 'posted',
    occurredAt: NOW,
    ...rest,
  }
}
