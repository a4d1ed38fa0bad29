// SPDX-License-Identifier: Apache-2.0
// A server process for tests: starts with the settings of its environment, tells its address on standard output, and
// closes when standard input ends. Tests run several on one database and kill them.

import { text } from 'node:stream/consumers'
import { loadConfig } from './config/index.ts'
import { startServer } from './main.ts'

const server = await startServer(loadConfig(process.env))
process.stdout.write(`${server.url}\n`)
await text(process.stdin)
await server.close()
