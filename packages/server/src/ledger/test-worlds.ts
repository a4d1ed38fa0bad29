// SPDX-License-Identifier: Apache-2.0
// Random worlds for tests: a book with its accounts in the database and in the auditor, and steps made of wishes. After
// each step the ledger must have answered as the auditor does and must have its balances.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { deriveId, deriveIdFromKey, type Id, newId } from '@jandon/domain/ids'
import {
  accountSpec,
  chartEntry,
  loneJournalId,
  type TransferResultCode,
  type TransferSpec,
} from '@jandon/domain/ledger'
import type { Database, Tx } from '../database/index.ts'
import { closeAccount, openBook } from './accounts.ts'
import { type AuditedChain, type Auditor, createAuditor } from './auditor.ts'
import { openAccounts, postJournals, postTransfers } from './post.ts'
import { seal } from './seal.ts'
import { assertSameCounters, assertSameTransfers } from './test-books.ts'
import type { Batch, Change, Step, Wish } from './test-wishes.ts'
import { expirePending, foldHotAccounts } from './upkeep.ts'

const FACE = 'voucher:cultureland:KRW'
export const START = 1_780_000_000_000

/** How often each answer was given. */
export type Tally = Map<TransferResultCode, number>

export interface PlayOptions {
  /** Forces the exact way of the ledger. */
  readonly exact: boolean
  readonly tally: Tally
  /** How far the ledger's clock goes wrong, to see that a difference is found. */
  readonly clockError?: number
}

interface World {
  readonly db: Database
  readonly tally: Tally
  readonly book: Id<'bok'>
  readonly won: readonly Id<'acc'>[]
  readonly face: readonly Id<'acc'>[]
  readonly all: readonly Id<'acc'>[]
  readonly auditor: Auditor
  now(): number
  readonly deps: { now(): number; readonly exact: boolean }
  /** Everything that was sent, as it was sent, newest last. */
  readonly sent: { readonly transfers: TransferSpec[]; readonly holds: TransferSpec[]; readonly chains: AuditedChain[] }
  freshId<P extends 'trf' | 'jnl'>(prefix: P): Id<P>
  later(minutes: number): void
}

async function createWorld(db: Database, options: PlayOptions): Promise<World> {
  const { exact, tally, clockError = 0 } = options
  const entropy = randomBytes(10)
  const tag = entropy.toString('hex')
  const book = deriveIdFromKey('bok', tag)
  const elsewhere = deriveIdFromKey('bok', `${tag}/elsewhere`)
  const cash = accountSpec(book, 'safeguarding_cash', 'KRW')
  const holder = (owner: string) => accountSpec(book, 'holder_cash', 'KRW', owner)
  const fee = accountSpec(book, 'service_fee', 'KRW')
  const won = [cash, holder('a'), holder('b'), holder('c'), fee, accountSpec(book, 'payout_clearing', 'KRW')]
  const face = [
    accountSpec(book, 'instrument_outstanding', FACE, 'cultureland'),
    accountSpec(book, 'holder_instrument', FACE, 'a'),
    accountSpec(book, 'instrument_redeeming', FACE, 'cultureland'),
  ]
  const specs = [...won, ...face, accountSpec(elsewhere, 'holder_cash', 'KRW', 'a')]
  const auditor = createAuditor()
  await db.transaction(async tx => {
    await openBook(tx, book)
    await openBook(tx, elsewhere)
    await openAccounts(tx, specs)
  })
  for (const { id, book: home, unit, code } of specs) {
    const { overdraft, normalSide, hot } = chartEntry(code)
    const bound = normalSide === 'credit' ? 'debits_covered_by_credits' : 'credits_covered_by_debits'
    auditor.open(id, { book: home, unit, rule: overdraft === 'none' ? bound : 'none', hot })
  }
  const ids = (of: readonly { readonly id: Id<'acc'> }[]) => of.map(({ id }) => id)
  let [now, made] = [START, 0]
  return {
    ...{ db, tally, book, auditor, now: () => now },
    ...{ deps: { now: () => now + clockError, exact }, sent: { transfers: [], holds: [], chains: [] } },
    // Twice the cash and a holder: where there is a rule, there is most to get wrong.
    ...{ won: [...ids(won), cash.id, won[1]!.id], face: ids(face) },
    // The last one was never opened.
    all: [...ids(specs), deriveIdFromKey('acc', `${tag}/absent`)],
    freshId(prefix) {
      made += 1
      entropy.writeUInt32BE(made, 6)
      return newId(prefix, now, entropy)
    },
    later(minutes) {
      now += minutes * 60_000
    },
  }
}

