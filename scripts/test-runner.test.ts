// SPDX-License-Identifier: Apache-2.0
// The runner itself: it counts, tells each failure, ends with the one line, and never takes nothing for success.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chooseTests } from './test-parts.ts'
import { describeError } from './test-tally.ts'
import { wrapComments } from './wrap-comments.ts'

const RUNNER = fileURLToPath(new URL('test.ts', import.meta.url))
const project = mkdtempSync(join(tmpdir(), 'jandon-runner-'))
after(() => rmSync(project, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(join(project, path, '..'), { recursive: true })
  writeFileSync(join(project, path), text)
}

write('package.json', '{ "type": "module" }')
write(
  'packages/a/src/good.test.ts',
  "import { describe, test } from 'node:test'\ndescribe('s', () => { test('one', () => {}); test('two', { skip: true }, () => {}) })",
)
write(
  'packages/b/src/bad.test.ts',
  `import { describe, test } from 'node:test'
   import assert from 'node:assert/strict'
   console.log('a word before')
   describe('outer', () => { test('breaks', () => assert.equal(1, 2, 'one is not two')); test('holds', () => {}) })`,
)
write('packages/c/src/crash.test.ts', "throw new Error('at import')")
write('packages/d/src/empty.test.ts', 'export {}')
write('packages/e/src/none.ts', 'export {}')
write(
  'packages/f/src/kept.test.ts',
  "import { createTestDatabase } from '../database/testing.ts'\ncreateTestDatabase()",
)
write('test/e2e/page.test.ts', '')

function runTests(...args: string[]) {
  // Without the mark that this test's own runner sets, or the inner one would not run anything.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout, status } = spawnSync(process.execPath, [RUNNER, ...args], { cwd: project, env, encoding: 'utf8' })
  return { out: stdout, last: stdout.trimEnd().split('\n').at(-1), status }
}

describe('npm test', () => {
  test('passes when all tests pass, and does not count what was skipped', () => {
    const { last, status, out } = runTests('packages/a')
    assert.deepEqual([last, status], ['1 passed, 0 failed', 0])
    assert.match(out, /1 skipped/)
  })

  test('tells which test failed, where, why, and what its file had said', () => {
    const { last, status, out } = runTests('packages/b', 'packages/a')
    assert.deepEqual([last, status], ['2 passed, 1 failed', 1])
    assert.match(out, /packages\/b\/src\/bad\.test\.ts:4 {2}outer › breaks/)
    assert.match(out, /one is not two/)
    assert.match(out, /a word before/)
  })

  test('counts a file that breaks off and a file without a test as failed', () => {
    assert.deepEqual(
      [runTests('packages/c').last, runTests('packages/d').last],
      ['0 passed, 1 failed', '0 passed, 1 failed'],
    )
  })

  test('fails when nothing was run, or when the part is unknown', () => {
    assert.deepEqual([runTests('packages/e').last, runTests('packages/e').status], ['0 passed, 1 failed', 1])
    const { out, status } = runTests('everything')
    assert.match(out, /no part or path "everything".*Parts: types, lint/)
    assert.equal(status, 1)
  })
})

describe('the parts of the tests', () => {
  const chosen = (...args: string[]) => {
    const choice = chooseTests(project, args)
    return choice.kind === 'chosen' ? choice.chosen : assert.fail(choice.message)
  }

  test('are told apart by place and by what they use', () => {
    assert.deepEqual(chosen('database').files, ['packages/f/src/kept.test.ts'])
    assert.equal(chosen('unit').files.length, 4)
    assert.deepEqual(chosen('lint'), { checks: ['lint'], files: [], browserFiles: [] })
    assert.deepEqual(chosen('packages/a/src/good.test.ts', 'types').files, ['packages/a/src/good.test.ts'])
  })

  test('build the page before a browser looks at it', () => {
    assert.deepEqual(chosen('e2e'), { checks: ['build'], files: [], browserFiles: ['test/e2e/page.test.ts'] })
    assert.equal(chosen().files.length, 5)
    assert.deepEqual(chosen().checks, ['types', 'lint', 'build'])
  })
})

test('an error is told with what caused it', () => {
  const text = describeError(new Error('outer', { cause: new Error('inner', { cause: 'the disk' }) }))
  assert.match(text, /Error: inner/)
  assert.match(text, /caused by: the disk/)
})

describe('wrapping comments', () => {
  const words = 'word '.repeat(30).trim()

  test('breaks a long one between words and leaves the rest alone', () => {
    const wrapped = wrapComments(
      `// SPDX-License-Identifier: Apache-2.0\n// ${words}\n// and more\nconst a = '// ${words}'\n`,
    )
    assert.ok(wrapped.split('\n').every(line => line.length <= 120 || line.startsWith('const')))
    assert.equal(wrapped.replaceAll(/\n\/\/ /g, ' ').includes(`${words} and more`), true)
    assert.ok(wrapped.includes(`const a = '// ${words}'`))
    assert.equal(wrapComments(wrapped), wrapped)
  })

  test('opens a one-line block that is too long', () => {
    assert.match(wrapComments(`  /** ${words} */`), /^ {2}\/\*\*\n {3}\* word .*\n {3}\* .*word\n {3}\*\/$/)
    assert.equal(wrapComments('  /** short */'), '  /** short */')
  })
})
