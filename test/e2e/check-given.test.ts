// SPDX-License-Identifier: Apache-2.0
// Whatever a worried person pastes on a small phone gets an answer that is seen at once: the verdict, then what to do,
// without scrolling; for long, odd and foreign texts, and without one request.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { assertNoSideways, checkWithAxe } from './axe.ts'
import { type Language, openStage, type Stage } from './stage.ts'

/** The smallest phones that are still sold, and what most people hold. */
const PHONES = [
  { width: 360, height: 740 },
  { width: 390, height: 844 },
] as const
const TRAPS: Readonly<Record<Language, string>> = {
  ko: '[Web발신]\n[CJ대한통운] 고객님 택배가 주소지 불명으로 반송 예정입니다. 금일 중 주소를 변경해 주세요 http://cj-logis7q2x.top/k3',
  en: 'Royal Mail: your parcel is held because of an unpaid fee of £1.45. Pay today or it will be returned: http://royalmail-redelivery-7q2x.top/pay',
}
const CASH_OUT =
  '소액결제 현금화 24시간 당일입금! 휴대폰 소액결제 한도 100만원이면 70만원 바로 입금. 상품권 매입 최고 70%. 미납자 환영, 신분증 사진만 보내주세요'
const ASKED = '누가 소액결제 100만원 하면 70만원 준대요. 괜찮을까요?'
const BANK = '[Web발신]\n[국민은행] 11/23 09:12\n123401-**-***567\n김*돈\n체크카드출금\n12,500원\n잔액 842,130원'
const CHAT =
  '오늘 몇 시에 끝나?\n여섯 시쯤. 저녁은 집에서 먹을게\n들어오는 길에 두부 한 모만 사 와\n알았어, 우유도 떨어졌지?\n'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

async function openCheck(language: Language, phone: (typeof PHONES)[number] = PHONES[0]): Promise<Page> {
  const page = await stage.read({ screen: 'phone', language }, `/${language}/check`, 'on')
  await page.setViewportSize(phone)
  await page.locator('.paste-box').waitFor()
  return page
}

async function ask(page: Page, text: string): Promise<string | null> {
  await page.locator('.paste-box textarea').fill(text)
  await page.locator('.paste-box button[type="submit"]').click()
  // The answer before this one is there until the next is: its text tells them apart.
  await page.locator('.check-right > .skeleton').waitFor({ state: 'detached' })
  await page.locator('.verdict').waitFor()
  return page.locator('.verdict').getAttribute('data-level')
}

/** As with the page's own button, into an empty box; a browser types a long text for a test only slowly. */
async function paste(page: Page, text: string): Promise<string | null> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  await page.getByRole('button', { name: '붙여넣기' }).click()
  await page.locator('.verdict').waitFor()
  return page.locator('.verdict').getAttribute('data-level')
}

/** What of an element is inside the screen, as [its upper edge, its lower edge]. */
async function edgesOf(page: Page, selector: string): Promise<[number, number]> {
  const box = await page.locator(selector).first().boundingBox()
  assert(box, `${selector} is not to be seen.`)
  return [box.y, box.y + box.height]
}

describe('on a phone', () => {
  for (const phone of PHONES) {
    for (const language of ['ko', 'en'] as const) {
      test(`the verdict and what to do first are on one screen: ${language}, ${phone.width} px`, async () => {
        const page = await openCheck(language, phone)
        for (const text of [TRAPS[language], CASH_OUT, ASKED, TRAPS[language].split(' ').at(-1) ?? '']) {
          await ask(page, text)
          const [top] = await edgesOf(page, '.verdict')
          const [, bottom] = await edgesOf(page, '.advice-now li')
          assert(top >= 0 && bottom <= phone.height, `${text}: from ${top} to ${bottom} of ${phone.height} px`)
          const order = await page.evaluate(
            "[...document.querySelectorAll('.verdict, .advice, .why')].map(e => e.className.replace(/card |verdict-.*/, '').trim())",
          )
          assert.deepEqual(order, ['verdict', 'advice', 'why'])
        }
        await page.context().close()
      })
    }
  }

  test('who opens a result that was passed on sees it before the box', async () => {
    const page = await stage.read({ screen: 'phone', language: 'ko' }, '/ko/check#r=1.m.smishing.97.parcel..', 'on')
    await page.setViewportSize(PHONES[0])
    await page.locator('.verdict').waitFor()
    const [, bottom] = await edgesOf(page, '.verdict')
    assert(bottom <= PHONES[0].height)
    const [box] = await edgesOf(page, '.paste-box')
    assert(box > bottom)
    await page.context().close()
  })
})

