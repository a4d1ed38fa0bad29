// SPDX-License-Identifier: Apache-2.0
// All use-cases, wired from their dependencies.

import { deriveIdFromKey, type Id } from '@jandon/domain/ids'
import { localDateAt } from '@jandon/domain/time'
import { createAcceptUsecase } from './accept.ts'
import { done, hasScope, invalid, refused } from './access.ts'
import type { Usecases } from './contract.ts'
import { createConversionUsecases } from './conversions.ts'
import type { UsecaseDeps } from './deps.ts'
import { createHistoryUsecases } from './history.ts'
import { createHolderUsecases } from './holders.ts'
import { createKeyed } from './keyed.ts'
import { createKeyUsecases } from './keys.ts'
import { createLedgerUsecases } from './ledger.ts'
import { createProofUsecases } from './proofs.ts'
import { createQuoteUsecases } from './quotes.ts'
import { createReplayUsecases } from './replay.ts'
import { holderView } from './views.ts'

export * from './contract.ts'
export type { SimulatorControl, UsecaseDeps } from './deps.ts'
export { ensureAdminKey } from './keys.ts'
export { REFUSAL_CODES, type RefusalCode } from './refusals.ts'

/** The holder of demonstrations is the same one on every machine. */
export const DEMO_HOLDER_ID: Id<'hld'> = deriveIdFromKey('hld', 'demo')

/** Makes the holder of demonstrations. Idempotent by: its fixed id. */
export async function ensureDemoHolder({ database, store, clock }: Pick<UsecaseDeps, 'database' | 'store' | 'clock'>) {
  const holder = {
    id: DEMO_HOLDER_ID,
    name: '김잔돈',
    birthDate: '1991-04-02',
    createdBy: 'demonstration',
    createdAt: clock.now(),
  }
  await database.transaction(tx => store.holders.insert(tx, [holder]))
  return DEMO_HOLDER_ID
}

export interface RunningUsecases extends Usecases {
  /** Ends what runs by itself: watchers are let go. */
  stop(): void
}

export function createUsecases(deps: UsecaseDeps): RunningUsecases {
  const keyed = createKeyed(deps)
  const holders = createHolderUsecases(deps, keyed)
  const conversions = createConversionUsecases(deps)
  return {
    ...holders.usecases,
    ...createQuoteUsecases(deps),
    ...createReplayUsecases(deps),
    ...createAcceptUsecase(deps, keyed),
    ...conversions.usecases,
    ...createLedgerUsecases(deps, keyed),
    ...createHistoryUsecases(deps),
    ...createProofUsecases(deps),
    ...createKeyUsecases(deps),

    async session(caller) {
      const holder = caller.role === 'holder' ? await holders.findHolder(caller.holderId) : undefined
      return done({
        role: caller.role,
        holder: holder ? holderView(holder) : null,
        simulatedRails: deps.simulator !== undefined,
      })
    },
    demoCaller: () => deps.demoHolderId && ({ role: 'holder', holderId: deps.demoHolderId, isDemo: true } as const),
    async setSimulatorFaults(caller, faults) {
      if (!hasScope(caller, 'simulator')) return refused('wrong_scope')
      if (!deps.simulator) return refused('simulator_off')
      const senseless = faults.findIndex(fault => !deps.simulator?.makesSense(fault))
      if (senseless >= 0) {
        return invalid(`/faults/${senseless}/kind`, 'This target or operation cannot misbehave in this way.')
      }
      return done({ active: await deps.simulator.setFaults(faults) })
    },
    readiness: () => readiness(deps),
    stop: conversions.stopWatching,
  }
}

async function readiness(deps: UsecaseDeps) {
  const checks: Record<string, string> = {}
  checks.database = await deps.database.pool.query('SELECT 1').then(
    () => 'ok',
    () => 'down',
  )
  for (const [jurisdiction, pack] of deps.packs) {
    const now = deps.clock.now()
    const today = localDateAt(now, pack.utcOffsetAt(now))
    checks[`pack_${jurisdiction}`] = today > pack.freshUntil ? 'stale' : 'ok'
  }
  if (deps.packs.size === 0) checks.packs = 'none'
  const turning = deps.isWorkerTurning()
  if (turning !== undefined) checks.worker = turning ? 'ok' : 'stopped'
  checks.rail = deps.rail && deps.source ? 'ok' : 'none'
  return { ready: Object.values(checks).every(check => check === 'ok'), checks }
}