const NO_JOURNAL = deriveIdFromKey('jnl', 'nowhere')
const NOWHERE = deriveIdFromKey('trf', 'nowhere')
const fromNewest = <T>(list: readonly T[], back: number): T | undefined => list[list.length - 1 - (back % list.length)]

/** What there is to take from the credit account if it has a rule, or else from the debit account; 1 without any. */
function availableOf(auditor: Auditor, debit: string, credit: string): bigint {
  const [from, to] = [auditor.accounts.get(debit), auditor.accounts.get(credit)]
  if (to?.rule === 'credits_covered_by_debits') return to.debitsPosted - to.creditsPosted - to.creditsPending
  if (from?.rule === 'debits_covered_by_credits') return from.creditsPosted - from.debitsPosted - from.debitsPending
  return 1n
}

/** What a wish asks for, in this world. */
function transferOf(world: World, w: Wish, journalId: Id<'jnl'>, open: readonly TransferSpec[]): TransferSpec {
  const { all, auditor, sent } = world
  const wished = w.phase === 'post' || w.phase === 'void' || w.phase === 'expire'
  const hold = wished ? fromNewest(w.stale ? sent.holds : open, w.pending) : undefined
  // Most of those that would resolve something, and find nothing, hold something instead.
  const phase = wished && hold === undefined && w.pending < 8 ? 'pending' : w.phase
  const isResolving = phase === w.phase && wished
  const followed = w.follows ? hold : undefined
  const accounts = w.among === 'all' ? all : w.among === 'face' ? world.face : world.won
  const debit = accounts[w.debit % accounts.length]!
  const other = w.among === 'take' ? world.won[0]! : accounts[w.credit % accounts.length]!
  const credit = other === debit && w.among !== 'all' ? accounts.find(id => id !== debit)! : other
  const own = auditor.accounts.get(debit)?.unit ?? 'KRW'
  const unit = w.wrongUnit ? (own === 'KRW' ? FACE : 'KRW') : own
  const edge = w.edge === null ? undefined : availableOf(auditor, debit, credit) + BigInt(w.edge)
  const amount = followed && { ...followed.amount, amountMinor: followed.amount.amountMinor + BigInt(w.part) }
  const taken = w.taken === null ? undefined : fromNewest(sent.transfers, w.taken)
  const expiresAt = phase === 'pending' && w.expiresIn !== null ? world.now() + w.expiresIn * 60_000 : undefined
  return {
    id: taken?.id ?? world.freshId('trf'),
    journalId,
    debitAccountId: followed?.debitAccountId ?? debit,
    creditAccountId: followed?.creditAccountId ?? credit,
    amount: amount ?? { amountMinor: edge ?? BigInt(w.amount), unit },
    code: w.code,
    phase,
    ...(isResolving ? { pendingId: hold?.id ?? taken?.id ?? NOWHERE } : {}),
    occurredAt: world.now(),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}

function changed(world: World, spec: TransferSpec, change: Change): TransferSpec {
  const { amountMinor, unit } = spec.amount
  switch (change) {
    case 'phase':
      return { ...spec, phase: spec.phase === 'posted' ? 'pending' : 'posted' }
    case 'accounts':
      return { ...spec, debitAccountId: spec.creditAccountId, creditAccountId: spec.debitAccountId }
    case 'unit':
      return { ...spec, amount: { amountMinor, unit: unit === 'KRW' ? FACE : 'KRW' } }
    case 'amount':
      return { ...spec, amount: { amountMinor: amountMinor + 1n, unit } }
    case 'code':
      return { ...spec, code: spec.code === 'payout' ? 'service_fee' : 'payout' }
    case 'pending':
      return { ...spec, pendingId: world.freshId('trf') }
    case 'expiry':
      return { ...spec, expiresAt: (spec.expiresAt ?? START) + 60_000 }
    default:
      return { ...spec, occurredAt: world.now() }
  }
}

function chainsOf(world: World, batch: Batch): AuditedChain[] {
  const { sent, book } = world
  const open = world.auditor.unresolved()
  return batch.chains.map(({ again: repeat, wishes, lone }) => {
    const old = repeat === null ? undefined : fromNewest(sent.chains, repeat.of)
    if (old !== undefined && repeat !== null) {
      const journalId = repeat.change === 'journal' ? world.freshId('jnl') : (old.journalId as Id<'jnl'>)
      const added = repeat.change === 'length' ? [transferOf(world, wishes[0]!, journalId, open)] : []
      const transfers = old.transfers.map((spec, index) => ({
        ...(index === repeat.at % old.transfers.length ? changed(world, spec, repeat.change) : spec),
        journalId,
      }))
      return { journalId, book, transfers: [...transfers, ...added] }
    }
    const made = wishes.map(w => transferOf(world, w, NO_JOURNAL, open))
    // A journal of several transfers can be the lone one of none of them: now and then one is sent.
    const isAlone = made.length === 1 || made[0]!.amount.amountMinor === 1n
    const journalId = lone && isAlone ? loneJournalId(made[0]!.id) : world.freshId('jnl')
    const chain = { journalId, book, transfers: made.map(spec => ({ ...spec, journalId })) }
    sent.chains.push(chain)
    for (const spec of chain.transfers) {
      sent.transfers.push(spec)
      if (spec.phase !== 'pending') continue
      sent.holds.push(spec)
      open.push(spec)
    }
    return chain
  })
}

/** Of these chains, those that apply one after the other. */
function passing(world: World, chains: readonly AuditedChain[]): AuditedChain[] {
  const { auditor, now } = world
  const passes = (chain: AuditedChain) => auditor.post([chain], now())[0]!.every(result => result === 'applied')
  const putBack = auditor.mark()
  const kept = chains.filter(passes)
  putBack()
  return kept
}

/** The same transfers as `postTransfers` takes them: in turn, one of each journal, so that journals interleave. */
function interleaved(chains: readonly AuditedChain[]): { flat: TransferSpec[]; grouped: AuditedChain[] } {
  const flat: TransferSpec[] = []
  const longest = Math.max(0, ...chains.map(chain => chain.transfers.length))
  for (let turn = 0; turn < longest; turn += 1) {
    for (const chain of chains) if (chain.transfers[turn]) flat.push(chain.transfers[turn]!)
  }
  const grouped = new Map<string, TransferSpec[]>()
  for (const spec of flat) grouped.set(spec.journalId, [...(grouped.get(spec.journalId) ?? []), spec])
  const book = chains[0]!.book
  return { flat, grouped: [...grouped].map(([journalId, transfers]) => ({ journalId, book, transfers })) }
}

function count({ tally }: World, results: readonly TransferResultCode[]): void {
  for (const result of results) tally.set(result, (tally.get(result) ?? 0) + 1)
}

async function playRaw(world: World, tx: Tx, chains: readonly AuditedChain[]): Promise<void> {
  const { flat, grouped } = interleaved(chains)
  const answers = await postTransfers(world.deps, tx, flat, { book: world.book })
  const expected = world.auditor.post(grouped, world.now())
  const told = new Map<TransferSpec, string>()
  grouped.forEach((chain, c) => {
    chain.transfers.forEach((spec, t) => {
      told.set(spec, expected[c]![t]!)
    })
  })
  const results = answers.map(answer => answer.result)
  assert.deepEqual(
    results,
    flat.map(spec => told.get(spec)),
  )
  count(world, results)
}

async function play(world: World, tx: Tx, chains: readonly AuditedChain[], raw: boolean): Promise<void> {
  if (chains.length === 0) return
  if (raw) {
    await playRaw(world, tx, chains)
    return
  }
  const journals = chains.map(chain => ({
    id: chain.journalId as Id<'jnl'>,
    book: world.book,
    event: 'operator_transfer' as const,
    subject: 'a random world',
    accounts: [],
    transfers: chain.transfers,
  }))
  const answers = await postJournals(world.deps, tx, journals)
  const results = answers.map(answer => answer.transfers.map(({ result }) => result))
  assert.deepEqual(results, world.auditor.post(chains, world.now()))
  for (const some of results) count(world, some)
}

/** The ledger expires what is over by transfers whose ids anybody can derive. */
async function expire(world: World): Promise<void> {
  const now = world.now()
  const due = world.auditor.unresolved().filter(({ expiresAt }) => expiresAt !== undefined && expiresAt <= now)
  due.sort((a, b) => a.expiresAt! - b.expiresAt! || (a.id < b.id ? -1 : 1))
  const chains = due.map(({ id, debitAccountId, creditAccountId, amount, code, expiresAt }) => {
    const journalId = deriveId('jnl', id, 'expire')
    const transfer: TransferSpec = {
      ...{ id: deriveId('trf', id, 'expire'), journalId, debitAccountId, creditAccountId, amount, code },
      ...{ phase: 'expire' as const, pendingId: id, occurredAt: expiresAt! },
    }
    return { journalId, book: world.book, transfers: [transfer] }
  })
  await expirePending(world.deps, world.db)
  for (const result of world.auditor.post(chains, now).flat()) assert.equal(result, 'applied')
}

/** Two holders are owed 60 each and the cash for it is there; the third has nothing, so that it can be closed. */
function funding(world: World): AuditedChain {
  const journalId = world.freshId('jnl')
  const transfers = [1, 2].map(
    (holder): TransferSpec => ({
      ...{ id: world.freshId('trf'), journalId, debitAccountId: world.won[0]!, creditAccountId: world.won[holder]! },
      ...{ amount: { amountMinor: 60n, unit: 'KRW' }, code: 'operator_funds', phase: 'posted', occurredAt: START },
    }),
  )
  return { journalId, book: world.book, transfers }
}

const ROLLED_BACK = new Error('Rolled back on purpose.')

async function playStep(world: World, step: Step): Promise<void> {
  const { db, auditor } = world
  world.later(step.minutes)
  if (step.close !== null) {
    const id = world.all[step.close % world.all.length]!
    assert.equal(await db.transaction(tx => closeAccount(tx, id)), auditor.close(id))
  }
  const run = () =>
    db.transaction(async tx => {
      for (const batch of step.batches) {
        const chains = chainsOf(world, batch)
        await play(world, tx, batch.sane ? passing(world, chains) : chains, batch.raw)
      }
      if (step.rolledBack) throw ROLLED_BACK
    })
  const putBack = step.rolledBack ? auditor.mark() : undefined
  await run().catch(error => {
    if (error !== ROLLED_BACK) throw error
  })
  putBack?.()
  if (step.upkeep) {
    await expire(world)
    await foldHotAccounts(db)
    await seal(db)
  }
}

/** Everything that was applied, sent again: all of it exists, and nothing changes. */
async function replay(world: World): Promise<void> {
  const journals = new Map<string, TransferSpec[]>()
  for (const spec of world.auditor.transfers.values()) {
    journals.set(spec.journalId, [...(journals.get(spec.journalId) ?? []), spec])
  }
  const chains = [...journals].map(([journalId, transfers]) => ({ journalId, book: world.book, transfers }))
  await world.db.transaction(tx => play(world, tx, chains, false))
  const answers = world.auditor.post(chains, world.now())
  assert.ok(answers.flat().every(result => result === 'exists'))
}

/**
 * Plays the steps in a book of its own, both in the ledger and by the auditor, and throws at the first difference.
 * Counts the answers. No other world may run on this database at the same time: upkeep is for all.
 */
export async function playWorld(db: Database, list: readonly Step[], options: PlayOptions): Promise<void> {
  const world = await createWorld(db, options)
  const { auditor, book } = world
  await db.transaction(tx => play(world, tx, [funding(world)], false))
  for (const step of list) {
    await playStep(world, step)
    await assertSameCounters(db, auditor)
  }
  await replay(world)
  await assertSameCounters(db, auditor)
  await assertSameTransfers(db, book, auditor)
}
