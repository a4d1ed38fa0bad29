// SPDX-License-Identifier: Apache-2.0
// COPY … FROM STDIN over a connection of pg, which knows the protocol's messages but offers no call for them.

import type pg from 'pg'

interface CopyConnection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** Sends one statement `COPY … FROM STDIN` with all its rows, as text lines. Faults: what the server refuses. */
export function copyIn(client: pg.PoolClient, statement: string, rows: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const submitted = {
      submit: (connection: unknown) => (connection as CopyConnection).query(statement),
      handleCopyInResponse(connection: CopyConnection) {
        connection.sendCopyFromChunk(Buffer.from(rows))
        connection.endCopyFrom()
      },
      handleCommandComplete: () => undefined,
      // The client tells a statement that failed nothing more.
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    }
    client.query(submitted)
  })
}
