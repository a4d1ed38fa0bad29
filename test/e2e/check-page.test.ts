// SPDX-License-Identifier: Apache-2.0
// "Is this a scam?" in a real browser: a plain answer at once with the words that decided, nothing of the text leaves
// the device, a result is passed on without the text, and the page opens without a network.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { type Language, openStage, type Stage, sees } from './stage.ts'

const TRAP =
  '[Web발신]\n[CJ대한통운] 고객님 택배가 주소지 불명으로 반송 예정입니다. 금일 중 주소를 변경해 주세요 http://cj-logis7q2x.top/k3'
const BANK = '[Web발신]\n[국민은행] 11/23 09:12\n123401-**-***567\n김*돈\n체크카드출금\n12,500원\n잔액 842,130원'
const LINK = 'http://www.naver.com.login-check7q2x.top/nid/login'
const CASH_OUT =
  '소액결제 현금화 24시간 당일입금! 휴대폰 소액결제 한도 100만원이면 70만원 바로 입금. 상품권 매입 최고 70%. 미납자 환영, 신분증 사진만 보내주세요'
const NOTHING: Readonly<Record<Language, string>> = {
  ko: '수상한 점을 찾지 못했어요',
  en: 'We found nothing suspicious',
}

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

async function openCheck(language: Language, screen: 'phone' | 'desktop' = 'phone', fragment = ''): Promise<Page> {
  const page = await stage.read({ screen, language }, `/${language}/check${fragment}`, 'on')
  await page.locator('.paste-box').waitFor()
  return page
}

async function ask(page: Page, text: string): Promise<void> {
  await page.locator('.paste-box textarea').fill(text)
  await page.locator('.paste-box button[type="submit"]').click()
  await page.locator('.verdict').waitFor()
}

const levelOf = (page: Page) => page.locator('.verdict').getAttribute('data-level')

