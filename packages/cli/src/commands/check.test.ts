// SPDX-License-Identifier: Apache-2.0
// `jandon check` as a person meets it: words, exit codes, files of thousands, and text that must not steer a terminal.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { runProgram } from '../program.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { createTestContext } from '../testing/test-context.ts'
import { asPercent, defanged, defangedText, shown } from './check-judges.ts'

const dir = mkdtempSync(join(tmpdir(), 'jandon-check-'))
after(() => rmSync(dir, { recursive: true, force: true }))

const PAGES = '오늘 몇 시에 끝나?\n여섯 시쯤. 저녁은 집에서 먹을게\n들어오는 길에 두부 한 모만 사 와\n'.repeat(20)
const INSIDE = '엄마 나 폰 고장나서 임시번호야. 급하게 결제할 게 있는데 신분증이랑 카드 사진 좀 보내줘'
const CHAT = `${PAGES}${INSIDE}\n${PAGES}`
const TRAP = '[국제발신] 고객님 택배 주소 오류로 반송 예정입니다. 주소 확인: http://cj-logls.top/a1'

async function run(argv: readonly string[], language: 'ko' | 'en' = 'en') {
  const { api } = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
  const context = createTestContext(api, language)
  const code = await runProgram(['check', ...argv], context)
  return { code, ...context.printed }
}

describe('one message', () => {
  test('a trap is named, with reasons and what to do, and exits with 1', async () => {
    const { code, out } = await run(['message', TRAP], 'ko')
    assert.equal(code, 1)
    assert.match(out, /^사기로 보여요: 이런 글 100건 가운데 \d+건이 사기나 불법 광고예요 {2}택배/)
    for (const title of ['지금 할 일', '절대 하지 말 일', '이유']) assert.ok(out.includes(title), title)
    assert.ok(out.includes('hxxp://cj-logls[.]top/a1'), 'links are not clickable')
  })
  test('ordinary talk exits with 0 and promises nothing', async () => {
    const { code, out } = await run(['message', '내일 세 시에 도서관 앞에서 봐'])
    assert.equal(code, 0)
    assert.match(out, /^Nothing dangerous found/)
  })
  test('a long chat with a trap in it is something found: the part is shown and told of, not the pages', async () => {
    for (const language of ['ko', 'en'] as const) {
      const { code, out } = await run(['message', CHAT], language)
      assert.equal(code, 1)
      assert.match(out, language === 'ko' ? /^글이 길고 전체로는/ : /^This is long/)
      assert.match(
        out,
        language === 'ko' ? /^사기로 보여요: 이런 글 100건 가운데 9\d건/m : /^Looks like a scam: 9\d of 100/m,
      )
      const flat = out.replaceAll(/\s+/g, ' ')
      assert.ok(flat.includes(INSIDE) && !flat.includes(PAGES.replaceAll('\n', ' ')), out)
    }
    assert.equal((await run(['message', PAGES + PAGES])).code, 0)
    const { part } = JSON.parse((await run(['message', CHAT, '--json'])).out)
    assert.ok(CHAT.slice(part.from, part.to).includes(INSIDE))
  })
  test('--json is the whole judgement', async () => {
    const { code, out } = await run(['message', TRAP, '--json'])
    assert.equal(code, 1)
    const judgement = JSON.parse(out) as { label: string; reasons: unknown[]; links: unknown[] }
    assert.equal(judgement.label, 'smishing')
    assert.ok(judgement.reasons.length > 0 && judgement.links.length === 1)
  })
})

test('a link', async () => {
  const trap = await run(['link', 'https://www.naver.com.login-kr.top/x'])
  assert.equal(trap.code, 1)
  assert.match(trap.out, /^Looks like a trap: \d+ of 100 links like this are a trap/)
  assert.equal((await run(['link', 'https://www.naver.com/'])).code, 0)
})

test('a shop: article, what the promise means, lawful ways', async () => {
  const { code, out } = await run(['provider', '소액결제 현금화 당일 70% 입금'], 'ko')
  assert.equal(code, 1)
  assert.match(out, /^법이 금지하는 제안으로 보여요/)
  assert.ok(out.includes('정보통신망법'))
  assert.match(out, /100,000원어치를 사면\s+70,000원만 받고\s+30,000원을 잃어요/)
  assert.match(out, /521%/)
  assert.doesNotMatch(out, /이자/)
})

