// SPDX-License-Identifier: Apache-2.0
// How fast the ledger posts, against alternatives on the same server in the same run: the set-wise way, the exact way,
// and one transaction per transfer. `node bench/ledger.ts [--accounts N] [--seconds N]`; the last line is JSON.
// Runs on an embedded server of its own with full durability, or on JANDON_TEST_DATABASE_URL.

import { randomBytes, randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { deriveIdFromKey, newId } from '@jandon/domain/ids'
import { type AccountSpec, accountSpec, DEFAULT_BOOK, type TransferSpec } from '@jandon/domain/ledger'
import { createTestDatabase } from '../packages/server/src/database/testing.ts'
import { createLedger, verifyLedger } from '../packages/server/src/ledger/index.ts'
import { openAccounts, postTransfers } from '../packages/server/src/ledger/post.ts'

const { values: options } = parseArgs({
  options: { accounts: { type: 'string', default: '100000' }, seconds: { type: 'string', default: '5' } },
})
const accountCount = Number.parseInt(options.accounts, 10)
const milliseconds = Number.parseInt(options.seconds, 10) * 1000

const db = await createTestDatabase()
const ledger = createLedger()
const cash = accountSpec(DEFAULT_BOOK, 'safeguarding_cash', 'KRW')
const fee = accountSpec(DEFAULT_BOOK, 'service_fee', 'KRW')
const holders = Array.from({ length: accountCount }, (_, index) =>
  accountSpec(DEFAULT_BOOK, 'holder_cash', 'KRW', `bench ${index}`),
)
const occurredAt = Date.now()

function transfer(debit: AccountSpec, credit: AccountSpec, amount: bigint): TransferSpec {
  const id = newId('trf', Date.now(), randomBytes(10))
  return {
    ...{ id, journalId: deriveIdFromKey('jnl', id), debitAccountId: debit.id, creditAccountId: credit.id },
    ...{ amount: { amountMinor: amount, unit: 'KRW' }, code: 'bench', phase: 'posted', occurredAt },
  }
}
/** Two different holders: an account cannot pay itself, and one refused transfer sends its batch the exact way. */
function pair(): [AccountSpec, AccountSpec] {
  const first = randomInt(holders.length)
  return [holders[first]!, holders[(first + 1 + randomInt(holders.length - 1)) % holders.length]!]
}
const uniform = (size: number) => Array.from({ length: size }, () => transfer(...pair(), 1n))
const oneHot = (size: number) => Array.from({ length: size }, () => transfer(pair()[0], fee, 1n))

for (let from = 0; from < holders.length; from += 10_000) {
  const some = holders.slice(from, from + 10_000)
  await db.transaction(async tx => {
    await openAccounts(tx, [cash, fee, ...some])
    await ledger.postTransfers(
      tx,
      some.map(holder => transfer(cash, holder, 1_000_000n)),
    )
  })
}
await db.pool.query('VACUUM ANALYZE')

/** Transfers per second of `clients` at once; making the batches does not count. */
async function measure(batch: (size: number) => TransferSpec[], size: number, clients: number, exact: boolean) {
  const deps = { now: () => undefined, exact }
  let applied = 0
  let spent = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (spent < milliseconds * clients) {
        const transfers = batch(size)
        const begin = performance.now()
        const results = await db.transaction(tx => postTransfers(deps, tx, transfers))
        spent += performance.now() - begin
        applied += results.filter(({ result }) => result === 'applied').length
      }
    }),
  )
  return Math.round((applied * clients * 1000) / spent)
}

const rows: { way: string; accounts: string; batch: number; clients: number; perSecond: number }[] = []
for (const [way, accounts, size, clients] of [
  ['set-wise', 'uniform', 8192, 1],
  ['set-wise', 'one hot', 8192, 1],
  ['set-wise', 'uniform', 1024, 1],
  ['set-wise', 'uniform', 128, 1],
  ['set-wise', 'uniform', 2048, 2],
  ['exact', 'uniform', 8192, 1],
  ['exact', 'uniform', 128, 1],
  ['one transaction each', 'uniform', 1, 1],
  ['one transaction each', 'uniform', 1, 16],
] as const) {
  const perSecond = await measure(accounts === 'one hot' ? oneHot : uniform, size, clients, way === 'exact')
  rows.push({ way, accounts, batch: size, clients, perSecond })
  console.log(
    `${way.padEnd(22)} ${accounts.padEnd(8)} batch ${String(size).padStart(5)} × ${clients} clients: ${perSecond}/s`,
  )
}

const timed = async <T>(run: () => Promise<T>): Promise<[T, number]> => {
  const begin = performance.now()
  return [await run(), (performance.now() - begin) / 1000]
}
const [, sealSeconds] = await timed(() => ledger.seal(db))
const [report, verifySeconds] = await timed(() => verifyLedger({ kind: 'database', db }))
const verify = {
  transfers: report.transfers,
  isOk: report.ok,
  sealedPerSecond: Math.round(report.journals / sealSeconds),
  verifiedPerSecond: Math.round(report.transfers / verifySeconds),
}
console.log(JSON.stringify({ accounts: accountCount, rows, verify }))
await db.drop()
