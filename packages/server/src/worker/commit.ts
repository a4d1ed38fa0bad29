// SPDX-License-Identifier: Apache-2.0
// The worker's two transactions. Taking: lease, decide the call, put the attempt on record. Outcome: record the answer,
// post journals, move states, set the next work, and where the next call follows at once, put that on record too.
// No call to the world is made while either is open.

import { assert } from '@jandon/domain/assert'
import {
  type Call,
  decidePayout,
  decideRedemption,
  journalsOfStep,
  nothing,
  type PayoutOutcome,
  type RedemptionOutcome,
  type Step,
  then,
} from '@jandon/domain/conversion'
import type { JournalSpec } from '@jandon/domain/ledger'
import type { Instant } from '@jandon/domain/time'
import { type Tx, together } from '../database/index.ts'
import { mayBeOneItem } from '../ports/index.ts'
import {
  type Attempt,
  applyMoves,
  type Conversion,
  deleteWork,
  endAttempts,
  FIRST_TAKING,
  insertAttempts,
  loadConversions,
  type Move,
  moveInMemory,
  type NewWork,
  stillHeld,
  takeWork,
  type Work,
  type WorkWrite,
  workId,
  writeWork,
} from '../store/index.ts'
import { LEASE_MS, QUARANTINE_MS, type WorkerDeps } from './deps.ts'
import { type HeldCall, type Prepared, prepare, progressOf, type Taken } from './prepare.ts'

export type Answer =
  | { readonly act: 'redemption'; readonly outcome: RedemptionOutcome }
  | { readonly act: 'payout'; readonly outcome: PayoutOutcome }

export interface Answered {
  readonly held: HeldCall
  readonly answer: Answer
}

const ACTOR = 'worker'
/** How long a payout waits for cash in the safeguarding account before it is tried again. */
const FUNDS_SHORT_MS = 5000

const journals = (conversion: Conversion, step: Step, now: Instant) =>
  journalsOfStep({ ...conversion, payout: conversion.payout }, step.journals, now)

/** A conversion on its way through one transaction: what is decided about it so far. */
interface Planned {
  readonly before: Conversion
  readonly work: Work
  /** What certainly goes on record: the answer that came. */
  readonly settled: Step | null
  /** What is begun next, if the books allow it. */
  readonly prepared: Prepared | null
  readonly settledJournals: readonly JournalSpec[]
  readonly preparedJournals: readonly JournalSpec[]
}

/**
 * Whether all is written in the hope that nothing stands against it: every taking is still the worker's own and the
 * books refuse nothing. Then no statement waits for another's answer. When it was not so, all of it is undone, and done
 * once more with each answer awaited before anything follows from it.
 */
type Way = 'hopeful' | 'careful'

class NotAsHoped extends Error {
  override readonly name = 'NotAsHoped'
}

async function inHope<T>(run: (way: Way) => Promise<T>): Promise<T> {
  try {
    return await run('hopeful')
  } catch (thrown) {
    // A row of a worker that came too late meets those of the one that did not: that, too, is found out with care.
    if (!(thrown instanceof NotAsHoped) && !mayBeOneItem(thrown)) throw thrown
    return run('careful')
  }
}

/** Takes due work. Answers the calls that are now on record and to be made. */
export function take(deps: WorkerDeps, worker: number, limit: number): Promise<HeldCall[]> {
  return inHope(way => takeIn(way, deps, worker, limit))
}

async function takeIn(way: Way, deps: WorkerDeps, worker: number, limit: number): Promise<HeldCall[]> {
  const now = deps.clock.now()
  return deps.database.transaction(async tx => {
    const works = await takeWork(tx, worker, now, now + LEASE_MS, limit)
    if (works.length === 0) return []
    const taken = await loadTaken(deps, tx, works)
    const planned = taken.map((each): Planned => {
      const prepared = prepare(deps, each, now)
      const { after } = moveInMemory({ conversion: each.conversion, step: prepared.step, actor: ACTOR, at: now })
      return {
        before: each.conversion,
        work: each.work,
        settled: null,
        prepared,
        settledJournals: [],
        preparedJournals: journals(after, prepared.step, now),
      }
    })
    // A call that was cut off is closed as such; what became of it is now asked.
    const ended = endAttempts(
      tx,
      works
        .filter(work => work.attemptId !== null)
        .map(work => ({ id: work.attemptId!, outcome: 'cut_off', code: null, endedAt: now })),
    )
    const [held] = await together([write(way, deps, tx, worker, planned, now), ended])
    deps.crash.reach('claim_before_commit')
    return held.flatMap(each => each ?? [])
  })
}

/** A call that begins with the acceptance of its conversion: what is to be written with it. */
export interface BegunCall {
  readonly held: HeldCall
  readonly move: Move
  readonly work: NewWork
  readonly attempt: Attempt
}

