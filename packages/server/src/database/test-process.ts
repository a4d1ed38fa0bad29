// SPDX-License-Identifier: Apache-2.0
// A process for tests: opens the database of the directory in its first argument, tells on standard output how that
// went, one JSON line each, and closes it when standard input ends. Tests kill it, run it as another user, and run
// several.

import { text } from 'node:stream/consumers'
import { DatabaseFault, openDatabase } from './index.ts'

const [dataDir = '', port] = process.argv.slice(2)
const tell = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`)

try {
  const db = await openDatabase({
    dataDir,
    databasePort: port ? Number(port) : undefined,
    connections: 2,
    report: sentence => tell({ report: sentence }),
  })
  tell({ url: db.url })
  await text(process.stdin)
  await db.close()
  tell({ closed: true })
} catch (error) {
  if (!(error instanceof DatabaseFault)) throw error
  tell({ code: error.code, message: error.message })
  process.exitCode = 1
}
