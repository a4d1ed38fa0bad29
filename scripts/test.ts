// SPDX-License-Identifier: Apache-2.0
// `npm test`: every check and test of the project, or the part that is named. One database server serves the whole run,
// all temporary files lie below one directory, and both are gone at the end. The last line is `N passed, N failed`.

import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startTestServer } from '../packages/server/src/database/testing.ts'
import { findChromium } from './chromium.ts'
import { type Check, type Chosen, chooseTests } from './test-parts.ts'
import { fail, newTally, pass, runTestFiles, type Tally } from './test-tally.ts'

/** npm starts scripts in the project; the test of this file starts it in a small project of its own. */
const PROJECT = process.cwd()

/** More files at a time than this, and their pools would ask for more than the server's hundred connections. */
const FILES_AT_ONCE = Math.min(4, Math.max(2, availableParallelism()))
/** The slowest check is the build of the page, 10 s on two cores. */
const CHECK_PATIENCE_MS = 180_000

const COMMANDS: Record<Check, [string, string[]]> = {
  types: ['tsc', ['--noEmit']],
  lint: ['biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '.']],
  build: ['npm', ['run', '--silent', 'build', '--workspace', '@jandon/web']],
}

function runCheck(tally: Tally, check: Check): Promise<void> {
  const [program, args] = COMMANDS[check]
  const path = `${join(PROJECT, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`
  const child = spawn(program, args, {
    cwd: PROJECT,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: CHECK_PATIENCE_MS,
  })
  let said = ''
  child.stdout.on('data', (text: Buffer) => {
    said += text
  })
  child.stderr.on('data', (text: Buffer) => {
    said += text
  })
  const start = performance.now()
  return new Promise(resolve => {
    child.once('error', error => {
      fail(tally, check, `${program} could not be run: ${error.message}. Run "npm ci" first.`)
      resolve()
    })
    child.once('close', status => {
      if (status === 0) {
        pass(tally)
        console.log(`✔ ${check} (${program})  ${((performance.now() - start) / 1000).toFixed(1)} s`)
      } else if (status !== null || child.signalCode) {
        fail(tally, `${check} (${program} ${args.join(' ')})`, said || `It ended with ${status ?? child.signalCode}.`)
      }
      resolve()
    })
  })
}

/** Processes that tests have left: their working directory lies below the run's own. Only Linux tells. */
function leftBehind(runDir: string): { pid: number; cwd: string }[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    try {
      const cwd = readlinkSync(`/proc/${name}/cwd`)
      return cwd.startsWith(`${runDir}/`) ? [{ pid: Number(name), cwd }] : []
    } catch {
      return []
    }
  })
}

async function endLeftBehind(tally: Tally, runDir: string): Promise<void> {
  // A test's own server takes half a second to go once its process has ended.
  for (let waited = 0; waited < 3000 && leftBehind(runDir).length > 0; waited += 100) await sleep(100)
  const left = leftBehind(runDir)
  if (left.length === 0) return
  fail(tally, 'nothing is left running', left.map(({ pid, cwd }) => `process ${pid} in ${cwd}`).join('\n'))
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It has ended meanwhile.
    }
  }
}

async function runBrowserTests(tally: Tally, files: string[]): Promise<void> {
  if (files.length === 0) return
  const chromium = await findChromium(PROJECT)
  if (chromium.kind === 'missing') {
    fail(tally, 'browser tests', chromium.message)
    return
  }
  process.env.CHROMIUM_PATH = chromium.path
  await runTestFiles(tally, PROJECT, files, 1)
}

async function runAll(tally: Tally, { checks, files, browserFiles }: Chosen, runDir: string): Promise<void> {
  const build = checks.includes('build')
  await Promise.all(checks.filter(check => check !== 'build').map(check => runCheck(tally, check)))
  if (build) await runCheck(tally, 'build')
  if (files.length + browserFiles.length === 0) return
  const server = process.env.JANDON_TEST_DATABASE_URL ? undefined : await startTestServer()
  process.env.JANDON_TEST_DATABASE_URL ??= server?.url
  process.env.TMPDIR = runDir
  try {
    await runTestFiles(tally, PROJECT, files, FILES_AT_ONCE)
    await runBrowserTests(tally, browserFiles)
    await endLeftBehind(tally, runDir)
  } finally {
    await server?.release()
  }
}

async function main(): Promise<void> {
  const choice = chooseTests(PROJECT, process.argv.slice(2))
  const tally = newTally()
  if (choice.kind === 'unknown') fail(tally, 'arguments', choice.message)
  else {
    const start = performance.now()
    const runDir = mkdtempSync(join(tmpdir(), 'jandon-run-'))
    // Tests run programs as other users, who must get to their own directories below this one.
    chmodSync(runDir, 0o755)
    process.once('exit', () => rmSync(runDir, { recursive: true, force: true, maxRetries: 3 }))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
    try {
      await runAll(tally, choice.chosen, runDir)
    } catch (error) {
      fail(tally, 'the test run', error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
    if (tally.passed + tally.failed === 0) fail(tally, 'the test run', 'No test was run.')
    if (tally.failures.length > 0) console.log(`\n── What failed, again ──\n\n${tally.failures.join('\n')}`)
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
    console.log(`\n${Math.round((performance.now() - start) / 1000)} s${skipped}`)
  }
  console.log(`${tally.passed} passed, ${tally.failed} failed`)
  process.exitCode = tally.failed > 0 ? 1 : 0
}

await main()
