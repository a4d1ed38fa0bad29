// SPDX-License-Identifier: Apache-2.0
// The alternatives themselves: how a batch travels to the server and which function takes it, and in which shape of
// tables it arrives.

import type pg from 'pg'
import { copyIn } from './copy.ts'
import { OURS, type Shape } from './schema.ts'

export interface Item {
  readonly id: string
  readonly debit: string
  readonly credit: string
}

/** Answers when the batch is durable. */
export type Post = (client: pg.PoolClient, batch: readonly Item[], number: number) => Promise<void>

export interface Alternative {
  readonly name: string
  /** Which question it answers; the first of a group is what the others are compared with. */
  readonly group: 'way' | 'shape' | 'hot'
  readonly shape: Shape
  readonly post: Post
  /** Every transfer also touches one account. */
  readonly isHot?: boolean
}

const list = (values: Iterable<string | number>) => `{${[...values].join(',')}}`

const arraysOf = (batch: readonly Item[]) => [
  list(batch.map(item => item.id)),
  list(batch.map(item => item.debit)),
  list(batch.map(item => item.credit)),
  list(batch.map(() => 1)),
]

/** Sums per account, as a program does that checks before it asks. */
function sumsOf(batch: readonly Item[]): string[] {
  const sums = new Map<string, [number, number]>()
  for (const { debit, credit } of batch) {
    const taken = sums.get(debit)
    if (taken) taken[0] += 1
    else sums.set(debit, [1, 0])
    const given = sums.get(credit)
    if (given) given[1] += 1
    else sums.set(credit, [0, 1])
  }
  const accounts = [...sums]
  return [
    list(accounts.map(([id]) => id)),
    list(accounts.map(([, [debits]]) => debits)),
    list(accounts.map(([, [, credits]]) => credits)),
  ]
}

const call = (client: pg.PoolClient, name: string, values: unknown[]) =>
  client.query({ name, text: `SELECT ${name}(${values.map((_, index) => `$${index + 1}`).join(', ')})`, values })

async function inTransaction(client: pg.PoolClient, run: () => Promise<unknown>): Promise<void> {
  await client.query('BEGIN')
  await run()
  await client.query('COMMIT')
}

const setWise: Post = async (client, batch) => {
  await call(client, 'post_set', arraysOf(batch))
}

const rowsOf = (batch: readonly Item[]) =>
  batch.map(({ id, debit, credit }, index) => `${index + 1}\t${id}\t${debit}\t${credit}\t1\n`).join('')

const copyIntoFinal: Post = (client, batch) =>
  inTransaction(client, async () => {
    const [accounts, debits, credits] = sumsOf(batch)
    const { rows } = await call(client, 'lock_and_number', [accounts])
    const first = BigInt(rows[0].lock_and_number)
    const transfers = batch.map(
      ({ id, debit, credit }, index) => `${first + BigInt(index + 1)}\t${id}\t${debit}\t${credit}\t1\tbench\n`,
    )
    const ids = batch.map(({ id }, index) => `${id}\t${first + BigInt(index + 1)}\n`)
    await copyIn(client, 'COPY transfer (no, id, debit, credit, amount, code) FROM STDIN', transfers.join(''))
    await copyIn(client, 'COPY transfer_id FROM STDIN', ids.join(''))
    await call(client, 'apply_sums', [accounts, debits, credits])
  })

/** One transaction for the batch, but the program goes through it transfer by transfer. */
const statementEach: Post = (client, batch) =>
  inTransaction(client, async () => {
    const { rows } = await call(client, 'lock_and_number', [sumsOf(batch)[0]])
    const first = BigInt(rows[0].lock_and_number)
    for (const [index, { id, debit, credit }] of batch.entries()) {
      const no = first + BigInt(index + 1)
      const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values })
      await run('take', 'UPDATE account SET debits = debits + 1 WHERE id = $1', [debit])
      await run('give', 'UPDATE account SET credits = credits + 1 WHERE id = $1', [credit])
      const insert = `INSERT INTO transfer (no, id, debit, credit, amount, code) VALUES ($1, $2, $3, $4, 1, 'bench')`
      await run('insert', insert, [no, id, debit, credit])
      await run('id', 'INSERT INTO transfer_id VALUES ($1, $2)', [id, no])
    }
  })

const WAYS: readonly [string, Post][] = [
  ['set-wise SQL over arrays', setWise],
  ['set-wise SQL over one JSON text', (client, batch) => json(client, batch)],
  [
    'PL/pgSQL loop, a statement per row',
    async (client, batch) => void (await call(client, 'post_loop', arraysOf(batch))),
  ],
  [
    'in-process pre-checks and sums',
    async (client, batch) => void (await call(client, 'post_summed', [...arraysOf(batch), ...sumsOf(batch)])),
  ],
  [
    'unlogged staging by INSERT, then set-wise',
    (client, batch, number) =>
      inTransaction(client, async () => {
        await call(client, `fill_${number}`, arraysOf(batch))
        await call(client, `post_staged_${number}`, [])
      }),
  ],
  [
    'unlogged staging by COPY, then set-wise',
    (client, batch, number) =>
      inTransaction(client, async () => {
        await copyIn(client, `COPY staging_${number} FROM STDIN`, rowsOf(batch))
        await call(client, `post_staged_${number}`, [])
      }),
  ],
  ['COPY straight into the tables', copyIntoFinal],
  ['one transaction, a round trip per statement', statementEach],
]

async function json(client: pg.PoolClient, batch: readonly Item[]): Promise<void> {
  await call(client, 'post_json', [
    JSON.stringify(batch.map((item, index) => ({ ord: index + 1, ...item, amount: 1 }))),
  ])
}

const SHAPES: readonly [string, Partial<Shape>][] = [
  ['uuid keys, no account index', {}],
  ['with the list of previous transfers', { linked: true }],
  ['with indexes on debit and credit', { indexes: ['debit', 'credit'] }],
  ['with a BRIN index on the time', { indexes: ['brin'] }],
  ['ids as text', { accountKey: 'text', transferId: 'text' }],
  [
    'ids as text, with indexes on debit and credit',
    { accountKey: 'text', transferId: 'text', indexes: ['debit', 'credit'] },
  ],
  ['surrogate numbers for accounts', { accountKey: 'bigint' }],
  ['surrogate numbers, with indexes on debit and credit', { accountKey: 'bigint', indexes: ['debit', 'credit'] }],
  ['transfer ids that do not sort by time', { idOrder: 'random' }],
  ['account pages filled to 100%', { fillFactor: 100 }],
  ['account pages filled to 50%', { fillFactor: 50 }],
  ['with foreign keys to accounts', { foreignKeys: true }],
]

export const ALTERNATIVES: readonly Alternative[] = [
  ...WAYS.map(([name, post]): Alternative => ({ name, group: 'way', shape: OURS, post })),
  ...SHAPES.map(
    ([name, shape]): Alternative => ({ name, group: 'shape', shape: { ...OURS, ...shape }, post: setWise }),
  ),
  {
    name: 'hot account appended to deltas',
    group: 'hot',
    shape: OURS,
    isHot: true,
    post: async (client, batch) => void (await call(client, 'post_delta', arraysOf(batch))),
  },
  { name: 'hot account locked as any other', group: 'hot', shape: OURS, isHot: true, post: setWise },
]
