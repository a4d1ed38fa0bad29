// SPDX-License-Identifier: Apache-2.0
// What the embedded server refuses, and in which words: each message says what to do, and nothing is touched.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findBinaries, makeLinks } from './binaries.ts'
import { placesBelow } from './cluster.ts'
import { DatabaseFault, openDatabase } from './index.ts'
import { startFault } from './postmaster.ts'
import { begin, cleanUp, cluster, connectionFile, directory, gone, IS_ROOT, people, serverPid } from './test-people.ts'

after(cleanUp)

const refused: [string, string, RegExp, (dataDir: string) => void][] = [
  [
    'a directory of another version',
    'directory_other_version',
    /made by PostgreSQL 13; this is PostgreSQL 18/,
    dataDir => writeFileSync(join(cluster(dataDir), 'PG_VERSION'), '13\n'),
  ],
  [
    'a lost password',
    'password_lost',
    /connection\.json is missing.*backup/,
    dataDir => rmSync(connectionFile(dataDir)),
  ],
  [
    'a cluster directory that is none',
    'directory_not_ours',
    /is not a PostgreSQL data directory/,
    dataDir => {
      rmSync(cluster(dataDir), { recursive: true })
      mkdirSync(cluster(dataDir))
    },
  ],
  [
    "somebody else's directory",
    'directory_not_ours',
    /is not empty and was not made by Jandon/,
    dataDir => {
      rmSync(join(dataDir, 'postgres'), { recursive: true })
      mkdirSync(join(dataDir, 'postgres'))
      writeFileSync(join(dataDir, 'postgres', 'thesis.txt'), 'mine')
    },
  ],
  [
    'a data directory of a server of their own',
    'directory_not_ours',
    /itself a PostgreSQL data directory/,
    dataDir => writeFileSync(join(dataDir, 'PG_VERSION'), '18\n'),
  ],
  [
    'a file in place of the directory',
    'directory_not_writable',
    /is not a directory/,
    dataDir => {
      rmSync(join(dataDir, 'postgres'), { recursive: true })
      writeFileSync(join(dataDir, 'postgres'), '')
    },
  ],
  [
    'a directory in use in another container',
    'directory_in_use',
    /another container/,
    dataDir => {
      const connection = JSON.parse(readFileSync(connectionFile(dataDir), 'utf8')) as object
      writeFileSync(connectionFile(dataDir), JSON.stringify({ ...connection, processSpace: 'pid:[1]' }))
      writeFileSync(join(cluster(dataDir), 'postmaster.pid'), `999999999\n\n1\n1\n\nlocalhost\n1 1\nready   \n`)
    },
  ],
]

for (const [who, placeOf] of people) {
  describe(`a directory that cannot be used, ${who}`, () => {
    test('says what is wrong with a directory, and leaves it as it was', async t => {
      const original = directory('original', placeOf())
      const one = begin(placeOf(), original)
      await one.hears('url')
      await one.leave()
      for (const [name, code, words, spoil] of refused) {
        await t.test(name, async () => {
          const dataDir = directory('refused', placeOf())
          cpSync(original, dataDir, { recursive: true, preserveTimestamps: true })
          if (IS_ROOT) {
            for (const path of ['', ...readdirSync(original, { recursive: true, encoding: 'utf8' })]) {
              const { uid, gid } = statSync(join(original, path))
              chownSync(join(dataDir, path), uid, gid)
            }
          }
          chmodSync(cluster(dataDir), 0o700)
          // Another process of this test stands for the one in the other container: it takes part and then its server
          // "ends".
          const other = code === 'directory_in_use' ? begin(placeOf(), dataDir) : undefined
          if (other) {
            await other.hears('url')
            process.kill(other.pid, 'SIGSTOP')
            const pid = serverPid(dataDir)
            process.kill(pid, 'SIGQUIT')
            await gone(pid)
          }
          spoil(dataDir)
          const before = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).sort()
          const two = begin(placeOf(), dataDir)
          const fault = await two.hears('code')
          assert.equal(fault.code, code, fault.message ?? '')
          assert.match(fault.message ?? '', words)
          assert.deepEqual(readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).sort(), before)
          await other?.kill()
        })
      }
    })
  })
}

describe('an embedded server that cannot start', () => {
  test('a directory that cannot be written is named', { skip: !IS_ROOT && 'needs root to make one' }, async () => {
    const dataDir = directory('locked')
    chmodSync(dataDir, 0o755)
    const place = people[1]?.[1]()
    assert.ok(place)
    const fault = await begin(place, dataDir).hears('code')
    assert.equal(fault.code, 'directory_not_writable')
    assert.match(fault.message ?? '', /cannot be written by this user \(EACCES\).*DATA_DIR/)
  })

  test('a full disk is named', { skip: !IS_ROOT && 'needs root to make a small disk' }, async t => {
    const dataDir = directory('full')
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', dataDir]).status !== 0) {
      t.skip('this machine lets nobody mount a disk')
      return
    }
    try {
      const fault = await begin(people[0]?.[1]() ?? assert.fail(), dataDir).hears('code')
      assert.equal(fault.code, 'disk_full', fault.message ?? '')
      assert.match(fault.message ?? '', /is full \(\d+ MB free; a new database needs 60 MB\)\. Free some space/)
    } finally {
      spawnSync('umount', [dataDir])
    }
  })

  test('a disk that fills later is named, too', () => {
    const fault = startFault(
      placesBelow('/d'),
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      1,
    )
    assert.equal(fault.code, 'disk_full')
    assert.equal(startFault(placesBelow('/d'), 'FATAL:  something else', 1).code, 'start_failed')
  })

  test('a platform without programs is told of DATABASE_URL', () => {
    assert.throws(
      () => findBinaries(undefined, undefined, 'sunos-sparc'),
      (fault: unknown) =>
        fault instanceof DatabaseFault &&
        fault.code === 'binaries_missing' &&
        /sunos-sparc.*DATABASE_URL/s.test(fault.message),
    )
  })

  test('makes the links that a blocked install script left out', () => {
    const native = join(directory('links'), 'native')
    mkdirSync(join(native, 'lib'), { recursive: true })
    const list = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    writeFileSync(join(native, 'pg-symlinks.json'), JSON.stringify(list))
    makeLinks(native)
    makeLinks(native)
    assert.ok(lstatSync(join(native, 'lib', 'libpq.so.5')).isSymbolicLink())
    assert.equal(readlinkSync(join(native, 'lib', 'libpq.so.5')), 'libpq.so.5.18')
  })

  test('a server of their own that does not answer is named without its password', async () => {
    await assert.rejects(
      openDatabase({ dataDir: '/nowhere', databaseUrl: 'postgres://user:geheim@127.0.0.1:1/jandon' }),
      (fault: unknown) =>
        fault instanceof DatabaseFault &&
        fault.code === 'server_unreachable' &&
        /user:\*\*\*@127\.0\.0\.1:1.*ECONNREFUSED.*unset DATABASE_URL/.test(fault.message) &&
        !fault.message.includes('geheim'),
    )
  })
})
