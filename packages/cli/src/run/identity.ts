// SPDX-License-Identifier: Apache-2.0
// The names of everything a run does, derived from the file's bytes, the line and the purpose. So a run that lost its
// journal asks with the same keys and the same serials as before, and the server answers with what was already done.

import { createHash } from 'node:crypto'
import { deriveIdFromKey } from '@jandon/domain/ids'
import type { Row } from '../file/row.ts'

export interface Identity {
  /** The `ref` of the row in its quote; from it a conversion is found again by whoever knows the file. */
  ref(line: number): string
  /**
   * The row's serial, or for an instrument that has none a name of our own, at most 40 letters: the server converts a
   * serial once for ever, so the row is safe even when the journal is lost and the keys have expired.
   */
  serial(row: Row): string
  holderKey(holder: Row['holder']): string
  payoutAccountKey(holderId: string, account: NonNullable<Row['account']>): string
  /** `attempt` counts the acceptances of this row that the server refused, such as of a quote that had expired. */
  conversionKey(line: number, attempt: number): string
}

const digest = (...parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

export function createIdentity(fileSha256: string): Identity {
  const key = (...parts: readonly string[]) => deriveIdFromKey('req', digest(fileSha256, ...parts))
  return {
    ref: line => `${fileSha256.slice(0, 16)}-${line}`,
    serial: row => row.serial ?? `desk-${row.line}-${fileSha256.slice(0, 24)}`,
    // By person and not by line: somebody with three vouchers in the file is one holder.
    holderKey: holder => key('holder', holder.name, holder.birthDate ?? '', holder.phone ?? ''),
    payoutAccountKey: (holderId, account) =>
      key('payoutAccount', holderId, account.bankCode, account.accountNumber, account.accountHolder),
    conversionKey: (line, attempt) => key('conversion', String(line), String(attempt)),
  }
}
