// SPDX-License-Identifier: Apache-2.0
// A server process that is to be killed: configured by its environment, it writes its address and serves. Started by
// ledger-killed.test.ts; of no use alone.

import { loadConfig, startServer } from '../../packages/server/src/main.ts'

const server = await startServer(loadConfig(process.env))
process.stdout.write(`${server.url}\n`)
