// SPDX-License-Identifier: Apache-2.0
// A run against a server in memory: every outcome, every way of being stopped, and never a row paid twice.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { ApiProblem } from '../api/api.ts'
import { runProgram } from '../program.ts'
import { away, busy, createFakeServer, type FakeServer } from '../testing/fake-server.ts'
import { createTestContext } from '../testing/test-context.ts'

const HEADER =
  '접수번호,종류,발행사,일련번호,액면가,구매가,잔액,구매일,유효기간,결제수단,성명,생년월일,연락처,은행,계좌번호,예금주,동의일'

function row(
  number: number,
  change: Partial<Record<'kind' | 'serial' | 'face' | 'funding' | 'account' | 'consent' | 'bought', string>> = {},
) {
  const { kind = '모바일상품권', serial = `S-${number}`, face = '10,000', funding = '현금' } = change
  const { account = `110-222-${100000 + number}`, consent = '2026-11-20', bought = '2023-10-01' } = change
  return `R${number},${kind},컬쳐랜드,${serial},"${face}","9,000","${face}",${bought},2024.10.1,${funding},김하나,1990-01-02,010-1111-2222,신한,${account},김하나,${consent}`
}

const folders: string[] = []
after(() => Promise.all(folders.map(folder => rm(folder, { recursive: true }))))

async function fileOf(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jandon-cli-'))
  folders.push(folder)
  const path = join(folder, 'desk.csv')
  await writeFile(path, `${[HEADER, ...lines].join('\n')}\n`)
  return path
}

const allowed = () => createFakeServer(() => ({ decision: 'allow', gross: 8100n }))

async function convert(server: FakeServer, file: string, ...flags: string[]) {
  const context = createTestContext(server.api)
  const code = await runProgram(['convert', file, ...flags], context)
  return { code, context, ...context.printed }
}

const statementOf = async (file: string) => JSON.parse(await readFile(file.replace('.csv', '.statement.json'), 'utf8'))
const resultOf = (file: string) => readFile(file.replace('.csv', '.result.csv'), 'utf8')

