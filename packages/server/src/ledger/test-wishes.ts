// SPDX-License-Identifier: Apache-2.0
// Random wishes for tests of the ledger. A wish is plain data that means something in every world, so that a failing
// list of steps can be made shorter, and a seed makes the same list again.

import type { Phase } from '@jandon/domain/ledger'
import fc from 'fast-check'

export interface Wish {
  /** Which accounts it chooses from: most of the time those that can pay each other, or one and cash. */
  readonly among: 'won' | 'take' | 'face' | 'all'
  readonly debit: number
  readonly credit: number
  readonly amount: number
  /** Instead of the amount: what is available, and so much more. */
  readonly edge: number | null
  readonly wrongUnit: boolean
  readonly code: string
  readonly phase: Phase
  /**
   * The pending transfer that it resolves, counted from the newest; if `stale`, perhaps one that is no longer there.
   */
  readonly pending: number
  readonly stale: boolean
  /** Takes the accounts and the amount of the pending transfer, as an honest caller does. */
  readonly follows: boolean
  /** How much more than the pending amount it asks for. */
  readonly part: number
  readonly expiresIn: number | null
  /** Takes the id of a transfer that was sent before, counted from the newest. */
  readonly taken: number | null
}

export type Change =
  | 'nothing'
  | 'journal'
  | 'phase'
  | 'accounts'
  | 'unit'
  | 'amount'
  | 'code'
  | 'pending'
  | 'expiry'
  | 'length'

export interface Batch {
  readonly chains: readonly {
    /** Sends a journal again, counted from the newest, perhaps with a difference in its transfer `at`. */
    readonly again: { readonly of: number; readonly change: Change; readonly at: number } | null
    readonly wishes: readonly Wish[]
    /** In the journal that belongs to its first transfer. */
    readonly lone: boolean
  }[]
  /** Keep only what passes, so that the set-wise way has work; otherwise everything goes in. */
  readonly sane: boolean
  /** As transfers, journals interleaved; otherwise as journals. */
  readonly raw: boolean
}

export interface Step {
  readonly minutes: number
  /** Each one call, all in one transaction. */
  readonly batches: readonly Batch[]
  /** The transaction is rolled back: nothing of it remains. */
  readonly rolledBack: boolean
  readonly close: number | null
  readonly upkeep: boolean
}

/** What a step and a wish are when nothing is special about them. */
export const PLAIN_STEP: Partial<Step> = { minutes: 0, rolledBack: false, close: null, upkeep: false }
export const PLAIN_WISH: Partial<Wish> = {
  ...{
    among: 'won',
    amount: 1,
    edge: null,
    wrongUnit: false,
    code: 'payout',
    phase: 'posted',
    pending: 0,
    stale: false,
  },
  ...{ follows: true, part: 0, expiresIn: null, taken: null },
}

/** Mostly the one, now and then the other: a batch whose every transfer is refused for its form teaches little. */
const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 60) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare })
const largest = 100_000_000_000_000

const wish: fc.Arbitrary<Wish> = fc.record({
  among: mostly(mostly(fc.constantFrom('won', 'won', 'won', 'take'), fc.constant('face'), 9), fc.constant('all'), 30),
  debit: fc.nat(7),
  credit: fc.nat(7),
  amount: mostly(fc.integer({ min: 1, max: 40 }), fc.constantFrom(-1, 0, largest, largest + 1)),
  edge: mostly(fc.constant(null), fc.integer({ min: -1, max: 1 }), 5),
  wrongUnit: mostly(fc.constant(false), fc.constant(true)),
  code: mostly(fc.constantFrom('payout', 'service_fee'), fc.constantFrom('Bad', '', 'x'.repeat(41))),
  phase: fc.constantFrom(
    ...(['posted', 'posted', 'posted', 'posted', 'pending', 'pending', 'pending', 'post', 'post', 'void'] as const),
    'expire',
  ),
  pending: fc.nat(9),
  stale: mostly(fc.constant(false), fc.constant(true), 8),
  follows: mostly(fc.constant(true), fc.constant(false), 20),
  part: mostly(fc.constant(0), fc.integer({ min: -6, max: 1 }), 2),
  expiresIn: mostly(fc.constant(null), mostly(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -1, max: 0 }), 20), 1),
  taken: mostly(fc.constant(null), fc.nat(30), 25),
})
const again = fc.record({
  of: fc.nat(12),
  change: fc.constantFrom<Change>(
    ...(['nothing', 'nothing', 'nothing', 'journal', 'phase', 'accounts', 'unit', 'amount', 'code'] as const),
    ...(['pending', 'expiry', 'length'] as const),
  ),
  at: fc.nat(3),
})

/** Steps of up to `chains` journals in a call. */
export function steps(chains: number, count: number): fc.Arbitrary<readonly Step[]> {
  const wishes = mostly(
    fc.array(wish, { minLength: 1, maxLength: 1 }),
    fc.array(wish, { minLength: 2, maxLength: 6, size: 'max' }),
    2,
  )
  const chain = fc.record({ again: mostly(fc.constant(null), again, 8), wishes, lone: fc.boolean() })
  const batch = fc.record({
    // Many small ones, because the quick way takes only what has nothing wrong in it.
    chains: mostly(
      fc.array(chain, { minLength: 1, maxLength: 2 }),
      fc.array(chain, { minLength: 1, maxLength: chains, size: 'max' }),
      1,
    ),
    sane: fc.boolean(),
    raw: fc.boolean(),
  })
  const step = fc.record({
    minutes: fc.integer({ min: 0, max: 2 }),
    batches: mostly(
      fc.array(batch, { minLength: 1, maxLength: 1 }),
      fc.array(batch, { minLength: 2, maxLength: 4 }),
      2,
    ),
    rolledBack: mostly(fc.constant(false), fc.constant(true), 15),
    close: mostly(fc.constant(null), fc.nat(9), 8),
    upkeep: fc.boolean(),
  })
  return fc.array(step, { minLength: 1, maxLength: count, size: 'max' })
}
