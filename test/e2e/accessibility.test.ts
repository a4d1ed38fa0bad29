// SPDX-License-Identifier: Apache-2.0
// Nobody is kept out: no axe violation in any state of any page, in both languages and both schemes; the whole way by
// keyboard alone; no sideways scrolling on the smallest phone or at twice the text size.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertNoSideways, checkWithAxe } from './axe.ts'
import { fillAccount, type Language, openStage, type Scheme, type Stage } from './stage.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator('details:not([open]) > summary').all()) {
    if (await summary.isVisible()) await summary.click()
  }
}

const BANK: Readonly<Record<Language, string>> = { ko: '신한은행', en: 'Shinhan Bank' }

/** Walks through every page and every state of it, and checks each. */
async function walk(page: Page, language: Language): Promise<void> {
  const check = (state: string) => checkWithAxe(page, `${language}: ${state}`)
  await page.locator('.story').first().waitFor()
  await check('first page')
  await page.locator('[data-kind="new_type_voucher"]').click()
  await page.locator('.offer-question input[value="sell"]').check()
  await check('editor')
  await page.locator('.editor .actions .button:not(.button-primary)').click()
  await page.locator('[data-kind="prepaid_balance"]').click()
  await page.locator('.editor .button-primary').click()
  await page.locator('.question').waitFor()
  await check('a question')

  await page.goto(`${stage.url}/${language}`)
  await page.locator('.item-list').waitFor()
  await check('list of things')
  while ((await page.locator('.item-row').count()) > 0) await page.locator('.item-row .icon-button').last().click()
  await page.locator('.story').nth(1).click()
  await page.locator('.refusal').waitFor()
  await openAll(page)
  await check('refusal')

  await page.locator('.brand').click()
  await page.locator('.story').first().click()
  await page.locator('.decision').waitFor()
  await openAll(page)
  await check('decision')
  await page.locator('.convert-bar .button').click()
  await page.locator('.consent').waitFor()
  const fresh = page.locator('.choices input[value="new"]')
  if ((await fresh.count()) > 0) await fresh.check()
  await page.locator('.button-wide').click()
  await page.locator('.field-error').first().waitFor()
  await check('acceptance with faults')
  await page.locator('.picker-button').click()
  await page.locator('dialog[open]').waitFor()
  await check('bank sheet')
  await page.keyboard.press('Escape')
  const agree = language === 'ko' ? /동의해요/ : /agree/
  await fillAccount(page, { bank: BANK[language], number: '110123456789', agree })
  await page.locator('.button-wide').click()
  await page.locator('.follow-head[data-paid]').waitFor()
  await openAll(page)
  await page.locator('.ledger-lines li').first().waitFor()
  await check('paid')
  await page.locator('.followed .button').click()
  await page.locator('.receipt').waitFor()
  await check('receipt')
  await page.locator('.top-link').first().click()
  await page.locator('.conversion-row').first().waitFor()
  await check('list of conversions')
  await page.locator('.top-link').nth(1).click()
  await page.locator('.offer .button-wide').click()
  await page.locator('.offer-answer').waitFor()
  await check('offer compared')
  await page.goto(`${stage.url}/${language}/quotes/qte_00000000000000000000000000`)
  await page.locator('.notice-problem').waitFor()
  await check('a quote that is not there')
  await page.goto(`${stage.url}/${language}/nowhere`)
  await page.locator('main h1').waitFor()
  await check('no such page')
}

describe('the holder app is open to everybody', () => {
  for (const language of ['ko', 'en'] as const) {
    for (const scheme of ['light', 'dark'] as const satisfies readonly Scheme[]) {
      test(`axe finds nothing on any page: ${language}, ${scheme}`, async () => {
        const page = await stage.open({ screen: scheme === 'light' ? 'phone' : 'desktop', language, scheme })
        await walk(page, language)
        await page.context().close()
      })
    }
  }

  test('by keyboard alone from the first page to the money', async () => {
    const page = await stage.open({ screen: 'desktop', language: 'ko' })
    await page.locator('.story').first().waitFor()
    await page.keyboard.press('Tab')
    assert.equal(await focused(page), '본문으로 바로 가기')
    await tabTo(page, /9,000원에 산/)
    await page.keyboard.press('Enter')
    await page.locator('.decision').waitFor()
    assert.match(await focused(page), /8,100원/, 'The heading of the new page is where reading goes on.')
    await tabTo(page, /^8,100원 받기$/)
    await page.keyboard.press('Enter')
    await page.locator('.consent').waitFor()
    if ((await page.locator('.choices input[value="new"]').count()) > 0) {
      await tabTo(page, /KB|은행|뱅크/)
      await page.keyboard.press('ArrowUp')
    }
    await tabTo(page, /은행 고르기/)
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor()
    await tabTo(page, /^은행 이름으로 찾기$/)
    await page.keyboard.type('신한은행')
    await tabTo(page, /^신한은행$/)
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await tabTo(page, /^계좌번호/)
    await page.keyboard.type('110123456789')
    await tabTo(page, /동의해요$/)
    await page.keyboard.press('Space')
    await tabTo(page, /^8,100원 받기$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /입금됐어요/ }).waitFor()
    await page.context().close()
  })

  for (const language of ['ko', 'en'] as const) {
    test(`nothing is cut off on the smallest phone or with text twice as large: ${language}`, async () => {
      const page = await stage.open({ screen: 'smallest', language })
      for (const zoom of [1, 2]) {
        await page.goto(`${stage.url}/${language}`)
        await page.evaluate(`document.documentElement.style.fontSize = '${zoom * 100}%'`)
        await page.locator('.story').first().waitFor()
        await assertNoSideways(page, `first page × ${zoom}`)
        await page.locator('.story').nth(1).click()
        await page.locator('.refusal').waitFor()
        await assertNoSideways(page, `refusal × ${zoom}`)
        await page.locator('.brand').click()
        await page.locator('.story').first().click()
        await page.locator('.decision').waitFor()
        await assertNoSideways(page, `decision × ${zoom}`)
        await page.locator('.convert-bar .button').click()
        await page.locator('.consent').waitFor()
        await assertNoSideways(page, `acceptance × ${zoom}`)
      }
      await page.context().close()
    })
  }
})

/** The accessible name, roughly, of what has the focus. */
async function focused(page: Page): Promise<string> {
  const name = (await page.evaluate(`(() => {
    const at = document.activeElement
    const labelled = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || ''
    return labelled.replace(/\\s+/g, ' ').trim()
  })()`)) as string
  return name
}

const TABS_MAX = 120 // The bank sheet has some seventy stops; more than this and something is out of reach.

async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    await page.keyboard.press('Tab')
    const at = await focused(page)
    if (name.test(at)) return
    passed.push(at)
  }
  assert.fail(`Tab never reaches ${name}. It went over: ${passed.join(' | ')}`)
}
