// SPDX-License-Identifier: Apache-2.0
// Reads slices of the ledger, several at once in threads of their own, and answers their chunks in order. A slice is
// read either from a database or from the files of an export or archive; which thread reads it makes no difference.

import { Worker } from 'node:worker_threads'
import type { Chunk, JournalSetting } from './verify-journals.ts'
import { LedgerUnreadable } from './verify-report.ts'
import { WORKER_FILE } from './verify-worker.ts'

/** Numbers of transfers, both inclusive, as text; and for files, where they are. */
export interface NumbersSlice {
  readonly kind: 'numbers'
  readonly from: string
  readonly to: string
}
export interface FilesSlice {
  readonly kind: 'files'
  readonly transfers: string
  readonly journals: string
  /** First and last file that share their file of journals. */
  readonly isFirst: boolean
  readonly isLast: boolean
  /** Everything up to here has been read when the slice has; '' when that is not known. */
  readonly to: string
}
export type Slice = NumbersSlice | FilesSlice

/** Reads one slice to its end. */
export type ReadSlice = (slice: Slice, setting: JournalSetting, onChunk: (chunk: Chunk) => void) => Promise<void>

export interface SliceRead {
  readonly slice: Slice
  readonly chunks: AsyncIterable<Chunk>
}

/** What a thread is told: the setting once, then slice after slice. */
export interface WorkerSetting {
  readonly work: 'ledger verification'
  readonly url: string
  readonly setting: JournalSetting
}
export type FromWorker =
  | { readonly kind: 'chunk'; readonly number: number; readonly chunk: Chunk }
  | { readonly kind: 'end'; readonly number: number }
  | { readonly kind: 'failed'; readonly number: number; readonly name: string; readonly message: string }

/** Two for each thread: it goes on at once when it has done one. More would only be memory. */
const AHEAD = 2

/** One slice on its way: chunks that nobody has taken yet. */
interface Under {
  readonly slice: Slice
  readonly chunks: Chunk[]
  isEnded: boolean
  failure: Error | undefined
  wake: () => void
}

async function* chunksOf(under: Under): AsyncGenerator<Chunk> {
  for (;;) {
    while (under.chunks.length > 0) yield under.chunks.shift()!
    if (under.failure !== undefined) throw under.failure
    if (under.isEnded) return
    await new Promise<void>(resolve => {
      under.wake = resolve
    })
  }
}

function failureOf(name: string, message: string): Error {
  return name === 'LedgerUnreadable' ? new LedgerUnreadable(message) : new Error(message)
}

/** Threads that read slices. `end` stops them; a slice that is under way is given up. */
export function createSliceReaders(count: number, from: Omit<WorkerSetting, 'work'>) {
  const workerData: WorkerSetting = { work: 'ledger verification', ...from }
  const under = new Map<number, Under>()
  const fail = (error: Error) => {
    for (const each of under.values()) {
      each.failure ??= error
      each.wake()
    }
  }
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(WORKER_FILE, { workerData })
    worker.on('message', (message: FromWorker) => {
      const each = under.get(message.number)
      if (each === undefined) return
      if (message.kind === 'chunk') each.chunks.push(message.chunk)
      else if (message.kind === 'end') each.isEnded = true
      else each.failure = failureOf(message.name, message.message)
      each.wake()
    })
    worker.on('error', error => fail(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', code => fail(new Error(`A thread of the verification ended with ${code}.`)))
    return worker
  })

  async function* read(slices: AsyncIterable<Slice>): AsyncGenerator<SliceRead> {
    const source = slices[Symbol.asyncIterator]()
    const queue: { number: number; under: Under }[] = []
    let number = 0
    let isOver = false
    const fill = async () => {
      while (!isOver && queue.length < count * AHEAD) {
        const next = await source.next()
        if (next.done === true) isOver = true
        else {
          const each: Under = {
            slice: next.value,
            chunks: [],
            isEnded: false,
            failure: undefined,
            wake: () => undefined,
          }
          under.set(number, each)
          queue.push({ number, under: each })
          workers[number % count]!.postMessage({ number, slice: next.value })
          number += 1
        }
      }
    }
    for (await fill(); queue.length > 0; await fill()) {
      const first = queue[0]!
      yield { slice: first.under.slice, chunks: chunksOf(first.under) }
      queue.shift()
      under.delete(first.number)
    }
  }

  return {
    read,
    async end(): Promise<void> {
      under.clear()
      await Promise.all(workers.map(worker => worker.terminate()))
    },
  }
}

/** Reads slice after slice in this thread: for small ledgers, and where one connection must see everything. */
export async function* readHere(
  slices: AsyncIterable<Slice>,
  setting: JournalSetting,
  readSlice: ReadSlice,
): AsyncGenerator<SliceRead> {
  for await (const slice of slices) {
    const chunks: Chunk[] = []
    await readSlice(slice, setting, chunk => chunks.push(chunk))
    yield { slice, chunks: each(chunks) }
  }
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list
}
