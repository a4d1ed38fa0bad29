// SPDX-License-Identifier: Apache-2.0
// What the tests of verification share: a business to verify, and exports of it that go when they have been looked at.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveIdFromKey } from '@jandon/domain/ids'
import {
  conversionHeld,
  conversionRedeemed,
  DEFAULT_BOOK,
  issuerSettled,
  type JournalSpec,
  payoutSettled,
  payoutStarted,
} from '@jandon/domain/ledger'
import { exportLedger } from './export.ts'
import type { FindingCode } from './index.ts'
import { FACE, NOW, won } from './testing.ts'

/** An export has no table of ids; they are those of its transfers. */
export const ONLY_ONLINE: readonly FindingCode[] = ['id_missing', 'id_without_transfer']

/** One conversion from registration to payout. */
export function conversion(number: number): JournalSpec[] {
  const base = {
    ...{ book: DEFAULT_BOOK, occurredAt: NOW + number, issuer: 'cultureland', subject: 'batch' },
    conversionId: deriveIdFromKey('cnv', `${number}`),
    instrumentId: deriveIdFromKey('ins', `${number}`),
    holderId: deriveIdFromKey('hld', `${number % 3}`),
    payoutId: deriveIdFromKey('pay', `${number}`),
    settlementId: deriveIdFromKey('red', `${number}`),
    faceValue: { amountMinor: 10_000n, unit: FACE },
    gross: won(9000),
    fees: [{ code: 'service', payee: 'jandon', amount: won(100) } as const],
  }
  const paid = { ...base, amount: won(8900) }
  return [
    ...[conversionHeld(base), conversionRedeemed(base)],
    ...[issuerSettled({ ...base, amount: won(9000) }), payoutStarted(paid), payoutSettled(paid)],
  ]
}

/** Exports, shows the directory to `look`, and removes it. */
export async function exported(
  from: Parameters<typeof exportLedger>[0],
  look: (directory: string) => Promise<void>,
): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), 'jandon-export-'))
  try {
    const directory = join(parent, 'books')
    await exportLedger(from, { directory, now: NOW, connections: 2 })
    await look(directory)
  } finally {
    await rm(parent, { recursive: true })
  }
}