/** Prepares the first call of a conversion that is about to be written; null when it has to wait. */
export function beginWith(
  deps: WorkerDeps,
  worker: number,
  accepted: Pick<Taken, 'conversion' | 'account' | 'instrument'>,
): BegunCall | null {
  const now = deps.clock.now()
  const { conversion } = accepted
  const work: Work = {
    ...{ id: workId(conversion.id), conversionId: conversion.id, call: 'redeem', taken: FIRST_TAKING },
    ...{ attemptId: null, attemptCall: null, calls: 0, actStartedAt: null },
  }
  const prepared = prepare(deps, { ...accepted, work }, now)
  if (prepared.kind === 'wait') return null
  const { call, attemptId, reference } = prepared.held
  const move = { conversion, step: prepared.step, actor: ACTOR, at: now }
  return {
    held: { ...prepared.held, conversion: moveInMemory(move).after },
    move,
    work: { conversionId: conversion.id, call, dueAt: now, taken: { worker, until: now + LEASE_MS, attemptId } },
    attempt: { id: attemptId, conversionId: conversion.id, call, reference, worker, startedAt: now },
  }
}

async function loadTaken(deps: WorkerDeps, tx: Tx, works: readonly Work[]): Promise<Taken[]> {
  const conversions = await loadConversions(
    tx,
    works.map(work => work.conversionId),
  )
  const all = [...conversions.values()]
  const [accounts, instruments] = await together([
    deps.store.payoutAccounts.load(tx, [...new Set(all.map(each => each.payoutAccountId))]),
    deps.store.instruments.load(tx, [...new Set(all.map(each => each.instrumentId))]),
  ])
  return works.map(work => {
    const conversion = conversions.get(work.conversionId)
    const account = conversion && accounts.get(conversion.payoutAccountId)
    const instrument = conversion && instruments.get(conversion.instrumentId)
    assert(conversion !== undefined && account !== undefined && instrument !== undefined, 'Work has a conversion.')
    return { work, conversion, account, instrument }
  })
}

/**
 * Records answers. Answers, in order, the next call where one follows at once, or null. An answer whose taking has been
 * lost to another worker is dropped: that worker asks by the same reference and hears the same.
 */
export function recordOutcomes(
  deps: WorkerDeps,
  worker: number,
  answered: readonly Answered[],
): Promise<(HeldCall | null)[]> {
  return inHope(way => recordIn(way, deps, worker, answered))
}

async function recordIn(
  way: Way,
  deps: WorkerDeps,
  worker: number,
  answered: readonly Answered[],
): Promise<(HeldCall | null)[]> {
  const now = deps.clock.now()
  return deps.database.transaction(async tx => {
    const look = () =>
      stillHeld(
        tx,
        worker,
        answered.map(({ held }) => held.work),
      )
    const own = way === 'careful' ? await look() : undefined
    const kept = own ? answered.filter(({ held }) => own.has(held.work.id)) : answered
    // Decided before anything is asked for: what is asked for must be waited for.
    const planned = kept.map(each => planOutcome(deps, each, now))
    const looking = own ?? look()
    const ended = endAttempts(
      tx,
      kept.map(({ held, answer }) => ({
        id: held.attemptId,
        outcome: answer.outcome.kind,
        code: 'code' in answer.outcome ? answer.outcome.code : null,
        endedAt: now,
      })),
    )
    const [held, next] = await together([looking, write(way, deps, tx, worker, planned, now), ended])
    if (way === 'hopeful' && held.size < answered.length) throw new NotAsHoped()
    deps.crash.reach('outcome_before_commit')
    const byWork = new Map(kept.map((each, index) => [each.held.work.id, next[index] ?? null]))
    return answered.map(each => byWork.get(each.held.work.id) ?? null)
  })
}

function decide(deps: WorkerDeps, { held, answer }: Answered, now: Instant): Step {
  const progress = progressOf(deps, held, held.call, now)
  if (answer.act === 'payout') return decidePayout(progress, held.call, answer.outcome)
  return decideRedemption(progress, held.call, answer.outcome, held.conversion.gross)
}

function planOutcome(deps: WorkerDeps, answered: Answered, now: Instant): Planned {
  const { held } = answered
  const settled = decide(deps, answered, now)
  const { after } = moveInMemory({ conversion: held.conversion, step: settled, actor: ACTOR, at: now })
  const act = (call: Call) => call === 'pay' || call === 'query_payout'
  const goesOn = settled.next !== null && act(settled.next.call) === act(held.call)
  const work: Work = {
    ...held.work,
    call: settled.next?.call ?? held.call,
    attemptId: null,
    attemptCall: null,
    calls: goesOn ? held.work.calls : 0,
    actStartedAt: goesOn ? held.work.actStartedAt : null,
  }
  const prepared = settled.next?.afterMs === 0 ? prepare(deps, { ...held, conversion: after, work }, now) : null
  const afterPrepared =
    prepared && moveInMemory({ conversion: after, step: prepared.step, actor: ACTOR, at: now }).after
  return {
    before: held.conversion,
    work,
    settled,
    prepared,
    settledJournals: journals(after, settled, now),
    preparedJournals: prepared && afterPrepared ? journals(afterPrepared, prepared.step, now) : [],
  }
}

