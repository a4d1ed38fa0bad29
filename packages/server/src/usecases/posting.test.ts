// SPDX-License-Identifier: Apache-2.0
// Requests that are posted together stay strangers: each key has one effect, wherever and how often it is sent, a
// refusal is its own request's, and a full queue turns away whole requests. On a real database.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase, type TestDatabase } from '../database/testing.ts'
import { createLedger } from '../ledger/index.ts'
import { ACCOUNTS, freshId, NOW, transfer, won } from '../ledger/testing.ts'
import { createStore, type Store } from '../store/index.ts'
import { createPostingQueue } from './posting.ts'

const { cash, ana, ben, clearing, fee } = ACCOUNTS
const store = createStore(new Uint8Array(32))
const clock = { now: () => NOW }
const ledger = createLedger({ clock })

let db: TestDatabase
before(async () => {
  db = await createTestDatabase()
  await db.transaction(async tx => {
    await ledger.openAccounts(tx, Object.values(ACCOUNTS))
    await ledger.postTransfers(tx, [transfer(cash, ana, won(1_000_000)), transfer(cash, ben, won(1_000_000))])
  })
})
after(() => db.drop())

const balance = async (id: typeof ana.id) => (await ledger.account(db.pool, id))!.balance.amountMinor
const freshKey = () => ({ scope: 'key_a', key: randomBytes(8).toString('hex'), requestHash: 'one' })
const limits = { maxWaiting: 65_536, maxBatch: 8192, share: 1024, concurrency: 2 }

/** A queue as one server process has it, that counts its transactions. */
function openQueue(other: { limits?: Partial<typeof limits>; store?: Store } = {}) {
  const counted = { transactions: 0 }
  const database: typeof db = {
    ...db,
    transaction(run) {
      counted.transactions += 1
      return db.transaction(run)
    },
  }
  const queue = createPostingQueue(
    { database, ledger, store: other.store ?? store, clock },
    { ...limits, ...other.limits },
  )
  const send = (transfers: readonly TransferSpec[], key = freshKey(), caller = 'a') =>
    queue.post(caller, { key, transfers })
  return { queue, send, counted }
}

type Answer = Awaited<ReturnType<ReturnType<typeof openQueue>['send']>>
const codes = (answer: Answer) =>
  answer.kind === 'done' ? answer.value.results.map(({ result }) => result) : [answer.refusal.code]