describe('files', () => {
  const written = (name: string) => parse(readFileSync(name), { bom: true, columns: true }) as Record<string, string>[]

  test('a CSV keeps its columns, and what a spreadsheet would run is harmless', async () => {
    const file = join(dir, 'reported.csv')
    writeFileSync(file, `번호,내용\n1,"${TRAP}"\n2,=HYPERLINK("x")\n3,내일 봐\n`)
    const out = join(dir, 'judged.csv')
    const { code, out: said } = await run(['message', '--file', file, '--out', out])
    assert.equal(code, 1)
    assert.match(said, /Judged 3, [12] of them dangerous/)
    const rows = written(out)
    assert.deepEqual(
      rows.map(({ line, 번호 }) => [line, 번호]),
      [
        ['2', '1'],
        ['3', '2'],
        ['4', '3'],
      ],
    )
    assert.deepEqual([rows[0]!.label, rows[2]!.label], ['smishing', 'ham'])
    assert.ok(Number(rows[0]!.probability) > 0.5)
    assert.ok(rows[1]!.내용!.startsWith("'="))
  })
  test('a row of a long chat counts, with the words that it counts for', async () => {
    const file = join(dir, 'chats.csv')
    writeFileSync(file, `내용\n"${CHAT}"\n"${PAGES}"\n`)
    const { code, out } = await run(['message', '--file', file])
    assert.equal(code, 1)
    assert.match(out, /Judged 2, 1 of them dangerous/)
    const rows = written(`${file}.checked.csv`)
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['ham', 'ham'],
    )
    assert.ok(rows[0]!.part!.includes(INSIDE))
    assert.equal(rows[1]!.part, '')
  })
  test('lines in CP949, thousands of them, in order', async () => {
    const file = join(dir, 'talk.txt')
    const lines = Array.from({ length: 2500 }, (_, n) => (n % 500 === 7 ? TRAP : `오늘 점심은 김밥 ${n}줄 먹었어`))
    writeFileSync(file, iconv.encode(lines.join('\r\n'), 'cp949'))
    const { code, errors } = await run(['message', '--file', file])
    assert.equal(code, 1)
    assert.match(errors, /2500\/2500/)
    const rows = written(`${file}.checked.csv`)
    assert.equal(rows.length, 2500)
    assert.deepEqual(
      rows.flatMap(({ label, line }) => (label === 'smishing' ? [line] : [])),
      ['8', '508', '1008', '1508', '2008'],
    )
  })
  test('run twice, the file is the same', async () => {
    const file = join(dir, 'links.txt')
    writeFileSync(file, 'https://www.naver.com/\nhttps://www.naver.com.login-kr.top/x\n')
    await run(['link', '--file', file])
    const first = readFileSync(`${file}.checked.csv`, 'utf8')
    await run(['link', '--file', file, '--force'])
    assert.equal(readFileSync(`${file}.checked.csv`, 'utf8'), first)
  })
  test('Ctrl-C leaves no half file', async () => {
    const file = join(dir, 'stopped.txt')
    writeFileSync(file, Array.from({ length: 1000 }, () => TRAP).join('\n'))
    const { api } = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
    const context = createTestContext(api)
    context.stop.abort()
    assert.equal(await runProgram(['check', 'message', '--file', file], context), 2)
    assert.ok(!existsSync(`${file}.checked.csv`))
  })
})

describe('what cannot be judged is said, and exits with 2', () => {
  test('nothing given, two things given, no file, no column', async () => {
    const file = join(dir, 'columns.csv')
    writeFileSync(file, 'a,b\n1,2\n')
    const cases: [string[], RegExp][] = [
      [['message'], /Say what to judge/],
      [['message', ' '], /Say what to judge/],
      [['message', 'x', '--file', 'y'], /not both/],
      [['message', 'x', '--out', 'y'], /go with --file/],
      [['message', '--file', join(dir, 'absent.txt')], /Cannot read/],
      [['message', '--file', file], /--column: a, b/],
      [['message', '--file', file, '--column', 'c'], /--column: a, b/],
      [['message', 'x'.repeat(20_001)], /at most 20000/],
      [['message', 'x', '--force'], /go with --file/],
    ]
    for (const [argv, said] of cases) {
      const { code, errors } = await run(argv)
      assert.equal(code, 2, argv.join(' '))
      assert.match(errors, said)
    }
  })
})

test('what a stranger wrote does not steer the terminal', () => {
  assert.equal(shown('a\u001b[31mb\u202ec\nd'), 'a [31mb c d')
  assert.equal(defanged('https://a.b/\u001b]8'), 'hxxps://a[.]b/ ]8')
  const words = 'see https://cj-logls.top/a.b, bit.ly/x and\u001b[31m http://'
  assert.equal(defangedText('paypal.me'), 'paypal[.]me')
  assert.equal(defangedText(words), 'see hxxps://cj-logls[.]top/a[.]b, bit[.]ly/x and [31m hxxp://')
})

test('a ratio in per cent is cut, not rounded', () => {
  assert.deepEqual(['0.4286', '5.2143', '1', '0.09'].map(asPercent), ['42', '521', '100', '9'])
})
