// SPDX-License-Identifier: Apache-2.0
// Whatever happened, in whichever epochs it lies, with or without snapshots: pages in both directions leave nothing
// out, statements add up, and the balance at any instant is the sum over all transfers until then.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accountSpec, DEFAULT_BOOK } from '@jandon/domain/ledger'
import fc from 'fast-check'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { advanceEpoch, dropOpenIndexes, epochToIndex, indexEpoch, tallyTransfers } from './epochs.ts'
import { readBalanceAt, readStatement, readTransfersOfAccount } from './reads.ts'
import { openPast, type PastTransfer, sealPast, summedAt, type WishedTransfer, writePast } from './test-history.ts'
import { freshId, NOW } from './testing.ts'

let db: TestDatabase
before(async () => {
  db = await createTestDatabase()
  // Tokens of calls are not their numbers.
  await db.pool.query("SELECT setval('call_token', 1000)")
})
after(() => db.drop())

/** Two hot ones and three others, fresh for each world. */
function freshAccounts() {
  const owner = freshId('hld')
  return [
    accountSpec(DEFAULT_BOOK, 'issuer_receivable', 'KRW', `${owner}_a`),
    accountSpec(DEFAULT_BOOK, 'issuer_receivable', 'KRW', `${owner}_b`),
    accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `${owner}_a`),
    accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `${owner}_b`),
    accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `${owner}_c`),
  ]
}

const COUNT = 5
const transfer = fc.record({
  debit: fc.nat(COUNT - 1),
  step: fc.integer({ min: 1, max: COUNT - 1 }),
  amount: fc.bigInt({ min: 1n, max: 100n }),
  phase: fc.constantFrom('posted', 'posted', 'pending', 'post', 'void', 'expire'),
  which: fc.nat(),
  occurred: fc.integer({ min: -300, max: 300 }),
})
const call = fc.record({
  kind: fc.constant('call' as const),
  transfers: fc.array(transfer, { minLength: 1, maxLength: 12 }),
  // Clocks step back at times.
  passed: fc.integer({ min: -30, max: 60 }),
})
const chore = fc.constantFrom('tally', 'close', 'index', 'turn', 'turn', 'mark').map(kind => ({ kind }))
const story = fc.array(fc.oneof({ weight: 3, arbitrary: call }, { weight: 2, arbitrary: chore }), {
  minLength: 1,
  maxLength: 30,
})
type Step = Parameters<Parameters<typeof story.map>[0]>[0][number]

/** Turns wishes into transfers that can be: a resolving one takes a pending one that is still open, or is posted. */
function wishes(step: Extract<Step, { transfers: unknown }>, accounts: ReturnType<typeof freshAccounts>, world: World) {
  const taken = new Set<PastTransfer>()
  return step.transfers.map((each): WishedTransfer => {
    const times = { occurredAt: world.now + each.occurred, recordedAt: world.now }
    const debit = accounts[each.debit]!
    const credit = accounts[(each.debit + each.step) % COUNT]!
    const phase = each.phase as WishedTransfer['phase']
    if (phase === 'posted' || phase === 'pending') return { debit, credit, amount: each.amount, phase, ...times }
    const open = world.past.filter(
      other => other.phase === 'pending' && !taken.has(other) && !world.past.some(later => later.pending === other),
    )
    const pending = open[each.which % Math.max(open.length, 1)]
    if (pending === undefined) return { debit, credit, amount: each.amount, phase: 'posted', ...times }
    taken.add(pending)
    const amount = phase === 'post' && each.amount < pending.amount ? each.amount : pending.amount
    return { debit: pending.debit, credit: pending.credit, amount, phase, pending, ...times }
  })
}

interface World {
  now: number
  past: PastTransfer[]
}

const NUMBERS = { epochTransfers: 1, snapshotMovements: 3 }

async function keepCount(): Promise<void> {
  await sealPast(db)
  while ((await tallyTransfers(db, NUMBERS)) > 0);
}

async function live(step: Step, accounts: ReturnType<typeof freshAccounts>, world: World): Promise<void> {
  if ('transfers' in step) {
    world.now += step.passed
    world.past.push(...(await writePast(db, wishes(step, accounts, world))))
  } else if (step.kind === 'mark') {
    for (const account of accounts.slice(2)) {
      await db.pool.query('SELECT mark_history(ledger_uuid($1), 2)', [account.id])
    }
  } else {
    const doesClose = step.kind === 'close' || step.kind === 'turn'
    if (doesClose) await keepCount()
    // The first time only makes the next epoch ready, when the one before has just ended.
    for (let time = 0; doesClose && time < 2; time += 1) if ((await advanceEpoch(db, NUMBERS)) > 0) break
    if (step.kind !== 'close') await keepCount()
    if (step.kind === 'index' || step.kind === 'turn') {
      const epoch = await epochToIndex(db)
      if (epoch !== undefined) assert.equal(await indexEpoch(db, epoch), true)
      await dropOpenIndexes(db)
    }
  }
}

async function pages(account: string, order: 'asc' | 'desc', limit: number) {
  const ids: string[] = []
  let balances: bigint[] = []
  let cursor: string | undefined
  do {
    const request = { order, limit, ...(cursor === undefined ? {} : { cursor }) }
    const page = await readTransfersOfAccount(db.pool, account, request)
    const statement = (await readStatement(db.pool, account, request))!
    assert.deepEqual(
      statement.lines.map(line => line.transfer),
      page.items,
    )
    assert.equal(statement.nextCursor, page.nextCursor)
    ids.push(...page.items.map(({ id }) => id))
    balances = [...balances, ...statement.lines.map(({ balance }) => balance.amountMinor)]
    const sum = statement.lines.reduce((total, { change }) => total + change.amountMinor, statement.opening.amountMinor)
    assert.equal(sum, statement.closing.amountMinor)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  return { ids, balances }
}

async function check(accounts: ReturnType<typeof freshAccounts>, world: World, limit: number): Promise<void> {
  for (const account of accounts) {
    const own = world.past.filter(({ debit, credit }) => debit.id === account.id || credit.id === account.id)
    const running = own.map((_, index) => summedAt(own.slice(0, index + 1), account, Infinity, 'recorded').posted)
    const forwards = await pages(account.id, 'asc', limit)
    assert.deepEqual(forwards, { ids: own.map(({ id }) => id), balances: running })
    const backwards = await pages(account.id, 'desc', limit)
    assert.deepEqual(backwards, { ids: forwards.ids.toReversed(), balances: running.toReversed() })
    const times = own.flatMap(({ recordedAt, occurredAt }) => [recordedAt, occurredAt])
    const asked = [NOW - 10_000, ...times.filter((_, index) => index % 3 === 0), NOW + 100_000]
    for (const by of ['recorded', 'occurred'] as const) {
      for (const at of new Set(asked.flatMap(time => [time - 1, time]))) {
        const { posted, pending } = summedAt(own, account, at, by)
        const found = (await readBalanceAt(db.pool, account.id, at, by))!
        assert.deepEqual([found.posted.amountMinor, found.pending.amountMinor], [posted, pending], `${by} ${at - NOW}`)
        assert.equal(found.available.amountMinor, posted - pending)
      }
    }
  }
}

test('the past is read as it was, wherever it lies', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(story, fc.integer({ min: 1, max: 9 }), async (steps, limit) => {
      const accounts = freshAccounts()
      await openPast(db, accounts)
      const world: World = { now: NOW, past: [] }
      for (const step of steps) await live(step, accounts, world)
      await check(accounts, world, limit)
    }),
    { numRuns: 10, interruptAfterTimeLimit: 30_000 },
  )
})
