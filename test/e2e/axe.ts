// SPDX-License-Identifier: Apache-2.0
// Whether a page, as it is now, is open to everybody: axe finds nothing, and nothing is cut off at its side.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
}

/** Fails with every violation that axe finds on the page as it is now. */
export async function checkWithAxe(page: Page, state: string): Promise<void> {
  await page.evaluate(AXE)
  const found = (await page.evaluate('axe.run().then(result => result.violations)')) as readonly Violation[]
  const lines = found.flatMap(({ id, help, nodes }) =>
    nodes.map(node => `${id}: ${help}\n  ${node.target.join(' ')}\n  ${node.failureSummary}`),
  )
  assert.equal(lines.length, 0, `${state}\n${lines.join('\n')}`)
}

/** Fails when something reaches out of the page on its right. */
export async function assertNoSideways(page: Page, state: string): Promise<void> {
  const [wide, room] = (await page.evaluate(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )) as [number, number]
  assert(wide <= room, `${state}: the page is ${wide} px wide where ${room} px are to be seen.`)
}
