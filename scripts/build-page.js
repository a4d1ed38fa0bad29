// SPDX-License-Identifier: Apache-2.0
// Builds the holder page after `npm ci`, and before `npm start` when it is missing (`--if-missing`). Plain JavaScript,
// because an installation may have only an old Node. It never fails: the API works without the page, so it says what
// is missing and what to do, and lets the rest go on.

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = join(dirname(fileURLToPath(import.meta.url)), '..')
const web = join(project, 'packages', 'web')
const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js')

function build() {
  if (!existsSync(vite)) {
    return 'its build tool is not installed. Run "npm ci" without --omit=dev, then "npm run build"'
  }
  const { status, error, stdout, stderr } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: web,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    // 3 s here; a small machine under load may need a minute.
    timeout: 300_000,
  })
  if (status === 0) return undefined
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim() || (error ? error.message : 'it ended without a word')
  return `the build failed:\n\n${said}\n\nCorrect that and run "npm run build"`
}

if (!process.argv.includes('--if-missing') || !existsSync(join(web, 'dist', 'index.html'))) {
  const problem = build()
  if (problem) console.error(`The web page is not there, because ${problem}. The API works without it.`)
}
