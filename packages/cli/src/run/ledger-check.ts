// SPDX-License-Identifier: Apache-2.0
// Holds what the run believes against the server's books, conversion by conversion: the net it was told, the payout
// that settled, and the cash that left the safeguarding account. All three sums must be the same to the won.

import { type Api, everyPage } from '../api/api.ts'
import type { Patience } from '../api/patience.ts'
import type { RowOutcome } from './outcome.ts'

export interface LedgerDifference {
  readonly line: number
  readonly conversionId: string
  readonly what: 'state' | 'net' | 'payout' | 'safeguarding' | 'converted_twice'
  readonly file: string
  readonly ledger: string
}

export interface LedgerCheck {
  /** Conversions looked at: all that the run knows by id. */
  readonly conversions: number
  /** Units: won. Sums over the paid ones. */
  readonly nets: string
  readonly settledPayouts: string
  readonly safeguardingMovement: string
  readonly addsUp: boolean
  readonly differences: readonly LedgerDifference[]
}

const SAFEGUARDING = 'safeguarding_cash'
/** What a payout is called once its money is in the holder's account. */
const SETTLED = 'settled'

interface Seen {
  readonly net: bigint
  readonly payout: bigint
  readonly cash: bigint
}

/** Cash that left (positive) or came back (negative) for one conversion, from its final transfers alone. */
async function cashOut(api: Api, patience: Patience, conversionId: string, cashAccounts: ReadonlySet<string>) {
  const page = await patience.call(() => api.conversionTransfers(conversionId))
  let out = 0n
  for (const transfer of page.items) {
    if (transfer.phase !== 'posted' && transfer.phase !== 'post') continue
    if (!transfer.code.startsWith('payout')) continue
    const amount = BigInt(transfer.amount.amountMinor)
    if (cashAccounts.has(transfer.creditAccountId)) out += amount
    if (cashAccounts.has(transfer.debitAccountId)) out -= amount
  }
  return out
}

/**
 * Checks every conversion of the run against the books.
 * Faults: the key may not read the ledger (`ApiProblem` 403), or the server is gone.
 */
export async function checkLedger(
  api: Api,
  patience: Patience,
  outcomes: readonly RowOutcome[],
  concurrency: number,
  onChecked: () => void,
): Promise<LedgerCheck> {
  const accounts = await everyPage(cursor => patience.call(() => api.listAccounts(SAFEGUARDING, cursor)))
  const cashAccounts = new Set(accounts.filter(account => account.code === SAFEGUARDING).map(account => account.id))
  const converted = outcomes.filter(outcome => outcome.conversionId !== undefined)
  const differences: LedgerDifference[] = []
  const total = { net: 0n, payout: 0n, cash: 0n }
  const byConversion = new Map<string, number>()

  function differ(outcome: RowOutcome, what: LedgerDifference['what'], file: string, ledger: string): void {
    differences.push({ line: outcome.line, conversionId: outcome.conversionId!, what, file, ledger })
  }

  async function look(outcome: RowOutcome): Promise<Seen | undefined> {
    const id = outcome.conversionId!
    const conversion = await patience.call(() => api.getConversion(id))
    if (outcome.outcome !== 'in_progress' && conversion.state !== outcome.state) {
      differ(outcome, 'state', outcome.state ?? '', conversion.state)
    }
    const payout = conversion.payout?.state === SETTLED ? BigInt(conversion.payout.amount.amountMinor) : 0n
    const cash = await cashOut(api, patience, id, cashAccounts)
    const net = outcome.outcome === 'paid' ? BigInt(outcome.figures?.net ?? 0) : 0n
    if (outcome.outcome === 'in_progress') return undefined
    if (outcome.outcome === 'paid' && conversion.net.amountMinor !== outcome.figures?.net) {
      differ(outcome, 'net', outcome.figures?.net ?? '', conversion.net.amountMinor)
    }
    if (payout !== net) differ(outcome, 'payout', net.toString(), payout.toString())
    if (cash !== net) differ(outcome, 'safeguarding', net.toString(), cash.toString())
    return { net, payout, cash }
  }

  let next = 0
  async function take(): Promise<void> {
    while (next < converted.length) {
      const outcome = converted[next++]!
      const earlier = byConversion.get(outcome.conversionId!)
      if (earlier !== undefined) differ(outcome, 'converted_twice', String(outcome.line), String(earlier))
      byConversion.set(outcome.conversionId!, outcome.line)
      const seen = await look(outcome)
      if (seen) {
        total.net += seen.net
        total.payout += seen.payout
        total.cash += seen.cash
      }
      onChecked()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, take))
  return {
    conversions: converted.length,
    nets: total.net.toString(),
    settledPayouts: total.payout.toString(),
    safeguardingMovement: total.cash.toString(),
    addsUp: differences.length === 0 && total.net === total.payout && total.net === total.cash,
    differences: differences.sort((a, b) => a.line - b.line),
  }
}
