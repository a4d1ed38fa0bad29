// SPDX-License-Identifier: Apache-2.0
// Files that people give to `jandon check` by mistake, and files of theirs that it must leave as they are.

import assert from 'node:assert/strict'
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import { binaryKind } from '../file/binary.ts'
import { runProgram } from '../program.ts'
import { createFakeServer } from '../testing/fake-server.ts'
import { createTestContext } from '../testing/test-context.ts'

const dir = mkdtempSync(join(tmpdir(), 'jandon-check-files-'))
after(() => rmSync(dir, { recursive: true, force: true }))

async function run(argv: readonly string[], language: 'ko' | 'en' = 'en') {
  const { api } = createFakeServer(() => ({ decision: 'refuse', code: 'no' }))
  const context = createTestContext(api, language)
  const code = await runProgram(['check', ...argv], context)
  return { code, ...context.printed }
}

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

const rowsOf = (path: string) => parse(readFileSync(path), { bom: true, relax_column_count: true }) as string[][]

describe('what is no text is refused, with what to do', () => {
  const cases: [string, Uint8Array, RegExp][] = [
    ['book.xlsx', Buffer.from('PK\x03\x04\x14\0\x06\0[Content_Types].xml', 'latin1'), /spreadsheet.*CSV UTF-8/s],
    ['old.xls', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), /spreadsheet.*CSV UTF-8/s],
    ['renamed.csv', Buffer.from('PK\x03\x04', 'latin1'), /spreadsheet/],
    ['page.pdf', Buffer.from('%PDF-1.7\n'), /not a text file/],
    ['screen.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /not a text file/],
    ['noise.txt', Buffer.from('문자\0\x01\x02'), /not a text file/],
  ]
  for (const [name, bytes, said] of cases) {
    test(name, async () => {
      const file = fileOf(name, bytes)
      const { code, errors } = await run(['message', '--file', file])
      assert.equal(code, 2)
      assert.match(errors.replaceAll(/\s+/g, ' '), said)
      assert.ok(!existsSync(`${file}.checked.csv`))
    })
  }
  test('in Korean too', async () => {
    const { errors } = await run(['message', '--file', fileOf('책.xlsx', Buffer.from('PK\x03\x04', 'latin1'))], 'ko')
    assert.match(errors.replaceAll(/\s+/g, ' '), /CSV UTF-8.?로 저장한 파일을 주세요/)
  })
  test('UTF-16 with its mark is a text', () => {
    assert.equal(binaryKind(Buffer.from('\ufeff내일 봐', 'utf16le')), undefined)
    assert.equal(binaryKind(Buffer.from('PKO is a bank')), undefined)
    assert.equal(binaryKind(Buffer.from('')), undefined)
  })
})

describe('titles', () => {
  test('what a spreadsheet would run is harmless in a title', async () => {
    const file = fileOf('titles.csv', '"=HYPERLINK(""http://evil.top"")",text\n1,내일 봐\n')
    await run(['message', '--file', file])
    assert.equal(rowsOf(`${file}.checked.csv`)[0]![1], `'=HYPERLINK("http://evil.top")`)
  })
  test('of the file stay its own, ours are named otherwise', async () => {
    const file = fileOf('own.csv', 'line,text,Label,note,jandon_note\n7,내일 봐,x,y,z\n')
    await run(['message', '--file', file])
    const [titles, row] = rowsOf(`${file}.checked.csv`)
    const given = ['line', 'text', 'Label', 'note', 'jandon_note']
    const ours = ['jandon_label', 'probability', 'theme', 'reasons', 'links', 'part', 'jandon_note_2']
    assert.deepEqual(titles, ['jandon_line', ...given, ...ours])
    assert.equal(new Set(titles!.map(title => title.toLowerCase())).size, titles!.length)
    assert.deepEqual(row!.slice(0, 7), ['2', '7', '내일 봐', 'x', 'y', 'z', 'ham'])
  })
  test('do not steer the terminal', async () => {
    const { errors } = await run(['message', '--file', fileOf('steer.csv', 'a\u001b[31m,http://b.top\n1,2\n')])
    assert.ok(errors.includes('a [31m, hxxp://b[.]top'), errors)
  })
})

