// SPDX-License-Identifier: Apache-2.0
// A thread of the verification: reads slices, one after the other, over a connection of its own. Imported elsewhere,
// this file only says where it is.

import { isMainThread, type MessagePort, parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { copyJournals } from './verify-copy.ts'
import { createFileReader } from './verify-files.ts'
import { buffersOf, createJournalReader } from './verify-journals.ts'
import type { FromWorker, Slice, WorkerSetting } from './verify-slices.ts'

export const WORKER_FILE = new URL(import.meta.url)

function serve(port: MessagePort, { url, setting }: WorkerSetting): void {
  const files = createFileReader()
  let client: pg.Client | undefined

  async function connected(): Promise<pg.Client> {
    if (client !== undefined) return client
    client = new pg.Client({ connectionString: url, application_name: 'jandon verify', keepAlive: true })
    // A connection that breaks tells so twice; the query under way fails by itself.
    client.on('error', () => undefined)
    await client.connect()
    await client.query('SET default_transaction_read_only = on')
    return client
  }

  async function read(number: number, slice: Slice): Promise<void> {
    const reader = createJournalReader(setting, chunk => {
      const message: FromWorker = { kind: 'chunk', number, chunk }
      port.postMessage(message, buffersOf(chunk))
    })
    if (slice.kind === 'numbers') await copyJournals(await connected(), slice, reader)
    else await files.read(slice, reader)
  }

  let line = Promise.resolve()
  port.on('message', ({ number, slice }: { number: number; slice: Slice }) => {
    const send = (message: FromWorker) => port.postMessage(message)
    line = line
      .then(() => read(number, slice))
      .then(
        () => send({ kind: 'end', number }),
        (error: Error) => send({ kind: 'failed', number, name: error.name, message: error.message }),
      )
  })
}

const given = workerData as WorkerSetting | null
if (!isMainThread && parentPort !== null && given?.work === 'ledger verification') serve(parentPort, given)