/** Writes plans: journals first, because the books may refuse to begin something; then rows, each statement once. */
async function write(
  way: Way,
  deps: WorkerDeps,
  tx: Tx,
  worker: number,
  plans: readonly Planned[],
  now: Instant,
): Promise<(HeldCall | null)[]> {
  const posting = postAll(deps, tx, plans)
  const allowed = way === 'careful' ? await posting : undefined
  const final = plans.map((plan, index) => (allowed?.[index] === false ? withoutFunds(plan, now) : plan))
  const [after, began] = await together([writeRows(tx, worker, final, now), posting])
  if (way === 'hopeful' && began.includes(false)) throw new NotAsHoped()
  return after
}

async function writeRows(
  tx: Tx,
  worker: number,
  plans: readonly Planned[],
  now: Instant,
): Promise<(HeldCall | null)[]> {
  const moves = plans.map(({ before, settled, prepared }) => ({
    conversion: before,
    step: settled && prepared ? then(settled, prepared.step) : (settled ?? prepared!.step),
    actor: ACTOR,
    at: now,
  }))
  const calls = plans.flatMap(({ prepared }) => (prepared?.kind === 'call' ? prepared.held : []))
  const works = plans.map(plan => ({ id: plan.work.id, next: nextWork(plan, worker, now) }))
  const [after] = await together([
    applyMoves(tx, moves),
    insertAttempts(
      tx,
      calls.map(({ attemptId, conversion, call, reference }) => {
        return { id: attemptId, conversionId: conversion.id, call, reference, worker, startedAt: now }
      }),
    ),
    writeWork(
      tx,
      works.flatMap(({ next }) => next ?? []),
    ),
    deleteWork(
      tx,
      works.filter(({ next }) => next === null).map(({ id }) => id),
    ),
  ])
  return plans.map(({ prepared }, index): HeldCall | null =>
    prepared?.kind === 'call' ? { ...prepared.held, conversion: after[index]! } : null,
  )
}

/** Posts every journal of the batch in one call. Answers for each plan whether what it begins next may begin. */
async function postAll(deps: WorkerDeps, tx: Tx, plans: readonly Planned[]): Promise<boolean[]> {
  const specs = plans.flatMap(plan => [...plan.settledJournals, ...plan.preparedJournals])
  const results = specs.length === 0 ? [] : await deps.ledger.postJournals(tx, specs)
  const refused = new Set(results.filter(({ result }) => result === 'refused').map(({ id }) => id))
  return plans.map(plan => {
    for (const { id, event } of plan.settledJournals) {
      assert(!refused.has(id), `The ledger refused ${event} of ${plan.before.id}.`)
    }
    return !plan.preparedJournals.some(({ id }) => refused.has(id))
  })
}

/** The books have no cash for the payout yet: it is not begun, a person looks, and it is tried again. */
function withoutFunds(plan: Planned, now: Instant): Planned {
  const { prepared } = plan
  assert(prepared !== null, 'Only what is begun can lack funds.')
  const taken: Taken = prepared.kind === 'call' ? prepared.held : prepared.taken
  const step = { ...prepared.step, conversion: [], payout: [], journals: [], openCase: 'funds_short' } as const
  return { ...plan, prepared: { kind: 'wait', taken, step, dueAt: now + FUNDS_SHORT_MS }, preparedJournals: [] }
}

/** What is due next, or null when nothing is. */
function nextWork({ work, settled, prepared }: Planned, worker: number, now: Instant): WorkWrite | null {
  const row = { id: work.id, call: work.call, calls: work.calls, actStartedAt: work.actStartedAt }
  if (prepared?.kind === 'call') {
    const { held } = prepared
    return {
      ...row,
      call: held.call,
      calls: held.work.calls,
      actStartedAt: held.work.actStartedAt,
      dueAt: now,
      lease: { worker, until: now + LEASE_MS },
      attempt: { id: held.attemptId, call: held.call },
    }
  }
  // An attempt that was cut off before the wait is still to be asked about after it.
  const cutOff = work.attemptId && work.attemptCall ? { id: work.attemptId, call: work.attemptCall } : null
  if (prepared?.kind === 'wait') return { ...row, dueAt: prepared.dueAt, lease: null, attempt: cutOff }
  if (!settled?.next) return null
  return { ...row, dueAt: now + settled.next.afterMs, lease: null, attempt: null }
}

/**
 * For a conversion whose answer the books would not take: opens a case and gives the work back for a later look. The
 * attempt stays open, so the next taking asks by reference and does not repeat.
 */
export async function quarantine(deps: WorkerDeps, worker: number, held: HeldCall): Promise<void> {
  const now = deps.clock.now()
  await deps.database.transaction(async tx => {
    const own = await stillHeld(tx, worker, [held.work])
    if (own.size === 0) return
    const step: Step = { ...nothing(progressOf(deps, held, held.call, now)), openCase: 'ledger_refused' }
    await applyMoves(tx, [{ conversion: held.conversion, step, actor: ACTOR, at: now }])
    await writeWork(tx, [
      {
        id: held.work.id,
        call: held.call,
        calls: held.work.calls,
        actStartedAt: held.work.actStartedAt,
        dueAt: now + QUARANTINE_MS,
        lease: null,
        attempt: { id: held.attemptId, call: held.call },
      },
    ])
  })
}
