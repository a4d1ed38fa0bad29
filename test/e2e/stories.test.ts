// SPDX-License-Identifier: Apache-2.0
// The stories people come with, told in a real browser against the real server: from the first tap to the money.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { fillAccount, openStage, type Stage, sees } from './stage.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

describe('the holder app', () => {
  test('a newcomer on a phone taps an example and has 8,100 won in the account within a minute', async () => {
    const start = performance.now()
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await page.getByRole('button', { name: /9,000원에 산 만 원 상품권/ }).click()

    await page.getByRole('heading', { level: 1, name: /8,100원/ }).waitFor()
    await sees(page, '유효기간이 지난 상품권의 90% 현금 환불')
    await sees(page, '아무도 떼지 않아요')
    assert.equal(await page.locator('[data-decision="allow"]').count(), 1)
    await page.getByText('어느 조문인가요?').click()
    await sees(page, /신유형 상품권 표준약관/)

    await page.getByRole('link', { name: '8,100원 받기' }).click()
    await sees(page, '동의할 내용')
    await fillAccount(page, { bank: '카카오뱅크', number: '3333-01-1234567', agree: /동의해요/ })
    await page.getByRole('button', { name: '8,100원 받기' }).click()

    await page.getByRole('heading', { level: 1, name: /입금됐어요/ }).waitFor()
    assert.equal(await page.locator('.step-done').count(), 4)
    await page.getByText('돈이 움직인 기록').click()
    await sees(page, '내게 보낼 돈')
    assert((performance.now() - start) / 1000 < 60, 'It took longer than a minute.')

    await page.getByRole('link', { name: '영수증 보기' }).click()
    await page.getByRole('heading', { level: 1, name: '영수증' }).waitFor()
    await page.getByRole('link', { name: '내역' }).click()
    await page
      .getByRole('link', { name: /8,100원/ })
      .first()
      .waitFor()
    assert.doesNotMatch(page.url(), /3333|김잔돈|8100/, 'An address holds personal data.')
    await page.context().close()
  })

  test('a voucher bought on the phone bill and offered to a reseller is refused, with the article and its true cost', async () => {
    const page = await stage.open({ screen: 'desktop', language: 'en' })
    await page.getByRole('button', { name: /bought on the phone bill/ }).click()

    await page.getByRole('heading', { level: 1, name: 'This way does not turn into cash' }).waitFor()
    const refusal = page.locator('[data-code="carrier_billing_discount_purchase"]')
    await refusal.getByText('₩70,000').first().waitFor()
    await refusal.getByText('₩30,000').first().waitFor()
    await refusal.getByText('Equivalent yearly cost').waitFor()
    assert.doesNotMatch(await refusal.innerText(), /interest/i, 'The cost of a sale is never called interest.')
    await refusal.getByText('Which article?').click()
    await sees(page, /72.*1.*4/)
    assert.equal(await page.locator('.convert-bar').count(), 0, 'Nothing that is refused can be taken.')

    await page.getByRole('heading', { name: 'What you can do instead' }).waitFor()
    await page.getByRole('link', { name: 'Call 1397' }).waitFor()
    await page.getByRole('link', { name: '한국어' }).click()
    await page
      .getByText(/정보통신망법.*72/)
      .first()
      .waitFor()
    await page.context().close()
  })

  test('three things at once: what is missing is asked for, then one total', async () => {
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await page.locator('[data-kind="prepaid_balance"]').click()
    await page.getByLabel('지금 남은 금액').fill('3200')
    await page.getByRole('button', { name: '하나 더 적기' }).click()
    await page.locator('[data-kind="card_points"]').click()
    await page.getByLabel('포인트').fill('4850')
    await page.getByRole('button', { name: '하나 더 적기' }).click()
    await page.locator('[data-kind="new_type_voucher"]').click()
    await page.getByLabel('상품권에 적힌 금액').fill('30000')
    assert.equal(await page.getByLabel('실제로 낸 금액').inputValue(), '30,000')
    await page.getByRole('radio', { name: '조금 썼어요' }).check()
    await page.getByLabel('남은 금액').fill('9000')
    await page.getByLabel('산 날').fill('2026-03-02')
    await page.getByLabel('유효기간 끝나는 날').fill('2027-03-02')
    await page.getByRole('radio', { name: '계좌이체' }).check()
    await page.getByRole('button', { name: '얼마 받는지 보기' }).click()

    const question = page.locator('.question')
    await question.waitFor()
    assert.equal(await question.getAttribute('data-fact'), 'lastCharge')
    await question.getByRole('textbox').fill('50000')
    await question.getByRole('button', { name: '다음' }).click()

    await page.getByRole('heading', { level: 1, name: /17,050원/ }).waitFor()
    assert.equal(await page.locator('.question').count(), 0)
    assert.equal(await page.locator('[data-decision="allow"]').count(), 3)
    await page.getByRole('link', { name: '12,200원 받기' }).waitFor()
    await page.context().close()
  })

  test('an account in another name is named as wrong beside the field, and once corrected the money comes', async () => {
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await page.getByRole('button', { name: /9,000원에 산 만 원 상품권/ }).click()
    await page.getByRole('link', { name: '8,100원 받기' }).click()
    await page.getByText('동의할 내용').waitFor()
    const another = page.getByRole('radio', { name: '새 계좌 쓰기' })
    if ((await another.count()) > 0) await another.check()
    const submit = page.getByRole('button', { name: '8,100원 받기' })
    await submit.click()
    await sees(page, '은행을 골라 주세요')
    await sees(page, '동의에 표시해 주세요')

    await fillAccount(page, { bank: '토스뱅크', number: '100012340000', agree: /동의해요/ })
    await submit.click()
    const wrong = page.locator('.account-fields [aria-invalid="true"]')
    await wrong.waitFor()
    assert.match(await page.locator('.account-fields .field-error').innerText(), /이름/)

    await page.locator('.account-fields input[inputmode="numeric"]').fill('100012345678')
    await submit.click()
    await page.getByRole('heading', { level: 1, name: /입금됐어요/ }).waitFor()
    await page.context().close()
  })

  test('a bank that does not answer is waited for, in plain words, and pays once', async () => {
    await stage.misbehave([
      { target: 'bank', operation: 'submit', kind: 'timeout_after_accept', count: 1 },
      { target: 'bank', operation: 'query', kind: 'timeout', count: 1 },
    ])
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await acceptExample(page, '100012345678')
    await sees(page, /다시 보내지 않고 확인만 하고 있어요/)
    await page.getByRole('heading', { level: 1, name: /입금됐어요/ }).waitFor()
    assert.equal(await page.getByText(/확인만 하고 있어요/).count(), 0)
    await page.context().close()
  })

  test('a bank that refuses the money: what happened, why, and that nothing is lost', async () => {
    const page = await stage.open({ screen: 'phone', language: 'ko' })
    await acceptExample(page, '100012347777')
    await page.getByRole('heading', { level: 1, name: /중간에 멈췄어요/ }).waitFor()
    await sees(page, /돈은 안전하게 보관하고 있고/)
    await sees(page, /거래가 멈춘 계좌예요/)
    assert.equal(await page.locator('.step-stopped').count(), 1)
    await page.context().close()
  })
})

async function acceptExample(page: Page, accountNumber: string): Promise<void> {
  await page.getByRole('button', { name: /9,000원에 산 만 원 상품권/ }).click()
  await page.getByRole('link', { name: '8,100원 받기' }).click()
  await sees(page, '동의할 내용')
  await fillAccount(page, { bank: '토스뱅크', number: accountNumber, agree: /동의해요/ })
  await page.getByRole('button', { name: '8,100원 받기' }).click()
}
