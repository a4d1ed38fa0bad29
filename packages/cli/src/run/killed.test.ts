// SPDX-License-Identifier: Apache-2.0
// A desk's file against a real server, with kill -9 of the command and then of the server half way. What counts in the
// end is the bank's own statement: each row that was to be paid stands there once, and nothing else does.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type ExpectedLine, makeFile, scaled } from '../../../../examples/generator/desk-file.ts'
import { createTestDatabase, type TestDatabase } from '../../../server/src/database/testing.ts'
import { runFolderOf } from './run-folder.ts'

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const KEY = 'test-key-of-the-killed-run-0123456789'
/** Enough rows that both kills land in the middle, few enough for a minute on a busy machine. */
const FILE = makeFile({
  seed: 9,
  shares: scaled(14),
  mistakes: 12,
  duplicates: 6,
  delimiter: ',',
  lineEnd: '\n',
  trailingEmptyLines: 1,
  wonSign: '₩',
})

let database: TestDatabase
let folder: string
let file: string
let port: number
let server: ChildProcess | undefined
const children = new Set<ChildProcess>()

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess & { said: () => string } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, LANG: 'en', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  let said = ''
  child.stdout?.on('data', chunk => (said += chunk))
  child.stderr?.on('data', chunk => (said += chunk))
  return Object.assign(child, { said: () => said })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (await condition()) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  assert.fail(`Waited a minute for ${what}.`)
}

async function startServer(): Promise<void> {
  const child = start(['serve', '--port', String(port)], {
    DATABASE_URL: database.url,
    DATA_DIR: join(folder, 'data'),
    JANDON_ADMIN_KEY: KEY,
    JANDON_LOG_LEVEL: 'warn',
    JANDON_SIMULATOR_DELAY_MS: '30',
  })
  server = child
  await until('the server', async () => {
    assert.equal(child.exitCode, null, child.said())
    return fetch(`http://127.0.0.1:${port}/readyz`).then(
      answer => answer.ok,
      () => false,
    )
  })
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

const convert = () =>
  start(['convert', file, '--patience', '60'], { JANDON_API_KEY: KEY, JANDON_URL: `http://127.0.0.1:${port}` })

async function exitOf(child: ChildProcess & { said: () => string }): Promise<number> {
  if (child.exitCode === null) await once(child, 'exit')
  assert.notEqual(child.exitCode, null, child.said())
  return child.exitCode!
}

async function steps(step: string): Promise<number> {
  const text = await readFile(join(runFolderOf(file), 'journal.jsonl'), 'utf8').catch(() => '')
  return text.split(`"step":"${step}"`).length - 1
}

interface Entry {
  conversion_id: string
  amount_minor: bigint
}

/** What the bank itself says it credited, less what it sent back. */
async function credits(): Promise<Entry[]> {
  const { rows } = await database.pool.query<Entry>(
    `SELECT conversion_id, amount_minor FROM simulator.bank_entry WHERE direction = 'credit' ORDER BY id`,
  )
  return rows
}

interface ResultRow {
  readonly line: number
  readonly outcome: string
  readonly conversionId: string
  readonly net: string
}

/** The run's outcomes by line, from its journal and result. */
async function outcomes(): Promise<Map<number, ResultRow>> {
  const { parse } = await import('csv-parse/sync')
  const text = (await readFile(file.replace('.csv', '.result.csv'), 'utf8')).replace(/^\uFEFF/, '')
  const rows = parse(text, { columns: true }) as Record<string, string>[]
  return new Map(
    rows.map(row => [
      Number(row.line),
      { line: Number(row.line), outcome: row.outcome!, conversionId: row.conversionId!, net: row.net! },
    ]),
  )
}

const titleOf = (line: ExpectedLine) => line.outcome.replace('_', ' ')

async function assertAllIsRight(): Promise<void> {
  const results = await outcomes()
  for (const expected of FILE.expected) {
    const result = results.get(expected.line)
    assert.equal(
      result?.outcome,
      titleOf(expected),
      `line ${expected.line} ${expected.template} ${expected.mistake ?? ''}`,
    )
    if (expected.gross !== undefined) {
      assert.equal(result?.net, String(expected.gross - expected.fees!), `line ${expected.line}`)
    }
  }
  const paid = [...results.values()].filter(result => result.outcome === 'paid')
  const entries = await credits()
  assert.equal(entries.length, paid.length, 'The bank credited as many rows as the file says.')
  assert.deepEqual(
    entries.map(entry => `${entry.conversion_id} ${entry.amount_minor}`).sort(),
    paid.map(result => `${result.conversionId} ${result.net}`).sort(),
    'Each paid row stands once in the books of the bank, with its amount.',
  )
  const statement = JSON.parse(await readFile(file.replace('.csv', '.statement.json'), 'utf8'))
  assert.equal(statement.isComplete, true)
  assert.deepEqual(statement.sumProblems, [])
  assert.equal(statement.ledger.addsUp, true)
  const total = entries.reduce((sum, entry) => sum + entry.amount_minor, 0n).toString()
  assert.deepEqual(
    [statement.totals.paid, statement.ledger.settledPayouts, statement.ledger.safeguardingMovement],
    [total, total, total],
  )
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jandon-killed-'))
  file = join(folder, 'desk.csv')
  await writeFile(file, FILE.text)
  database = await createTestDatabase()
  port = await freePort()
  await startServer()
})

