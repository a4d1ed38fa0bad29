// SPDX-License-Identifier: Apache-2.0
// The result file: every row once and whole, whatever its cells hold, and nothing that a spreadsheet would run.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDate } from '@jandon/domain/time'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type DeskFile, readDeskFile } from '../file/desk-file.ts'
import { correctionCsv, type ResultWords, resultCsv } from './result-file.ts'

const words: ResultWords = {
  columnTitle: column => column,
  lineTitle: 'line',
  outcomeTitle: outcome => outcome,
  reasonOf: outcome => outcome.code ?? '',
}

function fileOf(text: string): DeskFile {
  const reading = readDeskFile(Buffer.from(text), { today: localDate('2026-11-23'), consentAttested: true })
  assert.equal(reading.kind, 'file')
  return (reading as Extract<typeof reading, { kind: 'file' }>).file
}

const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const rowsOf = (csv: string) => parse(csv.replace(/^\uFEFF/, '')) as string[][]

test('cells with quotes, commas and line breaks come back as they were', () => {
  const note = fc.stringMatching(/^[가-힣a-z ,;"\n]{0,20}$/)
  fc.assert(
    fc.property(fc.array(note, { minLength: 1, maxLength: 6 }), notes => {
      const text = ['종류,성명,비고', ...notes.map((cell, index) => `게임캐시,김하나${index},${quote(cell)}`)].join(
        '\n',
      )
      const file = fileOf(text)
      const [header, ...rows] = rowsOf(resultCsv(file, new Map(), words))
      assert.equal(header!.length, 4 + 11)
      assert.deepEqual(
        rows.map(row => row[3]),
        notes,
      )
      assert.deepEqual(
        rows.map(row => row[0]),
        file.records.map(record => String(record.line)),
      )
    }),
  )
})

test('a formula from a web form is made harmless, amounts and phone numbers are left alone', () => {
  const cells = ['=HYPERLINK("http://x")', '@SUM(A1)', '+cmd', '-1000', '+82 10-0000-0000', '10%']
  const text = ['종류,성명,비고', ...cells.map(cell => `게임캐시,김하나,${quote(cell)}`)].join('\n')
  const rows = rowsOf(resultCsv(fileOf(text), new Map(), words)).slice(1)
  assert.deepEqual(
    rows.map(row => row[3]),
    ['\'=HYPERLINK("http://x")', "'@SUM(A1)", "'+cmd", '-1000', '+82 10-0000-0000', '10%'],
  )
})

test('a resident registration number is in neither file', () => {
  const file = fileOf('종류,성명,생년월일\n게임캐시,김하나,900101-1234567\n')
  const outcome = { line: 2, outcome: 'bad_row', code: 'resident_number' } as const
  const outcomes = new Map([[2, outcome]])
  assert.doesNotMatch(resultCsv(file, outcomes, words), /1234567/)
  assert.doesNotMatch(correctionCsv(file, outcomes, words)!.text, /1234567/)
  assert.doesNotMatch(JSON.stringify(file.lines), /1234567/)
})

test('only rows that the desk can mend are in the correction file, with what to do', () => {
  const file = fileOf('종류,성명\n게임캐시,김하나\n게임캐시,김둘\n')
  const outcomes = new Map([
    [2, { line: 2, outcome: 'paid' } as const],
    [3, { line: 3, outcome: 'needs_facts', code: 'fundingSource' } as const],
  ])
  const correction = correctionCsv(file, outcomes, words)!
  assert.equal(correction.rows, 1)
  assert.deepEqual(rowsOf(correction.text), [
    ['종류', '성명', 'line', 'reason'],
    ['게임캐시', '김둘', '3', 'fundingSource'],
  ])
  assert.equal(correctionCsv(file, new Map(), words), undefined)
})
