// SPDX-License-Identifier: Apache-2.0
// Writing acceptances, all that arrived together in one transaction: at once, in the hope that nothing stands against
// any of them, or with care, each answer awaited.

import { journalOfAcceptance } from '@jandon/domain/conversion'
import { type Tx, together } from '../database/index.ts'
import {
  type Conversion,
  claimInstruments,
  type Instrument,
  insertAcceptances,
  insertAttempts,
  insertConversions,
  insertWork,
  moveInMemory,
  type PayoutAccount,
  releaseInstruments,
} from '../store/index.ts'
import type { Refusal } from './contract.ts'
import type { Begun, UsecaseDeps } from './deps.ts'

export interface Acceptance {
  readonly conversion: Conversion
  readonly instrument: Instrument
  readonly account: PayoutAccount
}

const TAKEN: Refusal = { code: 'instrument_already_converted' }

/** Sorted, as claims are: two transactions with the same instruments wait for each other and never in a circle. */
const instrumentsOf = (acceptances: readonly Acceptance[]) =>
  acceptances.map(each => each.instrument).sort((a, b) => (a.id < b.id ? -1 : 1))
const claimOf = ({ conversion }: Acceptance) => ({
  instrumentId: conversion.instrumentId,
  conversionId: conversion.id,
})
const journalOf = ({ conversion }: Acceptance) => journalOfAcceptance(conversion, conversion.createdAt)

/** Instruments with a serial number that are here already are read: they may be another holder's. */
function loadKnown({ store }: UsecaseDeps, tx: Tx, acceptances: readonly Acceptance[]) {
  const withSerial = acceptances.filter(each => each.instrument.serial !== undefined)
  return store.instruments.load(
    tx,
    withSerial.map(each => each.instrument.id),
  )
}
const isOwn = ({ instrument }: Acceptance, known: ReadonlyMap<string, Instrument>) =>
  instrument.serial === undefined || known.get(instrument.id)?.holderId === instrument.holderId

async function insertRows(tx: Tx, acceptances: readonly Acceptance[], begun: readonly (Begun | undefined)[]) {
  const conversions = acceptances.map(each => each.conversion)
  const calls = begun.filter(each => each !== undefined)
  await together([
    insertConversions(
      tx,
      conversions.map((each, index) => (begun[index] ? moveInMemory(begun[index].move).after : each)),
    ),
    insertAcceptances(
      tx,
      conversions,
      calls.map(({ move }) => move),
    ),
    insertAttempts(
      tx,
      calls.map(({ attempt }) => attempt),
    ),
    insertWork(
      tx,
      conversions.map(
        (each, index) => begun[index]?.work ?? { conversionId: each.id, call: 'redeem', dueAt: each.createdAt },
      ),
    ),
  ])
}

/**
 * Writes acceptances as if nothing stood against any of them, and answers whether it was so. With a worker at hand
 * their first call is put on record with them.
 */
export async function writeAtOnce(
  deps: UsecaseDeps,
  tx: Tx,
  acceptances: readonly Acceptance[],
  begun: WeakMap<Acceptance, Begun>,
): Promise<boolean> {
  // All that is worked out comes before anything is asked for: what is asked for must be waited for.
  const journals = acceptances.map(journalOf)
  const hand = deps.hand?.()
  const calls = acceptances.map(each => hand?.prepare(each))
  acceptances.forEach((each, index) => {
    const call = calls[index]
    if (call) begun.set(each, call)
  })
  const [, known, claimed, posted] = await together([
    deps.store.instruments.insert(tx, instrumentsOf(acceptances)),
    loadKnown(deps, tx, acceptances),
    claimInstruments(tx, acceptances.map(claimOf)),
    deps.ledger.postJournals(tx, journals),
    insertRows(tx, acceptances, calls),
  ])
  return (
    acceptances.every(each => isOwn(each, known)) &&
    claimed.size === acceptances.length &&
    posted.every(({ result }) => result !== 'refused')
  )
}

/**
 * Writes acceptances: instrument, claim on it, journal, conversion, first transition, work. Refused are those whose
 * instrument is in another conversion or belongs to another holder, and those that the books do not take.
 */
export async function writeAcceptances(
  deps: UsecaseDeps,
  tx: Tx,
  acceptances: readonly Acceptance[],
): Promise<(Refusal | null)[]> {
  await deps.store.instruments.insert(tx, instrumentsOf(acceptances))
  const known = await loadKnown(deps, tx, acceptances)
  const claimed = await claimInstruments(tx, acceptances.filter(each => isOwn(each, known)).map(claimOf))
  const going = acceptances.filter(({ conversion }) => claimed.has(conversion.id))
  const posted = await deps.ledger.postJournals(tx, going.map(journalOf))
  const stands = going.filter((_, index) => posted[index]?.result !== 'refused')
  const standing = new Set(stands.map(({ conversion }) => conversion.id))
  await releaseInstruments(tx, going.filter(({ conversion }) => !standing.has(conversion.id)).map(claimOf))
  await insertRows(tx, stands, [])
  return acceptances.map(({ conversion }) => (standing.has(conversion.id) ? null : TAKEN))
}
