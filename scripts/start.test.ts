// SPDX-License-Identifier: Apache-2.0
// `npm start` as an operator's supervisor meets it: it becomes ready, survives kill -9, and ends in order when npm is
// told to end, with nothing left running.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'jandon-start-'))
const postmaster = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
const started: ChildProcess[] = []

after(() => {
  for (const child of started) if (child.exitCode === null) child.kill('SIGKILL')
  if (existsSync(postmaster)) process.kill(Number(readFileSync(postmaster, 'utf8').split('\n')[0]), 'SIGQUIT')
  rmSync(dataDir, { recursive: true, maxRetries: 5 })
})

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', () => resolve()))
  const address = probe.address()
  await new Promise(resolve => probe.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

interface Started {
  npm: ChildProcess
  said(): string
}

async function npmStart(port: number): Promise<Started> {
  const { JANDON_TEST_DATABASE_URL: _, NODE_TEST_CONTEXT: __, ...env } = process.env
  const npm = spawn('npm', ['start'], {
    cwd: PROJECT,
    env: { ...env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(npm)
  let text = ''
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part
    })
  }
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      answer => answer.ok,
      () => false,
    )
  while (!(await isReady())) {
    assert.equal(npm.exitCode, null, text)
    await sleep(20)
  }
  return { npm, said: () => text }
}

const ended = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise<void>(resolve => child.once('exit', () => resolve()))

/** The process of the server: npm's own child, because the script replaces its shell. */
const serverOf = (npm: ChildProcess) =>
  Number(readFileSync(`/proc/${npm.pid}/task/${npm.pid}/children`, 'utf8').trim().split(' ')[0])

test('npm start serves, recovers from kill -9, and stops with npm', async t => {
  if (process.platform !== 'linux') return t.skip('/proc tells which process is the server')
  const port = await freePort()
  const first = await npmStart(port)
  assert.match(first.said(), /jdn_[\w-]{20,}/, 'The first start shows the admin key.')
  const page = await fetch(`http://127.0.0.1:${port}/`)
  assert.match(page.headers.get('content-type') ?? '', /text\/html/)
  process.kill(serverOf(first.npm), 'SIGKILL')
  await ended(first.npm)

  const second = await npmStart(port)
  assert.doesNotMatch(second.said(), /jdn_/, 'A later start does not show a key.')
  second.npm.kill('SIGTERM')
  await ended(second.npm)
  await assert.rejects(fetch(`http://127.0.0.1:${port}/readyz`))
  assert.equal(existsSync(postmaster), false, 'The database has stopped, too.')
})