describe('a plain answer', () => {
  test('a trap: the verdict first, what to do, whom to call, and the words that decided marked in the text', async () => {
    const page = await openCheck('ko')
    await ask(page, TRAP)
    assert.equal(await levelOf(page), 'trap')
    await page.getByRole('heading', { level: 2, name: '네, 사기로 보여요' }).waitFor()
    assert.equal(await page.evaluate('document.activeElement.innerText'), '네, 사기로 보여요', 'Reading goes on there.')
    assert.match(await page.locator('.sure').innerText(), /100개 가운데 \d+개쯤/)
    assert((await page.locator('.advice-now li').count()) > 0)
    assert((await page.locator('.advice-never li').count()) > 0)
    assert.match((await page.locator('.advice a[href^="tel:"]').first().getAttribute('href')) ?? '', /^tel:\d+$/)

    const marks = page.locator('.given mark')
    assert((await marks.count()) > 0)
    assert.equal(await page.locator('.given p').innerText(), TRAP, 'The text is all there, and as text.')
    await marks.locator('a').first().tap()
    const number = await marks.locator('a').first().getAttribute('data-number')
    const reason = page.locator(`#reason-${number} p`)
    assert.equal(await page.locator('.bubble').innerText(), `${number} ${await reason.innerText()}`)
    await page.keyboard.press('Escape')
    await page.locator('.bubble').waitFor({ state: 'detached' })

    assert.match(await page.locator('.links-address').first().innerText(), /cj-logis7q2x\[\.\]top/)
    assert.equal(await page.locator('a[href*="7q2x"]').count(), 0, 'No address of the text can be opened.')
    await page.context().close()
  })

  test('a notice of a bank: nothing found, and never called safe', async () => {
    const page = await openCheck('ko', 'desktop')
    await ask(page, BANK)
    assert.equal(await levelOf(page), 'nothing')
    await sees(page, NOTHING.ko)
    await sees(page, '안전하다는 뜻은 아니에요')
    await page.context().close()
  })

  test('a lone address is judged as a link and written so that nothing opens it', async () => {
    const page = await openCheck('en', 'desktop')
    await ask(page, LINK)
    await page.getByRole('heading', { level: 2, name: /address/ }).waitFor()
    assert.equal(await levelOf(page), 'trap')
    assert.match(await page.locator('.given p').innerText(), /naver\[\.\]com/)
    assert.equal(await page.locator('a[href*="7q2x"]').count(), 0)
    await page.context().close()
  })

  test('an advert for cash: against the law, with the article and what it costs in won', async () => {
    const page = await openCheck('ko')
    await ask(page, CASH_OUT)
    assert.equal(await levelOf(page), 'unlawful')
    const offer = page.locator('.offer-part')
    assert.match(await offer.innerText(), /정보통신망법.*72/)
    assert.match(await offer.innerText(), /70,000원[\s\S]*30,000원[\s\S]*521%/)
    assert.doesNotMatch(await page.locator('main').innerText(), /추천 업체|안전합니다|안전해요/)
    await page.context().close()
  })

  test('markup in a message stays text', async () => {
    const page = await openCheck('en')
    const text = '<img src=x onerror="document.title=1"><b>You won</b> a prize! Claim: http://prize7q2x.top'
    await ask(page, text)
    assert.equal(await page.locator('.given p').innerText(), text)
    assert.equal(await page.locator('.given img, .given b').count(), 0)
    await page.context().close()
  })

  test('pasting asks at once, by key and by button; clearing leaves an empty box', async () => {
    const page = await openCheck('ko', 'desktop')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(
      'navigator.clipboard.writeText("엄마 나 폰 고장나서 임시번호야. 급히 송금할 데가 있어 신분증 사진 보내줘")',
    )
    await page.locator('textarea').focus()
    await page.keyboard.press('Control+V')
    await page.locator('.verdict-trap').waitFor()
    await page.getByRole('button', { name: '지우기' }).click()
    await page.locator('.verdict').waitFor({ state: 'detached' })
    assert.equal(await page.locator('textarea').inputValue(), '')
    await page.getByRole('button', { name: '붙여넣기' }).click()
    await page.locator('.verdict-trap').waitFor()
    await page.context().close()
  })

  test('too little to tell is said, without advice that would frighten', async () => {
    const page = await openCheck('ko')
    await ask(page, '010-1234-5678')
    assert.equal(await levelOf(page), 'short')
    await sees(page, '받은 글 전체를 그대로 붙여 넣어 주세요')
    assert.equal(await page.locator('.advice, .share').count(), 0)
    await page.context().close()
  })

  test('nothing to check and too much to check are said in words', async () => {
    const page = await openCheck('ko')
    await page.getByRole('button', { name: '확인하기' }).click()
    await sees(page, '확인할 글을 먼저 붙여 넣어 주세요.')
    await ask(page, `${BANK}\n${'가나다 '.repeat(6000)}`)
    await sees(page, '앞의 20,000자만 살펴봤어요')
    await page.context().close()
  })
})

describe('a judge that cannot be had', () => {
  test('is said in words, and asked again when somebody tries again', async () => {
    const page = await stage.open({ screen: 'phone', language: 'en' })
    await page.context().route('**/judge-worker-*.js', route => route.abort())
    await page.getByRole('link', { name: 'Scam check' }).click()
    await page.locator('.examples .story').first().click()
    await sees(page, 'What judges the text could not be loaded')
    await page.context().unroute('**/judge-worker-*.js')
    await page.getByRole('button', { name: 'Load again' }).click()
    await page.locator('.verdict-trap').waitFor()
    await page.context().close()
  })
})

describe('a judge that does not answer', () => {
  test('is ended after ten seconds and said in words; the next try asks another', async () => {
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await page.clock.install()
    const mute = { contentType: 'text/javascript', body: 'postMessage({ id: 0 })' }
    await page.context().route('**/judge-worker-*.js', route => route.fulfill(mute))
    await page.goto(`${stage.url}/ko/check`)
    await page.locator('.examples .story').first().click()
    await page.locator('.check-right > .skeleton').waitFor()
    await page.clock.runFor(9_000)
    assert.equal(await page.locator('.notice-problem').count(), 0)
    await page.clock.runFor(3_000)
    await sees(page, '너무 오래 걸려서 멈췄어요')
    await page.context().unroute('**/judge-worker-*.js')
    await page.getByRole('button', { name: '다시 시도하기' }).click()
    await page.locator('.verdict-trap').waitFor()
    await page.context().close()
  })
})

