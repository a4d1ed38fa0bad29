// SPDX-License-Identifier: Apache-2.0
// The rows of every noun and their SQL, as use-cases and worker use them.

import { createHolders } from './holders.ts'
import { createIdempotency } from './idempotency.ts'
import { createInstruments } from './instruments.ts'
import { createPayoutAccounts } from './payout-accounts.ts'
import { createPersonalData } from './personal-data.ts'
import { createQuotes } from './quotes.ts'

export * from './api-keys.ts'
export * from './conversions.ts'
export { markDataKey } from './data-key.ts'
export type { Holder, Holders } from './holders.ts'
export type { IdempotencyKeys, KeptAnswer, KeyedRequest } from './idempotency.ts'
export type { Instrument, Instruments } from './instruments.ts'
export * from './moves.ts'
export * from './notices.ts'
export { findPackText, keepPackVersions } from './pack-versions.ts'
export type { PayoutAccount, PayoutAccounts } from './payout-accounts.ts'
export { createPersonalData, type PersonalData, SealBroken } from './personal-data.ts'
export {
  becauseOf,
  type DecisionPlace,
  decisionId,
  type KeptDecision,
  type Quotes,
  type StoredQuote,
} from './quotes.ts'
export type { Queryable } from './rows.ts'
export { readStats } from './stats.ts'
export { fromSql, toSql } from './time.ts'
export * from './work.ts'

/** The nouns with personal data, opened with the data key (32 bytes). */
export function createStore(dataKey: Uint8Array) {
  const personal = createPersonalData(dataKey)
  return {
    personal,
    holders: createHolders(personal),
    instruments: createInstruments(personal),
    payoutAccounts: createPayoutAccounts(personal),
    quotes: createQuotes(personal),
    idempotency: createIdempotency(personal),
  }
}

export type Store = ReturnType<typeof createStore>
