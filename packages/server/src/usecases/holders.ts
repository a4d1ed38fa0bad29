// SPDX-License-Identifier: Apache-2.0
// Holders, their instruments and their payout accounts.

import { faceValueOf } from '@jandon/domain/conversion'
import { deriveId, deriveIdFromKey, type Id, isId, newId } from '@jandon/domain/ids'
import { checkAccountNumber, sameName } from '@jandon/domain/payout'
import type { QuoteInstrument } from '@jandon/domain/quote'
import { type Instant, localDateAt, parseLocalDate } from '@jandon/domain/time'
import type { Holder, Instrument, PayoutAccount, Store } from '../store/index.ts'
import { actorOf, done, hasScope, invalid, mayActFor, maySee, notFound, refused } from './access.ts'
import type { HolderView, InstrumentView, NewHolder, Outcome, PayoutAccountView, Usecases } from './contract.ts'
import type { UsecaseDeps } from './deps.ts'
import { createWrites, type Keyed, keyOf } from './keyed.ts'
import { askInTime } from './outside.ts'
import { readSerial, SERIAL_MAX } from './serial.ts'
import { holderView, instrumentView, payoutAccountView } from './views.ts'

/** Names are stored composed, so that the same name typed on two systems is the same text. */
const tidyName = (name: string) => name.normalize('NFC').trim()

/** The farthest clock is 14 hours ahead of ours, so a day that is not today there either has not come yet. */
const AHEAD_MINUTES = 14 * 60

function checkHolder(input: NewHolder, now: Instant): Outcome<null> {
  if (tidyName(input.name) === '') return invalid('/name', 'Write the name as the bank has it.')
  if (input.birthDate !== undefined && !parseLocalDate(input.birthDate)) {
    return invalid('/birthDate', 'Write a day that exists, as YYYY-MM-DD.')
  }
  if (input.birthDate !== undefined && input.birthDate > localDateAt(now, AHEAD_MINUTES)) {
    return invalid('/birthDate', 'This day has not come yet.')
  }
  return done(null)
}

/**
 * The id of an instrument. With the issuer's serial number it is the same instrument whoever tells of it and however
 * often, in capitals or not: to take two for one refuses a conversion, to take one for two pays twice. Without a number
 * it is what this one quote or request told of.
 */
export function instrumentIdOf(store: Store, issuer: string, serial: string | undefined, parent: Id, ref: string) {
  if (serial === undefined) return deriveId('ins', parent, ref)
  return deriveIdFromKey('ins', store.personal.lookup('serial', `${issuer}/${serial.toLowerCase()}`).toString('hex'))
}

