// SPDX-License-Identifier: Apache-2.0
// `npm start`: builds the page if an installation without scripts has left it out, then serves.

import { buildPage, isPageBuilt } from './build-page.js'
import { runProgram } from './right-node.js'

if (!isPageBuilt()) buildPage()

// A server lives on some 100 MB. Left to itself, Node lets garbage grow to a multiple of that before it looks: lists of
// 10,000 transfers took the process to 500 MB, and with this bound to 300 MB.
const isGiven = /max[-_]old[-_]space/.test(process.env.NODE_OPTIONS || '')
const options = isGiven ? [] : ['--max-old-space-size=512']
await runProgram('packages/cli/src/main.ts', ['serve', ...process.argv.slice(2)], options)
