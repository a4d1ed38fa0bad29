// SPDX-License-Identifier: Apache-2.0
// The product as a process of its own on the measured database: `jandon serve` with its log in a file, as an operator
// would run it, and its memory.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { HttpTarget } from './tasks.ts'

const COMMAND = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))
const START_MS = 30_000
/** Nobody's data is encrypted here; the same each time, because a kept database remembers its key. */
const DATA_KEY = 'be'.repeat(32)

export interface MeasuredServer {
  readonly pid: number | undefined
  readonly target: HttpTarget
  /** Megabytes of the process now and at most so far; undefined where the system does not tell. */
  memory(): { now: number; peak: number } | undefined
  end(): Promise<void>
}

export interface ServerOptions {
  readonly databaseUrl: string
  /** Whether the process also expires, folds and seals, as one does by default. */
  readonly worker: boolean
  readonly directory: string
}

/** Linux tells the size of a process in kilobytes, now and at its largest. */
function memoryOf(pid: number): { now: number; peak: number } | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const megabytes = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
    return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') }
  } catch {
    return undefined
  }
}

/** Faults: the server did not start; its log says why. */
export async function startMeasuredServer(options: ServerOptions): Promise<MeasuredServer> {
  const key = `bench-${randomBytes(16).toString('hex')}`
  const logFile = join(options.directory, 'server.log')
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [COMMAND, 'serve', '--port', '0', '--json'], {
    env: {
      ...{ PATH: process.env.PATH ?? '', DATABASE_URL: options.databaseUrl, JANDON_ADMIN_KEY: key },
      ...{ DATA_DIR: join(options.directory, 'server'), JANDON_WORKER: options.worker ? 'on' : 'off' },
      JANDON_DATA_KEY: DATA_KEY,
    },
    // The command has no input; the second is read for the line that says where it listens.
    stdio: ['ignore', 'pipe', log] as const,
  })
  closeSync(log)
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The server did not start within ${START_MS} ms.`)), START_MS)
    void ended.then(() => {
      clearTimeout(late)
      reject(new Error(`The server ended at once:\n${readFileSync(logFile, 'utf8').slice(-2000)}`))
    })
    let said = ''
    child.stdout?.on('data', (text: Buffer) => {
      said += text
      const told = /"url": *"([^"]+)"/.exec(said)?.[1]
      if (told === undefined) return
      clearTimeout(late)
      resolve(told)
    })
  }).catch((fault: Error) => {
    child.kill('SIGKILL')
    throw fault
  })
  return {
    pid: child.pid,
    target: { url, key },
    memory: () => (child.pid === undefined ? undefined : memoryOf(child.pid)),
    async end() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
