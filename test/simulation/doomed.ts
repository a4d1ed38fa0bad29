// SPDX-License-Identifier: Apache-2.0
// A process that is to die: it runs a worker (or accepts a conversion) and kills itself with SIGKILL the n-th time it
// reaches a named point. Started by killed.test.ts; of no use alone.
// Usage: node doomed.ts <database url> <crash point> <n> [<acceptance as JSON> [<with a worker: yes>]]

import { openDatabase } from '../../packages/server/src/database/index.ts'
import type { CrashPoint } from '../../packages/server/src/ports/index.ts'
import { createWorker, type Worker } from '../../packages/server/src/worker/index.ts'
import { createWorld, OPERATOR } from './world.ts'

const [url, point, count, acceptance, withWorker] = process.argv.slice(2)
if (!url || !point || !count) throw new Error('doomed.ts needs a database, a crash point and a number.')
let left = Number.parseInt(count, 10)

let worker: Worker | undefined
const database = await openDatabase({ dataDir: '', databaseUrl: url })
const world = await createWorld(database, {
  hand: () => worker,
  crash: {
    reach(reached: CrashPoint) {
      if (reached !== point) return
      left -= 1
      if (left === 0) process.kill(process.pid, 'SIGKILL')
    },
  },
})
process.stdout.write('ready\n')
if (acceptance) {
  if (withWorker) {
    worker = createWorker(world.workerDeps)
    await worker.start()
  }
  const { input, key } = JSON.parse(acceptance)
  await world.usecases.createConversion(OPERATOR, input, key)
} else {
  await createWorker(world.workerDeps).start()
}
