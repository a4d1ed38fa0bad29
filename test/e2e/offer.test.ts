// SPDX-License-Identifier: Apache-2.0
// The page that looks at an offer of cash: where the money goes as a picture and as text, on the smallest phone too.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
before(async () => {
  stage = await openStage()
})
after(() => stage?.close())

const PICTURES = {
  ko: /100,000원이 둘로 갈라져요\. 70,000원은 .* 30,000원은/,
  en: /₩100,000 of your bill parts in two: ₩70,000 reaches you now and ₩30,000 stays with the buyer/,
} as const
const COMPARISONS = { ko: /이 제안은 30,000원.*소액 대출은 [\d,]+원/, en: /takes ₩30,000; .* costs ₩[\d,]+/ } as const
const INSTEAD = { ko: '1397 전화하기', en: 'Call 1397' } as const
const WHO = { ko: '누가 법을 어기는 건가요?', en: 'Who breaks the law?' } as const
const OFFENDER = { ko: /사들이는 쪽과 중개한 쪽/, en: /whoever pays for it and whoever brokers it/ } as const

describe('an offer of 70,000 won for a bill of 100,000', () => {
  for (const language of ['ko', 'en'] as const) {
    test(`is a picture with its text, and lawful ways beside it: ${language}`, async () => {
      const page = await stage.open({ screen: 'smallest', language })
      await page.goto(`${stage.url}/${language}/offer`)
      await page.locator('.offer .button-wide').click()
      const flow = page.locator('.money-flow')
      await flow.waitFor()
      await page.getByRole('img', { name: PICTURES[language] }).waitFor()
      await page.getByRole('img', { name: COMPARISONS[language] }).waitFor()
      for (const digits of ['100,000', '70,000', '30,000', '42.9%']) {
        assert.ok((await flow.innerText()).includes(digits), digits)
      }
      const [mine, kept] = await Promise.all(
        ['.flow-bar-mine', '.flow-bar-kept'].map(bar => page.locator(bar).boundingBox()),
      )
      assert.ok(mine && kept && mine.width > kept.width * 2 && mine.width < kept.width * 3, 'The bars are to scale.')
      await flow.getByText(WHO[language]).click()
      await flow.getByText(OFFENDER[language]).waitFor()
      await flow.getByText(/72/).first().waitFor({ state: 'attached' })
      await page.getByRole('link', { name: INSTEAD[language] }).first().waitFor()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, 'Nothing is wider than the smallest phone.')
      await page.context().close()
    })
  }
})
