// SPDX-License-Identifier: Apache-2.0
// The embedded server as people meet it: started, shared, killed, moved. Every test runs real processes, as the user
// who runs the tests and, when that is root, as an ordinary user too.

import assert from 'node:assert/strict'
import { chmodSync, chownSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  alive,
  begin,
  cleanUp,
  cluster,
  connectionFile,
  directory,
  gone,
  IS_ROOT,
  makeCheckout,
  people,
  query,
  serverPid,
} from './test-people.ts'

after(cleanUp)

for (const [who, placeOf] of people) {
  describe(`the embedded server, ${who}`, () => {
    test('is durable, checked, byte-ordered, and used without the rights of a superuser', async () => {
      const dataDir = directory('settings', placeOf())
      const one = begin(placeOf(), dataDir)
      const { url = '' } = await one.hears('url')
      const [row] = await query(
        url,
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
                current_setting('full_page_writes') AS pages, current_setting('data_checksums') AS checksums,
                current_setting('is_superuser') AS superuser, current_setting('listen_addresses') AS address,
                current_setting('server_encoding') AS encoding,
                (SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()) AS locale`,
      )
      assert.deepEqual(row, {
        fsync: 'on',
        commit: 'on',
        pages: 'on',
        checksums: 'on',
        superuser: 'off',
        address: '127.0.0.1',
        encoding: 'UTF8',
        locale: 'bC.UTF-8',
      })
      assert.equal(statSync(connectionFile(dataDir)).mode & 0o777, 0o600)
      assert.equal(statSync(cluster(dataDir)).mode & 0o777, 0o700)
      assert.notEqual(statSync(cluster(dataDir)).uid, 0)
      const wrong = new URL(url)
      wrong.password = 'wrong'
      await assert.rejects(query(wrong.toString(), 'SELECT 1'), /password authentication failed/)
      if (process.platform === 'linux') {
        const environment = readFileSync(`/proc/${serverPid(dataDir)}/environ`, 'utf8')
        assert.doesNotMatch(environment, /A_SECRET/)
      }
      await one.leave()
      assert.equal(existsSync(join(cluster(dataDir), 'postmaster.pid')), false)
    })

    test('is shared by all processes and stopped by the last one, also when the first leaves first', async () => {
      const dataDir = directory('shared', placeOf())
      const all = Array.from({ length: 4 }, () => begin(placeOf(), dataDir))
      const urls = await Promise.all(all.map(async one => (await one.hears('url')).url))
      assert.equal(new Set(urls).size, 1)
      const pid = serverPid(dataDir)
      for (const one of all.slice(0, 3)) {
        await one.leave()
        assert.deepEqual(await query(urls[0] ?? '', 'SELECT 1 AS one'), [{ one: 1 }])
      }
      assert.equal(serverPid(dataDir), pid)
      await all[3]?.leave()
      assert.equal(alive(pid), false)
    })

    test('outlives a killed process, is adopted by the next, and keeps its port', async () => {
      const dataDir = directory('killed', placeOf())
      const one = begin(placeOf(), dataDir)
      const { url = '' } = await one.hears('url')
      await query(url, 'CREATE TABLE kept AS SELECT 7 AS a')
      const pid = serverPid(dataDir)
      await one.kill()
      const two = begin(placeOf(), dataDir)
      assert.equal((await two.hears('url')).url, url)
      assert.equal(serverPid(dataDir), pid)
      assert.deepEqual(await query(url, 'SELECT a FROM kept'), [{ a: 7 }])
      await two.leave()
      assert.equal(alive(pid), false)
    })

    test('recovers when process and server are both killed', async () => {
      const dataDir = directory('crashed', placeOf())
      const one = begin(placeOf(), dataDir)
      const { url = '' } = await one.hears('url')
      await query(url, 'CREATE TABLE kept AS SELECT 7 AS a')
      const pid = serverPid(dataDir)
      await one.kill()
      process.kill(pid, 'SIGKILL')
      await gone(pid)
      const two = begin(placeOf(), dataDir)
      assert.equal((await two.hears('url')).url, url)
      assert.deepEqual(await query(url, 'SELECT a FROM kept'), [{ a: 7 }])
      await two.leave()
    })

    test('starts although a stranger got the number of the dead server', async () => {
      const dataDir = directory('stranger', placeOf())
      const one = begin(placeOf(), dataDir)
      const { url = '' } = await one.hears('url')
      await one.leave()
      const file = join(cluster(dataDir), 'postmaster.pid')
      writeFileSync(file, `${process.pid}\n${cluster(dataDir)}\n1\n1\n\nlocalhost\n1 1\nready   \n`)
      const { uid, gid } = statSync(cluster(dataDir))
      if (IS_ROOT) chownSync(file, uid, gid)
      const two = begin(placeOf(), dataDir)
      assert.equal((await two.hears('url')).url, url)
      assert.notEqual(serverPid(dataDir), process.pid)
      await two.leave()
    })

    test('is started again, on its port, when it dies under a process that uses it', async () => {
      const dataDir = directory('dies', placeOf())
      const [one, two] = [begin(placeOf(), dataDir), begin(placeOf(), dataDir)]
      const { url = '' } = await one.hears('url')
      await two.hears('url')
      await query(url, 'CREATE TABLE kept AS SELECT 7 AS a')
      const pid = serverPid(dataDir)
      process.kill(pid, 'SIGKILL')
      await gone(pid)
      let rows: { a?: number }[] = []
      while (rows.length === 0) {
        rows = await query(url, 'SELECT a FROM kept').catch(() => [])
        await sleep(20)
      }
      assert.deepEqual(rows, [{ a: 7 }])
      assert.match((await Promise.race([one.hears('report'), two.hears('report')])).report ?? '', /./)
      await one.leave()
      assert.deepEqual(await query(url, 'SELECT a FROM kept'), [{ a: 7 }])
      const last = serverPid(dataDir)
      await two.leave()
      assert.equal(alive(last), false)
    })

    test('starts over when it was killed while the database was being made', async () => {
      const dataDir = directory('half', placeOf())
      const one = begin(placeOf(), dataDir)
      while (
        !existsSync(join(dataDir, 'postgres')) ||
        !readdirSync(join(dataDir, 'postgres')).some(name => name.includes('.new-'))
      ) {
        await sleep(2)
      }
      await one.kill()
      assert.equal(existsSync(cluster(dataDir)), false)
      const two = begin(placeOf(), dataDir)
      await two.hears('url')
      await two.leave()
      assert.deepEqual(readdirSync(join(dataDir, 'postgres')).sort(), [
        'cluster',
        'connection.json',
        'server.log',
        'start.lock',
        'users.lock',
      ])
    })

    test('moves when its port was taken meanwhile, but not from a port that the person named', async () => {
      const dataDir = directory('port', placeOf())
      const one = begin(placeOf(), dataDir)
      const port = Number(new URL((await one.hears('url')).url ?? '').port)
      await one.leave()
      const other = createServer()
      await new Promise<void>(resolve => other.listen(port, '127.0.0.1', () => resolve()))
      try {
        const named = begin(placeOf(), dataDir, String(port))
        const fault = await named.hears('code')
        assert.equal(fault.code, 'port_taken')
        assert.match(fault.message ?? '', new RegExp(`Port ${port} .* JANDON_DATABASE_PORT`))
        const two = begin(placeOf(), dataDir)
        const moved = Number(new URL((await two.hears('url')).url ?? '').port)
        assert.notEqual(moved, port)
        await two.leave()
        const three = begin(placeOf(), dataDir)
        assert.equal(Number(new URL((await three.hears('url')).url ?? '').port), moved)
        await three.leave()
      } finally {
        other.close()
      }
    })
  })
}

describe('the embedded server, where only root may look', () => {
  test('root may keep checkout and data where only root may look', { skip: !IS_ROOT && 'needs root' }, async () => {
    const parent = directory('private')
    chmodSync(parent, 0o700)
    const place = makeCheckout(parent)
    const dataDir = join(parent, 'data')
    const one = begin(place, dataDir)
    const { url = '' } = await one.hears('url')
    await query(url, 'CREATE TABLE kept AS SELECT 7 AS a')
    const said = one.told.map(line => line.report ?? '').join('\n')
    const copied = /run from a copy in (\S+)\.$/m.exec(said)?.[1] ?? ''
    assert.match(copied, /jandon-postgresql-/)
    assert.equal(statSync(copied).mode & 0o022, 0)
    assert.ok(existsSync(join(cluster(dataDir), 'PG_VERSION')), 'The data is where the person said.')
    await one.kill()
    process.kill(serverPid(dataDir), 'SIGKILL')
    await gone(serverPid(dataDir))
    const two = begin(place, dataDir)
    assert.deepEqual(await query((await two.hears('url')).url ?? '', 'SELECT a FROM kept'), [{ a: 7 }])
    await two.leave()
  })
})
