// SPDX-License-Identifier: Apache-2.0
// What lies ahead of an answer, in a real browser: using a little more pays, waiting pays, and the day on which a right
// is lost goes into the calendar of the phone.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { shiftDate } from '../../packages/web/src/format/date.ts'
import { assertNoSideways, checkWithAxe } from './axe.ts'
import { type Language, openStage, type Stage } from './stage.ts'

const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date())
const SEE: Readonly<Record<Language, string>> = { ko: '얼마 받는지 보기', en: 'See what I can get' }

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

/** A voucher used a little too little, and a payment on this month's phone bill, as a person would write them down. */
async function describeThings(page: Page, language: Language): Promise<void> {
  const draft = {
    items: [
      {
        ref: 'a',
        kind: 'new_type_voucher',
        offer: 'none',
        facts: {
          faceValue: won('50000'),
          pricePaid: won('48000'),
          remaining: won('21200'),
          purchasedOn: shiftDate(TODAY, { months: -8 }),
          expiresOn: shiftDate(TODAY, { months: 2 }),
          fundingSource: 'cash',
        },
      },
      { ref: 'b', kind: 'carrier_purchase', offer: 'none', facts: { pricePaid: won('30000'), purchasedOn: TODAY } },
    ],
  }
  await page.evaluate(text => window.sessionStorage.setItem('jandon.draft', text), JSON.stringify(draft))
  await page.goto(`${stage.url}/${language}`)
  await page.locator('.item-list').waitFor()
  await page.getByRole('button', { name: SEE[language] }).click()
  await page.locator('.ahead-deadlines').waitFor()
}

const won = (amountMinor: string) => ({ amountMinor, unit: 'KRW' })

describe('what lies ahead', () => {
  test('1,200 won more bring 19,200 won, and the last day to claim goes into the calendar', async () => {
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await describeThings(page, 'ko')
    const more = page.getByRole('region', { name: '조금 더 기다리거나 쓰면' })
    const [act, wait] = await more.getByRole('listitem').all()
    assert.match(
      (await act?.innerText()) ?? '',
      /^1,200원 더 쓰면 19,200원을 돌려받아요\n+확정 지금보다 19,200원 더 받아요/,
    )
    assert.match((await wait?.innerText()) ?? '', /부터는 18,317원을 돌려받아요/)

    const deadlines = page.getByRole('region', { name: '놓치면 사라지는 날' })
    assert.match(await deadlines.innerText(), /30,000원 통신 요금에서\n+휴대폰 소액결제/)
    const link = deadlines.getByRole('link', { name: '달력에 넣기' })
    const address = (await link.getAttribute('href')) ?? ''
    assert.match(
      address,
      /^\/v1\/quotes\/qte_[0-9a-z]+\/deadlines\.ics\?language=ko$/,
      'Nothing but the quote is named.',
    )
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    assert.equal(download.suggestedFilename(), 'jandon.ics')
    const calendar = readFileSync(await download.path(), 'utf8')
    assert(calendar.startsWith('BEGIN:VCALENDAR\r\n'))
    assert(calendar.endsWith('END:VCALENDAR\r\n'))
    assert.match(calendar, /SUMMARY:오늘까지 신청/)
    assert.match(calendar, /TRIGGER:-P7D/)
    await page.context().close()
  })

  for (const language of ['ko', 'en'] as const) {
    test(`open to everybody, on the smallest phone and in both schemes: ${language}`, async () => {
      for (const scheme of ['light', 'dark'] as const) {
        const page = await stage.open({ screen: 'smallest', language, scheme })
        await describeThings(page, language)
        await checkWithAxe(page, `${language}, ${scheme}: what lies ahead`)
        await assertNoSideways(page, `${language}, ${scheme}: what lies ahead`)
        await page.context().close()
      }
    })
  }

  test('nothing is shown where nothing lies ahead', async () => {
    const page = await stage.open({ screen: 'phone', language: 'en' })
    await page.locator('[data-kind="card_points"]').click()
    await page.getByLabel('Points').fill('4850')
    await page.getByRole('button', { name: SEE.en }).click()
    await page.getByRole('heading', { level: 1, name: /₩4,850/ }).waitFor()
    assert.equal(await page.locator('.ahead').count(), 0)
    await page.context().close()
  })
})
