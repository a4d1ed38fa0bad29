// SPDX-License-Identifier: Apache-2.0
// Everybody who asks the judge is told something, also where it breaks, never comes or never answers.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Asking,
  JudgeTooSlow,
  type JudgeWorker,
  JudgingDesk,
  PATIENCE_MS,
  READY,
  type Told,
} from './judging-desk.ts'

class FakeWorker implements JudgeWorker {
  readonly asked: Asking[] = []
  isEnded = false
  private readonly told: ((event: { readonly data: Told }) => void)[] = []
  private readonly broke: (() => void)[] = []

  postMessage(asking: Asking): void {
    this.asked.push(asking)
  }
  terminate(): void {
    this.isEnded = true
  }
  addEventListener(type: 'message' | 'error', listener: (event: { readonly data: Told }) => void): void {
    if (type === 'message') this.told.push(listener)
    else this.broke.push(listener as () => void)
  }
  tell(id: number): void {
    for (const listener of this.told) listener({ data: { id, answer: undefined } })
  }
  break(): void {
    for (const listener of this.broke) listener()
  }
}

function desk(): { readonly desk: JudgingDesk; readonly made: FakeWorker[] } {
  const made: FakeWorker[] = []
  return {
    made,
    desk: new JudgingDesk(() => {
      made.push(new FakeWorker())
      return made.at(-1)!
    }),
  }
}

describe('the judge beside the page', () => {
  test('that answers in time is kept, and its patience does not run on', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { desk: asks, made } = desk()
    const answer = asks.judge('가')
    made[0]?.tell(READY)
    t.mock.timers.tick(PATIENCE_MS - 1)
    made[0]?.tell(1)
    assert.equal(await answer, undefined)
    t.mock.timers.tick(2 * PATIENCE_MS)
    const next = asks.judge('나')
    made[0]?.tell(2)
    await next
    assert.equal(made.length, 1)
    assert.equal(made[0]?.isEnded, false)
  })

  test('that does not answer is ended, all who wait are told, and the next question starts another', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { desk: asks, made } = desk()
    asks.open()
    made[0]?.tell(READY)
    const answers = [asks.judge('가'), asks.word('#r=1')].map(answer => assert.rejects(answer, JudgeTooSlow))
    t.mock.timers.tick(PATIENCE_MS)
    await Promise.all(answers)
    assert.equal(made[0]?.isEnded, true)
    const next = asks.judge('나')
    assert.equal(made.length, 2)
    made[0]?.tell(3)
    made[0]?.break()
    made[1]?.tell(READY)
    made[1]?.tell(3)
    assert.equal(await next, undefined)
  })

  test('whose file is slow to come is waited for', async t => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { desk: asks, made } = desk()
    const answer = asks.judge('가')
    t.mock.timers.tick(10 * PATIENCE_MS)
    made[0]?.tell(READY)
    made[0]?.tell(1)
    assert.equal(await answer, undefined)
  })

  test('that breaks tells so, and is not called slow', async () => {
    const { desk: asks, made } = desk()
    const answer = asks.judge('가')
    made[0]?.break()
    await assert.rejects(answer, reason => reason instanceof Error && !(reason instanceof JudgeTooSlow))
  })
})
