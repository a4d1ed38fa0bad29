// SPDX-License-Identifier: Apache-2.0
// What the shell is told. Scripts rely on these three numbers, so they never change their meaning.

export const EXIT = {
  /** Everything asked for was done. */
  ok: 0,
  /** It ran, and not all is well: rows refused or failed, differences or findings. */
  notAllWell: 1,
  /** It could not run: wrong usage, no server, no key, an unreadable file; or it was stopped. */
  cannotRun: 2,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Ends a command with a sentence for the person, without a stack. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun'
}
