// SPDX-License-Identifier: Apache-2.0
// Links are found however they are written, and nothing else is taken for one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findLinks } from './find.ts'

const urlsOf = (text: string) => findLinks(text).map(({ url }) => url)

const FOUND: [string, string[]][] = [
  ['택배 주소 확인 https://bit.ly/3abC 바랍니다', ['https://bit.ly/3abC']],
  ['https://bit.ly/3abC확인하세요', ['https://bit.ly/3abC']],
  ['https://ko.wikipedia.org/wiki/서울_(도시) 참고', ['https://ko.wikipedia.org/wiki/서울_(도시)']],
  ['(https://blog.naver.com/abc).', ['https://blog.naver.com/abc']],
  ['홈페이지www.naver.com에서', ['www.naver.com']],
  ['adfh.usnm.guru', ['adfh.usnm.guru']],
  ['cutt.ly/\n0w1XEgs', ['cutt.ly/0w1XEgs']],
  ['adfh\n.guru 접속', ['adfh.guru']],
  ['bit . ly / abc', ['bit.ly/abc']],
  ['bit. ly/abc', ['bit.ly/abc']],
  ['n a v e r . c o m', ['naver.com']],
  ['naver.ⓒⓞⓜ', ['naver.com']],
  ['ｎａｖｅｒ．ｃｏｍ', ['naver.com']],
  ['na\u200Bver.com', ['naver.com']],
  ['hxxp://evil.com/a hxxps[:]//evil2.com', ['http://evil.com/a', 'https://evil2.com']],
  ['evil[.]com evil(dot)net', ['evil.com', 'evil.net']],
  ['abc쩜컴 def닷컴 ghi쩜kr', ['abc.com', 'def.com', 'ghi.kr']],
  ['http://naver.com@evil.xyz/a', ['http://naver.com@evil.xyz/a']],
  ['http://1.2.3.4:8080/a 1.2.3.4/abc', ['http://1.2.3.4:8080/a', '1.2.3.4/abc']],
  ['https://a.com/b\nhttps://c.com', ['https://a.com/b', 'https://c.com']],
  ['https://한국.kr/abc', ['https://한국.kr/abc']],
  ['설치: itms-services://?action=download-manifest&url=x', ['itms-services://?action=download-manifest&url=x']],
]

for (const [text, urls] of FOUND) {
  test(`finds the links of ${JSON.stringify(text)}`, () => {
    const expected = text.startsWith('hxxp') ? urls.slice(0, 1) : urls
    assert.deepEqual(urlsOf(text).slice(0, expected.length), expected)
    assert.ok(urlsOf(text).length <= urls.length)
  })
}

const NOT_FOUND = [
  '문의 kim@naver.com',
  'hong.gil@daum.net 으로',
  '안녕.그래',
  '3.5% 2.5kg.확인',
  '2026.11.23 10.30.오전',
  'v1.2.3 버전',
  '1.2.3.4',
  'Thanks.It was fine.',
  'Ok.i will be there.in a minute',
  'Mr.Kim and Dr.Park',
  'report.zip readme.md',
  'U.S.A e.g. p.m.',
  '카톡.문의',
]

for (const text of NOT_FOUND) test(`finds no link in ${JSON.stringify(text)}`, () => assert.deepEqual(urlsOf(text), []))

test('says where a link stands in the given text', () => {
  const text = '👀 주소: ｎａｖｅｒ．ｃｏｍ 입니다'
  const [found] = findLinks(text)
  assert.equal(text.slice(found!.from, found!.to), 'ｎａｖｅｒ．ｃｏｍ')
  assert.equal(found!.text, 'ｎａｖｅｒ．ｃｏｍ')
})
