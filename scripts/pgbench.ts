// SPDX-License-Identifier: Apache-2.0
// Finds pgbench for the benchmarks, or gets it from Debian when we are root. Only the program: a server that would
// start with the package, and run beside the measured one, is not made.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Found = { kind: 'found'; path: string; version: string } | { kind: 'missing'; message: string }

/** Where Debian keeps the programs of each PostgreSQL version; only some of them are on the PATH. */
const DEBIAN_HOME = '/usr/lib/postgresql'
/** Read by postgresql-common before it makes a first cluster with a freshly installed server. */
const CLUSTER_HABITS = '/etc/postgresql-common/createcluster.d'

function versionOf(path: string): string | undefined {
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return asked.status === 0 ? asked.stdout.trim() : undefined
}

function candidates(): string[] {
  const versions = existsSync(DEBIAN_HOME) ? readdirSync(DEBIAN_HOME).sort((a, b) => Number(b) - Number(a)) : []
  const folders = (process.env.PATH ?? '').split(':').filter(folder => folder !== '')
  return [...versions.map(version => join(DEBIAN_HOME, version, 'bin')), ...folders].map(each => join(each, 'pgbench'))
}

function onThisMachine(): Found | undefined {
  for (const path of candidates()) {
    const version = existsSync(path) ? versionOf(path) : undefined
    if (version !== undefined) return { kind: 'found', path, version }
  }
  return undefined
}

function fromDebian(): Found | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  console.error('No pgbench here; installing the package "postgresql" with apt-get, without a server of its own …')
  if (!existsSync('/etc/postgresql-common')) {
    mkdirSync(CLUSTER_HABITS, { recursive: true })
    writeFileSync(join(CLUSTER_HABITS, 'jandon.conf'), 'create_main_cluster = false\n')
  }
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 } as const
  const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { ...options, stdio: 'ignore' }).status
  const install = () => apt('install', '-y', '--no-install-recommends', 'postgresql')
  if (install() !== 0) {
    apt('update')
    install()
  }
  return onThisMachine()
}

/** Answers a pgbench that runs, after installing it where that is possible; otherwise what a person has to do. */
export function findPgbench(): Found {
  return (
    onThisMachine() ??
    fromDebian() ?? {
      kind: 'missing',
      message:
        'No pgbench was found, and it could not be installed. It comes with PostgreSQL: as root run ' +
        '"apt-get install postgresql" on Debian or Ubuntu, or "brew install postgresql" on macOS, and put pgbench on the PATH.',
    }
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = findPgbench()
  if (found.kind === 'found') console.log(`${found.path} (${found.version})`)
  else {
    console.error(found.message)
    process.exitCode = 1
  }
}
