// SPDX-License-Identifier: Apache-2.0
// Reading what was written gives back the value, in every form that the manual promises.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromEpochDay, toEpochDay } from '@jandon/domain/time'
import { parse as parseWithCsvParse } from 'csv-parse/sync'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { detectDelimiter, parseCsv } from './csv.ts'
import { decodeFile } from './encoding.ts'
import { readDate, readWon } from './values.ts'
import { readIssuer } from './words.ts'

const wide = (text: string) => text.replace(/[!-~]/g, char => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
const grouped = (won: bigint) => won.toString().replace(/\B(?=(\d{3})+$)/g, ',')

const WON_FORMS: readonly ((won: bigint) => string)[] = [
  won => won.toString(),
  grouped,
  won => `₩${grouped(won)}`,
  won => `￦ ${won}`,
  won => `${grouped(won)}원`,
  won => ` ${won} 원 `,
  won => wide(grouped(won)),
  won => `${won}.00`,
]

test('won: parse(format(x)) = x in every form', () => {
  const won = fc.bigInt({ min: 0n, max: 999_999_999_999_999n })
  fc.assert(
    fc.property(won, fc.constantFrom(...WON_FORMS), (value, form) => {
      assert.deepEqual(readWon(form(value)), { kind: 'read', value })
    }),
    { numRuns: 2000 },
  )
})

const parts = (date: string) => date.split('-') as [string, string, string]
const DATE_FORMS: readonly ((date: string) => string)[] = [
  date => date,
  date => parts(date).map(Number).join('.'),
  date => `${parts(date).map(Number).join('. ')}.`,
  date => date.replaceAll('-', '/'),
  date => date.replaceAll('-', ''),
  date => `${parts(date)[0]}년 ${Number(parts(date)[1])}월 ${Number(parts(date)[2])}일`,
  date => wide(date),
  date => `${date} 00:00:00`,
]

test('dates: parse(format(x)) = x in every form, from 1900 to 2199', () => {
  const day = fc.integer({ min: toEpochDay(fromEpochDay(-25_567)), max: 83_000 }).map(fromEpochDay)
  fc.assert(
    fc.property(day, fc.constantFrom(...DATE_FORMS), (date, form) => {
      assert.deepEqual(readDate(form(date)), { kind: 'read', value: date })
    }),
    { numRuns: 2000 },
  )
})

test('dates: an Excel serial number is the day Excel shows, 1927 to 2099', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 73_050 }), serial => {
      assert.deepEqual(readDate(String(serial)), { kind: 'read', value: fromEpochDay(serial - 25_569) })
    }),
  )
})

test('every Hangul syllable survives CP949, UTF-8, UTF-8 with BOM and UTF-16', () => {
  let syllables = '이름\n'
  for (let code = 0xac00; code <= 0xd7a3; code++) syllables += String.fromCharCode(code)
  assert.deepEqual(decodeFile(iconv.encode(syllables, 'cp949')), { text: syllables, encoding: 'cp949' })
  assert.deepEqual(decodeFile(iconv.encode(syllables, 'utf8')), { text: syllables, encoding: 'utf-8' })
  const withBom = iconv.encode(syllables, 'utf8', { addBOM: true })
  assert.deepEqual(decodeFile(withBom), { text: syllables, encoding: 'utf-8-bom' })
  const utf16 = iconv.encode(syllables, 'utf-16le', { addBOM: true })
  assert.deepEqual(decodeFile(utf16), { text: syllables, encoding: 'utf-16le' })
})

const hangulText = fc.array(fc.integer({ min: 0xac00, max: 0xd7a3 }), { minLength: 2, maxLength: 40 })

test('Korean text in CP949 is recognised as CP949 and never as UTF-8', () => {
  fc.assert(
    fc.property(hangulText, codes => {
      const text = `성명,종류\n${String.fromCharCode(...codes)},모바일상품권\n`
      assert.deepEqual(decodeFile(iconv.encode(text, 'cp949')), { text, encoding: 'cp949' })
    }),
  )
})

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.stringMatching(/^[가-힣 ,"\n]{0,10}$/),
  fc.constantFrom('', '"', '""', 'a"b', '1,000', '줄\n바꿈', ' 앞뒤 '),
)
const quote = (text: string, delimiter: string) =>
  text.startsWith('"') || [delimiter, '"', '\n', '\r'].some(mark => text.includes(mark))
    ? `"${text.replaceAll('"', '""')}"`
    : text

test('csv: agrees with csv-parse on every well-formed file, with every delimiter', () => {
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(rows, fc.constantFrom(',', ';', '\t', '|' as const), (records, delimiter) => {
      const text = records.map(record => record.map(value => quote(value, delimiter)).join(delimiter)).join('\n')
      const expected: string[][] = parseWithCsvParse(text, {
        delimiter,
        relax_column_count: true,
        skip_empty_lines: true,
        record_delimiter: ['\r\n', '\n', '\r'],
      })
      const withText = expected.filter(record => record.some(value => value.trim() !== ''))
      assert.deepEqual(
        [...parseCsv(text, delimiter as ',')].map(record => record.cells),
        withText,
      )
    }),
    { numRuns: 1000 },
  )
})

test('csv: a quote that is never closed spoils its own line and no other', () => {
  const good = (number: number) => `R${number},"1,000","두 줄\n메모",끝`
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }), (before, after) => {
      const lines = [
        ...Array.from({ length: before }, (_, index) => good(index)),
        'X,"열린 따옴표,1000,끝',
        ...Array.from({ length: after }, (_, index) => good(before + index)),
      ]
      const records = [...parseCsv(lines.join('\n'), ',')]
      assert.deepEqual(
        records.map(record => record.problem ?? record.cells[0]),
        [
          ...Array.from({ length: before }, (_, index) => `R${index}`),
          'quote_not_closed',
          ...Array.from({ length: after }, (_, index) => `R${before + index}`),
        ],
      )
      assert.equal(records[before]!.line, 1 + before * 2)
    }),
  )
})

test('issuer codes: every name gets a code that servers take, and the same one each time', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[가-힣A-Za-z0-9 ]{1,60}$/), name => {
      const reading = readIssuer(name)
      if (reading.kind === 'read') assert.match(reading.value, /^[a-z0-9][a-z0-9_-]{0,39}$/)
      else assert.equal(name.trim(), '')
      assert.deepEqual(readIssuer(` ${name} `), reading)
    }),
  )
})

test('csv: the delimiter is found whatever the quoted header cells contain', () => {
  for (const delimiter of [',', ';', '\t', '|'] as const) {
    assert.equal(detectDelimiter(['성명', '"종류;구분,것|들"', '계좌'].join(delimiter)), delimiter)
  }
})