describe('no more is said than is known', () => {
  test('a notice of a small payment is never headed as an offer of cash', async () => {
    const page = await openCheck('ko')
    for (const text of [
      '[KT] 소액결제 99만원 정상처리. 취소문의 070-8012-3345',
      '[LGU+] 휴대폰결제 330,000원 완료. 미사용시 신고 1670-1234',
    ]) {
      await ask(page, text)
      assert.match((await levelOf(page)) ?? '', /^(trap|unsure|nothing)$/, text)
      assert.equal(await page.locator('.offer-part').count(), 0)
      assert.doesNotMatch(await page.locator('.verdict, .advice').allInnerTexts().then(String), /현금|1397/)
      await page.getByRole('button', { name: '지우기' }).click()
    }
    await page.context().close()
  })

  test("a stranger's shop or payment link under a known name is not called the name's own", async () => {
    const page = await openCheck('en')
    await ask(page, 'https://paypal.me/john')
    await sees(page, 'whoever made the link and not to the firm')
    await ask(page, 'Look at this, my aunt sells it: https://smartstore.naver.com/dongne-farm/products/812')
    await page.locator('.links-note').waitFor()
    assert.match(await page.locator('.links-note').innerText(), /everybody may have a page/)
    assert.doesNotMatch(await page.locator('main').innerText(), /official address/)
    await page.context().close()
  })

  test('a shop in which nothing unlawful was seen is neither accused nor recommended', async () => {
    const page = await openCheck('en', 'phone', '#r=1.m.spam.98.cash_out.nothing_found.voucher_purchase')
    await page.locator('.verdict-shop').waitFor()
    await sees(page, 'That is no recommendation')
    assert.equal(await page.locator('.sure, .offer-part').count(), 0)
    await page.context().close()
  })
})

