// SPDX-License-Identifier: Apache-2.0
// `node scripts/run.js <file> …`: what the scripts in package.json use in place of `node`, see right-node.js.

import { runProgram } from './right-node.js'

const [file = '', ...args] = process.argv.slice(2)
await runProgram(file, args)
