// SPDX-License-Identifier: Apache-2.0
// Runs a program of this project with a Node that can: 26, which `npm ci` brings along. npm 11 also puts that Node
// first on the path of its scripts; npm 10 does not, because it clears the other platforms' packages away together with
// the link that all of them would make. So nothing here trusts the path. Plain JavaScript that old Nodes can read.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_NEEDED = 26
const PACKAGES = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`]

export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The Node to use: this one if it is new enough, else the one that npm brought, else none. */
export function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return process.execPath
  return PACKAGES.map(name => join(PROJECT, 'node_modules', name, 'bin', 'node')).find(path => existsSync(path))
}

/** Runs a TypeScript file of the project in place of the file that was started, its Node with these options. */
export async function runProgram(file, args, options = []) {
  const node = findNode()
  const path = join(PROJECT, file)
  if (node === undefined) {
    console.error(
      `This needs Node ${NODE_NEEDED}; here is ${process.version}. Run "npm ci", which brings it for Linux and macOS ` +
        `(without --omit=optional), or install Node ${NODE_NEEDED}.`,
    )
    process.exit(1)
  }
  // Whatever the program starts by the name of node shall be the same one.
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH || ''}`
  if (typeof process.execve === 'function') {
    // Becomes that program: one process less, and signals need no forwarding.
    process.execve(node, [node, ...options, path, ...args], process.env)
  }
  const child = spawn(node, [...options, path, ...args], { stdio: 'inherit' })
  // Ctrl-C reaches both of us from the terminal, so the child ends by itself; other senders know only this process.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('error', error => {
    console.error(`${node} could not be started: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code === null ? 1 : code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}
