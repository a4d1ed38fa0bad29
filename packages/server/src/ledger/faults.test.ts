// SPDX-License-Identifier: Apache-2.0
// When the world fails under load: servers, single backends and clients' processes killed with SIGKILL, and a disk that
// is full. Nothing acknowledged is lost, nothing is applied twice, and every answer was right when it was given.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { verifyLedger } from './index.ts'
import { seal } from './seal.ts'
import { assertSameCounters, transfersInOrder } from './test-books.ts'
import { createNotebook, fund, isFaultOfTheWorld, runClient } from './test-clients.ts'
import { auditorOf, createDeck, openDeck } from './test-deck.ts'
import { assertOneOrder } from './test-orders.ts'
import { type OwnServer, startOwnServer } from './test-server.ts'
import { storm } from './test-storm.ts'

async function assertWhole({ db }: OwnServer): Promise<void> {
  // What a pass notes, the next one seals.
  for (let pass = 0; pass < 3; pass += 1) await seal(db)
  const report = await verifyLedger({ kind: 'database', db })
  assert.deepEqual(report.findings, [])
  assert.equal(report.sealed, report.journals)
}

test('server, backends and clients are killed with -9 under load', { timeout: 120_000 }, async t => {
  const dataDir = mkdtempSync(join(tmpdir(), 'jandon-killed-'))
  const own = await startOwnServer(dataDir)
  try {
    const report = await storm({
      ...{ db: own.db, tag: 'killed', milliseconds: 6000, processes: 2, clients: 3, largest: 12 },
      ...{ killEveryMs: 800, serverPid: own.server.pid },
    })
    t.diagnostic(JSON.stringify(report))
    assert.ok(report.serverKills > 0 && report.processKills > 0, 'something was killed')
    assert.ok(report.unheard > 0, 'it was killed under load')
    await assertWhole(own)
  } finally {
    await own.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** A file system of its own, so small that it fills; or why there is none. */
function mountSmall(directory: string, megabytes: number): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has a file system in memory that a test can mount'
  if (process.getuid?.() !== 0) return 'only root may mount a file system'
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', directory])
  if (mount.status === 0) return undefined
  return `mount of a small file system was refused: ${mount.error?.message ?? mount.stderr.toString().trim()}`
}

const CLIENTS = 4
/** A new cluster takes 60 MB, and some room is needed to come back from a crash. */
const DISK_MB = 160
/** What is left free when clients begin, in bytes; some hundred calls. */
const LEFT = 3_000_000

/** Takes nearly all that is free, as somebody else's file would. Answers the file. */
function fill(disk: string): string {
  const ballast = join(disk, 'ballast')
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - LEFT, 1))
  return ballast
}

/** Clients post until the disk is full, somebody makes room, and they go on; answers how often a call failed. */
async function postUntilFull(t: TestContext, { db }: OwnServer, disk: string): Promise<number> {
  const tag = 'full'
  const deck = createDeck(tag)
  await openDeck(db, deck)
  const notebook = createNotebook(deck)
  notebook.calls.push(await fund(db, deck))
  const ballast = fill(disk)
  let failures = 0
  let isFreed = false
  let heardSince = 0
  let isFull = false
  const failed = (error: unknown) => {
    if (!isFaultOfTheWorld(error)) throw error
    failures += 1
    isFull ||= /No space left|53100/.test(`${error} ${JSON.stringify(error)}`)
  }
  const note: typeof notebook.sent = call => {
    const hear = notebook.sent(call)
    return heard => {
      hear(heard)
      if (isFreed) heardSince += 1
    }
  }
  const clients = Array.from({ length: CLIENTS }, (_, client) =>
    runClient({
      ...{ db, deck, tag, client, clients: CLIENTS, from: 1, largest: 60, notebook: { sent: note }, failed },
      isOver: () => heardSince >= 40,
    }),
  )
  while (failures < 20) await sleep(50)
  rmSync(ballast)
  isFreed = true
  await Promise.all(clients)
  t.diagnostic(`${failures} calls failed, ${notebook.calls.length} were sent${isFull ? '' : '; the server died of it'}`)
  const { auditor } = assertOneOrder(() => auditorOf(deck), notebook.calls, await transfersInOrder(db, deck.book))
  await assertSameCounters(db, auditor)
  return failures
}

test('the disk is full, and then has room again', { timeout: 180_000 }, async t => {
  const disk = mkdtempSync(join(tmpdir(), 'jandon-full-'))
  const refused = mountSmall(disk, DISK_MB)
  if (refused !== undefined) {
    rmSync(disk, { recursive: true, force: true })
    t.skip(`No small disk to fill: ${refused}.`)
    return
  }
  try {
    const own = await startOwnServer(disk)
    try {
      assert.ok((await postUntilFull(t, own, disk)) > 0)
      await assertWhole(own)
    } finally {
      await own.close()
    }
  } finally {
    spawnSync('umount', ['--lazy', disk])
    rmSync(disk, { recursive: true, force: true })
  }
})
