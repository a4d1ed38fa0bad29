// SPDX-License-Identifier: Apache-2.0
// From a piece of taken work to the call that is to be made: what goes on record first, or why it has to wait.
// Works in memory only; `commit.ts` writes it.

import { assert } from '@jandon/domain/assert'
import { type Call, nothing, type Progress, prepareCall, type Step } from '@jandon/domain/conversion'
import { type Id, newId } from '@jandon/domain/ids'
import type { Instant } from '@jandon/domain/time'
import type { Conversion, Instrument, PayoutAccount, Work } from '../store/index.ts'
import { moveInMemory } from '../store/index.ts'
import type { WorkerDeps } from './deps.ts'

/** Work with everything that a call needs. */
export interface Taken {
  readonly work: Work
  readonly conversion: Conversion
  readonly account: PayoutAccount
  readonly instrument: Instrument
}

/** A call that is on record and not yet answered. */
export interface HeldCall extends Taken {
  readonly call: Call
  readonly attemptId: Id<'att'>
  readonly reference: string
  readonly startedAt: Instant
}

export type Prepared =
  | { readonly kind: 'call'; readonly held: HeldCall; readonly step: Step }
  | { readonly kind: 'wait'; readonly taken: Taken; readonly step: Step; readonly dueAt: Instant }

const isRedemption = (call: Call) => call === 'redeem' || call === 'query_redemption'

export function adapterOf(deps: Pick<WorkerDeps, 'sources' | 'rails'>, conversion: Conversion, call: Call) {
  const adapter = isRedemption(call) ? deps.sources.get(conversion.source) : deps.rails.get(conversion.rail)
  assert(adapter !== undefined, `There is no adapter for ${conversion.source} or ${conversion.rail}.`)
  return adapter
}

export function progressOf(deps: WorkerDeps, { work, conversion }: Taken, call: Call, now: Instant): Progress {
  return {
    state: conversion.state,
    payoutState: conversion.payout?.state ?? null,
    inDoubt: conversion.inDoubt,
    calls: work.calls,
    ageMs: now - (work.actStartedAt ?? now),
    dedupes: adapterOf(deps, conversion, call).dedupes,
  }
}

/** How soon to look again for an adapter that is missing: it comes with a restart, and another server may have it. */
const ADAPTER_MISSING_MS = 60_000

/** Decides the call for taken work, or until when it waits: the bank is closed, or nothing here leads to it. */
export function prepare(deps: WorkerDeps, taken: Taken, now: Instant): Prepared {
  const { work, conversion, account } = taken
  if (!deps.sources.has(conversion.source) || !deps.rails.has(conversion.rail)) {
    const still = { conversion: [], payout: [], journals: [], inDoubt: conversion.inDoubt, next: null }
    return { kind: 'wait', taken, step: { ...still, openCase: 'adapter_missing' }, dueAt: now + ADAPTER_MISSING_MS }
  }
  const { call, step } = prepareCall(progressOf(deps, taken, work.call, now), work.call, work.attemptCall)
  if (call === 'pay') {
    const rail = deps.rails.get(conversion.rail)
    assert(rail !== undefined, `There is no rail ${conversion.rail}.`)
    const opensAt = rail.opensAt(account.bankCode, now)
    if (opensAt > now) return { kind: 'wait', taken, step: nothing(progressOf(deps, taken, call, now)), dueAt: opensAt }
  }
  const { after } = moveInMemory({ conversion, step, actor: '', at: now })
  const reference = isRedemption(call) ? after.redemptionReference : after.payout?.railReference
  assert(reference !== undefined, 'A payout call has a payout.')
  const attemptId = newId('att', now, deps.randomness.bytes(10))
  const actStartedAt = work.actStartedAt ?? now
  return {
    kind: 'call',
    step,
    held: {
      ...taken,
      work: { ...work, call, calls: work.calls + 1, actStartedAt, attemptId, attemptCall: call },
      call,
      attemptId,
      reference,
      startedAt: now,
    },
  }
}
