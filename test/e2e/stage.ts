// SPDX-License-Identifier: Apache-2.0
// What every browser story stands on: the real server on a database of its own and a port of its own, the built page,
// and a Chromium that has never been here before.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SimulatorFault } from '@jandon/client'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { loadConfig } from '../../packages/server/src/config/index.ts'
import { createTestDatabase } from '../../packages/server/src/database/testing.ts'
import { startServer } from '../../packages/server/src/main.ts'
import { findChromium } from '../../scripts/chromium.ts'

export type Language = 'ko' | 'en'
export type Scheme = 'light' | 'dark'
export const SCREENS = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
  smallest: { width: 320, height: 640 },
} as const

export interface Look {
  readonly screen: keyof typeof SCREENS
  readonly language: Language
  readonly scheme?: Scheme
}

export interface Stage {
  readonly url: string
  /** A page in a fresh browser profile, on the first page of the app. A fault inside the page fails the test. */
  open(look: Look): Promise<Page>
  /** A page of the server in a fresh browser profile; with scripts off no script runs, not even one of a test. */
  read(look: Look, path: string, scripts: 'on' | 'off'): Promise<Page>
  /** Makes the simulated bank or issuer misbehave, as an operator may. */
  misbehave(faults: readonly SimulatorFault[]): Promise<void>
  /** As when the network is gone; the browser stays. */
  stopServer(): Promise<void>
  close(): Promise<void>
}

const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
]
/** A step that takes longer has failed. Generous: the machine may be running other tests. */
const PATIENCE_MS = 15_000

async function startBrowser(): Promise<Browser> {
  const found = await findChromium(process.cwd())
  assert(found.kind === 'found', found.kind === 'found' ? '' : found.message)
  return chromium.launch({ executablePath: found.path, args: CHROMIUM_FLAGS })
}

/** Server and browser together. `simulatorDelayMs` is how long the simulated issuer and bank take to answer. */
export async function openStage(options: { readonly simulatorDelayMs?: number } = {}): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jandon-e2e-'))
  const database = await createTestDatabase()
  const config = loadConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    JANDON_LOG_LEVEL: 'error',
    JANDON_SIMULATOR_DELAY_MS: String(options.simulatorDelayMs ?? 20),
  })
  const server = await startServer(config)
  const browser = await startBrowser()
  let stopped: Promise<void> | undefined
  const stopServer = () => {
    stopped ??= server.close()
    return stopped
  }
  return {
    url: server.url,
    open: look => openPage(browser, server.url, look),
    async read(look, path, scripts) {
      const page = await freshPage(browser, server.url, look, { javaScriptEnabled: scripts === 'on' })
      await page.goto(server.url + path)
      return page
    },
    async misbehave(faults) {
      assert(server.adminKey, 'A new database makes a new key.')
      await createClient({ baseUrl: server.url, apiKey: server.adminKey }).simulator.setFaults({ faults })
    },
    stopServer,
    async close() {
      await browser.close()
      await stopServer()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function openPage(browser: Browser, url: string, look: Look): Promise<Page> {
  const page = await freshPage(browser, url, look, {})
  await page.goto(`${url}/`)
  await page.waitForURL(`${url}/${look.language}`)
  return page
}

async function freshPage(browser: Browser, url: string, look: Look, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    viewport: SCREENS[look.screen],
    colorScheme: look.scheme ?? 'light',
    locale: look.language === 'ko' ? 'ko-KR' : 'en-US',
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
    hasTouch: look.screen !== 'desktop',
    // Phones show two dots or more for one; pictures of them would be blurred otherwise.
    deviceScaleFactor: look.screen === 'desktop' ? 1 : 2,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  page.on('pageerror', error => assert.fail(`The page threw: ${error.message}`))
  page.on('request', request => {
    assert(request.url().startsWith(url), `The page asked for something from elsewhere: ${request.url()}`)
  })
  return page
}

/** Waits until a text is on the page and answers the text of its nearest element. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  await page.getByText(text).first().waitFor()
}

/** Fills the payout account and agrees, up to but without the last button. */
export async function fillAccount(page: Page, words: { bank: string; number: string; agree: RegExp }): Promise<void> {
  const another = page.locator('.account input[value="new"]')
  if ((await another.count()) > 0) await another.check()
  await page.locator('.picker-button').click()
  await page.getByRole('dialog').getByRole('searchbox').fill(words.bank)
  await page.getByRole('dialog').getByRole('button', { name: words.bank }).first().click()
  await page.locator('.account-fields input[inputmode="numeric"]').fill(words.number)
  await page.getByRole('checkbox', { name: words.agree }).check()
}
