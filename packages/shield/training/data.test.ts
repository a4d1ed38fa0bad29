// SPDX-License-Identifier: Apache-2.0
// Collections are read as they are written, what is known to be labelled wrongly is left out, and absence is told.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { dataFolder, loadCollections, loadCorpus, readCsv } from './data.ts'

const TABLES: [string, string, Record<string, string>[]][] = [
  [
    'plain rows',
    'a,b\n1,2\n3,4\n',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['no new line at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
  ['lines that end as on Windows', 'a,b\r\n1,2\r\n', [{ a: '1', b: '2' }]],
  ['commas in quotes', 'a,b\n"1,5",2\n', [{ a: '1,5', b: '2' }]],
  ['quotes in quotes', 'a,b\n"say ""yes""",2\n', [{ a: 'say "yes"', b: '2' }]],
  ['new lines in quotes', 'a,b\n"one\ntwo\r\nthree",2\n', [{ a: 'one\ntwo\r\nthree', b: '2' }]],
  [
    'empty fields',
    'a,b,c\n,,\n"",x,\n',
    [
      { a: '', b: '', c: '' },
      { a: '', b: 'x', c: '' },
    ],
  ],
  ['empty lines', 'a,b\n\n1,2\n\n', [{ a: '1', b: '2' }]],
  ['short rows', 'a,b,c\n1,2\n', [{ a: '1', b: '2', c: '' }]],
  ['nothing', '', []],
  ['names alone', 'a,b\n', []],
]
for (const [name, text, rows] of TABLES) test(`reads ${name}`, () => assert.deepEqual(readCsv(text), rows))

test('what is written with quotes is read back', () => {
  const field = fc.string({ unit: fc.constantFrom(...'ab ,"\n\r가💰'), maxLength: 8 })
  const row = fc.tuple(field, field, field)
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(fc.array(row, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), (rows, end) => {
      const text = [['x', 'y', 'z'], ...rows].map(fields => fields.map(quoted).join(',')).join(end)
      assert.deepEqual(
        readCsv(text),
        rows.map(([x, y, z]) => ({ x, y, z })),
      )
    }),
  )
})

/** A data folder with this text as the messages; what JANDON_DATA was is put back afterwards. */
function withMessages(t: TestContext, text?: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'messages-'))
  if (text !== undefined) writeFileSync(join(folder, 'messages.train.csv'), text)
  const before = process.env.JANDON_DATA
  process.env.JANDON_DATA = folder
  t.after(() => {
    if (before === undefined) delete process.env.JANDON_DATA
    else process.env.JANDON_DATA = before
    rmSync(folder, { recursive: true })
  })
}

test('messages come with their collection, and belong to no seed', t => {
  withMessages(t, 'text,label,lang,source\r\n"무료, 지금",spam,ko,mixed-ko\r\nsee you,ham,en,sms-spam-en\r\n')
  assert.deepEqual(loadCollections(), [
    { text: '무료, 지금', label: 'spam', language: 'ko', source: 'mixed-ko', kind: 'mixed-ko/spam', group: '' },
    { text: 'see you', label: 'ham', language: 'en', source: 'sms-spam-en', kind: 'sms-spam-en/ham', group: '' },
  ])
})

test('one-time codes that a collection calls spam are left out, their traps are not', t => {
  const rows: [string, string, string, boolean][] = [
    ['[가나] 인증번호 123456 을 입력하세요', 'spam', 'mixed-ko', false],
    ['Your verification code is 123456', 'spam', 'mixed-ko', false],
    ['[가나] 결제 인증번호 123456 본인 아닐 시 문의', 'spam', 'mixed-ko', true],
    ['인증코드 확인 http://a.example', 'spam', 'mixed-ko', true],
    ['[가나] 인증번호 123456', 'ham', 'mixed-ko', true],
    ['[가나] 인증번호 123456', 'spam', 'other', true],
    ['오늘만 무료', 'spam', 'mixed-ko', true],
  ]
  withMessages(t, `text,label,lang,source\n${rows.map(([...row]) => `${row[0]},${row[1]},ko,${row[2]}`).join('\n')}\n`)
  assert.deepEqual(
    loadCollections()?.map(({ text, label, source }) => [text, label, source]),
    rows.filter(([, , , stays]) => stays).map(([text, label, source]) => [text, label, source]),
  )
})

test('where the collections are absent, nothing is made up', t => {
  withMessages(t)
  assert.equal(dataFolder(), process.env.JANDON_DATA)
  assert.equal(loadCollections(), undefined)
})

test('the corpus is the same twice, and another with another seed', () => {
  const [one, two, other] = [loadCorpus('one', 1), loadCorpus('one', 1), loadCorpus('other', 1)]
  assert.deepEqual(one, two)
  assert.notDeepEqual(one, other)
  assert.ok(one.every(({ source, theme, group }) => source === 'corpus' && theme !== undefined && group !== ''))
  for (const language of ['ko', 'en'])
    for (const label of ['ham', 'smishing', 'spam'])
      assert.ok(one.some(each => each.language === language && each.label === label))
})