describe('nothing is written over unasked', () => {
  const GIVEN = '내일 세 시에 봐\n'

  test('the given file, by whichever name, and even with --force', async () => {
    const file = fileOf('given.txt', GIVEN)
    symlinkSync(file, join(dir, 'symlink.csv'))
    linkSync(file, join(dir, 'hardlink.csv'))
    for (const out of [file, join(dir, '.', 'given.txt'), join(dir, 'symlink.csv'), join(dir, 'hardlink.csv')]) {
      const { code, errors } = await run(['message', '--file', file, '--out', out, '--force'])
      assert.equal(code, 2, out)
      assert.match(errors.replaceAll(/\s+/g, ' '), /would replace the file that you gave/)
    }
    // The name under which results are written before they take their own.
    const part = fileOf('results.csv.part', GIVEN)
    assert.equal((await run(['message', '--file', part, '--out', join(dir, 'results.csv'), '--force'])).code, 2)
    assert.equal(readFileSync(file, 'utf8') + readFileSync(part, 'utf8'), GIVEN + GIVEN)
  })
  test('a file that is there, but with --force', async () => {
    const file = fileOf('again.txt', GIVEN)
    const out = fileOf('kept.csv', 'mine')
    const refused = await run(['message', '--file', file, '--out', out])
    assert.equal(refused.code, 2)
    assert.match(refused.errors.replaceAll(/\s+/g, ' '), /is there already\. Replace it with --force/)
    assert.equal(readFileSync(out, 'utf8'), 'mine')
    assert.equal((await run(['message', '--file', file])).code, 0)
    assert.equal((await run(['message', '--file', file])).code, 2, 'The name that is taken without --out, too.')
    assert.equal((await run(['message', '--file', file, '--out', out, '--force'])).code, 0)
    assert.equal(rowsOf(out).length, 2)
  })
  test('where nothing can be written is said before anything is judged', async () => {
    const file = fileOf('many.txt', GIVEN.repeat(300))
    mkdirSync(join(dir, 'folder.csv'))
    for (const out of [join(dir, 'nodir', 'x.csv'), join(dir, 'folder.csv'), join(file, 'x.csv')]) {
      const { code, errors } = await run(['message', '--file', file, '--out', out])
      assert.equal(code, 2, out)
      assert.match(errors.replaceAll(/\s+/g, ' '), /^Cannot write .*Check that its folder/)
      assert.doesNotMatch(errors, /Judging|\d+\/300/)
    }
    assert.ok(!existsSync(join(dir, 'ok.csv.part')))
  })
})

describe('what is not read as a whole is marked', () => {
  const TRAP = '엄마 나 폰 고장나서 임시번호야. 급하게 결제할 게 있는데 신분증이랑 카드 사진 좀 보내줘'
  const TALK = '오늘 몇 시에 끝나? 여섯 시쯤. 저녁은 집에서 먹을게. '

  test('a row of 15,000 letters is read to its end; of 30,000, its beginning and end', async () => {
    const pages = TALK.repeat(Math.ceil(15_000 / TALK.length))
    const file = fileOf('long.txt', [pages + TRAP, pages + pages + TRAP, pages + pages, '내일 봐'].join('\n'))
    const { code, out, errors } = await run(['message', '--file', file])
    assert.equal(code, 1)
    assert.match(out, /Judged 4, 2 of them dangerous/)
    assert.match(errors.replaceAll(/\s+/g, ' '), /2 could not be read whole; the column “note” says why/)
    const [titles, ...rows] = rowsOf(`${file}.checked.csv`)
    const cell = (name: string) => rows.map(row => row[titles!.indexOf(name)]!)
    assert.deepEqual(cell('note'), ['', 'too_long', 'too_long', ''])
    for (const part of cell('part').slice(0, 2)) assert.ok(part.includes('신분증이랑 카드 사진'), part)
  })
  test('commas and quotes that tear a text apart, and a row that is not read exits with 1', async () => {
    const file = fileOf('torn.csv', '번호,내용\n1,내일, 세 시에 봐\n2,"내일" 봐\n3,내일 봐,\n')
    const { code, out } = await run(['message', '--file', file, '--json'])
    assert.equal(code, 1)
    assert.deepEqual(JSON.parse(out), { file: `${file}.checked.csv`, count: 3, flagged: 0, notWhole: 2 })
    const notes = rowsOf(`${file}.checked.csv`).map(row => row.at(-1))
    assert.deepEqual(notes, ['note', 'more_cells', 'quote', ''])
  })
})

test('reasons quote links so that no terminal opens them', async () => {
  const trap = '[국제발신] 고객님 택배 주소 오류로 반송 예정입니다. 주소 확인: http://cj-logls.top/a1'
  for (const argv of [
    ['message', trap],
    ['link', 'http://naver.com.login-kr.top/x'],
    ['provider', `소액결제 현금화 90% 입금 ${trap}`],
  ]) {
    const { out } = await run(argv, 'ko')
    assert.doesNotMatch(out, /https?:\/\/(?:cj|naver)|logls\.top|login-kr\.top/)
  }
})
