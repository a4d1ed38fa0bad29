// SPDX-License-Identifier: Apache-2.0
// `npm start`: builds the page if an installation without scripts has left it out, then serves.

import { buildPage, isPageBuilt } from './build-page.js'
import { runProgram } from './right-node.js'

if (!isPageBuilt()) buildPage()
await runProgram('packages/cli/src/main.ts', ['serve', ...process.argv.slice(2)])
