// SPDX-License-Identifier: Apache-2.0
// What may be written to the log: ids, codes and figures, and a sentence. Never a name, a number of an account, a birth
// date or a message of somebody else's, which may hold them.

export type LogFields = Readonly<Record<string, string | number | bigint | boolean | null | undefined>>

export interface Log {
  debug(fields: LogFields, sentence: string): void
  info(fields: LogFields, sentence: string): void
  warn(fields: LogFields, sentence: string): void
  error(fields: LogFields, sentence: string): void
}

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} }

/** What can be said in a log about something thrown: its class and code. Its message may hold personal data. */
export function faultFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { fault: typeof thrown }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
  // The frame of an assertion says nothing; that of its caller does.
  const frames = thrown.stack?.split('\n').slice(1) ?? []
  const at = (frames.find(frame => !frame.includes('/assert/assert.ts')) ?? frames[0])?.trim()
  return { fault: thrown.name, code, at }
}
