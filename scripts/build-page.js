// SPDX-License-Identifier: Apache-2.0
// Builds the holder page after `npm ci`, and before `npm start` when it is missing. It never fails: the API works
// without the page, so it says what is missing and what to do, and lets the rest go on. Plain JavaScript that old Nodes
// can read.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findNode, PROJECT } from './right-node.js'

const web = join(PROJECT, 'packages', 'web')
const vite = join(PROJECT, 'node_modules', 'vite', 'bin', 'vite.js')

export const isPageBuilt = () => existsSync(join(web, 'dist', 'index.html'))

function problemOfBuild() {
  if (!existsSync(vite)) {
    return 'its build tool is not installed. Run "npm ci" without --omit=dev, then "npm run build"'
  }
  const { status, error, stdout, stderr } = spawnSync(
    findNode() || process.execPath,
    [vite, 'build', '--logLevel', 'warn'],
    // 3 s here; a small machine under load may need a minute.
    { cwd: web, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 },
  )
  if (status === 0) return undefined
  const said = `${stdout || ''}${stderr || ''}`.trim() || (error ? error.message : 'it ended without a word')
  return `the build failed:\n\n${said}\n\nCorrect that and run "npm run build"`
}

/** Builds the page, or says why it could not. */
export function buildPage() {
  const problem = problemOfBuild()
  if (problem) console.error(`The web page is not there, because ${problem}. The API works without it.`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) buildPage()
