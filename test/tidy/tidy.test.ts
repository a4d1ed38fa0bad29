// SPDX-License-Identifier: Apache-2.0
// Tidy is a test: the house rules of CONTRIBUTING.md, each checked on the whole project and proven able to fail.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { codeOf, loadProject, ROOT } from './project.ts'
import { shapeChecks } from './shape.ts'
import { missingMessages, wordChecks } from './words.ts'

/** More findings than this only hide the first. */
const SHOWN = 40

function assertNone(findings: string[]): void {
  const more = findings.length > SHOWN ? [`… and ${findings.length - SHOWN} more`] : []
  if (findings.length > 0) assert.fail(`\n${[...findings.slice(0, SHOWN), ...more].join('\n')}`)
}

const project = loadProject()

for (const { name, find, bad } of [...shapeChecks, ...wordChecks]) {
  describe(name, () => {
    test('in the whole project', () => assertNone(find(project)))
    test('and it is noticed when it does not hold', () => assert.notDeepEqual(find(new Map(Object.entries(bad))), []))
  })
}

describe('every message is there in Korean and in English', () => {
  const korean = codeOf(project)
    .map(([path]) => path)
    .filter(path => /\/messages\/(\w+-)?ko\.ts$/.test(path))

  for (const path of korean) {
    test(path, async () => {
      const load = async (file: string) =>
        (await import(pathToFileURL(`${ROOT}${file}`).href)) as Record<string, unknown>
      const values = async (file: string) => Object.values(await load(file))
      assertNone(missingMessages(path, await values(path), await values(path.replace(/ko\.ts$/, 'en.ts'))))
    })
  }

  test('and it is noticed when one is missing', () => {
    assert.deepEqual(missingMessages('m', { a: '가', b: { c: '나' } }, { a: 'a', b: { c: '' } }), [
      'm  has no English text for b.c',
    ])
    assert.deepEqual(missingMessages('m', { a: '가' }, { a: 'a', d: 'd' }), ['m  has no Korean text for d'])
  })
})

test('the checks see the project', () => {
  assert.ok(project.has('package.json'))
  assert.ok(codeOf(project).length > 50)
})
