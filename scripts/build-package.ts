// SPDX-License-Identifier: Apache-2.0
// `node scripts/build-package.ts <client|shield>`: makes a package that can be published: JavaScript and types in
// packages/<name>/dist, with a package.json of its own there. In this project the sources are used as they are; nothing
// here depends on the build. The package.json of the sources stays private, so that nobody publishes those by mistake.

import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const NAMES = ['client', 'shield'] as const
export type PackageName = (typeof NAMES)[number]

interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  readonly keywords?: readonly string[]
  readonly exports: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Every file below a folder, with `/`. */
export function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  return files.map(file => file.slice(folder.length + 1).replaceAll('\\', '/')).sort()
}

/** `./src/link/index.ts` is `link/index`. */
const stemOf = (source: string) => source.replace(/^\.\/src\//, '').replace(/\.ts$/, '')

function compile(folder: string, dist: string): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  const args = [compiler, '-p', join(folder, 'tsconfig.build.json'), '--outDir', dist]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${folder} does not compile:\n${stdout}`)
  // The compiler renames imports in JavaScript and leaves those of declarations as they were written.
  for (const name of filesBelow(dist).filter(file => file.endsWith('.d.ts'))) {
    const text = readFileSync(join(dist, name), 'utf8')
    writeFileSync(join(dist, name), text.replaceAll(/((?:from |import\()['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js'))
  }
}

/** The files with this ending that an entry leads to: nobody outside can reach the others. */
function reachedFrom(dist: string, stems: readonly string[], ending: string): Set<string> {
  const reached = new Set<string>()
  const go = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    const imports = readFileSync(join(dist, file), 'utf8').matchAll(/(?:from |import\(|import )['"](\.[^'"]*)\.js['"]/g)
    for (const [, path = ''] of imports) go(normalize(join(dirname(file), `${path}${ending}`)).replaceAll('\\', '/'))
  }
  for (const stem of stems) go(`${stem}${ending}`)
  return reached
}

/** A link to what is not in the package becomes its words: on a registry it would lead nowhere. */
function withoutLostLinks(text: string, isThere: (path: string) => boolean): string {
  return text.replaceAll(/\[([^\]]+)\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g, (link, words: string, target: string) =>
    isThere(target) ? link : words,
  )
}

function writeDocuments(folder: string, dist: string): void {
  copyFileSync(join(ROOT, 'LICENSE'), join(dist, 'LICENSE'))
  const documents = readdirSync(folder).filter(name => name.endsWith('.md'))
  for (const name of documents) {
    const text = readFileSync(join(folder, name), 'utf8')
    writeFileSync(
      join(dist, name),
      withoutLostLinks(text, path => documents.includes(path)),
    )
  }
}

/** An application pins what it was tested with; a package lets whoever installs it have repairs. */
function ranges(dependencies: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, `^${version}`]))
}

function publishedManifest({ exports, dependencies, ...source }: Manifest): object {
  const entries = Object.entries(exports).map(([path, file]) => {
    const stem = stemOf(file)
    return [path, { types: `./${stem}.d.ts`, default: `./${stem}.js` }]
  })
  return {
    name: source.name,
    version: source.version,
    description: source.description,
    ...(source.keywords && { keywords: source.keywords }),
    license: source.license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    publishConfig: { access: 'public' },
    exports: { ...Object.fromEntries(entries), './package.json': './package.json' },
    ...(dependencies && { dependencies: ranges(dependencies) }),
  }
}

/** Writes the package into `dist`, which is emptied before. Faults: throws what the compiler says. */
export function buildPackage(name: PackageName, dist = join(ROOT, 'packages', name, 'dist')): void {
  const folder = join(ROOT, 'packages', name)
  rmSync(dist, { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  compile(folder, dist)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const stems = Object.values(manifest.exports).map(stemOf)
  const kept = new Set([...reachedFrom(dist, stems, '.js'), ...reachedFrom(dist, stems, '.d.ts')])
  for (const file of filesBelow(dist)) if (!kept.has(file)) rmSync(join(dist, file))
  writeDocuments(folder, dist)
  writeFileSync(join(dist, 'package.json'), `${JSON.stringify(publishedManifest(manifest), null, 2)}\n`)
}

if (import.meta.main) {
  const name = NAMES.find(each => each === process.argv[2])
  if (name === undefined || !existsSync(join(ROOT, 'packages', name))) {
    process.stderr.write(`Say which package: ${NAMES.join(' or ')}.\n`)
    process.exitCode = 2
  } else {
    buildPackage(name)
    process.stdout.write(`Built packages/${name}/dist. Publish it with: npm publish ./packages/${name}/dist\n`)
  }
}
