// SPDX-License-Identifier: Apache-2.0
// Builds the client as a package that can be published: JavaScript and types in packages/client/dist, with a
// package.json of its own there. In this project the sources are used as they are; nothing here depends on the
// build.

import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const CLIENT = new URL('../packages/client/', import.meta.url)
const ROOT = new URL('../', import.meta.url)

/** Faults: throws what the compiler says. */
export function buildClient(): void {
  const dist = new URL('dist/', CLIENT)
  rmSync(dist, { recursive: true, force: true })
  const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', ROOT))
  const project = fileURLToPath(new URL('tsconfig.build.json', CLIENT))
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The client does not compile:\n${stdout}`)
  // The compiler renames imports in JavaScript and leaves those of declarations as they were written.
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue
    const file = new URL(name, dist)
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"))
  }
  const { name, version, license, description } = JSON.parse(readFileSync(new URL('package.json', CLIENT), 'utf8'))
  const published = {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: { '.': { types: './index.d.ts', default: './index.js' } },
  }
  writeFileSync(new URL('package.json', dist), `${JSON.stringify(published, null, 2)}\n`)
  copyFileSync(new URL('README.md', CLIENT), new URL('README.md', dist))
  copyFileSync(new URL('LICENSE', ROOT), new URL('LICENSE', dist))
}

if (import.meta.main) {
  buildClient()
  process.stdout.write('Built packages/client/dist. Publish it with: npm publish packages/client/dist\n')
}
