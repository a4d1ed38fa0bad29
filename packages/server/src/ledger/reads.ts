// SPDX-License-Identifier: Apache-2.0
// Reading the books, all of it: accounts, transfers, statements, balances of the past. Every list goes by cursor, in
// the order in which the ledger took its transfers.

export { type BalanceAt, readBalanceAt } from './reads-balance.ts'
export {
  readAccount,
  readAccounts,
  readTransfers,
  readTransfersBySubject,
  readTransfersOfAccount,
} from './reads-lists.ts'
export {
  type Account,
  LedgerArchived,
  type LedgerPage,
  type LedgerPageRequest,
  parseTransferCursor,
  type Reader,
  type Transfer,
} from './reads-rows.ts'
export { readStatement, type Statement, type StatementLine } from './reads-statement.ts'
