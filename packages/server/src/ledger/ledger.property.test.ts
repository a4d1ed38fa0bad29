// SPDX-License-Identifier: Apache-2.0
// The ledger against the auditor: random batches with every phase, duplicates, conflicts, chains, expiry and closings.
// Both ways of the ledger (set-wise and exact) must answer as the auditor does, and have its balances and transfers.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { deriveIdFromKey, type Id } from '@jandon/domain/ids'
import { accountSpec, chartEntry, type Phase, type TransferSpec } from '@jandon/domain/ledger'
import fc from 'fast-check'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { closeAccount, openBook } from './accounts.ts'
import { type AuditedChain, createAuditor } from './auditor.ts'
import { openAccounts, postJournals, postTransfers } from './post.ts'
import { foldHotAccounts, seal } from './upkeep.ts'
import { verifyLedger } from './verify.ts'

const FACE = 'voucher:cultureland:KRW'
const START = 1_780_000_000_000
/** 150 random worlds of up to 8 batches, twice each, take about 20 s; LEDGER_RUNS raises it for a soak. */
const RUNS = Number.parseInt(process.env.LEDGER_RUNS ?? '150', 10)

let db: TestDatabase
before(async () => {
  db = await createTestDatabase(undefined, 'own')
})
after(() => db.drop())

interface Wish {
  readonly id: number
  readonly debit: number
  /** The credit account is this many after the debit account. */
  readonly shift: number
  readonly amount: number
  readonly wrongUnit: boolean
  readonly code: string
  readonly phase: Phase
  readonly pending: number
  /** A resolving transfer takes accounts and amount from the pending one that it names, as an honest caller does. */
  readonly follows: boolean
  /** How much more than the pending amount it asks for. */
  readonly part: number
  readonly expiresIn: number | null
}
interface Step {
  readonly chains: readonly { readonly journal: number; readonly wishes: readonly Wish[] }[]
  readonly minutes: number
  /** Keep only what passes, so that the set-wise way has work; otherwise everything goes in. */
  readonly sane: boolean
  readonly raw: boolean
  readonly close: number | null
  readonly upkeep: boolean
}

/** Mostly the one, now and then the other: a batch whose every transfer is refused for its form teaches little. */
const mostly = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>, weight = 40) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare })

