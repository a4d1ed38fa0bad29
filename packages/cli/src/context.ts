// SPDX-License-Identifier: Apache-2.0
// What every command is given: the terminal, the sentences, the clock, the environment, and how to reach a server.
// main.ts makes it from the real world; tests make their own.

import type { Api } from './api/api.ts'
import type { Clock } from './api/patience.ts'
import type { Language, Messages } from './messages/index.ts'
import type { Terminal } from './terminal/terminal.ts'

export interface Context {
  readonly terminal: Terminal
  readonly language: Language
  readonly messages: Messages
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  /** Now, as RFC 3339. */
  instant(): string
  /** Aborted by the first Ctrl-C; the second one ends the process at once. */
  readonly signal: AbortSignal
  api(options: SharedOptions): Api
}

export interface SharedOptions {
  readonly url: string
  readonly key?: string
  readonly json?: boolean
}
