// SPDX-License-Identifier: Apache-2.0
// What every source must do, whoever the issuer is: the worker's promises rest on these. A new adapter brings a bench
// that can make its other side misbehave, and passes the same tests as the simulated issuer.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { RedemptionOutcome } from '@jandon/domain/conversion'
import { deriveIdFromKey } from '@jandon/domain/ids'
import type { RedemptionRequest, Source } from '../../packages/server/src/ports/index.ts'

export type SourceTrouble = 'timeout' | 'timeout_after_accept' | 'unavailable' | 'reject'

export interface SourceBench {
  readonly source: Source
  /** Makes the next redemption (or query) go wrong in this way, once. */
  trouble(kind: SourceTrouble, operation?: 'submit' | 'query'): Promise<void>
  /** How many redemptions the issuer's own books have under this reference. */
  booked(reference: string): Promise<number>
  close(): Promise<void>
}

let count = 0
export function request(more: Partial<RedemptionRequest> = {}): RedemptionRequest {
  count += 1
  return {
    reference: deriveIdFromKey('red', `contract/${process.pid}/${count}`),
    conversionId: deriveIdFromKey('cnv', `contract/${process.pid}/${count}`),
    issuer: 'cultureland',
    kind: 'new_type_voucher',
    serial: undefined,
    faceValue: { amountMinor: 10_000n, unit: 'voucher:cultureland:KRW' },
    gross: { amountMinor: 8100n, unit: 'KRW' },
    ruleId: 'kr/contract',
    ...more,
  }
}

function assertRedeemed(outcome: RedemptionOutcome, asked: RedemptionRequest): void {
  assert.ok(outcome.kind === 'redeemed', `It is ${outcome.kind}.`)
  assert.deepEqual(outcome.gross, asked.gross)
}

export function describeSource(name: string, open: () => Promise<SourceBench>): void {
  describe(`source ${name}`, () => {
    let bench: SourceBench
    before(async () => {
      bench = await open()
    })
    after(() => bench.close())

    test('an ordinary redemption pays what was asked, once in the books', async () => {
      const asked = request()
      assertRedeemed(await bench.source.redeem(asked), asked)
      assertRedeemed(await bench.source.query(asked.reference), asked)
      assert.equal(await bench.booked(asked.reference), 1)
    })

    test('the same reference again, later and at the same time, is the same redemption', async t => {
      if (!bench.source.dedupes) return t.skip('This source says that it does not tell references apart.')
      const asked = request()
      await Promise.all([bench.source.redeem(asked), bench.source.redeem(asked), bench.source.redeem(asked)])
      assertRedeemed(await bench.source.redeem(asked), asked)
      assert.equal(await bench.booked(asked.reference), 1)
    })

    test('no answer and nothing done: unknown, then not found, then the same reference goes through', async () => {
      const asked = request()
      await bench.trouble('timeout')
      assert.equal((await bench.source.redeem(asked)).kind, 'unknown')
      assert.equal((await bench.source.query(asked.reference)).kind, 'not_found')
      assertRedeemed(await bench.source.redeem(asked), asked)
      assert.equal(await bench.booked(asked.reference), 1)
    })

    test('no answer and yet done: unknown, and a query tells', async () => {
      const asked = request()
      await bench.trouble('timeout_after_accept')
      assert.equal((await bench.source.redeem(asked)).kind, 'unknown')
      assertRedeemed(await bench.source.query(asked.reference), asked)
      assert.equal(await bench.booked(asked.reference), 1)
    })

    test('unavailable is a certain no: nothing was done, and the next try is a first one', async () => {
      const asked = request()
      await bench.trouble('unavailable')
      assert.equal((await bench.source.redeem(asked)).kind, 'not_done')
      assert.equal(await bench.booked(asked.reference), 0)
      assertRedeemed(await bench.source.redeem(asked), asked)
    })

    test('a rejection is final and has a code', async () => {
      const asked = request()
      await bench.trouble('reject')
      const outcome = await bench.source.redeem(asked)
      assert.ok(outcome.kind === 'rejected' && /^[a-z0-9_]+$/.test(outcome.code))
      assert.equal((await bench.source.query(asked.reference)).kind, 'rejected')
      assert.equal((await bench.source.redeem(asked)).kind, 'rejected')
    })

    test('a serial number is redeemed once, also when two bring it at the same time', async () => {
      const serial = `CONTRACT-${process.pid}-1234`
      const [first, second, third] = [request({ serial }), request({ serial }), request({ serial })]
      const both = await Promise.all([bench.source.redeem(first), bench.source.redeem(second)])
      assert.deepEqual(both.map(each => each.kind).sort(), ['redeemed', 'rejected'])
      assert.equal((await bench.source.redeem(third)).kind, 'rejected')
    })

    test('a query that is lost or turned away says nothing about the redemption', async () => {
      const asked = request()
      await bench.source.redeem(asked)
      await bench.trouble('timeout', 'query')
      assert.equal((await bench.source.query(asked.reference)).kind, 'unknown')
      await bench.trouble('unavailable', 'query')
      assert.equal((await bench.source.query(asked.reference)).kind, 'not_done')
      assertRedeemed(await bench.source.query(asked.reference), asked)
    })

    test('a reference that was never sent is not found', async () => {
      assert.equal((await bench.source.query(request().reference)).kind, 'not_found')
    })

    test('an amount is confirmed without anything being redeemed', async () => {
      const asked = request()
      const { reference, conversionId, ...question } = asked
      assert.ok(conversionId)
      const answer = await bench.source.confirmAmount(question)
      assert.ok(answer.kind === 'confirmed' && answer.gross.amountMinor > 0n)
      assert.equal(await bench.booked(reference), 0)
    })

    test('a call answers well within a third of a lease', () => {
      assert.ok(bench.source.timeoutMs <= 3500)
    })
  })
}
