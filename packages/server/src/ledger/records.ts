// SPDX-License-Identifier: Apache-2.0
// What everything that reads the ledger out of files has in common.

/** The ledger could not be read to its end: neither right nor wrong can be said. */
export class LedgerUnreadable extends Error {
  override readonly name = 'LedgerUnreadable'
}
