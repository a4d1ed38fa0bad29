// SPDX-License-Identifier: Apache-2.0
// The one fault this folder throws: the database cannot be used now, said in words that tell the person what to do.

/** Stable reasons; a message may be reworded, a code never changes its meaning. */
export type DatabaseFaultCode =
  | 'binaries_missing'
  | 'directory_in_use'
  | 'directory_not_ours'
  | 'directory_not_writable'
  | 'directory_other_version'
  | 'disk_full'
  | 'history_edited'
  | 'migration_failed'
  | 'password_lost'
  | 'port_taken'
  | 'schema_newer'
  | 'server_unreachable'
  | 'start_failed'

/** The world failed: the message says what happened and what to do next, and holds no password. */
export class DatabaseFault extends Error {
  override readonly name = 'DatabaseFault'
  readonly code: DatabaseFaultCode

  constructor(code: DatabaseFaultCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** The system's own code of a failed call (`ENOENT`, `EACCES`, …), or an empty text. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