describe('what was pasted stays here', () => {
  test('no request carries it, no address, and nothing is stored', async () => {
    const page = await openCheck('ko')
    const requests: Request[] = []
    page.context().on('request', request => requests.push(request))
    const secret = '비밀단어칠칠구'
    await ask(page, `${TRAP} ${secret} http://secret-place7q2x.top/a`)
    await ask(page, CASH_OUT + secret)
    await page.getByRole('button', { name: '결과 주소 복사' }).click()
    await page.locator('.top-language').click()
    await page.reload()
    await page.locator('.paste-box').waitFor()
    assert(requests.length > 0, 'The reload at least asks for the page.')
    for (const request of requests) {
      const sent = decodeURIComponent(`${request.url()} ${request.postData() ?? ''}`)
      assert.doesNotMatch(sent, /비밀단어|7q2x|현금화|택배/, request.url())
      assert.equal(request.method(), 'GET')
    }
    const stored = (await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    )) as string
    assert.doesNotMatch(stored, /비밀단어|7q2x/)
    assert.equal(await page.locator('textarea').inputValue(), '')
    await page.context().close()
  })

  test('a result is passed on without the text, and says so', async () => {
    const page = await openCheck('ko')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await ask(page, TRAP)
    const headline = await page.locator('.verdict h2').innerText()
    const sure = await page.locator('.sure').innerText()
    await page.getByRole('button', { name: '결과 주소 복사' }).click()
    await page.getByRole('button', { name: '복사했어요' }).waitFor()
    const address = (await page.evaluate('navigator.clipboard.readText()')) as string
    assert.match(address, /\/ko\/check#r=1\.m\.smishing\.\d+\.[a-z_]+\.[a-z_]*\.[a-z0-9_-]*$/)

    const other = await openCheck('ko', 'desktop', new URL(address).hash)
    await sees(other, '누군가 나눠 준 결과예요')
    assert.equal(await other.locator('.verdict h2').innerText(), headline)
    assert.equal(await other.locator('.sure').innerText(), sure)
    assert((await other.locator('.reasons li').count()) > 0)
    assert((await other.locator('.advice-now li').count()) > 0)
    assert.equal(await other.locator('.given').count(), 0)
    assert.doesNotMatch(await other.locator('main').innerText(), /7q2x/)

    await other.getByRole('button', { name: '내 글 확인하기' }).click()
    assert.equal(new URL(other.url()).hash, '')
    assert.equal(await other.evaluate('document.activeElement.tagName'), 'TEXTAREA')
    await other.context().close()
    await page.context().close()
  })

  test('the device is handed the address and the verdict, nothing else', async () => {
    const page = await openCheck('en')
    await page.evaluate('navigator.share = data => { window.handed = data; return Promise.resolve() }')
    await ask(page, CASH_OUT)
    await page.getByRole('button', { name: 'Share', exact: true }).click()
    const handed = (await page.evaluate('window.handed')) as Record<string, string>
    assert.deepEqual(Object.keys(handed).sort(), ['title', 'url'])
    assert.equal(handed.title, 'The law forbids this offer')
    assert.match(handed.url ?? '', /\/en\/check#r=1\.m\.\w+\.\d+\.cash_out\.unlawful\.[a-z0-9_-]+$/)
    await page.context().close()
  })

  test('an address that is no result says so; one that claims that nothing was found calms nobody', async () => {
    const broken = await openCheck('en', 'phone', '#r=1.m.safe.3.none..')
    await sees(broken, 'No result can be read from this address')
    assert.equal(await broken.locator('.verdict').count(), 0)
    await broken.context().close()
    const claimed = await openCheck('en', 'phone', '#r=1.m.ham.0.none..')
    await sees(claimed, 'The shared result says that nothing suspicious was found')
    await sees(claimed, 'Anybody can make such an address')
    await claimed.context().close()
  })
})

describe('the page belongs to everybody', () => {
  test('from the first page, the offer page and a public page; with a title and a description of its own', async () => {
    const page = await stage.open({ screen: 'desktop', language: 'en' })
    await page.locator('.invite').click()
    await page.getByRole('heading', { level: 1, name: 'Is this a scam?' }).waitFor()
    assert.equal(await page.title(), 'Is this a scam? · Jandon')
    await page.goto(`${stage.url}/en/offer`)
    await page.locator('.invite').click()
    await page.locator('.paste-box').waitFor()
    await page.goto(`${stage.url}/en/questions`)
    await page.getByRole('link', { name: 'Scam check' }).click()
    await page.locator('.paste-box').waitFor()
    const worker = await fetch(`${stage.url}/offline.js`)
    assert.equal(worker.headers.get('cache-control'), 'no-cache', 'A new version is seen at the next visit.')
    assert.match(worker.headers.get('content-type') ?? '', /javascript/)
    const source = await (await fetch(`${stage.url}/en/check`)).text()
    assert.match(source, /<html lang="en">[\s\S]*<title>Is this a scam\? · Jandon<\/title>/)
    assert.match(source, /<meta name="description" content="Paste a suspicious text/)
    await page.context().close()
  })

  test('by keyboard alone: to the answer, to a marked word, to its reason', async () => {
    const page = await openCheck('ko', 'desktop')
    await page.locator('textarea').focus()
    await page.keyboard.insertText(TRAP)
    for (let tabs = 0; tabs < 4; tabs += 1) {
      await page.keyboard.press('Tab')
      if (await page.evaluate('document.activeElement.type === "submit"')) break
    }
    await page.keyboard.press('Enter')
    await page.locator('.verdict').waitFor()
    const isMark = 'document.activeElement.closest("mark") !== null'
    for (let tabs = 0; tabs < 20 && !(await page.evaluate(isMark)); tabs += 1) await page.keyboard.press('Tab')
    assert(await page.evaluate(isMark), 'Tab never reaches a marked word.')
    await page.locator('.bubble').waitFor()
    await page.keyboard.press('Enter')
    assert.match((await page.evaluate('document.activeElement.id')) as string, /^reason-\d+$/)
    assert.equal(new URL(page.url()).hash, '')
    await page.context().close()
  })
})
