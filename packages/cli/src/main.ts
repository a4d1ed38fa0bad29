// SPDX-License-Identifier: Apache-2.0
// The `jandon` command: makes the world the commands work in (clock, terminal, environment, Ctrl-C), reads the command
// line, and turns whatever happens into one sentence and an exit code.

import { formatInstant } from '@jandon/domain/time'
import { createClientApi } from './api/client-api.ts'
import { keyOf } from './commands/shared.ts'
import type { Context } from './context.ts'
import { CATALOGUES, languageOf } from './messages/index.ts'
import { runProgram } from './program.ts'
import { createTerminal } from './terminal/terminal.ts'

const argv = process.argv.slice(2)
const language = languageOf(argv, process.env)
const stop = new AbortController()

process.on('SIGINT', () => {
  // The first asks to finish what is under way; somebody who presses again means it.
  if (stop.signal.aborted) process.exit(130)
  stop.abort()
})
process.on('SIGTERM', () => stop.abort())
// `jandon … | head` closes the pipe; that is no fault of ours.
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
  throw error
})

const context: Context = {
  terminal: createTerminal(process.stdout, process.stderr, process.env),
  language,
  messages: CATALOGUES[language],
  clock: {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise(resolve => {
        if (signal?.aborted) return resolve()
        const finish = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', finish)
          resolve()
        }
        const timer = setTimeout(finish, ms)
        signal?.addEventListener('abort', finish, { once: true })
      }),
  },
  instant: () => formatInstant(Date.now()),
  env: process.env,
  signal: stop.signal,
  api: options => createClientApi({ url: options.url, key: keyOf(options, process.env), language }),
}

process.exitCode = await runProgram(argv, context)