function assertPaidOnce(server: FakeServer, count: number): void {
  assert.equal(server.credits.length, count)
  assert.equal(new Set(server.credits.map(credit => credit.serial)).size, count)
}

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('a whole run', () => {
  test('pays what can be paid, says why not for the rest, and adds up to the won', async () => {
    const server = createFakeServer(
      instrument => {
        if (instrument.fundingSource === 'carrier_billing') return { decision: 'refuse', code: 'carrier_billing' }
        if (instrument.fundingSource === undefined) return { decision: 'needs_facts', fact: 'fundingSource' }
        if (instrument.kind === 'paper_voucher') return { decision: 'allow', gross: 3000n, carriedOut: false }
        return { decision: 'allow', gross: 8100n, fee: 1000n }
      },
      { refuseAccount: number => (number === '110222100006' ? 'account_holder_mismatch' : undefined) },
    )
    const file = await fileOf([
      row(1),
      row(2, { funding: '소액결제' }),
      row(3, { funding: '' }),
      row(4, { kind: '지류상품권' }),
      row(5, { face: '12,34' }),
      row(6),
      row(7, { serial: 'S-1' }),
      row(8),
      row(8),
      row(9, { consent: '' }),
      '',
      '',
    ])
    const { code, out } = await convert(server, file)
    assert.equal(code, 1)
    const statement = await statementOf(file)
    const counts = Object.fromEntries(
      statement.byOutcome.map((group: { name: string; rows: number }) => [group.name, group.rows]),
    )
    assert.deepEqual(counts, {
      paid: 2,
      duplicate: 2,
      bad_row: 2,
      refused: 1,
      needs_facts: 1,
      guidance: 1,
      account_refused: 1,
    })
    assert.equal(statement.totals.rows, 10)
    assert.equal(statement.totals.paid, '14200')
    assert.deepEqual(statement.sumProblems, [])
    assert.equal(statement.ledger.addsUp, true)
    assert.equal(statement.ledger.safeguardingMovement, '14200')
    assert.match(out, /Adds up: ₩14,200/)
    assertPaidOnce(server, 2)
    const result = await resultOf(file)
    assert.ok(result.startsWith('\uFEFF'))
    assert.match(result, /^6,R5,.*bad row,"“액면가” \(12,34\) is not an amount/m)
    assert.match(result, /^8,R7,.*duplicate,Repeats line 2/m)
    assert.match(result, /^10,R8,.*duplicate,Repeats line 9/m)
    assert.match(result, /^3,R2,.*refused,안 돼요\.,kr\/no,가짜법 제2조/m)
    assert.match(result, /^11,R9,.*“동의일” is empty/m)
    assert.match(await readFile(file.replace('.csv', '.to-correct.csv'), 'utf8'), /R5[^\n]*\n.*R6/s)
  })

  test('answers 0 when every row is paid', async () => {
    const file = await fileOf(range(3).map(number => row(number)))
    assert.equal((await convert(allowed(), file)).code, 0)
  })

  test('a dry run quotes only', async () => {
    const server = allowed()
    const file = await fileOf([row(1), row(2)])
    const { code, out } = await convert(server, file, '--dry-run', '--json')
    assert.equal(code, 0)
    assert.equal(JSON.parse(out).byOutcome[0].name, 'would_convert')
    assert.deepEqual([...server.calls.keys()], ['createQuote'])
    await assert.rejects(resultOf(file), /ENOENT/)
  })

  test('one person with several rows is registered once', async () => {
    const server = allowed()
    await convert(server, await fileOf(range(5).map(number => row(number, { account: '110-222-333444' }))))
    assert.equal(server.calls.get('createHolder'), 1)
    assert.equal(server.calls.get('createPayoutAccount'), 1)
  })

  test('a difference in the books is named and answered 1', async () => {
    const server = allowed()
    const file = await fileOf([row(1)])
    const api = server.api
    const lying = { ...api, conversionTransfers: async () => ({ items: [] }) }
    const context = createTestContext(lying)
    assert.equal(await runProgram(['convert', file], context), 1)
    assert.match(context.printed.out, /Does not add up: 1 differences/)
    assert.match(context.printed.out, /line 2 cnv_\w+: cash out of the safeguarding account: file 8100, ledger 0/)
  })
})

describe('stopped and begun again', () => {
  let file: string
  beforeEach(async () => {
    file = await fileOf(range(40).map(number => row(number)))
  })

  /** Cuts the run off at the n-th call of a name, before or after the act, for good. */
  function cutOff(server: FakeServer, name: string, nth: number, when: 'before' | 'after') {
    let seen = 0
    let isCut = false
    const cut = (called: string) => {
      if (called === name && ++seen === nth) isCut = true
      if (isCut) throw new ApiProblem({ status: 401, code: 'key_revoked', detail: 'cut off' })
    }
    if (when === 'before') server.before = cut
    else {
      server.after = cut
      server.before = () => {
        if (isCut) throw new ApiProblem({ status: 401, code: 'key_revoked', detail: 'cut off' })
      }
    }
    return () => {
      server.before = () => {}
      server.after = () => {}
    }
  }

  for (const [name, nth] of [
    ['createQuote', 9],
    ['createHolder', 1],
    ['createConversion', 1],
    ['createConversion', 17],
    ['getConversion', 30],
  ] as const) {
    for (const when of ['before', 'after'] as const) {
      for (const journal of ['kept', 'lost'] as const) {
        test(`cut off ${when} ${name} ${nth}, journal ${journal}: goes on, pays every row once`, async () => {
          const server = allowed()
          const mend = cutOff(server, name, nth, when)
          assert.equal((await convert(server, file)).code, 2)
          mend()
          if (journal === 'lost') await rm(`${file}.jandon-run`, { recursive: true })
          const { code, errors } = await convert(server, file)
          assert.equal(code, 0, errors)
          assertPaidOnce(server, 40)
          assert.equal((await statementOf(file)).totals.paid, String(40 * 8100))
        })
      }
    }
  }

  test('journal lost and every idempotency key expired: still nothing is paid twice', async () => {
    const server = allowed()
    assert.equal((await convert(server, file)).code, 0)
    await rm(`${file}.jandon-run`, { recursive: true })
    server.forgetKeys()
    await convert(server, file)
    assertPaidOnce(server, 40)
    assert.match(await resultOf(file), /instrument_already_converted/)
  })

  test('a finished run asks nothing again and gives the same statement', async () => {
    const server = allowed()
    await convert(server, file)
    const first = await statementOf(file)
    const before = server.calls.get('createConversion')
    const { errors } = await convert(server, file)
    const second = await statementOf(file)
    assert.deepEqual({ ...second, finishedAt: '' }, { ...first, finishedAt: '' })
    assert.equal(server.calls.get('createConversion'), before)
    assert.match(errors, /40 rows were done before, 0 are left/)
  })

  test('lost answers are asked again with the same key', async () => {
    const server = allowed()
    let calls = 0
    server.after = name => {
      if (name === 'createConversion' && ++calls % 3 !== 0) away()
    }
    assert.equal((await convert(server, file)).code, 0)
    assertPaidOnce(server, 40)
  })

  test('a busy server is asked less and later, as it says', async () => {
    const server = allowed()
    let calls = 0
    server.before = () => {
      if (++calls <= 30) busy(2)
    }
    const { code, errors } = await convert(server, file)
    assert.equal(code, 0)
    assert.match(errors, /The server is busy[\s\S]*answers again/)
    assertPaidOnce(server, 40)
  })

  test('a server that stays away ends the run with how to go on', async () => {
    const server = allowed()
    let calls = 0
    server.before = () => {
      if (++calls > 50) away()
    }
    const { code, errors } = await convert(server, file, '--patience', '5')
    assert.equal(code, 2)
    assert.match(errors, /has not answered for too long[\s\S]*jandon convert/)
    server.before = () => {}
    assert.equal((await convert(server, file)).code, 0)
    assertPaidOnce(server, 40)
  })

  test('Ctrl-C stops cleanly, writes what is known, and says how to go on', async () => {
    const server = allowed()
    const context = createTestContext(server.api)
    let calls = 0
    server.before = () => {
      if (++calls === 60) context.stop.abort()
    }
    assert.equal(await runProgram(['convert', file], context), 2)
    assert.match(context.printed.errors, /Stopped\. Nothing is lost; go on with:\n {2}jandon convert/)
    assert.match(await resultOf(file), /in progress/)
    server.before = () => {}
    assert.equal((await convert(server, file)).code, 0)
    assertPaidOnce(server, 40)
  })

  test('a torn last line of the journal is dropped', async () => {
    const server = allowed()
    const mend = cutOff(server, 'createConversion', 20, 'after')
    await convert(server, file)
    mend()
    const journal = join(`${file}.jandon-run`, 'journal.jsonl')
    await writeFile(journal, `${await readFile(journal, 'utf8')}{"step":"done","li`)
    assert.equal((await convert(server, file)).code, 0)
    assertPaidOnce(server, 40)
  })
})

describe('refused before anything is asked', () => {
  test('a changed file, with what to do', async () => {
    const server = allowed()
    const file = await fileOf([row(1), row(2)])
    await convert(server, file)
    await writeFile(file, `${await readFile(file, 'utf8')}${row(3)}\n`)
    const calls = server.calls.get('createQuote')
    const { code, errors } = await convert(server, file)
    assert.equal(code, 2)
    assert.match(errors, /is not the file that this run began with[\s\S]*put the original file back/)
    assert.equal(server.calls.get('createQuote'), calls)
  })

  test('no consent', async () => {
    const server = allowed()
    const file = await fileOf([row(1)])
    await writeFile(file, (await readFile(file, 'utf8')).replace(',동의일', ',비고').replace(/2026-11-20/g, ''))
    const { code, errors } = await convert(server, file)
    assert.equal(code, 2)
    assert.match(errors, /without the holder’s consent/)
    assert.equal((await convert(server, file, '--consent-attested')).code, 0)
  })

  for (const [name, text, words] of [
    ['no header', '1,2,3\n', /No header/],
    ['no rows', `${HEADER}\n`, /no rows/],
    ['a column twice', '종류,구분,성명\n가,나,다\n', /“종류” and “구분” mean the same/],
    ['no kind', '성명,은행\n가,나\n', /“kind” \(kind\) is missing/],
  ] as const) {
    test(name, async () => {
      const file = await fileOf([])
      await writeFile(file, text)
      const { code, errors } = await convert(allowed(), file)
      assert.equal(code, 2)
      assert.match(errors, words)
    })
  }

  test('no key, before the first row; a key that may not read the ledger may still convert', async () => {
    const file = await fileOf([row(1)])
    for (const [status, argv, code, words] of [
      [401, [], 2, /needs an API key/],
      [401, ['--key', 'wrong'], 2, /does not accept this API key/],
      [403, [], 2, /needs an API key/],
      [403, ['--key', 'narrow'], 1, /Not checked against the ledger: This API key may not do that/],
    ] as const) {
      const server = allowed()
      const listAccounts = async () => {
        throw new ApiProblem({ status, code: 'no', detail: '' })
      }
      const context = createTestContext({ ...server.api, listAccounts })
      assert.equal(await runProgram(['convert', file, ...argv], context), code)
      assert.match(context.printed.errors + context.printed.out, words)
      assert.equal(server.credits.length, code === 2 ? 0 : 1)
    }
  })

  test('no file, and a wrong option', async () => {
    const { code, errors } = await convert(allowed(), '/nowhere/desk.csv')
    assert.equal(code, 2)
    assert.match(errors, /There is no file/)
    assert.match((await convert(allowed(), 'x.csv', '--fast')).errors, /There is no option --fast/)
  })

  test('a run that is going on in a living process', async () => {
    const server = allowed()
    const file = await fileOf([row(1)])
    await convert(server, file)
    const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '')
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    await writeFile(join(`${file}.jandon-run`, 'lock'), JSON.stringify({ pid: process.pid, began }))
    const { code, errors } = await convert(server, file)
    assert.equal(code, 2)
    assert.match(errors, /being converted right now by process/)
  })
})
