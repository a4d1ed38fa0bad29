// SPDX-License-Identifier: Apache-2.0
// For tests: the published form of the shield in a project of somebody else's, and ways to run what they would write.

import { execFile } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { rolldown } from 'rolldown'
import { buildPackage } from './build-package.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
export const run = promisify(execFile)

interface Packed {
  readonly filename: string
  readonly size: number
}

/** Packs the shield as npm would publish it, and installs it in `folder`. Asks no registry. */
export async function installShield(folder: string): Promise<{ readonly files: readonly string[] }> {
  const dist = join(folder, 'dist')
  buildPackage('shield', dist)
  const pack = ['pack', dist, '--pack-destination', folder, '--json', '--ignore-scripts', '--offline']
  const { stdout } = await run('npm', pack, { cwd: folder })
  const [packed] = JSON.parse(stdout) as Packed[]
  const tarball = join(folder, packed?.filename ?? '')
  const installed = join(folder, 'node_modules/@jandon/shield')
  mkdirSync(installed, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'])
  symlinkSync(join(ROOT, 'node_modules/tldts'), join(folder, 'node_modules/tldts'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const listed = await run('tar', ['-tzf', tarball])
  return {
    files: listed.stdout
      .trim()
      .split('\n')
      .map(file => file.replace(/^package\//, '')),
  }
}

/** Writes a file and runs it with a Node that may read files, but not write, call anybody or start anything. */
export async function runLocked(file: string, text: string): Promise<string> {
  writeFileSync(file, text)
  const { stdout } = await run(process.execPath, ['--permission', '--allow-fs-read=*', file], { cwd: dirname(file) })
  return stdout
}

/** One script for a browser, of a file and all that it imports. */
export async function bundle(file: string, text: string): Promise<string> {
  writeFileSync(file, text)
  const bundled = await rolldown({ input: file, cwd: dirname(file), platform: 'browser', logLevel: 'silent' })
  const { output } = await bundled.generate({ format: 'iife', name: 'bundled', minify: true })
  await bundled.close()
  return output[0].code
}

/** Runs a script where there is only the language itself and what is given: no Node, and no network. */
export function runBare(script: string, given: Record<string, unknown>): Record<string, unknown> {
  const context = createContext({ ...given })
  try {
    runInContext(script, context)
  } catch (error) {
    // Without its stack, which would show a line of a megabyte.
    throw new Error(String(error))
  }
  return context as Record<string, unknown>
}

/** The compiler's words on a file that uses the package; empty when it is content. */
export async function complaints(folder: string, name: string, text: string, resolution: Resolution): Promise<string> {
  writeFileSync(join(folder, name), text)
  const compilerOptions = { ...resolution, strict: true, target: 'es2022', lib: ['es2022'], types: [], noEmit: true }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [name] }))
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
  return run(process.execPath, [compiler, '-p', folder]).then(
    ({ stdout }) => stdout,
    (failed: { stdout: string }) => failed.stdout || String(failed),
  )
}

export interface Resolution {
  readonly module: 'nodenext' | 'esnext'
  readonly moduleResolution: 'nodenext' | 'bundler'
}
