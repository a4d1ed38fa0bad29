// SPDX-License-Identifier: Apache-2.0
// Counts tests and tells of those that failed, so that a person can see what is wrong without running anything again.

import { run } from 'node:test'
import { inspect } from 'node:util'

export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** Said at once and again at the end. */
  failures: string[]
}

export const newTally = (): Tally => ({ passed: 0, failed: 0, skipped: 0, failures: [] })

/**
 * No test file needs this long; one that hangs is ended, and counts as failed. 5 minutes leave room for a slow machine.
 */
const FILE_PATIENCE_MS = 300_000
/** Lines of a file's own output that are shown when a test in it fails. */
const OUTPUT_KEPT = 30

const indent = (text: string) => text.replaceAll(/^/gm, '    ')

export function pass(tally: Tally): void {
  tally.passed += 1
}

export function fail(tally: Tally, name: string, reason: string): void {
  tally.failed += 1
  const text = `✖ ${name}\n${indent(reason.trim())}\n`
  tally.failures.push(text)
  console.log(text)
}

/** The error as a person wants it: what was expected, and where in our own code. */
export function describeError(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  if (!(cause instanceof Error)) return typeof cause === 'string' ? cause : inspect(cause, { depth: 6 })
  const frames = (cause.stack ?? '').split('\n').filter(line => /^\s+at /.test(line) && !/node:internal/.test(line))
  const more = cause.cause === undefined ? '' : `\ncaused by: ${describeError(cause.cause)}`
  return `${cause.name}: ${cause.message}\n${frames.slice(0, 6).join('\n')}${more}`
}

interface FileState {
  /** Names of the suites and tests that the current one lies in. */
  path: string[]
  output: string[]
  tests: number
  failed: number
  startedAt: number
}

/** Runs test files, `concurrency` at a time, each in a process of its own, and adds them to the tally. */
export async function runTestFiles(tally: Tally, project: string, files: string[], concurrency: number): Promise<void> {
  if (files.length === 0) return
  const states = new Map<string, FileState>()
  const stateOf = (file: string | undefined): FileState => {
    const key = file ?? ''
    const state = states.get(key) ?? { path: [], output: [], tests: 0, failed: 0, startedAt: performance.now() }
    states.set(key, state)
    return state
  }
  const short = (file: string | undefined) => (file ?? '').replace(`${project}/`, '')
  const remember = (event: { file?: string | undefined; message: string }) => {
    const state = stateOf(event.file)
    state.output.push(...event.message.trimEnd().split('\n'))
    state.output.splice(0, state.output.length - OUTPUT_KEPT)
  }
  const stream = run({
    cwd: project,
    files: files.map(file => `${project}/${file}`),
    concurrency,
    timeout: FILE_PATIENCE_MS,
  })
  stream.on('test:start', event => {
    const { path } = stateOf(event.file)
    path.splice(event.nesting)
    path.push(event.name)
  })
  stream.on('test:stdout', remember)
  stream.on('test:stderr', remember)
  stream.on('test:pass', event => {
    // A file without any test is reported as if it were one.
    if (event.details.type === 'suite' || event.name === event.file) return
    stateOf(event.file).tests += 1
    if (event.skip !== undefined || event.todo !== undefined) tally.skipped += 1
    else pass(tally)
  })
  stream.on('test:fail', event => {
    const error = event.details.error
    const byChild = 'failureType' in error && error.failureType === 'subtestsFailed'
    if (event.details.type === 'suite' && byChild) return
    const state = stateOf(event.file)
    state.tests += 1
    state.failed += 1
    if (byChild) {
      tally.failed += 1
      return
    }
    const name = [...state.path.slice(0, event.nesting), event.name].join(' › ')
    const said = state.output.length === 0 ? '' : `\nIt had said:\n${indent(state.output.join('\n'))}`
    fail(tally, `${short(event.file)}:${event.line ?? 1}  ${name}`, `${describeError(error)}${said}`)
    state.output = []
  })
  stream.on('test:summary', event => {
    if (event.file === undefined) return
    const state = stateOf(event.file)
    const seconds = (event.duration_ms / 1000).toFixed(1)
    const mark = state.failed > 0 ? '✖' : '✔'
    console.log(`${mark} ${short(event.file)}  ${state.tests} tests, ${state.failed} failed, ${seconds} s`)
  })
  for await (const _ of stream) {
    // Only the listeners above matter; reading drives the stream.
  }
  for (const file of files) {
    if (stateOf(`${project}/${file}`).tests === 0) fail(tally, file, 'This file holds no test.')
  }
}
