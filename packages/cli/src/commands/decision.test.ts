// SPDX-License-Identifier: Apache-2.0
// Replaying and exporting decisions as a person meets them: exit codes, differences in words, every page read, a whole
// file or none.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ApiProblem, type DecisionReplay } from '../api/api.ts'
import { runProgram } from '../program.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { createTestContext } from '../testing/test-context.ts'

const dir = mkdtempSync(join(tmpdir(), 'jandon-decision-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })
const same = (decisionId: string, packVersion = 'kr@2026-11-23.3f9c2a71'): DecisionReplay => ({
  ...{ decisionId, packVersion, under: { packVersion, asOf: '2026-11-23' } },
  engine: { was: '1', is: '1' },
  same: true,
  net: { was: won('8100'), is: won('8100'), difference: won('0') },
  differenceCount: 0,
  differences: [],
})
const different = (decisionId: string): DecisionReplay => ({
  ...same(decisionId),
  same: false,
  net: { was: won('9000'), is: won('8100'), difference: won('-900') },
  differenceCount: 1,
  differences: [{ field: 'options.0.net.amountMinor', was: '9000', is: '8100' }],
})

async function run(replays: readonly DecisionReplay[], argv: readonly string[], language: 'ko' | 'en' = 'en') {
  const server = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
  server.replays.push(...replays)
  const context = createTestContext(server.api, language)
  const code = await runProgram(['decision', ...argv], context)
  return { code, server, ...context.printed }
}

describe('jandon decision replay', () => {
  test('says that a decision is the same and exits with 0', async () => {
    const { code, out } = await run([same('dec_1')], ['replay', 'dec_1'])
    assert.equal(code, 0)
    assert.match(out, /dec_1 {2}the same as it was/)
  })
  test('names what differs in won and exits with 1', async () => {
    const { code, out } = await run([different('dec_1')], ['replay', 'dec_1'], 'ko')
    assert.equal(code, 1)
    assert.match(out, /1곳이 달라요/)
    assert.match(out, /받을 돈 9,000원 → 8,100원 \(-900원\)/)
    assert.match(out, /options\.0\.net\.amountMinor: 9000 → 8100/)
  })
  test('reads every page of all decisions and adds up what differs', async () => {
    const replays = [same('dec_1'), different('dec_2'), same('dec_3'), different('dec_4')]
    const { code, out, server, errors } = await run(replays, ['replay', '--all', '--from', '2026-11-01'])
    assert.equal(code, 1)
    assert.equal(server.calls.get('replayDecision'), 4)
    assert.match(out, /Of 4 decisions 2 differ/)
    assert.match(out, /together: -₩1,800/)
    assert.match(errors, /decisions 4\/4/)
    const fine = await run([same('dec_1'), same('dec_2')], ['replay', '--quote', 'qte_1'])
    assert.equal(fine.code, 0)
    assert.match(fine.out, /All 2 decisions/)
  })
  test('goes on when the law of one decision is not kept, and exits with 1', async () => {
    const server = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
    server.replays.push(same('dec_1'), same('dec_2'))
    let isFirst = true
    server.before = name => {
      const isGone = name === 'replayDecision' && isFirst
      if (isGone) isFirst = false
      if (isGone) throw new ApiProblem({ status: 409, code: 'pack_version_not_kept', detail: 'gone' })
    }
    const context = createTestContext(server.api, 'en')
    assert.equal(await runProgram(['decision', 'replay', '--all'], context), 1)
    assert.match(context.printed.out, /dec_1 {2}could not be made again/)
  })
  test('waits for a server that is busy', async () => {
    const server = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
    server.replays.push(same('dec_1'), same('dec_2'))
    let busy = 3
    server.before = name => {
      if (name === 'replayDecision' && busy-- > 0)
        throw new ApiProblem({ status: 429, code: 'too_many_requests', detail: 'later', retryAfterSeconds: 1 })
    }
    const context = createTestContext(server.api, 'en')
    assert.equal(await runProgram(['decision', 'replay', '--all'], context), 0)
    assert.match(context.printed.out, /All 2 decisions/)
  })
  test('wants exactly one of its ways to say which', async () => {
    assert.equal((await run([], ['replay'])).code, 2)
    assert.equal((await run([], ['replay', 'dec_1', '--all'])).code, 2)
  })
})

describe('jandon decision export', () => {
  test('writes the decisions of one place, page after page', async () => {
    const file = join(dir, 'decisions.jsonl')
    const replays = [same('dec_1'), same('dec_2', 'us-ca@2026-11-23.00000000'), same('dec_3')]
    const { code, out } = await run(replays, ['export', file])
    assert.equal(code, 0)
    assert.match(out, /2 decisions written/)
    const lines = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).ref)
    assert.deepEqual(lines, ['dec_1', 'dec_3'])
    assert.ok(!existsSync(`${file}.part`))
  })
})
