// SPDX-License-Identifier: Apache-2.0
// The pages for rules and questions in a real browser that runs no script: readable by everybody, and the calculator
// answers.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assertNoSideways, checkWithAxe } from './axe.ts'
import { type Language, openStage, type Scheme, type Stage } from './stage.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

const SAMPLES = [
  'rules',
  'rules/us-ca',
  'rules/kr/voucher-new-expired-cash-small',
  'rules/kr/refuse-carrier-billing-discount',
  'rules/kr/ssgmoney-voucher',
  'rules/us-ca/cash-out',
  'questions',
  'questions/is-it-illegal',
  'questions/expired-voucher',
  'questions/nothing-of-the-kind',
]
const LOOKS: readonly (readonly [Language, Scheme])[] = [
  ['ko', 'light'],
  ['en', 'dark'],
]

describe('the public pages in a browser', () => {
  for (const [language, scheme] of LOOKS) {
    test(`axe finds nothing, and nothing is cut off on the smallest phone: ${language}, ${scheme}`, async () => {
      for (const sample of SAMPLES) {
        const page = await stage.read({ screen: 'smallest', language, scheme }, `/${language}/${sample}`, 'on')
        await checkWithAxe(page, `${language}/${sample}`)
        await assertNoSideways(page, `${language}/${sample}`)
        await page.context().close()
      }
    })
  }

  test('a voucher bought for 9,000 won gives 8,100, worked out without script', async () => {
    const page = await stage.read({ screen: 'phone', language: 'ko' }, '/ko/questions/expired-voucher', 'off')
    await page.getByRole('button', { name: '계산하기' }).click()
    await page.locator('.answer').waitFor()
    assert.equal(await page.locator('.answer-amount').innerText(), '8,100원')
    assert.ok(page.url().endsWith('/ko/questions/expired-voucher#answer'), 'No fact stands in the address.')
    await page.locator('#f-pricePaid').fill('60,000')
    await page.locator('#f-faceValue').fill('60000')
    await page.locator('#f-remaining').fill('60,000원')
    await page.getByRole('button', { name: '계산하기' }).click()
    await page.getByText('57,000원').waitFor()
    await page.locator('#f-pricePaid').fill('아홉')
    await page.getByRole('button', { name: '계산하기' }).click()
    await page.locator('#e-pricePaid').waitFor()
    await page.context().close()
  })

  test('what is missing is asked for, and the answer follows', async () => {
    const page = await stage.read(
      { screen: 'desktop', language: 'en' },
      '/en/rules/kr/voucher-new-expired-cash-small',
      'on',
    )
    await page.locator('#f-pricePaid').fill('nine')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.locator('#e-pricePaid').waitFor()
    await checkWithAxe(page, 'a field that cannot be read')
    await page.locator('#f-pricePaid').fill('9000')
    await page.locator('#f-expiresOn').fill('')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.locator('[data-asked] #f-expiresOn').waitFor()
    await checkWithAxe(page, 'asked')
    await page.locator('#f-expiresOn').fill('2024-10-01')
    await page.getByRole('button', { name: 'Work it out' }).click()
    await page.getByText('₩8,100').first().waitFor()
    await checkWithAxe(page, 'answered')
    await page.context().close()
  })

  test('from an answer of the app to the rule behind it, and from its footer to the questions', async () => {
    const page = await stage.open({ screen: 'desktop', language: 'ko' })
    await page.locator('.story').first().click()
    await page.locator('.right .disclosure summary').first().click()
    await page.getByRole('link', { name: '이 규칙 자세히 보기' }).first().click()
    await page.getByRole('heading', { level: 1, name: '유효기간이 지난 상품권의 90% 현금 환불' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: '많이 묻는 질문' }).click()
    await page.getByRole('heading', { level: 1, name: '많이 묻는 질문' }).waitFor()
    await page.context().close()
  })
})
