// SPDX-License-Identifier: Apache-2.0
// A run's memory: one JSON line for each step that must not be forgotten, flushed to disk before the step's effect is
// relied on. Lines that arrive while a flush is under way share the next one, so thousands of rows cost few flushes.
// After kill -9 the last line may be torn; it is dropped, because its step had not been relied on.

import { type FileHandle, open, readFile } from 'node:fs/promises'
import type { Figures, RowOutcome } from './outcome.ts'

/** Written before an option is accepted: the exact body, so that asking again is the same request. */
export interface Accepting {
  readonly step: 'accepting'
  readonly line: number
  readonly attempt: number
  readonly holderId: string
  readonly payoutAccountId: string
  readonly quoteId: string
  readonly optionId: string
  readonly acceptedAt: string
  readonly language: string
  readonly textHash: string
  readonly kind: string
  readonly ruleId: string
  readonly cite: string
  readonly route: string
  readonly figures: Figures
}
/** The server refused the acceptance for good, so the row is quoted again and the next attempt has its own key. */
export interface NotAccepted {
  readonly step: 'not_accepted'
  readonly line: number
  readonly attempt: number
  readonly code: string
}
export interface Accepted {
  readonly step: 'accepted'
  readonly line: number
  readonly conversionId: string
}
export interface Done {
  readonly step: 'done'
  readonly line: number
  readonly outcome: RowOutcome
}
export type JournalEntry = Accepting | NotAccepted | Accepted | Done

export interface Journal {
  /** Resolves when the entry is on disk. */
  append(entry: JournalEntry): Promise<void>
  close(): Promise<void>
}

/** What the journal says about one row. */
export interface RowMemory {
  readonly accepting?: Accepting
  readonly accepted?: Accepted
  readonly done?: Done
  readonly attempts: number
}

export class JournalDamaged extends Error {
  override readonly name = 'JournalDamaged'
}

/** Reads the entries back. Faults: `JournalDamaged` when anything but the last line cannot be read. */
export async function readJournal(path: string): Promise<{ entries: JournalEntry[]; wholeBytes: number }> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [], wholeBytes: 0 }
    throw error
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const lines = whole.split('\n').slice(0, -1)
  const entries = lines.map((line, index) => {
    try {
      return JSON.parse(line) as JournalEntry
    } catch {
      throw new JournalDamaged(`${path}:${index + 1}`)
    }
  })
  return { entries, wholeBytes: Buffer.byteLength(whole) }
}

/** Folds entries into what is known of each line. */
export function recall(entries: readonly JournalEntry[]): Map<number, RowMemory> {
  const memory = new Map<number, RowMemory>()
  for (const entry of entries) {
    const known = memory.get(entry.line) ?? { attempts: 0 }
    if (entry.step === 'accepting') memory.set(entry.line, { ...known, accepting: entry })
    if (entry.step === 'accepted') memory.set(entry.line, { ...known, accepted: entry })
    if (entry.step === 'done') memory.set(entry.line, { ...known, done: entry })
    if (entry.step === 'not_accepted') {
      const { accepting: _, ...rest } = known
      memory.set(entry.line, { ...rest, attempts: entry.attempt + 1 })
    }
  }
  return memory
}

interface Waiting {
  readonly text: string
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Opens the journal for appending, after cutting off a torn last line. */
export async function openJournal(path: string, wholeBytes: number): Promise<Journal> {
  const file: FileHandle = await open(path, 'a', 0o600)
  await file.truncate(wholeBytes)
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  /** After a failed write the file may end in half a line; one more line after it would hide that. */
  let broken: unknown

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await file.appendFile(batch.map(entry => entry.text).join(''))
        await file.datasync()
        for (const entry of batch) entry.resolve()
      } catch (error) {
        broken = error
        for (const entry of [...batch, ...waiting.splice(0)]) entry.reject(error)
      }
    }
    flushing = undefined
  }

  return {
    append(entry) {
      if (broken) return Promise.reject(broken)
      return new Promise<void>((resolve, reject) => {
        waiting.push({ text: `${JSON.stringify(entry)}\n`, resolve, reject })
        flushing ??= flush()
      })
    },
    async close() {
      await flushing
      await file.close()
    },
  }
}
