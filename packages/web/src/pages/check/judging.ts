// SPDX-License-Identifier: Apache-2.0
// Asks the judge beside the page. It is started once and kept while the app is open; after a failure the next question
// starts another.

import type { Answer } from './judge.ts'
import type { Worded } from './worded.ts'

export type Asking =
  | { readonly id: number; readonly about: 'text'; readonly text: string }
  | { readonly id: number; readonly about: 'shared'; readonly fragment: string }

export interface Told {
  readonly id: number
  readonly answer: Answer | Worded | undefined
}

interface Waiting {
  readonly tell: (answer: Told['answer']) => void
  readonly fail: (reason: Error) => void
}

let worker: Worker | undefined
let asked = 0
const waiting = new Map<number, Waiting>()

/** Starts the judge, so that it is there when it is asked. */
export function startJudge(): Worker {
  worker ??= started()
  return worker
}

function started(): Worker {
  const made = new Worker(new URL('./judge-worker.ts', import.meta.url), { name: 'judge' })
  made.addEventListener('message', ({ data }: MessageEvent<Told>) => {
    waiting.get(data.id)?.tell(data.answer)
    waiting.delete(data.id)
  })
  // Its file could not be had, or it broke over a text: whoever waits is told.
  made.addEventListener('error', () => {
    for (const { fail } of waiting.values()) fail(new Error('The judge failed.'))
    waiting.clear()
    made.terminate()
    worker = undefined
  })
  return made
}

function ask(asking: Asking): Promise<Told['answer']> {
  return new Promise((tell, fail) => {
    waiting.set(asking.id, { tell, fail })
    startJudge().postMessage(asking)
  })
}

function nextId(): number {
  asked += 1
  return asked
}

/** The judgement of a text. Rejects where the judge cannot be had. */
export async function judgeText(text: string): Promise<Answer> {
  return (await ask({ id: nextId(), about: 'text', text })) as Answer
}

/** A shared result in words; undefined where the fragment holds none. Rejects where the judge cannot be had. */
export async function wordFragment(fragment: string): Promise<Worded | undefined> {
  return (await ask({ id: nextId(), about: 'shared', fragment })) as Worded | undefined
}
