// SPDX-License-Identifier: Apache-2.0
// The public pages as readers and search engines get them: none missing, none broken, none with a word of a form in it
// as markup, and a calculator that answers without script.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { createTestServer, NOW, testPacks } from '../testing.ts'
import { LANGUAGES } from './site.ts'

let app: FastifyInstance
let addresses: string[]
/** Every page by its address. */
const pages = new Map<string, string>()

const PAGE_BYTES_MAX = 30 * 1024

before(async () => {
  ;({ app } = await createTestServer())
  const { body } = await app.inject({ url: '/sitemap.xml', headers: { host: 'jandon.example' } })
  addresses = [...body.matchAll(/<loc>http:\/\/jandon\.example([^<]+)<\/loc>/g)].map(([, address = '']) => address)
  for (const address of addresses) {
    // A page of the holder app, which is built apart from the server.
    if (address.endsWith('/check')) continue
    const answer = await app.inject(address)
    assert.equal(answer.statusCode, 200, address)
    pages.set(address, answer.body)
  }
})
after(() => app.close())

const unescaped = (text: string) =>
  text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

const VOID = new Set(['meta', 'link', 'input', 'path', 'circle', '!doctype'])

/** What is wrong with the nesting of a document's elements; empty when nothing is. */
function nestingFaults(text: string): string[] {
  const open: string[] = []
  const faults: string[] = []
  const bare = text.replaceAll(/(<script[^>]*>)[\s\S]*?(<\/script>)/g, '$1$2')
  for (const [tag, slash, name = ''] of bare.matchAll(
    /<(\/?)([a-z!][a-z0-9]*)(?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*\s*\/?>/g,
  )) {
    if (VOID.has(name)) continue
    if (slash === '') open.push(name)
    else if (open.pop() !== name) faults.push(`${tag} closes what is not open`)
  }
  const brackets = bare.replaceAll(/<(\/?)([a-z!][a-z0-9]*)(?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*\s*\/?>/g, '')
  if (/[<>]/.test(brackets)) faults.push(`a stray bracket near ${/.{0,40}[<>].{0,40}/.exec(brackets)?.[0]}`)
  return [...faults, ...open.map(name => `<${name}> is not closed`)]
}

describe('the public pages', () => {
  test('every rule of every loaded pack has its page in both languages, with its article and the day of its check', () => {
    for (const pack of testPacks().values()) {
      for (const rule of pack.documents.rules) {
        for (const language of LANGUAGES) {
          const page = unescaped(pages.get(`/${language}/rules/${rule.id}`) ?? '')
          assert.ok(page.includes(`<h1>${rule.title[language]}</h1>`), `${language} ${rule.id}`)
          assert.ok(page.includes(rule.explanation[language]), rule.id)
          for (const { cite, source } of rule.legalBasis) {
            assert.ok(page.includes(cite[language]), `${rule.id}: ${cite[language]}`)
            const checkedOn = pack.documents.sources.find(({ id }) => id === source)?.checkedOn
            assert.ok(page.includes(`<time datetime="${checkedOn}">`), `${rule.id}: ${checkedOn}`)
          }
          assert.equal(
            /This issuer's own terms|이 발행사의 약관이에요/.test(page),
            rule.issuers !== undefined,
            `${rule.id}: whose terms`,
          )
          if (rule.penalty) assert.ok(page.includes(rule.penalty[language]), `${rule.id}: penalty`)
          if (rule.offender) assert.ok(page.includes(rule.offender[language]), `${rule.id}: offender`)
        }
      }
    }
  })

  test('every question has its page, which links each rule that it rests on', () => {
    for (const pack of testPacks().values()) {
      for (const question of pack.documents.questions ?? []) {
        for (const language of LANGUAGES) {
          const page = pages.get(`/${language}/questions/${question.slug}`) ?? ''
          assert.ok(unescaped(page).includes(question.answer[language]), question.slug)
          for (const id of question.rules)
            assert.ok(page.includes(`href="/${language}/rules/${id}"`), `${question.slug}: ${id}`)
        }
      }
    }
  })

  test('every allow rule shows an example of its own pack, and the sum of the voucher bought for 9,000 won is 8,100', () => {
    for (const pack of testPacks().values()) {
      for (const rule of pack.documents.rules) {
        assert.match(pages.get(`/ko/rules/${rule.id}`) ?? '', /id="example"/, rule.id)
      }
    }
    const page = pages.get('/ko/rules/kr/voucher-new-expired-cash-small') ?? ''
    assert.match(page, /9,000원 × 10,000원 ÷ 10,000원 × 90% = <\/span><b>8,100원/)
    assert.match(page, /실제로 낸 금액 × 남은 금액 ÷ 액면 금액 × 90%/)
  })

  test('all is well-formed, small, without script, and asks nothing of anybody else', () => {
    for (const [address, page] of pages) {
      assert.deepEqual(nestingFaults(page), [], address)
      assert.ok(Buffer.byteLength(page) < PAGE_BYTES_MAX, `${address}: ${Buffer.byteLength(page)} bytes`)
      assert.doesNotMatch(page, /<script(?! type="application\/ld\+json")|<style| style=| on[a-z]+=/, address)
      assert.doesNotMatch(page, /(?:src|rel="stylesheet" href)="(?:https?:)?\/\//, address)
      assert.doesNotMatch(page, /undefined|\[object|NaN/, address)
    }
  })

  test('ids are unique on a page', () => {
    for (const [address, page] of pages) {
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      assert.equal(new Set(ids).size, ids.length, address)
    }
  })

  test('every link leads to a page', async () => {
    const targets = new Set(
      [...pages.values()].flatMap(page => [...page.matchAll(/href="(\/[^"#]*)"/g)].map(([, to = '']) => to)),
    )
    const elsewhere = [...targets].filter(target => !pages.has(target))
    for (const target of elsewhere) {
      if (['/ko', '/en', '/jandon.svg'].includes(target)) continue
      assert.equal((await app.inject(target)).statusCode, 200, target)
    }
  })

  test('each page names itself, its other language and its data', () => {
    for (const [address, page] of pages) {
      const other = address.startsWith('/ko/') ? address.replace('/ko/', '/en/') : address.replace('/en/', '/ko/')
      assert.ok(page.includes(`<link rel="canonical" href="${address}">`), address)
      assert.ok(page.includes(`href="${other}">`) && pages.has(other), address)
      assert.match(page, /<title>[^<]+<\/title>/)
      assert.match(unescaped(page), /<meta name="description" content=".{20,160}">/, address)
      const data = /<script type="application\/ld\+json">([^<]+)<\/script>/.exec(page)?.[1] ?? ''
      const { '@graph': graph } = JSON.parse(data) as { '@graph': { '@type': string }[] }
      const types = graph.map(each => each['@type'])
      if (address.includes('/questions/')) assert.ok(types.includes('FAQPage'), address)
      assert.ok(types.includes('BreadcrumbList'), address)
    }
  })

  test('the cost of a discount sale is never called interest, and nobody is recommended', () => {
    const text = [...pages].filter(([address]) => /refuse-(carrier|card|bnpl)|cash-out-ads|is-it-illegal/.test(address))
    assert.ok(text.length >= 12)
    for (const [address, page] of text) {
      assert.doesNotMatch(page, /이자율|이자가|\binterest\b/i, address)
      assert.doesNotMatch(page, /추천 업체|best (?:dealer|buyer)/i, address)
    }
    assert.match(pages.get('/ko/questions/cash-out-ads') ?? '', /연 환산 비용/)
  })
})

describe('the public pages over HTTP', () => {
  test('are kept by whoever has them: an ETag that matches is answered 304', async () => {
    const first = await app.inject('/ko/rules/kr/cardpoint')
    assert.match(String(first.headers['cache-control']), /^public, max-age=\d+/)
    const again = await app.inject({ url: '/ko/rules/kr/cardpoint', headers: { 'if-none-match': first.headers.etag } })
    assert.equal(again.statusCode, 304)
    assert.equal(again.body, '')
  })

  test('an address that is no rule is a page that says so, not kept and not indexed', async () => {
    for (const url of ['/ko/rules/kr/nothing', '/en/rules/zz', '/ko/questions/nothing', '/ko/rules/kr/%3Cb%3E']) {
      const answer = await app.inject(url)
      assert.equal(answer.statusCode, 404, url)
      assert.match(answer.body, /noindex/)
      assert.deepEqual(nestingFaults(answer.body), [])
    }
  })

  test('robots are kept from what belongs to persons and told where the sitemap is', async () => {
    const { body } = await app.inject({ url: '/robots.txt', headers: { host: 'jandon.example' } })
    assert.match(body, /Disallow: \/v1\//)
    assert.match(body, /Sitemap: http:\/\/jandon\.example\/sitemap\.xml/)
  })

  test('the page "Is this a scam?" is in the sitemap and in the menu of every page, in both languages', () => {
    for (const language of LANGUAGES) {
      assert.ok(addresses.includes(`/${language}/check`))
      const own = [...pages].filter(([address]) => address.startsWith(`/${language}/`))
      assert.deepEqual(
        own.filter(([, page]) => !page.includes(`href="/${language}/check"`)),
        [],
      )
    }
  })

  test('a server that knows its address says it on every page, whatever a request claims', async () => {
    const named = await createTestServer({ publicOrigin: 'https://jandon.example' })
    const { body } = await named.app.inject({ url: '/en/questions', headers: { host: 'evil.example' } })
    assert.match(body, /<link rel="canonical" href="https:\/\/jandon\.example\/en\/questions">/)
    const sitemap = await named.app.inject({ url: '/sitemap.xml', headers: { host: 'evil.example' } })
    assert.doesNotMatch(body + sitemap.body, /evil/)
    await named.app.close()
  })
})

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const send = (url: string, fields: Record<string, string>) =>
  app.inject({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(fields).toString() })

/** What the form of a page would send as it stands. */
function fieldsOf(page: string): Record<string, string> {
  const form = /<form[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const inputs = [...form.matchAll(/<input[^>]*? name="([^"]+)"[^>]*? value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ])
  const choices = [...form.matchAll(/<select[^>]*? name="([^"]+)"[\s\S]*?<\/select>/g)].map(([select, name]) => [
    name,
    /<option value="([^"]*)" selected>/.exec(select)?.[1] ?? '',
  ])
  return Object.fromEntries([...inputs, ...choices]) as Record<string, string>
}

describe('the calculator without script', () => {
  test('answers 8,100 won for the voucher bought for 9,000', async () => {
    for (const url of ['/ko/questions/expired-voucher', '/ko/rules/kr/voucher-new-expired-cash-small']) {
      const answer = await send(url, fieldsOf(pages.get(url) ?? ''))
      assert.equal(answer.statusCode, 200)
      assert.equal(answer.headers['cache-control'], 'no-store')
      assert.match(answer.body, /<p class="answer-amount">8,100원<\/p>/)
      assert.deepEqual(nestingFaults(answer.body), [])
    }
  })

  test('says no to the reseller with the equivalent yearly cost, and names the way out', async () => {
    const url = '/en/questions/cash-out-ads'
    const { body } = await send(url, fieldsOf(pages.get(url) ?? ''))
    assert.match(body, /answer-refuse/)
    assert.match(body, /equivalent yearly cost of that offer is 521%/)
    assert.match(body, /What you can do instead/)
  })

  test('every form, sent as it stands, is answered, and with the rule of its page where that is one', async () => {
    for (const [url, page] of pages) {
      const fields = fieldsOf(page)
      if (Object.keys(fields).length === 0) continue
      const { statusCode, body } = await send(url, fields)
      assert.equal(statusCode, 200, url)
      const answer = /<section class="answer[\s\S]*?<\/section>/.exec(body)?.[0]
      assert.ok(answer, `${url} has no answer`)
      const ruleId = /^\/\w+\/rules\/(.+)$/.exec(url)?.[1]
      if (ruleId !== undefined) assert.ok(answer.includes(`/rules/${ruleId}"`), url)
      assert.deepEqual(nestingFaults(body), [], url)
    }
  })

  test('asks for the fact that is missing, in a field of its own', async () => {
    const url = '/ko/rules/kr/voucher-new-expired-cash-small'
    const fields = { ...fieldsOf(pages.get(url) ?? ''), 'f.expiresOn': '' }
    const { body } = await send(url, fields)
    assert.match(body, /answer-needs_facts/)
    assert.match(body, /data-asked><label for="f-expiresOn">유효기간이 며칠까지인가요\?/)
  })

  test('says which field cannot be read, and keeps what was written, escaped', async () => {
    const url = '/ko/questions/expired-voucher'
    const evil = '"><script>alert(1)</script>'
    const { body } = await send(url, {
      ...fieldsOf(pages.get(url) ?? ''),
      'f.pricePaid': evil,
      'f.fundingSource': evil,
    })
    assert.match(body, /id="e-pricePaid"/)
    assert.match(body, /aria-invalid="true" aria-describedby="e-pricePaid"/)
    assert.doesNotMatch(body, /<script>alert/)
    assert.deepEqual(nestingFaults(body), [])
  })

  test('reads amounts as people write them', async () => {
    const url = '/ko/questions/expired-voucher'
    const { body } = await send(url, { ...fieldsOf(pages.get(url) ?? ''), 'f.pricePaid': ' ₩ 9,000 원' })
    assert.match(body, /8,100원/)
  })

  test('is nobody: the answer belongs to no holder, and unknown fields are let be', async () => {
    const served = await createTestServer()
    const url = '/ko/questions/small-leftovers'
    await served.app.inject({ method: 'POST', url, headers: FORM, payload: 'f.points=74&f.nothing=1&x=2&__proto__=1' })
    const call = served.usecases.calls.find(({ name }) => name === 'createQuote')
    assert.deepEqual(call?.caller, { role: 'anonymous' })
    await served.app.close()
  })

  test('takes no other body, none that is too long, and no form where there is no calculator', async () => {
    const url = '/ko/questions/expired-voucher'
    assert.equal((await app.inject({ method: 'POST', url, payload: { a: 1 } })).statusCode, 415)
    assert.equal((await send(url, { a: 'x'.repeat(9000) })).statusCode, 413)
    assert.equal((await send('/ko/questions/nothing', {})).statusCode, 404)
    assert.equal(
      (await app.inject({ method: 'POST', url: '/v1/quotes', headers: FORM, payload: 'a=1' })).statusCode,
      415,
    )
  })

  test('moves the example with the day, and where that would show nothing keeps the day of the example', async () => {
    const later = await createTestServer({}, { now: () => NOW + 40 * 86_400_000 })
    const question = await later.app.inject('/ko/questions/carrier-payment-after-month')
    assert.match(question.body, /name="f.chargedOn" value="2026-12-20"/)
    const url = '/ko/rules/kr/voucher-new-expired-cash-before-2025'
    const ended = await later.app.inject(url)
    assert.match(ended.body, /name="asOf" value="20(2[0-5])-/)
    const { body } = await later.app.inject({
      method: 'POST',
      url,
      headers: FORM,
      payload: new URLSearchParams(fieldsOf(ended.body)).toString(),
    })
    assert.match(body, /answer-allow/)
    await later.app.close()
  })
})
