// SPDX-License-Identifier: Apache-2.0
// A context for tests: output is kept, time moves only when somebody sleeps, and the server is the one given.

import type { Api } from '../api/api.ts'
import type { Context } from '../context.ts'
import { CATALOGUES, type Language } from '../messages/index.ts'
import { createTerminal } from '../terminal/terminal.ts'

export interface TestContext extends Context {
  readonly printed: { out: string; errors: string }
  readonly stop: AbortController
}

/** 2026-11-23T00:00:00Z. */
export const TEST_NOW = 1_795_392_000_000

export function createTestContext(api: Api, language: Language = 'en'): TestContext {
  const printed = { out: '', errors: '' }
  const stop = new AbortController()
  let now = TEST_NOW
  return {
    printed,
    stop,
    terminal: createTerminal(
      { write: text => (printed.out += text), columns: 100 },
      { write: text => (printed.errors += text) },
      {},
    ),
    language,
    messages: CATALOGUES[language],
    clock: {
      now: () => now,
      sleep: async ms => {
        now += ms
        await new Promise(resolve => setImmediate(resolve))
      },
    },
    instant: () => new Date(now).toISOString(),
    env: {},
    signal: stop.signal,
    api: () => api,
  }
}
