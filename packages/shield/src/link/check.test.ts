// SPDX-License-Identifier: Apache-2.0
// What is said of single links: real ones of brands and offices, their imitations, and what opens nowhere.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BRANDS } from './brands.ts'
import { checkLink } from './check.ts'

const codesOf = (url: string) => checkLink(url).reasons.map(({ code }) => code)

test('every own name of a brand is ordinary, and said to be its own', () => {
  const wrong = BRANDS.flatMap(({ hosts }) => hosts)
    .map(host => checkLink(`https://${host}/`))
    .filter(({ label, reasons }) => label !== 'ordinary' && !reasons.some(({ code }) => OPEN.test(code)))
  assert.deepEqual(
    wrong.map(({ url, reasons }) => [url, reasons.map(({ code }) => code)]),
    [],
  )
})

/** Brands whose very name is open to everybody, such as a shortener of theirs. */
const OPEN = /^(shortener|leads_on|user_content|free_host)$/

const OFFICIAL: [string, string][] = [
  ['https://www.naver.com', '네이버'],
  ['naver.com', '네이버'],
  ['https://mybank.ibk.co.kr/uib/main', 'IBK기업은행'],
  ['https://www.gov.kr/portal/main', '정부24'],
  ['http://www.gangnam.go.kr/notice?id=3', '대한민국 공공기관'],
  ['https://coupa.ng/abc12', '쿠팡'],
]
for (const [url, brand] of OFFICIAL) {
  test(`${url} belongs to ${brand}`, () => {
    const judgement = checkLink(url)
    assert.equal(judgement.label, 'ordinary')
    assert.equal(judgement.officialOf, brand)
    assert.ok(judgement.probability <= 0.02)
  })
}

const TRAPS: [string, string, string?][] = [
  ['https://navver.com', 'lookalike_spelling', '네이버'],
  ['nаver.com', 'mixed_scripts', '네이버'],
  ['https://coinoena.com', 'near_spelling', '코인원'],
  ['http://k4ka0.com/x', 'lookalike_letters', '카카오'],
  ['kakao-pay-login.com', 'brand_with_service_word', '카카오'],
  ['https://naver.com.login-check.xyz/nid', 'own_name_in_subdomain', '네이버'],
  ['https://olx.pl-safe.example-shop.cards/banks', 'own_name_in_subdomain', 'OLX'],
  ['http://efine-go-kr.com/x', 'office_words', '경찰청 교통민원24(이파인)'],
  ['https://naver.com@evil.top/a', 'user_in_front'],
  ['http://0x2d.0x76.0x17.0x5a/kb', 'disguised_raw'],
  ['http://762189658/login', 'disguised_raw'],
  ['https://photo.example-site.shop/a.apk', 'app_download'],
  ['itms-services://?action=download-manifest&url=https://ent.top/m.plist', 'device_profile'],
  ['javascript:alert(1)', 'code_scheme'],
  ['https://l.facebook.com/l.php?u=https%3A%2F%2Fnaver.com.evil.xyz%2F', 'trap_inside'],
]
for (const [url, code, brand] of TRAPS) {
  test(`${url} is a trap: ${code}`, () => {
    const judgement = checkLink(url)
    assert.equal(judgement.label, 'phishing')
    assert.ok(judgement.probability >= 0.5)
    assert.ok(codesOf(url).includes(code), codesOf(url).join())
    if (brand) assert.equal(judgement.imitates, brand)
    assert.ok(judgement.advice.now.length > 0)
  })
}

for (const url of ['https://bit.ly/abc', 'han.gl/AbCdE', 'https://vo.la/x1Y2z', 'cutt.ly/0w1XEgs', 'bit . ly / abc']) {
  test(`${url} is suspicious by itself, and no more`, () => {
    assert.equal(checkLink(url).label, 'suspicious')
    assert.ok(codesOf(url).includes('shortener'))
  })
}

const ORDINARY = [
  'http://dongnae-bookshop.kr',
  'saehan-tech.co.kr/bbs/board.php?bo_table=notice&wr_id=12',
  'https://api.goodfarm.io/v1/items?limit=20&offset=40',
  'https://moa-kids.store/products/raincoat?variant=42',
  'https://portal.hanbat.ac.kr/login',
  'http://192.168.0.1/',
]
for (const url of ORDINARY) {
  test(`${url} is ordinary`, () => {
    const { label, officialOf, reasons } = checkLink(url)
    assert.equal(label, 'ordinary', reasons.map(({ code }) => code).join())
    assert.equal(officialOf, undefined)
  })
}