after(async () => {
  await Promise.all([...children].map(kill))
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

describe('a desk’s file, killed again and again', () => {
  test('the command is killed with -9 half way, then the server is, and the next run ends as if nothing had been', async () => {
    const first = convert()
    await until('twenty acceptances', async () => (await steps('accepted')) >= 20 || first.exitCode !== null)
    assert.equal(first.exitCode, null, first.said())
    await kill(first)
    const half = (await credits()).length

    const second = convert()
    await until('fifty acceptances', async () => (await steps('accepted')) >= 50 || second.exitCode !== null)
    assert.equal(second.exitCode, null, second.said())
    await kill(server!)
    await new Promise(resolve => setTimeout(resolve, 500))
    assert.equal(second.exitCode, null, 'The command waits for the server.')
    await startServer()
    assert.equal(await exitOf(second), 1, second.said())
    assert.match(second.said(), /Going on: \d+ rows were done before/)
    assert.match(second.said(), /does not answer\. Waiting[\s\S]*answers again/)
    assert.ok((await credits()).length > half)
    await assertAllIsRight()
  })

  test('run again when all is done: nothing new reaches the bank', async () => {
    const count = (await credits()).length
    assert.equal(await exitOf(convert()), 1)
    assert.equal((await credits()).length, count)
    await assertAllIsRight()
  })

  test('run again with the run’s folder lost: every conversion is found again, nothing new reaches the bank', async () => {
    const count = (await credits()).length
    await rm(runFolderOf(file), { recursive: true })
    assert.equal(await exitOf(convert()), 1)
    assert.equal((await credits()).length, count)
    await assertAllIsRight()
  })

  test('the ledger verifies, from the database and from an export', async () => {
    const env = { DATABASE_URL: database.url }
    const online = start(['ledger', 'verify', '--json'], env)
    assert.equal(await exitOf(online), 0, online.said())
    const books = join(folder, 'books')
    assert.equal(await exitOf(start(['ledger', 'export', books], env)), 0)
    const offline = start(['ledger', 'verify', '--export', books])
    assert.equal(await exitOf(offline), 0, offline.said())
    const part = join(books, 'transfers-00001.csv')
    const text = await readFile(part, 'utf8')
    // One digit more in the amount of the first transfer.
    await writeFile(part, text.replace(/\n((?:[^,]*,){4}\d+),/, '\n$11,'))
    const tampered = start(['ledger', 'verify', '--export', books])
    assert.equal(await exitOf(tampered), 1)
    assert.match(tampered.said(), /file_differs/)
    assert.match(tampered.said(), /journal_edited/)
  })

  test('a statement of one of its holders agrees', async () => {
    const results = await outcomes()
    const paid = [...results.values()].find(result => result.outcome === 'paid')!
    const env = { JANDON_API_KEY: KEY, JANDON_URL: `http://127.0.0.1:${port}` }
    const one = start(['statement', '--conversion', paid.conversionId, '--json'], env)
    assert.equal(await exitOf(one), 0, one.said())
    const { conversion } = JSON.parse(one.said())
    assert.equal(conversion.net.amountMinor, paid.net)
    const all = start(['statement', '--holder', conversion.holderId, '--json'], env)
    assert.equal(await exitOf(all), 0, all.said())
    const { conversions, totals } = JSON.parse(all.said())
    assert.ok(conversions.some((each: { id: string }) => each.id === paid.conversionId))
    const sum = conversions.reduce(
      (total: bigint, each: { net: { amountMinor: string } }) => total + BigInt(each.net.amountMinor),
      0n,
    )
    assert.equal(totals.net, sum.toString())
  })
})
