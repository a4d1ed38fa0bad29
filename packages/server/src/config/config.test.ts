// SPDX-License-Identifier: Apache-2.0
// The configuration: defaults, each form, all problems at once, nothing secret printed, and one data key for ever.

import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import {
  ConfigFault,
  dataKeyFile,
  describeConfig,
  loadConfig,
  openDataKey,
  PROJECT_DIR,
  VARIABLES,
  variablesAsMarkdown,
} from './index.ts'

const KEY = 'ab'.repeat(32)

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env)
  } catch (error) {
    assert.ok(error instanceof ConfigFault)
    return error.problems
  }
  return []
}

describe('loadConfig', () => {
  test('has a default for everything', () => {
    const config = loadConfig({})
    assert.equal(config.port, 4080)
    assert.equal(config.host, '127.0.0.1')
    assert.ok(config.dataDir.endsWith('.data'))
    assert.ok(config.packsDir.endsWith('policy-packs'))
    assert.deepEqual(
      [
        config.demo,
        config.simulatedRails,
        config.worker,
        config.production,
        config.simulatorDelayMs,
        config.databaseUrl,
      ],
      [true, true, true, false, 150, undefined],
    )
  })

  test('turns demo and simulation off in production, and demands a data key there', () => {
    const config = loadConfig({ NODE_ENV: 'production', JANDON_DATA_KEY: KEY })
    assert.deepEqual([config.demo, config.simulatedRails, config.dataKey], [false, false, KEY])
    assert.match(problemsOf({ NODE_ENV: 'production' }).join(), /JANDON_DATA_KEY must be set/)
    const short = { JANDON_ADMIN_KEY: 'fifteen-letters' }
    assert.match(problemsOf({ NODE_ENV: 'production', ...short }).join(), /JANDON_ADMIN_KEY must have 16/)
    assert.equal(loadConfig(short).adminKey, 'fifteen-letters')
    assert.match(problemsOf({ NODE_ENV: 'production', JANDON_DATA_KEY: KEY, JANDON_DEMO: 'on' }).join(), /JANDON_DEMO/)
  })

  test('turns the demo off on an address that others reach', () => {
    assert.equal(loadConfig({ HOST: '0.0.0.0' }).demo, false)
    assert.equal(loadConfig({ HOST: '::1' }).demo, true)
    assert.equal(loadConfig({ HOST: '0.0.0.0', JANDON_DEMO: 'yes' }).demo, true)
  })

  const wrong: [string, string, RegExp][] = [
    ['PORT', '65536', /PORT is "65536"; it must be a whole number from 0 to 65535/],
    ['PORT', '4080x', /PORT/],
    ['HOST', 'a b', /HOST/],
    ['NODE_ENV', 'prod', /NODE_ENV is "prod"; it must be one of production, development, test/],
    ['DATABASE_URL', 'mysql://user:geheim@host/db', /DATABASE_URL is not usable; it must be a URL like postgres:/],
    ['DATABASE_URL', 'geheim', /DATABASE_URL/],
    ['JANDON_DATABASE_PORT', '0', /JANDON_DATABASE_PORT/],
    ['JANDON_DATABASE_CONNECTIONS', '1', /JANDON_DATABASE_CONNECTIONS/],
    ['JANDON_ADMIN_KEY', 'ge heim', /JANDON_ADMIN_KEY is not usable/],
    ['JANDON_DATA_KEY', 'geheim', /JANDON_DATA_KEY is not usable; it must be 64 hexadecimal digits/],
    ['JANDON_DEMO', 'maybe', /on or off/],
    ['JANDON_SIMULATOR_DELAY_MS', '-1', /JANDON_SIMULATOR_DELAY_MS/],
    ['JANDON_PUBLIC_URL', 'https://jandon.example/path', /without a path, such as https:\/\/jandon\.example/],
    ['JANDON_LOG_LEVEL', 'loud', /one of debug, info, warn, error, silent/],
  ]
  for (const [name, value, words] of wrong) {
    test(`refuses ${name}=${value} and repeats no secret`, () => {
      const problems = problemsOf({ [name]: value })
      assert.equal(problems.length, 1)
      assert.match(problems[0] ?? '', words)
      assert.doesNotMatch(problems[0] ?? '', /geheim/)
    })
  }

  test('names the variable that an unknown one was meant to be', () => {
    assert.deepEqual(problemsOf({ JANDON_SIMULATED_RAIL: 'off' }), [
      'JANDON_SIMULATED_RAIL is not a variable of Jandon. Did you mean JANDON_SIMULATED_RAILS?',
    ])
    assert.match(problemsOf({ JANDON_LOGLEVEL: 'info' }).join(), /JANDON_LOG_LEVEL/)
    assert.deepEqual(problemsOf({ JANDON_TEST_DATABASE_URL: 'postgres://x/y', OTHER: 'z' }), [])
  })

  test('tells all problems at once and takes an empty value as not set', () => {
    assert.equal(problemsOf({ PORT: 'x', HOST: 'a b', JANDON_X: '1' }).length, 3)
    assert.equal(loadConfig({ PORT: ' ' }).port, 4080)
  })
})

describe('describeConfig', () => {
  test('shows every variable, and of a secret only whether it is set', () => {
    const env = {
      DATABASE_URL: 'postgres://user:geheim@host/db',
      JANDON_ADMIN_KEY: 'geheim-geheim-geheim',
      JANDON_DATA_KEY: KEY,
      PORT: '5',
    }
    const lines = describeConfig(loadConfig(env), env)
    assert.equal(lines.length, VARIABLES.length)
    assert.doesNotMatch(lines.join('\n'), /geheim|abab/)
    assert.ok(lines.includes('PORT = 5'))
    assert.ok(lines.includes('HOST = 127.0.0.1 (default)'))
    assert.ok(lines.includes('JANDON_WORKER = on (default)'))
    assert.ok(lines.includes('NODE_ENV = development (default)'))
  })

  test('documents every variable', () => {
    const table = variablesAsMarkdown()
    for (const { name } of VARIABLES) assert.ok(table.includes(`\`${name}\``), name)
    assert.match(table, /\| `JANDON_WORKER` \|.*\| on \|/)
    const runbook = readFileSync(join(PROJECT_DIR, 'docs', 'runbooks', 'start-and-stop.md'), 'utf8')
    assert.ok(runbook.includes(table), `docs/runbooks/start-and-stop.md must contain:\n${table}`)
  })
})

describe('openDataKey', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'jandon-key-'))
  after(() => rmSync(dataDir, { recursive: true }))

  test('makes a key once, readable by its owner only', () => {
    const key = openDataKey({ dataKey: undefined, dataDir })
    assert.match(key, /^[0-9a-f]{64}$/)
    assert.equal(openDataKey({ dataKey: undefined, dataDir }), key)
    assert.equal(statSync(dataKeyFile(dataDir)).mode & 0o777, 0o600)
  })

  test('prefers the configured key', () => {
    assert.equal(openDataKey({ dataKey: KEY, dataDir }), KEY)
  })

  test('does not replace a damaged key', () => {
    writeFileSync(dataKeyFile(dataDir), 'short')
    assert.throws(() => openDataKey({ dataKey: undefined, dataDir }), /damaged. Restore/)
  })
})
