// SPDX-License-Identifier: Apache-2.0
// Two server processes post transfers of many callers, many requests in one transaction, and are killed with SIGKILL
// again and again. A caller that hears nothing sends the same request with the same key to the other process. In the
// end every request has one answer, and the ledger has exactly what the answers say.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  accountSpec,
  chartEntry,
  DEFAULT_BOOK,
  loneJournalId,
  type TransferResultCode,
  type TransferSpec,
} from '../../packages/domain/src/ledger/index.ts'
import { createTestDatabase, type TestDatabase } from '../../packages/server/src/database/testing.ts'
import { createAuditor } from '../../packages/server/src/ledger/auditor.ts'
import { createLedger, verifyLedger } from '../../packages/server/src/ledger/index.ts'
import { assertSameCounters, transfersInOrder } from '../../packages/server/src/ledger/test-books.ts'
import { chanceOf } from '../../packages/server/src/ledger/test-deck.ts'
import { freshId, transfer, won } from '../../packages/server/src/ledger/testing.ts'

const SERVED = fileURLToPath(new URL('./served.ts', import.meta.url))
const ADMIN_KEY = 'jdn_admin_key_for_killed_servers'
const CALLERS = 8
const KILLS = 3
const holders = Array.from({ length: 5 }, (_, index) => accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `k${index}`))
const cash = accountSpec(DEFAULT_BOOK, 'safeguarding_cash', 'KRW')
const clearing = accountSpec(DEFAULT_BOOK, 'payout_clearing', 'KRW')
const accounts = [cash, clearing, ...holders]
const ledger = createLedger()
const dataDir = mkdtempSync(join(tmpdir(), 'jandon-served-'))

let database: TestDatabase
before(async () => {
  database = await createTestDatabase()
})
after(async () => {
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Served {
  readonly child: ChildProcess
  readonly url: string
}

async function serve(): Promise<Served> {
  const env = {
    ...process.env,
    ...{ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url, JANDON_ADMIN_KEY: ADMIN_KEY },
    ...{ JANDON_LOG_LEVEL: 'silent', JANDON_DATABASE_CONNECTIONS: '6' },
  }
  const child = spawn(process.execPath, [SERVED], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: line.toString().trim() }
}

interface Request {
  readonly key: string
  readonly transfers: readonly TransferSpec[]
}
type Results = readonly { readonly id: string; readonly result: TransferResultCode }[]

/** One attempt; undefined when the caller cannot know what became of it. */
async function send(url: string, { key, transfers }: Request): Promise<Results | undefined> {
  const body = transfers.map(({ id, debitAccountId, creditAccountId, amount, code, phase }) => ({
    ...{ id, debitAccountId, creditAccountId, code, phase },
    amount: { amountMinor: String(amount.amountMinor), unit: amount.unit },
  }))
  try {
    const response = await fetch(`${url}/v1/transfers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${ADMIN_KEY}` },
      body: JSON.stringify({ transfers: body }),
      signal: AbortSignal.timeout(10_000),
    })
    const answer = (await response.json()) as { results?: Results }
    if (response.status >= 500 || response.status === 409) return undefined
    assert.ok(response.ok && answer.results, `${response.status}: ${JSON.stringify(answer)}`)
    return answer.results
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error
    return undefined
  }
}

function requestOf(chance: (below: number) => number): Request {
  const transfers = Array.from({ length: 1 + chance(12) }, () => {
    const debit = accounts[chance(accounts.length)]!
    const credit = accounts[(accounts.indexOf(debit) + 1 + chance(accounts.length - 1)) % accounts.length]!
    const id = freshId('trf')
    const phase = chance(4) === 0 ? ('pending' as const) : ('posted' as const)
    return transfer(debit, credit, won(1 + chance(90)), { id, journalId: loneJournalId(id), phase })
  })
  return { key: randomBytes(12).toString('hex'), transfers }
}

interface Load {
  readonly servers: Served[]
  readonly answered: { readonly request: Request; readonly results: Results; readonly attempts: number }[]
  isOver: boolean
}

async function call(load: Load, caller: number): Promise<void> {
  const chance = chanceOf('killed servers', caller)
  while (!load.isOver) {
    const request = requestOf(chance)
    for (let attempts = 1; ; attempts += 1) {
      const results = await send(load.servers[chance(load.servers.length)]!.url, request)
      if (results) {
        load.answered.push({ request, results, attempts })
        break
      }
      assert.ok(attempts < 500, 'No server ever answered.')
      await sleep(30)
    }
  }
}

/** Applies what is recorded one by one, as the numbers have it; so nothing is overdrawn at any point. */
async function assertInOrder(sent: ReadonlyMap<string, TransferSpec>): Promise<void> {
  const auditor = createAuditor()
  for (const { id, book, unit, code } of accounts) {
    const { overdraft, normalSide, hot } = chartEntry(code)
    const bound = normalSide === 'credit' ? 'debits_covered_by_credits' : 'credits_covered_by_debits'
    auditor.open(id, { book, unit, rule: overdraft === 'none' ? bound : 'none', hot })
  }
  for (const { id } of await transfersInOrder(database, DEFAULT_BOOK)) {
    const spec = sent.get(id)
    assert.ok(spec, `${id} was sent by somebody`)
    const chain = { journalId: spec.journalId, book: DEFAULT_BOOK, transfers: [spec] }
    assert.deepEqual(auditor.post([chain], spec.occurredAt), [['applied']])
  }
  await assertSameCounters(database, auditor)
}

test('servers are killed with -9 under load: each request has one effect, and the ledger has just that', {
  timeout: 120_000,
}, async t => {
  const load: Load = { servers: [await serve(), await serve()], answered: [], isOver: false }
  const funding = holders.map(holder => {
    const id = freshId('trf')
    return transfer(cash, holder, won(500), { id, journalId: loneJournalId(id) })
  })
  try {
    await database.transaction(async tx => {
      await ledger.openAccounts(tx, accounts)
      await ledger.postTransfers(tx, funding)
    })
    const callers = Array.from({ length: CALLERS }, (_, caller) => call(load, caller))
    for (let turn = 0; turn < KILLS; turn += 1) {
      await sleep(400 + 150 * turn)
      load.servers[turn % 2]!.child.kill('SIGKILL')
      load.servers[turn % 2] = await serve()
    }
    await sleep(500)
    load.isOver = true
    await Promise.all(callers)
  } finally {
    for (const { child } of load.servers) child.kill('SIGKILL')
  }
  const again = load.answered.filter(({ attempts }) => attempts > 1).length
  t.diagnostic(`${load.answered.length} requests, ${again} of them sent more than once`)
  assert.ok(again > 0, 'some were under way when their server was killed')
  const applied = load.answered.flatMap(({ results }) => results.filter(({ result }) => result === 'applied'))
  const recorded = await transfersInOrder(database, DEFAULT_BOOK)
  const expected = [...funding, ...applied].map(({ id }) => id).sort()
  assert.deepEqual(recorded.map(({ id }) => id).sort(), expected, 'what was answered as applied, and nothing else')
  const all = [...funding, ...load.answered.flatMap(({ request }) => request.transfers)]
  await assertInOrder(new Map(all.map(spec => [spec.id, spec])))
  const report = await verifyLedger({ kind: 'database', db: database })
  assert.deepEqual(report.findings, [])
})
