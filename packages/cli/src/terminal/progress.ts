// SPDX-License-Identifier: Apache-2.0
// How far a long run is. A bar on a terminal; elsewhere (a log, a pipe) one plain line every few seconds, so that a log
// file stays short and readable.

import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

export interface Progress {
  update(done: number, detail: string): void
  /** Ends the bar, so that what is written next has a line of its own. */
  stop(): void
}

/** Often enough to see that it lives, seldom enough for a log. */
const PLAIN_EVERY_MS = 5_000

export function createProgress(terminal: Terminal, total: number, label: string, now: () => number): Progress {
  if (!terminal.isInteractive) {
    let lastAt = Number.NEGATIVE_INFINITY
    let last = ''
    return {
      update(done, detail) {
        const text = `${label} ${done}/${total}  ${detail}`
        if (text === last || (done < total && now() - lastAt < PLAIN_EVERY_MS)) return
        lastAt = now()
        last = text
        terminal.note(text)
      },
      stop() {},
    }
  }
  const bar = new SingleBar(
    {
      format: `${label} {bar} {value}/{total}  {detail}`,
      stream: terminal.errors as NodeJS.WritableStream,
      hideCursor: true,
      fps: 8,
      barsize: 24,
      stopOnComplete: false,
      gracefulExit: false,
    },
    Presets.shades_classic,
  )
  bar.start(total, 0, { detail: '' })
  return { update: (done, detail) => bar.update(done, { detail }), stop: () => bar.stop() }
}
