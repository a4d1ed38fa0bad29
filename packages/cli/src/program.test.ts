// SPDX-License-Identifier: Apache-2.0
// The command line as a person meets it: help in both languages with examples and exit codes, mistakes answered in one
// sentence, answers on the standard output, colours only where they belong, and the shim for older Nodes.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ApiProblem } from './api/api.ts'
import { languageOf } from './messages/index.ts'
import { runProgram } from './program.ts'
import { createTerminal } from './terminal/terminal.ts'
import { padEnd, widthOf, wrap } from './terminal/width.ts'
import { away, createFakeServer } from './testing/fake-server.ts'
import { createTestContext } from './testing/test-context.ts'

const COMMANDS = [
  ['serve'],
  ['quote'],
  ['convert'],
  ['statement'],
  ['ledger', 'verify'],
  ['ledger', 'export'],
  ['ledger', 'prove'],
  ['ledger', 'check-proof'],
  ['ledger', 'archive'],
  ['pack', 'check'],
  ['decision', 'replay'],
  ['decision', 'export'],
  ['migrate'],
  ['demo'],
]

const server = () =>
  createFakeServer(instrument =>
    instrument.kind === 'game_cash'
      ? { decision: 'allow', gross: 12_000n, fee: 1200n }
      : { decision: 'refuse', code: 'no' },
  )

async function run(argv: readonly string[], language: 'ko' | 'en' = 'en', api = server().api) {
  const context = createTestContext(api, language)
  const code = await runProgram(argv, context)
  return { code, ...context.printed }
}

describe('help', () => {
  for (const command of COMMANDS) {
    for (const language of ['ko', 'en'] as const) {
      test(`${command.join(' ')} in ${language} has examples and exit codes, in columns`, async () => {
        const { code, out } = await run([...command, '--help'], language)
        assert.equal(code, 0)
        assert.match(
          out,
          language === 'ko' ? /사용법:[\s\S]*예:[\s\S]*종료 코드:/ : /Usage:[\s\S]*Examples:[\s\S]*Exit codes:/,
        )
        assert.match(out, new RegExp(`jandon ${command.join(' ')}`))
        assert.doesNotMatch(out, /undefined|\(default: "|\(choices:/)
        const help = out.split(/예:|Examples:/)[0]!
        for (const line of help.split('\n')) assert.ok(widthOf(line) <= 100, line)
      })
    }
  }

  test('a command that only has commands lists them', async () => {
    assert.match((await run(['ledger'])).errors, /Commands:[\s\S]*verify[\s\S]*export/)
    assert.match((await run(['pack'], 'ko')).errors, /명령:[\s\S]*check/)
  })

  test('the program alone lists its commands', async () => {
    const { code, out } = await run([], 'ko')
    assert.equal(code, 0)
    for (const command of COMMANDS) assert.match(out, new RegExp(`^  ${command[0]}`, 'm'))
  })
})

describe('mistakes', () => {
  for (const [argv, ko, en] of [
    [['convrt'], /‘convrt’ 명령은 없어요/, /no command “convrt”/],
    [['quote', '--kind', 'game_cash', '--colour', 'red'], /--colour 옵션이 없어요/, /no option --colour/],
    [['quote'], /--kind <kind>이\(가\) 빠졌어요/, /--kind <kind> is missing/],
    [['quote', '--kind'], /값이 필요해요/, /needs a value/],
    [['quote', '--kind', 'game_cash', '--face', '12,34'], /12,34.*원 단위/, /12,34.*whole won/],
    [['quote', '--kind', 'game_cash', '--bought', '1/2/2024'], /날짜를 적어/, /write a date/],
    [['quote', '--kind', 'game_cash', '--intent', 'steal'], /‘steal’예요. any, refund/, /must be one of any, refund/],
    [['quote', '--kind', 'game_cash', '--fact', 'x'], /이름=값/, /name=value/],
    [['statement'], /--holder, --conversion 가운데/, /one of --holder, --conversion/],
    [['convert'], /FILE\.csv이\(가\) 빠졌어요/, /FILE\.csv is missing/],
    [['ledger', 'verify', '--export', '/nowhere'], /폴더가 없어요/, /no directory/],
    [['ledger', 'verify', '--anchor', 'bok_x 1'], /사슬 머리가 아니에요/, /no noted head/],
    [['pack', 'check', '/nowhere'], /pack\.yaml이 없어요/, /no pack\.yaml/],
  ] as const) {
    test(`jandon ${argv.join(' ')}`, async () => {
      for (const [language, words] of [
        ['ko', ko],
        ['en', en],
      ] as const) {
        const { code, out, errors } = await run(argv, language)
        assert.equal(code, 2)
        assert.equal(out, '')
        assert.match(errors, words)
      }
    })
  }

  test('a server that is not there, a missing key, and a refusal, each as a sentence', async () => {
    const gone = { ...server().api, createQuote: async () => away() }
    assert.match(
      (await run(['quote', '--kind', 'game_cash'], 'en', gone)).errors,
      /Nothing answers at http:.*jandon serve/,
    )
    const fail = (status: number, code: string) => async () => {
      throw new ApiProblem({ status, code, detail: 'Because.', errors: [{ pointer: '/kind', detail: 'What?' }] })
    }
    const locked = { ...server().api, createQuote: fail(401, 'key_missing') }
    assert.match((await run(['quote', '--kind', 'game_cash'], 'en', locked)).errors, /needs an API key/)
    const wrong = { ...server().api, createQuote: fail(422, 'invalid_request') }
    const { code, errors } = await run(['quote', '--kind', 'game_cash'], 'en', wrong)
    assert.equal(code, 2)
    assert.match(errors, /Because\. \(invalid_request\)\n {2}\/kind What\?/)
  })
})

describe('quote', () => {
  test('0 and a table for what is lawful, 1 and the article for what is not', async () => {
    const lawful = await run(['quote', '--kind', '게임캐시', '--remaining', '1만2천원', '--funding', '현금'])
    assert.equal(lawful.code, 0, lawful.errors)
    assert.match(lawful.out, /₩12,000 +₩1,200 +₩10,800/)
    const unlawful = await run(['quote', '--kind', 'gift_card'])
    assert.equal(unlawful.code, 1)
    assert.match(unlawful.out, /Refused[\s\S]*Article: 가짜법 제2조 \(kr\/no\)/)
  })

  test('flags become facts, and --json prints the answer and nothing else', async () => {
    const fake = server()
    let sent: unknown
    const api = {
      ...fake.api,
      createQuote: (request: Parameters<typeof fake.api.createQuote>[0]) => {
        sent = request
        return fake.api.createQuote(request)
      },
    }
    const argv = ['quote', '--kind', 'game_cash', '--issuer', '세이캐시', '--face', '₩20,000', '--bought', '2026.5.1']
    const more = ['--fact', 'isOpened=false', '--fact', 'unsupplied=5,000원', '--offer-cash', '7000', '--json']
    const { out } = await run([...argv, ...more], 'en', api)
    assert.equal(JSON.parse(out).items[0].decision, 'allow')
    const krw = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })
    assert.deepEqual((sent as { instruments: unknown[] }).instruments, [
      {
        ref: 'a',
        kind: 'game_cash',
        issuer: 'saycash',
        faceValue: krw('20000'),
        remaining: krw('20000'),
        purchasedOn: '2026-05-01',
        offer: { cashReceived: krw('7000') },
        isOpened: false,
        unsupplied: krw('5000'),
      },
    ])
  })
})

