#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Starts jandon. This file is plain JavaScript that any Node since 14 can read: when the Node that runs it is older
// than 26, or cannot run TypeScript, it starts the Node that `npm ci` put into node_modules and hands everything over
// to it.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NODE_NEEDED = 26
const here = dirname(fileURLToPath(import.meta.url))
const main = join(here, '..', 'src', 'main.ts')

/** Every place where npm may have put a Node for this machine, nearest first. */
function* nodesInNodeModules() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const machine = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  for (let folder = here; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules')
    yield join(modules, 'node', 'bin', name)
    yield join(modules, `node-${machine}`, 'bin', name)
    yield join(modules, `node-bin-${machine}`, 'bin', name)
    if (folder === dirname(folder)) return
  }
}

function handOver(node) {
  const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal sends Ctrl-C to both; the child ends by itself, so this process only waits. Other senders reach only
  // us.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', error => {
    console.error(`jandon: ${node} could not be started: ${error.message}`)
    process.exit(2)
  })
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code === null ? 2 : code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

const isRecent = Number(process.versions.node.split('.')[0]) >= NODE_NEEDED
const runsTypeScript = Boolean(process.features?.typescript)

if (isRecent && runsTypeScript) {
  process.argv[1] = main
  await import(pathToFileURL(main).href)
} else {
  const node = [...nodesInNodeModules()].find(path => existsSync(path))
  if (node) handOver(node)
  else {
    console.error(
      `jandon needs Node ${NODE_NEEDED}; this is ${process.version}. Run \`npm ci\` in the project: it brings the right Node.\n` +
        `jandon은 Node ${NODE_NEEDED}이 필요해요. 지금은 ${process.version}이에요. 프로젝트에서 \`npm ci\`를 실행하면 함께 설치돼요.`,
    )
    process.exit(2)
  }
}
