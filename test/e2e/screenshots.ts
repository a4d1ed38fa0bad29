// SPDX-License-Identifier: Apache-2.0
// Takes the pictures of docs/screenshots anew: `node test/e2e/screenshots.ts`. Phone and desktop, Korean and English,
// of the newcomer's minute from the first look to the money, and of a message that is a trap.

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { fillAccount, type Look, openStage, type Stage } from './stage.ts'

const FOLDER = join(process.cwd(), 'docs', 'screenshots')
const LOOKS: readonly Look[] = [
  { screen: 'phone', language: 'ko' },
  { screen: 'phone', language: 'en' },
  { screen: 'desktop', language: 'ko' },
  { screen: 'desktop', language: 'en' },
]

async function take(page: Page, look: Look, number: number, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready')
  await page.mouse.move(0, 0)
  const path = join(FOLDER, `${look.screen}-${look.language}-${number}-${name}.png`)
  await page.screenshot({ path, animations: 'disabled' })
}

async function minute(stage: Stage, look: Look): Promise<void> {
  const page = await stage.open(look)
  await page.locator('.story').first().waitFor()
  await take(page, look, 1, 'home')

  await page.locator('.story').nth(1).click()
  await page.locator('.refusal').waitFor()
  await take(page, look, 2, 'refused')

  await page.locator('.brand').click()
  await page.locator('.story').first().click()
  await page.locator('.decision').waitFor()
  await take(page, look, 3, 'answer')

  await page.locator('.convert-bar .button').click()
  await page.locator('.consent').waitFor()
  await fillAccount(page, {
    bank: look.language === 'ko' ? '카카오뱅크' : 'KakaoBank',
    number: '3333-01-1234567',
    agree: look.language === 'ko' ? /동의해요/ : /agree/,
  })
  await page.evaluate('window.scrollTo(0, 0)')
  await take(page, look, 4, 'accept')

  await page.locator('.button-wide').click()
  await page.locator('.follow-head[data-paid]').waitFor()
  await take(page, look, 5, 'paid')
  await page.context().close()
}

async function scam(stage: Stage, look: Look): Promise<void> {
  const page = await stage.read(look, `/${look.language}/check`, 'on')
  await page.locator('.examples .story').first().click()
  await page.locator('.verdict-trap').waitFor()
  if (look.screen === 'phone') await page.evaluate("document.querySelector('.verdict').scrollIntoView()")
  await take(page, look, 6, 'scam')
  await page.context().close()
}

mkdirSync(FOLDER, { recursive: true })
const stage = await openStage()
try {
  for (const look of LOOKS) {
    await minute(stage, look)
    await scam(stage, look)
  }
} finally {
  await stage.close()
}