describe('the terminal', () => {
  test('colours only on a terminal, and never under NO_COLOR', () => {
    const screen = { write: () => true, isTTY: true }
    const pipe = { write: () => true }
    assert.notEqual(createTerminal(screen, pipe, {}).style.good('x'), 'x')
    assert.equal(createTerminal(screen, pipe, { NO_COLOR: '1' }).style.good('x'), 'x')
    assert.equal(createTerminal(pipe, screen, {}).style.good('x'), 'x')
    assert.equal(createTerminal(screen, pipe, { TERM: 'dumb' }).style.good('x'), 'x')
  })

  test('Korean letters are two columns wide', () => {
    assert.equal(widthOf('잔돈 8,100원'), 12)
    assert.equal(padEnd('잔돈', 6), '잔돈  ')
    assert.deepEqual(wrap('가나다 라마바 사', 13), ['가나다 라마바', '사'])
  })

  test('the language is asked for, else the locale’s', () => {
    assert.equal(languageOf([], { LANG: 'ko_KR.UTF-8' }), 'ko')
    assert.equal(languageOf([], { LANG: 'en_US.UTF-8' }), 'en')
    assert.equal(languageOf([], { LC_ALL: 'ko_KR', LANG: 'en_US' }), 'ko')
    assert.equal(languageOf([], { JANDON_LANGUAGE: 'en', LANG: 'ko_KR' }), 'en')
    assert.equal(languageOf(['quote', '--language', 'en'], { LANG: 'ko_KR' }), 'en')
    assert.equal(languageOf(['quote', '--language=ko'], {}), 'ko')
  })
})

describe('bin/jandon.js', () => {
  const shim = fileURLToPath(new URL('../bin/jandon.js', import.meta.url))
  const jandon = (flags: readonly string[], argv: readonly string[]) =>
    execFileSync(process.execPath, [...flags, shim, ...argv], { encoding: 'utf8' })

  test('runs where Node can run TypeScript, and hands over to the Node of node_modules where it cannot', () => {
    const version = jandon([], ['--version'])
    assert.match(version, /^\d+\.\d+\.\d+\n$/)
    assert.equal(jandon(['--no-strip-types'], ['--version']), version)
  })

  test('passes the exit code on', () => {
    for (const flags of [[], ['--no-strip-types']]) {
      assert.throws(
        () => execFileSync(process.execPath, [...flags, shim, 'nonsense'], { stdio: 'pipe' }),
        (error: { status?: number }) => error.status === 2,
      )
    }
  })
})
