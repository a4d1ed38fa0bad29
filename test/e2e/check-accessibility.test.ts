// SPDX-License-Identifier: Apache-2.0
// "Is this a scam?" is open to everybody: axe finds nothing in any state, in both languages, on phone and desktop,
// light and dark; nothing is cut off on the smallest phone or with text twice as large.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertNoSideways, checkWithAxe } from './axe.ts'
import { type Look, openStage, type Stage } from './stage.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

const LOOKS: readonly Look[] = [
  { screen: 'phone', language: 'ko', scheme: 'light' },
  { screen: 'phone', language: 'en', scheme: 'dark' },
  { screen: 'desktop', language: 'ko', scheme: 'dark' },
  { screen: 'desktop', language: 'en', scheme: 'light' },
]
const SHARED = '#r=1.m.smishing.97.parcel..'
const EXAMPLES = 5

async function openCheck(look: Look, fragment = ''): Promise<Page> {
  const page = await stage.read(look, `/${look.language}/check${fragment}`, 'on')
  await page.locator('.paste-box').waitFor()
  return page
}

/** Answers one of the page's own examples with all of it unfolded. */
async function answerExample(page: Page, index: number): Promise<void> {
  await page.goto(page.url().replace(/#.*/, ''))
  await page.locator('.examples .story').nth(index).click()
  await page.locator('.verdict').waitFor()
  for (const summary of await page.locator('main details:not([open]) > summary').all()) {
    if (await summary.isVisible()) await summary.click()
  }
}

describe('“Is this a scam?” is open to everybody', () => {
  for (const look of LOOKS) {
    const name = `${look.language}, ${look.screen}, ${look.scheme}`
    test(`axe finds nothing: ${name}`, async () => {
      const page = await openCheck(look)
      await checkWithAxe(page, `${name}: empty`)
      await page.locator('.paste-box button[type="submit"]').click()
      await page.locator('.field-error').waitFor()
      await checkWithAxe(page, `${name}: asked about nothing`)
      for (const text of ['010-1234-5678', 'https://bit.ly/3xYz9Qa']) {
        await page.locator('.paste-box textarea').fill(text)
        await page.locator('.paste-box button[type="submit"]').click()
        await page.locator('.verdict').waitFor()
        await checkWithAxe(page, `${name}: ${text}`)
      }
      for (let index = 0; index < EXAMPLES; index += 1) {
        await answerExample(page, index)
        const mark = page.locator('mark a').first()
        if ((await mark.count()) > 0) await mark.focus()
        await checkWithAxe(page, `${name}: example ${index + 1}`)
      }
      await page.context().close()
      const shared = await openCheck(look, SHARED)
      await shared.locator('.verdict').waitFor()
      await checkWithAxe(shared, `${name}: a shared result`)
      await shared.context().close()
    })
  }

  for (const language of ['ko', 'en'] as const) {
    test(`nothing is cut off on the smallest phone or with text twice as large: ${language}`, async () => {
      const page = await openCheck({ screen: 'smallest', language })
      for (const zoom of [1, 2]) {
        for (let index = 0; index < EXAMPLES; index += 1) {
          await page.goto(`${stage.url}/${language}/check`)
          await page.evaluate(`document.documentElement.style.fontSize = '${zoom * 100}%'`)
          await page.locator('.examples .story').first().waitFor()
          await assertNoSideways(page, `empty × ${zoom}`)
          await page.locator('.examples .story').nth(index).click()
          await page.locator('.verdict').waitFor()
          const mark = page.locator('mark a').last()
          if ((await mark.count()) > 0) await mark.focus()
          await assertNoSideways(page, `example ${index + 1} × ${zoom}`)
        }
      }
      await page.context().close()
    })

    test(`what is to be tapped is large enough for an unsteady finger: ${language}`, async () => {
      const page = await openCheck({ screen: 'phone', language })
      await page.locator('.examples .story').first().click()
      await page.locator('.verdict').waitFor()
      const targets = page.locator('main :is(button, a.button, a.invite, summary)')
      for (const target of await targets.all()) {
        const box = await target.boundingBox()
        if (box !== null) assert(box.height >= 44, `${await target.innerText()}: ${box.height} px`)
      }
      await page.context().close()
    })
  }
})