export function createHolderUsecases(deps: UsecaseDeps, keyed: Keyed) {
  const { database, store, clock, randomness } = deps
  const none = (count: number) => Array.from({ length: count }, () => null)
  const writeHolders = createWrites<Holder, HolderView>(deps, {
    async careful(tx, holders) {
      await store.holders.insert(tx, holders)
      return none(holders.length)
    },
  })
  const writeInstruments = createWrites<Instrument, InstrumentView>(deps, {
    async careful(tx, instruments) {
      await store.instruments.insert(tx, instruments)
      const kept = await store.instruments.load(
        tx,
        instruments.map(instrument => instrument.id),
      )
      // The serial belongs to an instrument of somebody else: whose it is, is not ours to tell.
      return instruments.map(instrument =>
        kept.get(instrument.id)?.holderId === instrument.holderId ? null : { code: 'instrument_already_converted' },
      )
    },
  })
  const writeAccounts = createWrites<PayoutAccount, PayoutAccountView>(deps, {
    async careful(tx, accounts) {
      await store.payoutAccounts.insert(tx, accounts)
      return none(accounts.length)
    },
  })

  async function findHolder(id: string): Promise<Holder | undefined> {
    return isId('hld', id) ? (await store.holders.load(database.pool, [id])).get(id) : undefined
  }

  const usecases: Pick<
    Usecases,
    'createHolder' | 'getHolder' | 'createInstrument' | 'listInstruments' | 'createPayoutAccount' | 'listPayoutAccounts'
  > = {
    async createHolder(caller, input, idempotency) {
      if (!hasScope(caller, 'convert')) return refused('wrong_scope')
      const checked = checkHolder(input, clock.now())
      if (checked.kind === 'refused') return checked
      const key = keyOf(caller, idempotency)
      return keyed(key, () => {
        const now = clock.now()
        const holder: Holder = {
          id: newId('hld', now, randomness.bytes(10)),
          name: tidyName(input.name),
          ...(input.birthDate === undefined ? {} : { birthDate: input.birthDate }),
          ...(input.phone === undefined ? {} : { phone: input.phone }),
          createdBy: actorOf(caller),
          createdAt: now,
        }
        return writeHolders({ key, plan: holder, view: holderView(holder) })
      })
    },

    async getHolder(caller, id) {
      const holder = maySee(caller, id) ? await findHolder(id) : undefined
      return holder ? done(holderView(holder)) : notFound('holder')
    },

    async createInstrument(caller, input, idempotency) {
      if (!mayActFor(caller, input.holderId)) return notFound('holder', '/holderId')
      const serial = readSerial(input.serial)
      if (input.serial !== undefined && serial === undefined) {
        return invalid('/serial', `Write the serial number as a text of 1 to ${SERIAL_MAX} characters.`)
      }
      const key = keyOf(caller, idempotency)
      return keyed(key, async () => {
        const holder = await findHolder(input.holderId)
        if (!holder) return notFound('holder', '/holderId')
        const now = clock.now()
        const instrument = newInstrument(
          deps,
          holder.id,
          input.instrument,
          serial,
          newId('req', now, randomness.bytes(10)),
        )
        if (!instrument)
          return invalid('/instrument', 'Say how much is left on it: remaining, balance, points or faceValue.')
        return writeInstruments({ key, plan: instrument, view: instrumentView(instrument) })
      })
    },

    async listInstruments(caller, holderId, { limit, cursor }) {
      if (!maySee(caller, holderId)) return notFound('holder')
      const found = await store.instruments.page(database.pool, holderId, limit + 1, cursor)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return done({
        items: items.map(instrumentView),
        ...(found.length > limit && last ? { nextCursor: last.id } : {}),
      })
    },

    async createPayoutAccount(caller, input, idempotency) {
      if (!mayActFor(caller, input.holderId)) return notFound('holder', '/holderId')
      const checked = checkAccountNumber(input.bankCode, input.accountNumber)
      if (checked.kind === 'unknown_bank') return refused('unknown_bank', { params: { bankCode: input.bankCode } })
      if (checked.kind === 'invalid') {
        return refused('account_number_invalid', {
          params: { because: checked.because, lengths: checked.lengths.join(', ') },
          errors: [{ pointer: '/accountNumber', detail: `Digits only, ${checked.lengths.join(', ')} of them.` }],
        })
      }
      const key = keyOf(caller, idempotency)
      return keyed(key, async () => {
        const holder = await findHolder(input.holderId)
        if (!holder) return notFound('holder', '/holderId')
        const id = store.payoutAccounts.idOf(holder.id, input.bankCode, checked.digits)
        const existing = (await store.payoutAccounts.load(database.pool, [id])).get(id)
        const name = tidyName(input.accountHolder)
        const asked = await askBank(deps, holder, input.bankCode, checked.digits, name)
        if (asked.kind === 'refused') return asked
        const account: PayoutAccount = existing ?? {
          id,
          holderId: holder.id,
          rail: asked.value.rail,
          bankCode: input.bankCode,
          accountNumber: checked.digits,
          accountHolder: asked.value.registeredName,
          createdAt: clock.now(),
        }
        return writeAccounts({ key, plan: account, view: payoutAccountView(account) })
      })
    },

    async listPayoutAccounts(caller, holderId) {
      if (!maySee(caller, holderId)) return notFound('holder')
      const accounts = await store.payoutAccounts.ofHolder(database.pool, holderId)
      return done({ items: accounts.map(payoutAccountView) })
    },
  }
  return { usecases, findHolder }
}

/** An instrument as told, or undefined when nothing says how much it is worth. */
function newInstrument(
  { store, clock }: UsecaseDeps,
  holderId: Id<'hld'>,
  facts: QuoteInstrument,
  serial: string | undefined,
  requestId: Id<'req'>,
): Instrument | undefined {
  const { issuer, faceValue } = faceValueOf(facts, { amountMinor: 0n, unit: 'KRW' })
  if (faceValue.amountMinor <= 0n) return undefined
  const id = instrumentIdOf(store, issuer, serial, requestId, 'instrument')
  return { id, holderId, kind: facts.kind, issuer, faceValue, serial, facts, createdAt: clock.now() }
}

/** The bank's own word on the account: it exists, and it is in the name given, which is the holder's. */
async function askBank(
  deps: UsecaseDeps,
  holder: Holder,
  bankCode: string,
  accountNumber: string,
  accountHolder: string,
): Promise<Outcome<{ rail: string; registeredName: string }>> {
  const { rail } = deps
  if (!rail) return refused('bank_unavailable')
  const check = await askInTime(deps, rail.timeoutMs, rail.checkAccount(bankCode, accountNumber, accountHolder))
  if (check === undefined) return refused('bank_unavailable')
  if (check.kind === 'unavailable') {
    return refused('bank_unavailable', { retryAfterSeconds: check.retryAfterSeconds })
  }
  if (check.kind === 'not_found') return refused('account_not_found')
  if (!sameName(check.registeredName, accountHolder)) return refused('account_holder_mismatch')
  if (!sameName(accountHolder, holder.name)) return refused('payout_account_name_differs')
  return done({ rail: rail.name, registeredName: accountHolder })
}
