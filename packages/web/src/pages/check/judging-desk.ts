// SPDX-License-Identifier: Apache-2.0
// Asks the judge beside the page. It is started once and kept; after a failure the next question starts another. One
// that does not answer is ended: nobody waits before a page that says nothing.

import type { Answer } from './judge.ts'
import type { Worded } from './worded.ts'

export type Asking =
  | { readonly id: number; readonly about: 'text'; readonly text: string }
  | { readonly id: number; readonly about: 'shared'; readonly fragment: string }

export interface Told {
  readonly id: number
  readonly answer: Answer | Worded | undefined
}

/** The judge tells under this number that it has read its weights. */
export const READY = 0

/** Of a judge that is there: how long its file takes to come is the network's matter. A slow phone needs 2 s. */
export const PATIENCE_MS = 10_000

/** The judge was there and did not answer. */
export class JudgeTooSlow extends Error {}

/** As much of a worker as is needed here. */
export interface JudgeWorker {
  postMessage(asking: Asking): void
  terminate(): void
  addEventListener(type: 'message', listener: (event: { readonly data: Told }) => void): void
  addEventListener(type: 'error', listener: () => void): void
}

interface Waiting {
  readonly tell: (answer: Told['answer']) => void
  readonly fail: (reason: Error) => void
  timer?: ReturnType<typeof setTimeout>
}

export class JudgingDesk {
  private worker: JudgeWorker | undefined
  private isReady = false
  private asked = READY
  private readonly waiting = new Map<number, Waiting>()
  private readonly start: () => JudgeWorker

  constructor(start: () => JudgeWorker) {
    this.start = start
  }

  /** Starts the judge, so that it is there when it is asked. Idempotent. */
  open(): JudgeWorker {
    this.worker ??= this.started()
    return this.worker
  }

  /** The judgement of a text. Rejects where the judge cannot be had; `JudgeTooSlow` where it does not answer. */
  async judge(text: string): Promise<Answer> {
    return (await this.ask(id => ({ id, about: 'text', text }))) as Answer
  }

  /** A shared result in words; undefined where the fragment holds none. Rejects as `judge` does. */
  async word(fragment: string): Promise<Worded | undefined> {
    return (await this.ask(id => ({ id, about: 'shared', fragment }))) as Worded | undefined
  }

  private ask(asking: (id: number) => Asking): Promise<Told['answer']> {
    this.asked += 1
    const id = this.asked
    return new Promise((tell, fail) => {
      const waiting: Waiting = { tell, fail }
      this.waiting.set(id, waiting)
      this.open().postMessage(asking(id))
      if (this.isReady) this.losePatience(waiting)
    })
  }

  private started(): JudgeWorker {
    const made = this.start()
    this.isReady = false
    made.addEventListener('message', ({ data }) => {
      if (made !== this.worker) return
      if (data.id === READY) this.readied()
      const waiting = this.waiting.get(data.id)
      if (waiting === undefined) return
      clearTimeout(waiting.timer)
      this.waiting.delete(data.id)
      waiting.tell(data.answer)
    })
    // Its file could not be had, or it broke over a text: whoever waits is told.
    made.addEventListener('error', () => made === this.worker && this.end(new Error('The judge failed.')))
    return made
  }

  private readied(): void {
    this.isReady = true
    for (const waiting of this.waiting.values()) this.losePatience(waiting)
  }

  private losePatience(waiting: Waiting): void {
    waiting.timer ??= setTimeout(() => this.end(new JudgeTooSlow('The judge does not answer.')), PATIENCE_MS)
  }

  /** Ends the judge. All who wait are told, because they wait for the same one. */
  private end(reason: Error): void {
    this.worker?.terminate()
    this.worker = undefined
    const all = [...this.waiting.values()]
    this.waiting.clear()
    for (const { timer, fail } of all) {
      clearTimeout(timer)
      fail(reason)
    }
  }
}
