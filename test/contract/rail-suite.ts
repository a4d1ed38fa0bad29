// SPDX-License-Identifier: Apache-2.0
// What every rail must do, whoever is behind it: the worker's promises rest on these. A new adapter brings a bench that
// can make its other side (a sandbox, a recording) misbehave, and passes the same tests as the simulated bank.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PayoutOutcome } from '@jandon/domain/conversion'
import { deriveIdFromKey } from '@jandon/domain/ids'
import type { PayoutInstruction, Rail, RailNotice } from '../../packages/server/src/ports/index.ts'

export type RailTrouble = 'timeout' | 'timeout_after_accept' | 'unavailable' | 'reject' | 'return' | 'duplicate_answer'

export interface RailBench {
  readonly rail: Rail
  /** Makes the next submission (or query) go wrong in this way, once. */
  trouble(kind: RailTrouble, operation?: 'submit' | 'query'): Promise<void>
  /** How often the bank's own books say that this reference was credited, and sent back. */
  booked(reference: string): Promise<{ credits: number; returns: number }>
  /** Lets the time pass that the other side needs for what happens by itself. */
  wait(ms: number): Promise<void>
  close(): Promise<void>
}

let count = 0
/** A payment to an ordinary account, under a fresh reference. */
export function instruction(more: Partial<PayoutInstruction> = {}): PayoutInstruction {
  count += 1
  return {
    reference: deriveIdFromKey('pay', `contract/${process.pid}/${count}`),
    conversionId: deriveIdFromKey('cnv', `contract/${process.pid}/${count}`),
    bankCode: '088',
    accountNumber: '110123456789',
    accountHolder: '홍길동',
    amount: { amountMinor: 8100n, unit: 'KRW' },
    ...more,
  }
}

/** Asks until the answer is final, as the worker does. */
async function settle(bench: RailBench, reference: string): Promise<PayoutOutcome> {
  for (let tries = 0; tries < 50; tries++) {
    const outcome = await bench.rail.query(reference)
    if (!['pending', 'unknown', 'not_done'].includes(outcome.kind)) return outcome
    await bench.wait(100)
  }
  throw new Error(`${reference} did not come to an end.`)
}

async function allNotices(bench: RailBench, cursor: string): Promise<{ notices: RailNotice[]; cursor: string }> {
  const page = await bench.rail.notices(cursor, 1000)
  return { notices: [...page.notices], cursor: page.cursor }
}

export function describeRail(name: string, open: () => Promise<RailBench>): void {
  describe(`rail ${name}`, () => {
    let bench: RailBench
    before(async () => {
      bench = await open()
    })
    after(() => bench.close())
    const submit = (payment: PayoutInstruction) => bench.rail.submit(payment)

    test('an ordinary payment settles, once in the books', async () => {
      const payment = instruction()
      const outcome = await submit(payment)
      assert.ok(outcome.kind === 'settled' || outcome.kind === 'pending')
      assert.equal((await settle(bench, payment.reference)).kind, 'settled')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 1, returns: 0 })
    })

    test('the same reference again, later and at the same time, is the same payment', async t => {
      if (!bench.rail.dedupes) return t.skip('This rail says that it does not tell references apart.')
      const payment = instruction()
      await Promise.all([submit(payment), submit(payment), submit(payment)])
      await submit(payment)
      assert.equal((await settle(bench, payment.reference)).kind, 'settled')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 1, returns: 0 })
    })

    test('no answer and nothing done: unknown, then not found, then the same reference goes through', async () => {
      const payment = instruction()
      await bench.trouble('timeout')
      assert.equal((await submit(payment)).kind, 'unknown')
      assert.equal((await bench.rail.query(payment.reference)).kind, 'not_found')
      await submit(payment)
      assert.equal((await settle(bench, payment.reference)).kind, 'settled')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 1, returns: 0 })
    })

    test('no answer and yet done: unknown, and a query tells', async () => {
      const payment = instruction()
      await bench.trouble('timeout_after_accept')
      assert.equal((await submit(payment)).kind, 'unknown')
      assert.equal((await settle(bench, payment.reference)).kind, 'settled')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 1, returns: 0 })
    })

    test('unavailable is a certain no: nothing was done, and the next try is a first one', async () => {
      const payment = instruction()
      await bench.trouble('unavailable')
      assert.equal((await submit(payment)).kind, 'not_done')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 0, returns: 0 })
      await submit(payment)
      assert.equal((await settle(bench, payment.reference)).kind, 'settled')
    })

    test('a rejection is final and has a code, and nothing was paid', async () => {
      const payment = instruction()
      await bench.trouble('reject')
      const outcome = await submit(payment)
      assert.ok(outcome.kind === 'rejected' && /^[a-z0-9_]+$/.test(outcome.code))
      assert.equal((await settle(bench, payment.reference)).kind, 'rejected')
      assert.equal((await submit(payment)).kind, 'rejected')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 0, returns: 0 })
    })

    test('a payment that comes back is told of unasked, and a query says so too', async () => {
      const { cursor } = await allNotices(bench, '')
      const payment = instruction()
      await bench.trouble('return')
      await submit(payment)
      let told: RailNotice | undefined
      for (let tries = 0; tries < 50 && !told; tries++) {
        await bench.wait(100)
        const { notices } = await allNotices(bench, cursor)
        told = notices.find(each => each.reference === payment.reference && each.outcome.kind === 'returned')
      }
      assert.ok(told, 'The bank told of the return.')
      assert.equal((await bench.rail.query(payment.reference)).kind, 'returned')
      assert.deepEqual(await bench.booked(payment.reference), { credits: 1, returns: 1 })
    })

    test('an answer given twice is told of twice and done once; each notice has a number of its own', async () => {
      const { cursor } = await allNotices(bench, '')
      const payment = instruction()
      await bench.trouble('duplicate_answer')
      await submit(payment)
      await bench.wait(100)
      const first = await allNotices(bench, cursor)
      const own = first.notices.filter(each => each.reference === payment.reference)
      assert.equal(own.length, 2)
      assert.equal(new Set(own.map(each => each.id)).size, 2)
      assert.deepEqual(await bench.booked(payment.reference), { credits: 1, returns: 0 })
      assert.deepEqual((await allNotices(bench, first.cursor)).notices, [], 'After the cursor nothing is told again.')
    })

    test('a query that is lost or turned away says nothing about the payment', async () => {
      const payment = instruction()
      await submit(payment)
      await bench.trouble('timeout', 'query')
      assert.equal((await bench.rail.query(payment.reference)).kind, 'unknown')
      await bench.trouble('unavailable', 'query')
      assert.equal((await bench.rail.query(payment.reference)).kind, 'not_done')
      assert.equal((await settle(bench, payment.reference)).kind, 'settled')
    })

    test('a reference that was never sent is not found', async () => {
      assert.equal((await bench.rail.query(instruction().reference)).kind, 'not_found')
    })

    test('a hundred payments at once are a hundred payments', async () => {
      const payments = Array.from({ length: 100 }, () => instruction())
      await Promise.all(payments.map(submit))
      for (const { reference } of payments) {
        assert.equal((await settle(bench, reference)).kind, 'settled')
        assert.deepEqual(await bench.booked(reference), { credits: 1, returns: 0 })
      }
    })

    test('a call answers well within a third of a lease, and the rail says when it is open', async () => {
      assert.ok(bench.rail.timeoutMs <= 3500)
      const opens = bench.rail.opensAt('088', 1_764_000_000_000)
      assert.ok(opens >= 1_764_000_000_000 && opens - 1_764_000_000_000 < 86_400_000)
    })
  })
}