const wish: fc.Arbitrary<Wish> = fc.record({
  id: fc.nat(60),
  debit: mostly(fc.nat(5), fc.nat(9)),
  shift: mostly(fc.integer({ min: 1, max: 5 }), fc.nat(9)),
  amount: mostly(fc.integer({ min: 1, max: 40 }), fc.constantFrom(-1, 0)),
  wrongUnit: mostly(fc.constant(false), fc.constant(true)),
  code: mostly(fc.constantFrom('payout', 'service_fee'), fc.constant('Bad')),
  phase: fc.constantFrom('posted', 'posted', 'pending', 'pending', 'post', 'void', 'expire'),
  pending: fc.nat(60),
  follows: mostly(fc.constant(true), fc.constant(false), 12),
  part: mostly(fc.constant(0), fc.integer({ min: -3, max: 3 }), 3),
  expiresIn: mostly(fc.constant(null), fc.integer({ min: -1, max: 6 }), 2),
})
const step: fc.Arbitrary<Step> = fc.record({
  chains: fc.array(fc.record({ journal: fc.nat(60), wishes: fc.array(wish, { minLength: 1, maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 8,
  }),
  minutes: fc.integer({ min: 0, max: 2 }),
  sane: fc.boolean(),
  raw: fc.boolean(),
  close: mostly(fc.constant(null), fc.nat(9), 12),
  upkeep: fc.boolean(),
})

/** One book with its accounts in the database and in the auditor. */
async function createWorld(tag: string, exact: boolean) {
  const book = deriveIdFromKey('bok', tag)
  const elsewhere = deriveIdFromKey('bok', `${tag}/elsewhere`)
  const cash = (owner: string) => accountSpec(book, 'holder_cash', 'KRW', owner)
  const specs = [
    ...[cash('a'), cash('b'), cash('c')],
    accountSpec(book, 'safeguarding_cash', 'KRW'),
    accountSpec(book, 'payout_clearing', 'KRW'),
    accountSpec(book, 'service_fee', 'KRW'),
    accountSpec(book, 'holder_instrument', FACE, 'a'),
    accountSpec(book, 'instrument_outstanding', FACE, 'cultureland'),
    accountSpec(elsewhere, 'holder_cash', 'KRW', 'a'),
  ]
  const auditor = createAuditor()
  await db.transaction(async tx => {
    await openBook(tx, book)
    await openBook(tx, elsewhere)
    await openAccounts(tx, specs)
  })
  for (const { id, book: home, unit, code } of specs) {
    const { overdraft, normalSide } = chartEntry(code)
    const bound = normalSide === 'credit' ? 'debits_covered_by_credits' : 'credits_covered_by_debits'
    auditor.open(id, { book: home, unit, rule: overdraft === 'none' ? bound : 'none' })
  }
  // The last account number is of one that was never opened.
  const accounts = [...specs.map(({ id }) => id), deriveIdFromKey('acc', `${tag}/absent`)]
  let now = START
  const deps = { now: () => now, exact }
  return {
    ...{ tag, book, accounts, auditor, deps },
    later(minutes: number) {
      now += minutes * 60_000
    },
  }
}
type World = Awaited<ReturnType<typeof createWorld>>

/** What a wish asks for, in this world; `made` has every transfer that was ever sent, by id, as it was first sent. */
function transferOf(world: World, w: Wish, journalId: Id<'jnl'>, made: Map<string, TransferSpec>): TransferSpec {
  const id = (number: number) => deriveIdFromKey('trf', `${world.tag}/${number}`)
  const resolving = w.phase === 'post' || w.phase === 'void' || w.phase === 'expire'
  const holds = [...made.values()].filter(spec => spec.phase === 'pending')
  const followed = resolving && w.follows ? holds[w.pending % Math.max(holds.length, 1)] : undefined
  const debit = world.accounts[w.debit]!
  const own = world.auditor.accounts.get(debit)?.unit ?? 'KRW'
  const unit = w.wrongUnit ? (own === 'KRW' ? FACE : 'KRW') : own
  const amount = followed && { ...followed.amount, amountMinor: followed.amount.amountMinor + BigInt(w.part) }
  return {
    id: id(w.id),
    journalId,
    debitAccountId: followed?.debitAccountId ?? debit,
    creditAccountId: followed?.creditAccountId ?? world.accounts[(w.debit + w.shift) % (w.debit < 6 ? 6 : 10)]!,
    amount: amount ?? { amountMinor: BigInt(w.amount), unit },
    code: w.code,
    phase: w.phase,
    ...(resolving ? { pendingId: followed?.id ?? id(w.pending) } : {}),
    occurredAt: world.deps.now(),
    ...(w.phase === 'pending' && w.expiresIn !== null ? { expiresAt: START + w.expiresIn * 60_000 } : {}),
  }
}

function chainsOf(world: World, wishes: Step, made: Map<string, TransferSpec>): AuditedChain[] {
  return wishes.chains.map(({ journal, wishes: each }) => {
    const journalId = deriveIdFromKey('jnl', `${world.tag}/${journal}`)
    const transfers = each.map(w => {
      const spec = transferOf(world, w, journalId, made)
      if (!made.has(spec.id)) made.set(spec.id, spec)
      return spec
    })
    return { journalId, book: world.book, transfers }
  })
}

/** Of these chains, those that apply one after the other; a refused one leaves the rehearsal as it was. */
function passing(world: World, chains: readonly AuditedChain[]): AuditedChain[] {
  const rehearsal = world.auditor.fork()
  return chains.filter(chain =>
    rehearsal
      .post([chain], world.deps.now())
      .flat()
      .every(result => result === 'applied'),
  )
}

/** The same transfers as `postTransfers` takes them: in turn, one of each journal, so that journals interleave. */
function interleaved(chains: readonly AuditedChain[]): { flat: TransferSpec[]; grouped: AuditedChain[] } {
  const flat: TransferSpec[] = []
  const longest = Math.max(0, ...chains.map(chain => chain.transfers.length))
  for (let turn = 0; turn < longest; turn += 1) {
    for (const chain of chains) if (chain.transfers[turn]) flat.push(chain.transfers[turn]!)
  }
  const journals = [...new Set(flat.map(spec => spec.journalId))]
  const grouped = journals.map(journalId => ({
    journalId,
    book: chains[0]!.book,
    transfers: flat.filter(spec => spec.journalId === journalId),
  }))
  return { flat, grouped }
}

async function play(world: World, chains: readonly AuditedChain[], raw: boolean) {
  if (chains.length === 0) return
  if (raw) {
    const { flat, grouped } = interleaved(chains)
    const answers = await db.transaction(tx => postTransfers(world.deps, tx, flat, { book: world.book }))
    const expected = world.auditor.post(grouped, world.deps.now())
    const told = new Map<TransferSpec, string>()
    grouped.forEach((chain, c) => {
      chain.transfers.forEach((spec, t) => {
        told.set(spec, expected[c]![t]!)
      })
    })
    assert.deepEqual(
      answers.map(answer => answer.result),
      flat.map(spec => told.get(spec)),
    )
    return
  }
  const journals = chains.map(chain => ({
    id: chain.journalId as Id<'jnl'>,
    book: world.book,
    event: 'operator_transfer' as const,
    subject: world.tag,
    accounts: [],
    transfers: chain.transfers,
  }))
  const answers = await db.transaction(tx => postJournals(world.deps, tx, journals))
  const expected = world.auditor.post(chains, world.deps.now())
  assert.deepEqual(
    answers.map(answer => answer.transfers.map(({ result }) => result)),
    expected,
  )
}

type Counter = 'debits_pending' | 'debits_posted' | 'credits_pending' | 'credits_posted'

async function compareBooks(world: World) {
  const { rows } = await db.pool.query<{ id: string } & Record<Counter, bigint>>(
    `SELECT id, debits_pending, debits_posted, credits_pending, credits_posted FROM account_balance WHERE id = ANY ($1)`,
    [world.accounts],
  )
  const real = new Map(rows.map(row => [row.id, row]))
  const totals = new Map<string, bigint>()
  for (const [id, account] of world.auditor.accounts) {
    const row = real.get(id)!
    assert.deepEqual(
      [row.debits_pending, row.debits_posted, row.credits_pending, row.credits_posted],
      [account.debitsPending, account.debitsPosted, account.creditsPending, account.creditsPosted],
      `the counters of ${id}`,
    )
    const change: bigint = row.debits_posted - row.credits_posted + row.debits_pending - row.credits_pending
    totals.set(account.unit, (totals.get(account.unit) ?? 0n) + change)
  }
  for (const [unit, total] of totals) assert.equal(total, 0n, `${unit} is conserved`)
  const { rows: transfers } = await db.pool.query<{ id: string }>(
    `SELECT t.id FROM transfer t JOIN journal j ON j.no = t.journal_no WHERE j.book = $1 ORDER BY t.id`,
    [world.book],
  )
  assert.deepEqual(
    transfers.map(({ id }) => id),
    [...world.auditor.transfers.keys()].sort(),
    'exactly the applied transfers are recorded',
  )
}

/** Everything that was applied, sent again: all of it exists, and nothing changes. */
async function replay(world: World) {
  const journals = new Map<string, TransferSpec[]>()
  for (const spec of world.auditor.transfers.values()) {
    journals.set(spec.journalId, [...(journals.get(spec.journalId) ?? []), spec])
  }
  const chains = [...journals].map(([journalId, transfers]) => ({ journalId, book: world.book, transfers }))
  await play(world, chains, false)
  const answers = world.auditor.post(chains, world.deps.now())
  assert.ok(answers.flat().every(result => result === 'exists'))
}

/**
 * Two holders are owed 60 each and the cash for it is there; the third has nothing, so that its account can be closed.
 */
function funding(world: World): AuditedChain {
  const journalId = deriveIdFromKey('jnl', `${world.tag}/funding`)
  const transfers = [0, 1].map(
    (holder): TransferSpec => ({
      id: deriveIdFromKey('trf', `${world.tag}/funding/${holder}`),
      journalId,
      debitAccountId: world.accounts[3]!,
      creditAccountId: world.accounts[holder]!,
      amount: { amountMinor: 60n, unit: 'KRW' },
      code: 'operator_funds',
      phase: 'posted',
      occurredAt: START,
    }),
  )
  return { journalId, book: world.book, transfers }
}

async function runWorld(tag: string, exact: boolean, steps: readonly Step[]) {
  const world = await createWorld(tag, exact)
  const made = new Map<string, TransferSpec>()
  await play(world, [funding(world)], false)
  for (const each of steps) {
    world.later(each.minutes)
    if (each.close !== null && each.close < 6) {
      // Mostly the third holder's: the others are seldom empty, and those of the book cannot be closed.
      const id = world.accounts[each.close < 2 ? each.close : 2]!
      const closed = await db.transaction(tx => closeAccount(tx, id))
      assert.equal(closed === 'closed' || closed === 'already_closed', world.auditor.close(id))
    }
    const chains = chainsOf(world, each, made)
    await play(world, each.sane ? passing(world, chains) : chains, each.raw)
    if (each.upkeep) {
      await foldHotAccounts(db)
      await seal(db)
    }
    await compareBooks(world)
  }
  await replay(world)
  await compareBooks(world)
}

test('both ways of the ledger answer as the auditor and keep its balances', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10, size: 'max' }), async steps => {
      const tag = randomBytes(8).toString('hex')
      await runWorld(`${tag}/set`, false, steps)
      await runWorld(`${tag}/exact`, true, steps)
    }),
    { numRuns: RUNS },
  )
})

test('what all these worlds left behind verifies: balances, rules in chain order, and the chain', async () => {
  await seal(db)
  const report = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(report.findings, [])
  assert.equal(report.sealed, report.journals)
  assert.ok(report.transfers > RUNS, 'the worlds did something')
})
