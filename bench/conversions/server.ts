// SPDX-License-Identifier: Apache-2.0
// The server that is measured, in a process of its own, as `npm start` runs it: settings come by the environment. It
// tells its address on one line and ends when its parent does.

import { loadConfig, startServer } from '../../packages/server/src/main.ts'

const server = await startServer(loadConfig(process.env))
process.stdout.write(`${server.url}\n`)
process.stdin.on('end', () => void server.close().then(() => process.exit(0)))
process.stdin.resume()