describe('whatever is pasted', () => {
  test('too little to judge is called that, and frightens nobody', async () => {
    const page = await openCheck('ko')
    for (const text of ['😀', '010-1234-5678', '+82 10 1234 5678', 'someone@mail.example']) {
      assert.equal(await ask(page, text), 'short', text)
      assert.equal(await page.locator('.advice').count(), 0)
    }
    await page.context().close()
  })

  test('spaces alone are nothing to check', async () => {
    const page = await openCheck('en')
    await page.locator('textarea').fill(' \n\t ')
    await page.locator('.paste-box button[type="submit"]').click()
    await page.locator('.field-error').waitFor()
    assert.equal(await page.locator('.verdict').count(), 0)
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'TEXTAREA')
    await page.context().close()
  })

  test('a text that runs from right to left stays so, beside reasons that do not', async () => {
    const page = await openCheck('en')
    await ask(page, 'مرحبا، تم حجز الطرد الخاص بك. ادفع الرسوم اليوم http://cj-logis7q2x.top/k3')
    const direction = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).direction`)
    assert.equal(await direction('textarea'), 'rtl')
    assert.equal(await direction('.given p'), 'rtl')
    assert.equal(await direction('.reasons p'), 'ltr')
    await assertNoSideways(page, 'from right to left')
    await checkWithAxe(page, 'from right to left')
    await page.context().close()
  })

  test('lines that end as Windows ends them get the same answer as others', async () => {
    const page = await openCheck('ko')
    await ask(page, TRAPS.ko)
    const verdict = await page.locator('.verdict').innerText()
    await page.getByRole('button', { name: '지우기' }).click()
    assert.equal(await paste(page, TRAPS.ko.replaceAll('\n', '\r\n')), 'trap')
    assert.equal(await page.locator('.verdict').innerText(), verdict)
    assert.equal((await page.locator('.given p').innerText()).replaceAll('\r', ''), TRAPS.ko)
    await page.context().close()
  })

  test('of twenty thousand characters the last line counts too, and nobody scrolls past all of them', async () => {
    const page = await openCheck('ko')
    const pages = CHAT.repeat(400).slice(0, 19_800)
    assert.notEqual(await paste(page, `${pages}\n${TRAPS.ko}`), 'nothing')
    assert.match(await page.locator('.given p').innerText(), /cj-logis7q2x/)
    assert(!(await page.locator('.given p').innerText()).includes(pages))
    await checkWithAxe(page, 'twenty thousand characters')
    const height = (await page.evaluate('document.documentElement.scrollHeight')) as number
    assert(height < 12 * PHONES[0].height, `${height} px`)
    await page.getByRole('button', { name: '지우기' }).click()
    assert.equal(await paste(page, pages), 'nothing')
    assert((await page.locator('.given p').innerText()).includes(' … '))
    await page.context().close()
  })
})

describe('nothing is asked of the network', () => {
  test('from the tap to the answer there is no request, and no network is needed', async () => {
    const page = await openCheck('ko')
    await ask(page, BANK)
    const requests: Request[] = []
    page.context().on('request', request => requests.push(request))
    for (const text of [TRAPS.ko, CASH_OUT, ASKED, BANK, 'http://www.naver.com.login-check7q2x.top/nid/login', '😀']) {
      await ask(page, text)
      await page.locator('.urgent').waitFor()
    }
    assert.deepEqual(
      requests.map(request => request.url()),
      [],
    )
    await page.context().setOffline(true)
    assert.equal(await ask(page, TRAPS.ko), 'trap')
    await page.context().close()
  })

  test('an unsure answer and a failed judge are open to everybody', async () => {
    for (const language of ['ko', 'en'] as const) {
      const page = await openCheck(language)
      assert.equal(await ask(page, ASKED), 'unsure')
      await checkWithAxe(page, `${language}: asked about an offer`)
      await page.context().close()
      const failed = await stage.open({ screen: 'phone', language, scheme: 'dark' })
      await failed.context().route('**/judge-worker-*.js', route => route.abort())
      await failed.goto(`${stage.url}/${language}/check`)
      await failed.locator('.examples .story').first().click()
      await failed.locator('.notice-problem').waitFor()
      await checkWithAxe(failed, `${language}: no judge`)
      await failed.context().close()
    }
  })
})
