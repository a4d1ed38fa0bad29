// SPDX-License-Identifier: Apache-2.0
// `jandon serve`: starts the whole server in this process and keeps it until Ctrl-C. `npm start` is this command.

import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { mendable } from './faults.ts'
import { countOption, withExamples, withOutput } from './shared.ts'

interface Options {
  readonly port?: number
  readonly dataDir?: string
  readonly json?: boolean
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Starts a server under this environment. Faults of the person's making (a taken port) become `CannotRun`. */
export async function startServer(env: Context['env']) {
  const server = await import('@jandon/server/start')
  try {
    return await server.startServer(server.loadConfig(env))
  } catch (error) {
    throw mendable(error)
  }
}

async function run(options: Options, context: Context): Promise<ExitCode> {
  const { terminal, messages } = context
  const text = messages.serve
  const running = await startServer({
    ...context.env,
    ...(options.port !== undefined && { PORT: String(options.port) }),
    ...(options.dataDir && { DATA_DIR: options.dataDir }),
  })
  if (options.json) terminal.json({ url: running.url, ...(running.adminKey && { adminKey: running.adminKey }) })
  else {
    terminal.out(terminal.style.bold(text.ready(running.url)))
    for (const line of text.hints(running.url)) terminal.out(line)
    if (running.isDemo) terminal.out(text.demo)
    if (running.isSimulated) terminal.out(text.simulated)
    if (running.adminKey) {
      terminal.out('')
      terminal.out(text.firstKey)
      terminal.out(`  ${terminal.style.good(running.adminKey)}`)
    }
  }
  await untilAborted(context.signal)
  terminal.note(text.stopping)
  await running.close()
  terminal.note(text.stopped)
  return EXIT.ok
}

export function serveCommand(program: Command, context: Context, done: (code: ExitCode) => void): void {
  const { messages } = context
  const text = messages.serve
  const command = program.command('serve').description(text.description)
  command
    .option('--port <port>', text.port, countOption('--port', messages))
    .option('--data-dir <directory>', text.dataDir)
  withExamples(withOutput(command, messages), text.examples, messages)
  command.action(async (options: Options) => done(await run(options, context)))
}
