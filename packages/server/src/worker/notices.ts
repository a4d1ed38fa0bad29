// SPDX-License-Identifier: Apache-2.0
// What banks tell unasked: fetched and kept first, then applied, each once. A notice about a conversion that a worker
// is at waits until that worker is through, so that a notice can never overtake the answer that it belongs to.

import { type CaseCode, decideNotice, journalsOfStep, type Step } from '@jandon/domain/conversion'
import type { Instant } from '@jandon/domain/time'
import type { Tx } from '../database/index.ts'
import { faultFields, mayBeOneItem } from '../ports/index.ts'
import {
  applyMoves,
  type Conversion,
  conversionIdsByRailReference,
  deleteWork,
  keepNotices,
  loadConversions,
  lockIdleWork,
  MovedMeanwhile,
  markHandled,
  moveInMemory,
  type OpenNotice,
  readCursor,
  takeOpenNotices,
  withWork,
  workId,
} from '../store/index.ts'
import type { WorkerDeps } from './deps.ts'

/** Notices fetched and applied at once; a bank with more to tell is asked again at once. */
const AT_ONCE = 500
const ACTOR = 'rail'

/** Fetches what each bank has to tell and keeps it. Answers how many notices came. */
export async function collectNotices(deps: WorkerDeps): Promise<number> {
  let count = 0
  for (const rail of deps.rails.values()) {
    const before = await readCursor(deps.database.pool, rail.name)
    const { notices, cursor } = await rail.notices(before, AT_ONCE)
    if (notices.length === 0) continue
    await deps.database.transaction(tx => keepNotices(tx, rail.name, notices, cursor, deps.clock.now()))
    count += notices.length
  }
  return count
}

/**
 * Applies notices that nobody has dealt with. Answers how many were dealt with. One that the books do not take is
 * handed to a person and keeps no other waiting.
 */
export async function handleNotices(deps: WorkerDeps): Promise<number> {
  try {
    return await handle(deps)
  } catch (thrown) {
    if (!isOfOneNotice(thrown)) throw thrown
  }
  const open = await deps.database.transaction(tx => takeOpenNotices(tx, AT_ONCE))
  let count = 0
  for (const notice of open) {
    try {
      count += await handle(deps, notice)
    } catch (thrown) {
      // Somebody else has just moved its conversion: the next pass looks again.
      if (thrown instanceof MovedMeanwhile) continue
      if (!isOfOneNotice(thrown)) throw thrown
      deps.log.error({ rail: notice.rail, notice: notice.id, ...faultFields(thrown) }, 'A notice could not be applied.')
      count += await handle(deps, notice, 'ledger_refused')
    }
  }
  return count
}

/** The ledger would not take what a bank has told. */
class NoticeRefused extends Error {
  override readonly name = 'NoticeRefused'
}

const isOfOneNotice = (thrown: unknown) => thrown instanceof NoticeRefused || mayBeOneItem(thrown)

/** In one transaction: all open notices or `only` one. With `handOver` nothing is applied but a case opened. */
async function handle(deps: WorkerDeps, only?: OpenNotice, handOver?: CaseCode): Promise<number> {
  const now = deps.clock.now()
  return deps.database.transaction(async tx => {
    const open = await takeOpenNotices(tx, AT_ONCE, only)
    if (open.length === 0) return 0
    const about = await conversionIdsByRailReference(
      tx,
      open.map(notice => notice.reference),
    )
    const unknown = open.filter(notice => !about.has(notice.reference))
    for (const notice of unknown) {
      deps.log.error({ rail: notice.rail, notice: notice.id }, 'A bank told of a payment that is not ours.')
    }
    const ready = await readyConversions(tx, [...new Set([...about.values()].map(each => each.conversionId))])
    const handled: OpenNotice[] = [...unknown]
    // One notice per conversion and pass, in the order in which they came: the second may depend on the first.
    const moves: { conversion: Conversion; step: Step }[] = []
    const seen = new Set<string>()
    for (const notice of open) {
      const target = about.get(notice.reference)
      const conversion = target && ready.get(target.conversionId)
      if (!conversion || seen.has(conversion.id)) continue
      seen.add(conversion.id)
      handled.push(notice)
      const step = handOver ? toPerson(conversion, handOver) : stepFor(deps, conversion, notice, target.payoutId)
      moves.push({ conversion, step })
    }
    await apply(deps, tx, moves, now)
    await markHandled(tx, handled, now)
    return handled.length
  })
}

/** Conversions that no worker is at: without work, or with work that we now hold locked. */
async function readyConversions(tx: Tx, ids: readonly string[]): Promise<Map<string, Conversion>> {
  const found = await loadConversions(tx, ids)
  const conversionIds = [...found.values()].map(conversion => conversion.id)
  const busyOrDue = await withWork(tx, conversionIds)
  const idle = await lockIdleWork(
    tx,
    conversionIds.filter(id => busyOrDue.has(id)),
  )
  const free = conversionIds.filter(id => !busyOrDue.has(id) || idle.has(id))
  // Read again behind the lock: between the first look and the lock a worker may have moved it and gone.
  return loadConversions(tx, free)
}

function stepFor(deps: WorkerDeps, conversion: Conversion, notice: OpenNotice, payoutId: string): Step {
  const progress = {
    state: conversion.state,
    payoutState: conversion.payout?.state ?? null,
    inDoubt: conversion.inDoubt,
    calls: 1,
    ageMs: 0,
    dedupes: deps.rails.get(notice.rail)?.dedupes ?? false,
  }
  const step = decideNotice(progress, notice.outcome)
  // A notice about an earlier payout of the same conversion says nothing about the one under way: a person looks.
  if (conversion.payout?.id === payoutId) return step
  return toPerson(conversion, 'answers_disagree')
}

/** Leaves the conversion as it stands, and a person looks. */
function toPerson({ inDoubt }: Conversion, openCase: CaseCode): Step {
  return { conversion: [], payout: [], journals: [], inDoubt, next: null, openCase }
}

async function apply(
  deps: WorkerDeps,
  tx: Tx,
  moves: readonly { conversion: Conversion; step: Step }[],
  now: Instant,
): Promise<void> {
  const full = moves.map(move => ({ ...move, actor: ACTOR, at: now }))
  const journals = full.flatMap(move => {
    const { after } = moveInMemory(move)
    return journalsOfStep(after, move.step.journals, now)
  })
  if (journals.length > 0) {
    const results = await deps.ledger.postJournals(tx, journals)
    const refused = results.find(({ result }) => result === 'refused')
    if (refused) throw new NoticeRefused(`The ledger refused a notice: ${refused.refusedBy?.result}.`)
  }
  const after = await applyMoves(tx, full)
  // Work that a notice has finished: what it was going to ask is known.
  await deleteWork(
    tx,
    after
      .filter((conversion, index) => full[index]!.step.conversion.length > 0 && conversion.state !== 'paying')
      .map(conversion => workId(conversion.id)),
  )
}
