// SPDX-License-Identifier: Apache-2.0
// What a caller does for one conversion: ask for a quote, accept its best option. And how one knows that all that was
// accepted is paid.

import type { Database } from '../../packages/server/src/database/index.ts'
import { createClient } from './http.ts'

const HOLDERS = 1000
const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })

/** An expired voucher bought with cash: nine tenths of its price are owed in cash. */
const QUOTE = JSON.stringify({
  jurisdiction: 'KR',
  language: 'ko',
  intent: 'any',
  holder: { birthDate: '1991-04-02' },
  instruments: [
    {
      ...{ kind: 'new_type_voucher', issuer: 'cultureland', fundingSource: 'cash', isPromotional: false },
      ...{ faceValue: won('10000'), pricePaid: won('9000'), remaining: won('10000') },
      ...{ purchasedOn: '2023-10-01', expiresOn: '2024-10-01' },
    },
  ],
})

export interface Flows {
  /** Quote and accept; answers the milliseconds that the acceptance took. Faults: any answer but 200 and 201. */
  convert(): Promise<number>
  /** Resolves when no accepted conversion has work left. */
  allPaid(): Promise<void>
  /** Faults: a conversion that was accepted and did not end as paid, or one that nobody was told of. */
  check(): Promise<void>
  close(): void
}

interface FlowsOptions {
  readonly url: string
  readonly apiKey: string
  readonly database: Database
  readonly connections: number
}

const after = (text: string, mark: string, length: number) => {
  const at = text.indexOf(mark)
  if (at < 0) throw new Error(`There is no ${mark} in ${text.slice(0, 300)}`)
  return text.slice(at + mark.length, at + mark.length + length)
}
const ID_LENGTH = 30
const HASH_LENGTH = 71

export async function createFlows({ url, apiKey, database, connections }: FlowsOptions): Promise<Flows> {
  const client = createClient(url, apiKey, connections)
  let keys = 0
  let accepted = 0
  const post = async (path: string, body: unknown, status: number) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await client.send('POST', path, text, `bench-${process.pid}-${++keys}`)
    if (answer.status !== status) throw new Error(`${path} answered ${answer.status}: ${answer.body}`)
    return answer.body
  }
  const holders = await Promise.all(
    Array.from({ length: HOLDERS }, async (_, index) => {
      const name = `홍길동${index}`
      const holder = after(await post('/v1/holders', { name, birthDate: '1991-04-02' }, 201), '"id":"', ID_LENGTH)
      const account = await post(
        '/v1/payoutAccounts',
        { holderId: holder, bankCode: '088', accountNumber: `110${String(100_000 + index)}856`, accountHolder: name },
        201,
      )
      return { holder, account: after(account, '"id":"', ID_LENGTH) }
    }),
  )
  let next = 0
  return {
    async convert() {
      const { holder, account } = holders[next++ % holders.length]!
      const quote = await post('/v1/quotes', QUOTE, 200)
      const body =
        `{"holderId":"${holder}","quoteId":"${after(quote, '"id":"', ID_LENGTH)}",` +
        `"optionId":"${after(quote, '"options":[{"id":"', ID_LENGTH)}","payoutAccountId":"${account}",` +
        `"consent":{"language":"ko","acceptedAt":"${new Date().toISOString()}",` +
        `"textHash":"${after(quote, '"textHash":"', HASH_LENGTH)}"}}`
      const begin = performance.now()
      await post('/v1/conversions', body, 201)
      accepted += 1
      return performance.now() - begin
    },
    async allPaid() {
      const { pool } = database
      while ((await pool.query('SELECT FROM work LIMIT 1')).rowCount !== 0) {
        await new Promise(resolve => setTimeout(resolve, 10))
      }
    },
    async check() {
      const { rows } = await database.pool.query<{ state: string; count: bigint }>(
        'SELECT state, count(*) AS count FROM conversion GROUP BY state',
      )
      const [first, ...others] = rows
      if (first?.state === 'paid' && others.length === 0 && Number(first.count) === accepted) return
      throw new Error(
        `${accepted} conversions were accepted, and there are ${rows.map(({ state, count }) => `${count} ${state}`).join(', ')}`,
      )
    },
    close: client.close,
  }
}
