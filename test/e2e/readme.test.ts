// SPDX-License-Identifier: Apache-2.0
// The README's curl block is run as it stands, so that a newcomer who copies it sees what it says.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { loadConfig } from '../../packages/server/src/config/index.ts'
import { createTestDatabase } from '../../packages/server/src/database/testing.ts'
import { startServer } from '../../packages/server/src/main.ts'

const BLOCK = /<!-- runs -->\n```sh\n([\s\S]*?)\n```/

test('the curl block of the README takes 8,100 won to the account', async () => {
  const script = BLOCK.exec(readFileSync('README.md', 'utf8'))?.[1]
  assert(script, 'The README has a block marked as run.')
  const dataDir = mkdtempSync(join(tmpdir(), 'jandon-readme-'))
  const database = await createTestDatabase()
  const config = loadConfig({ PORT: '0', DATA_DIR: dataDir, DATABASE_URL: database.url, JANDON_LOG_LEVEL: 'error' })
  const server = await startServer(config)
  try {
    const env = { ...process.env, JANDON_URL: server.url }
    const { stdout } = await promisify(execFile)('sh', ['-euc', script], { env })
    assert.deepEqual(stdout.trim().split('\n'), ['"net":{"amountMinor":"8100","unit":"KRW"}', '"state":"paid"'])
  } finally {
    await server.close()
    await database.drop()
    rmSync(dataDir, { recursive: true })
  }
})