describe('posting together', () => {
  test('fifty requests are one transaction, and each hears its own answers in its own order', async () => {
    const { send, counted } = openQueue()
    const requests = Array.from({ length: 50 }, () => [transfer(ana, ben, won(1)), transfer(ben, ana, won(1))])
    const answers = await Promise.all(requests.map(each => send(each)))
    assert.equal(counted.transactions, 1)
    answers.forEach((answer, index) => {
      assert.deepEqual(answer, {
        kind: 'done',
        value: { results: requests[index]!.map(({ id }) => ({ id, result: 'applied' })) },
      })
    })
  })

  test('what one asks too much is refused to it alone', async () => {
    const { send, counted } = openQueue()
    const linked = freshId('jnl')
    const answers = await Promise.all([
      send([transfer(ana, fee, won(5))]),
      send([
        transfer(ana, ben, won(1), { journalId: linked }),
        transfer(ben, ana, won(1)),
        transfer(ana, fee, won(9_000_000), { journalId: linked }),
      ]),
      send([transfer(ana, fee, won(-5), { code: 'bad code' })]),
      send([transfer(ana, fee, won(5))]),
    ])
    assert.equal(counted.transactions, 1)
    assert.deepEqual(answers.map(codes), [
      ['applied'],
      ['linked_transfer_failed', 'applied', 'exceeds_credits'],
      ['code_invalid'],
      ['applied'],
    ])
  })

  test('two requests with the same journal or the same transfer are not one journal', async () => {
    const { send } = openQueue()
    const journalId = freshId('jnl')
    const same = transfer(ana, ben, won(2))
    const answers = await Promise.all([
      send([transfer(ana, ben, won(1), { journalId })]),
      send([transfer(ana, fee, won(9_000_000), { journalId })]),
      send([same]),
      send([same]),
    ])
    assert.deepEqual(answers.map(codes), [['applied'], ['journal_already_posted'], ['applied'], ['exists']])
  })

  test('a repeat hears the first answer, whatever it was, and does not disturb who came with it', async () => {
    const { send, counted } = openQueue()
    const [key, refusedKey] = [freshKey(), freshKey()]
    const [transfers, refused] = [
      [transfer(ana, ben, won(3))],
      [transfer(ben, ben, won(3)), transfer(ana, ben, won(4))],
    ]
    const [first, firstRefused] = await Promise.all([send(transfers, key), send(refused, refusedKey)])
    const before = await balance(ben.id)
    const [again, refusedAgain, reused, other] = await Promise.all([
      send(transfers, key),
      send(refused, refusedKey),
      send([transfer(ana, ben, won(50))], { ...key, key: refusedKey.key, requestHash: 'other' }, 'b'),
      send([transfer(ana, ben, won(7))]),
    ])
    assert.equal(counted.transactions, 2)
    assert.deepEqual(codes(firstRefused), ['accounts_are_the_same', 'applied'])
    assert.deepEqual(again, { ...first, replayed: true })
    assert.deepEqual(refusedAgain, { ...firstRefused, replayed: true })
    assert.deepEqual(codes(reused), ['idempotency_key_reused'])
    assert.deepEqual(codes(other), ['applied'])
    assert.equal((await balance(ben.id)) - before, 7n)
  })

  test('a key that another process claims at the same instant has one effect, and the batch goes on without it', async () => {
    const key = freshKey()
    const elsewhere = openQueue()
    // While we write, the other process posts the same key.
    const racing: Store = {
      ...store,
      idempotency: {
        ...store.idempotency,
        async claim(tx, requests, now) {
          assert.deepEqual(codes(await elsewhere.send([transfer(clearing, fee, won(11))], key)), ['applied'])
          return store.idempotency.claim(tx, requests, now)
        },
      },
    }
    const { send, counted } = openQueue({ store: racing })
    const before = [await balance(fee.id), await balance(ben.id)] as const
    const [raced, other] = await Promise.all([
      send([transfer(clearing, fee, won(11))], key),
      send([transfer(ana, ben, won(13))]),
    ])
    assert.equal(counted.transactions, 1)
    assert.equal(raced.kind === 'done' && raced.replayed, true)
    assert.deepEqual(codes(other), ['applied'])
    assert.deepEqual([await balance(fee.id), await balance(ben.id)], [before[0] + 11n, before[1] + 13n])
  })

  test('the same keys sent to two processes at once are posted once each', async () => {
    const [one, two] = [openQueue(), openQueue()]
    const requests = Array.from({ length: 200 }, () => ({ key: freshKey(), transfers: [transfer(ana, ben, won(1))] }))
    const before = await balance(ben.id)
    const answers = await Promise.all(
      [one, two].flatMap(({ send }, index) =>
        (index === 0 ? requests : requests.toReversed()).map(({ transfers, key }) => send(transfers, key)),
      ),
    )
    assert.ok(
      answers.every(answer => codes(answer)[0] === 'applied'),
      'Both are told that it was done.',
    )
    assert.equal(answers.filter(answer => answer.kind === 'done' && answer.replayed).length, 200)
    assert.equal((await balance(ben.id)) - before, 200n)
  })

  test('a full queue turns away whole requests, and does nothing of them', async () => {
    const { send, queue } = openQueue({ limits: { maxWaiting: 100 } })
    const list = (count: number) => Array.from({ length: count }, () => transfer(ana, ben, won(1)))
    const before = await balance(ben.id)
    const key = freshKey()
    const answers = await Promise.all([send(list(50)), send(list(1), key), send(list(20), freshKey(), 'b')])
    assert.deepEqual(answers[1], { kind: 'refused', refusal: { code: 'overloaded', retryAfterSeconds: 2 } })
    assert.equal((await balance(ben.id)) - before, 70n)
    const { waitingItems, refusedItems, refusedWork, batches } = queue.figures()
    assert.deepEqual([waitingItems, refusedItems, refusedWork, batches.work], [0, 1, 1, 70])
    assert.deepEqual(codes(await send(list(1), key)), ['applied'], 'Its key is free.')
  })

  test('a batch that the database gives up is answered by a fault, and posted by the repeat', async () => {
    const { send } = openQueue({
      store: {
        ...store,
        idempotency: {
          ...store.idempotency,
          claim: async () => {
            throw Object.assign(new Error('terminated'), { code: '57P01' })
          },
        },
      },
    })
    const before = await balance(ben.id)
    const requests = [1, 2, 3].map(() => ({ key: freshKey(), transfers: [transfer(ana, ben, won(1))] }))
    for (const { transfers, key } of requests) await assert.rejects(send(transfers, key), { code: '57P01' })
    assert.equal(await balance(ben.id), before)
    const answers = await Promise.all(requests.map(({ transfers, key }) => openQueue().send(transfers, key)))
    assert.deepEqual(answers.map(codes), [['applied'], ['applied'], ['applied']])
  })
})
