// SPDX-License-Identifier: Apache-2.0
// Several server processes on one database, posting at once; one is killed in the middle. Nothing that was answered is
// lost, nothing is there twice, and who asks again with the same key hears what happened.

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from './database/testing.ts'
import { createLedger } from './ledger/index.ts'
import { ACCOUNTS, freshId, transfer, won } from './ledger/testing.ts'

const ADMIN_KEY = 'jdn_admin_key_for_several_processes'
const { cash, ana, ben, clearing, fee } = ACCOUNTS
const dataDir = mkdtempSync(join(tmpdir(), 'jandon-processes-'))
const ledger = createLedger()

interface Server {
  readonly url: string
  readonly process: ChildProcess
}

let db: TestDatabase
let servers: Server[] = []

async function startProcess(): Promise<Server> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('test-process.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, DATABASE_URL: db.url },
      ...{ JANDON_ADMIN_KEY: ADMIN_KEY, JANDON_LOG_LEVEL: 'silent', JANDON_DATABASE_CONNECTIONS: '6' },
    },
  })
  const lines = createInterface({ input: child.stdout! })
  const [url] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => assert.fail('A server process ended before it listened.')),
  ])
  return { url: String(url), process: child }
}

before(async () => {
  db = await createTestDatabase()
  // The second finds the data key and the schema of the first.
  servers = [await startProcess(), await startProcess()]
  await db.transaction(async tx => {
    await ledger.openAccounts(tx, Object.values(ACCOUNTS))
    await ledger.postTransfers(tx, [transfer(cash, ana, won(1_000_000_000)), transfer(cash, ben, won(1_000_000_000))])
  })
})
after(async () => {
  for (const { process: child } of servers) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.stdin?.end()
    await once(child, 'exit')
  }
  await db.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

interface Request {
  readonly key: string
  readonly transfers: readonly object[]
  readonly amount: bigint
}

/** A single transfer, or a journal of several that also touch a hot account, of Ana or of Ben. */
function makeRequest(index: number): Request {
  const count = index % 7 === 0 ? 40 : 1 + (index % 3)
  const journalId = index % 2 === 0 ? freshId('jnl') : undefined
  const from = index % 5 === 0 ? ben : ana
  const transfers = Array.from({ length: count }, (_, place) => ({
    id: freshId('trf'),
    ...(journalId && { journalId }),
    debitAccountId: from.id,
    creditAccountId: place % 2 === 0 ? clearing.id : fee.id,
    amount: { amountMinor: String(1 + index), unit: 'KRW' },
    code: 'service_fee',
  }))
  return { key: randomUUID(), transfers, amount: BigInt(count * (1 + index)) }
}

/** The status and the results; undefined when the server is gone, and nobody knows what it did. */
async function post(server: Server, { key, transfers }: Request) {
  try {
    const answer = await fetch(`${server.url}/v1/transfers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(transfers),
    })
    const body = (await answer.json()) as { results?: { result: string }[] }
    return { status: answer.status, results: body.results?.map(({ result }) => result) ?? [] }
  } catch {
    return undefined
  }
}

/** Asks until somebody has answered for good, as a client does. */
async function postUntilDone(request: Request, to: (turn: number) => Server): Promise<readonly string[]> {
  for (let turn = 0; turn < 200; turn++) {
    const answer = await post(to(turn), request)
    if (answer?.status === 200) return answer.results
    if (answer) assert.ok([409, 503].includes(answer.status), `Answered ${answer.status}.`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  return assert.fail('No answer after 200 tries.')
}

const spent = async () => {
  const [fromAna, fromBen] = [await ledger.account(db.pool, ana.id), await ledger.account(db.pool, ben.id)]
  return 2_000_000_000n - fromAna!.balance.amountMinor - fromBen!.balance.amountMinor
}
const received = async () => {
  const [one, two] = [await ledger.account(db.pool, clearing.id), await ledger.account(db.pool, fee.id)]
  return one!.balance.amountMinor + two!.balance.amountMinor
}
const countTransfers = async () => {
  const { rows } = await db.pool.query<{ count: bigint }>('SELECT count(*) FROM transfer')
  return Number(rows[0]!.count)
}

async function assertBooked(requests: readonly Request[], before: { spent: bigint; received: bigint; count: number }) {
  const amount = requests.reduce((sum, request) => sum + request.amount, 0n)
  assert.equal((await spent()) - before.spent, amount)
  assert.equal((await received()) - before.received, amount)
  const count = requests.reduce((sum, { transfers }) => sum + transfers.length, 0)
  assert.equal((await countTransfers()) - before.count, count)
}
const booksNow = async () => ({ spent: await spent(), received: await received(), count: await countTransfers() })

test('two processes post at once, some requests to both: each is posted once', { timeout: 120_000 }, async () => {
  const before = await booksNow()
  const requests = Array.from({ length: 300 }, (_, index) => makeRequest(index))
  const answers = await Promise.all(
    requests.flatMap((request, index) => {
      const one = postUntilDone(request, () => servers[index % 2]!)
      return index % 4 === 0 ? [one, postUntilDone(request, () => servers[(index + 1) % 2]!)] : [one]
    }),
  )
  assert.ok(answers.flat().every(result => result === 'applied'))
  await assertBooked(requests, before)
})

test('one is killed while it posts: a repeat to the other hears or does it, once', { timeout: 120_000 }, async () => {
  const before = await booksNow()
  const requests = Array.from({ length: 1200 }, (_, index) => makeRequest(index))
  const [killed, kept] = [servers[0]!, servers[1]!]
  let answered = 0
  let isKilled = false
  let unanswered = 0
  await Promise.all(
    Array.from({ length: 24 }, async (_, lane) => {
      for (let index = lane; index < requests.length; index += 24) {
        const request = requests[index]!
        const first = await post(isKilled || index % 3 === 0 ? kept : killed, request)
        answered += 1
        if (answered === 150) {
          isKilled = killed.process.kill('SIGKILL')
        }
        if (first?.status === 200) {
          assert.ok(first.results.every(result => result === 'applied'))
          continue
        }
        unanswered += 1
        const results = await postUntilDone(request, () => kept)
        assert.ok(results.every(result => result === 'applied'))
      }
    }),
  )
  assert.ok(isKilled)
  assert.ok(unanswered > 0, 'Somebody was asking when the process died.')
  await assertBooked(requests, before)
  // Whatever is sent once more says the same and changes nothing.
  const again = await Promise.all(requests.slice(0, 200).map(request => postUntilDone(request, () => kept)))
  assert.ok(again.flat().every(result => result === 'applied'))
  await assertBooked(requests, before)
  const figures = await (await fetch(`${kept.url}/metrics`)).text()
  assert.match(figures, /\njandon_posting_requests_total [1-9]\d+\n/)
  assert.match(figures, /\njandon_posting_batch_transfers_bucket\{le="\+Inf"\} [1-9]/)
  assert.match(figures, /\njandon_posting_waiting_transfers 0\n/)
})