for (const url of [
  'https://smartstore.naver.com/dongne-farm/products/812',
  'youtu.be/q8Zk2',
  'https://www.youtube.com/watch?v=q8Zk2',
  'https://www.instagram.com/moa.bakery/',
  'https://github.com/somebody/something',
  'https://www.daangn.com/articles/812',
]) {
  test(`${url} is somebody's page on a known site: not the site's own, and not suspicious`, () => {
    const { label, probability, officialOf, reasons } = checkLink(url)
    assert.equal(label, 'ordinary')
    assert.ok(probability <= 0.1)
    assert.equal(officialOf, undefined)
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['peoples_page'],
    )
  })
}

test('the first page and the log-in of such a site are its own', () => {
  for (const url of ['youtube.com', 'https://www.facebook.com/', 'https://www.facebook.com/login/?next=a'])
    assert.ok(codesOf(url).includes('official'), url)
})

test('who makes a link for payments is paid by it: nobody is told that it is the firm', () => {
  for (const url of ['paypal.me/john', 'https://venmo.com/u/john', 'https://qr.kakaopay.com/Ej7x', 'toss.me/kim']) {
    const { label, officialOf } = checkLink(url)
    assert.notEqual(label, 'phishing', url)
    assert.equal(officialOf, undefined)
    assert.ok(codesOf(url).includes('pays_a_person'))
  }
})

test('two words that begin the name of a brand are not a stranger', () => {
  for (const url of ['cj-logis.kr', 'cjlogis.kr', 'http://hanjin-ex.kr/a']) {
    const { label, imitates } = checkLink(url)
    assert.notEqual(label, 'ordinary', url)
    assert.ok(imitates, url)
  }
  assert.equal(checkLink('capital.kr').imitates, undefined)
})

test('a school or an office with a word of a brand in its own name imitates nobody', () => {
  for (const url of ['shinhan-univ.ac.kr', 'https://samsung.hs.kr/', 'police.ac.kr', 'https://naver-edu.go.kr/a']) {
    const { label, imitates } = checkLink(url)
    assert.equal(label, 'ordinary', url)
    assert.equal(imitates, undefined)
  }
  assert.equal(checkLink('http://naver.com.login.hana.ac.kr/nid').label, 'phishing', 'Schools are broken into.')
})

test('what somebody puts up on a known host is not the work of its owner', () => {
  for (const url of [
    'https://docs.google.com/forms/d/e/1A/viewform',
    'https://sites.google.com/view/a',
    'https://open.kakao.com/o/a',
  ])
    assert.equal(checkLink(url).officialOf, undefined)
})

test('a remote-control app in the real store is still pointed out', () => {
  const { label } = checkLink('https://play.google.com/store/apps/details?id=com.teamviewer.quicksupport.market')
  assert.equal(label, 'suspicious')
})

test('whatever is suspicious is at least a quarter likely', () => {
  const app = 'https://play.google.com/store/apps/details?id=com.teamviewer.quicksupport.market'
  for (const url of [app, 'han.gl/AbCdE', 'naver.kr', 'https://www.google.com/url?q=https://evil.xyz/a']) {
    const { label, probability } = checkLink(url)
    assert.equal(label, 'suspicious', url)
    assert.ok(probability >= 0.25, `${url}: ${probability}`)
  }
})

test('nonsense is said to be no address', () => {
  for (const url of ['', '   ', '안녕하세요', '..', 'http://', 'http://a b', '\ud800', '.com', '2026.11.23']) {
    const judgement = checkLink(url)
    assert.deepEqual(codesOf(url), ['not_an_address'], url)
    assert.equal(judgement.label, 'ordinary')
    assert.equal(judgement.host, undefined)
  }
  assert.deepEqual(codesOf('mailto:kim@naver.com'), ['not_web'])
})

test('a link of ten million letters is judged by its beginning', () => {
  const judgement = checkLink(`https://naver.com.evil.xyz/${'a'.repeat(10_000_000)}`)
  assert.equal(judgement.label, 'phishing')
  assert.ok(codesOf('https://a.example.com/'.padEnd(10_000_000, '%')).includes('very_long'))
})

test('reasons are in both languages, without gaps, and point at their evidence', () => {
  for (const [url] of TRAPS) {
    for (const { explanation, evidence, spans } of checkLink(url).reasons) {
      assert.doesNotMatch(explanation.ko + explanation.en, /[{}]|undefined|“”|‘’/)
      assert.match(explanation.ko, /[가-힣]/)
      for (const { from, to } of spans) assert.equal(url.slice(from, to), evidence)
    }
  }
})
