// SPDX-License-Identifier: Apache-2.0
// Faults of the server package that the person at the keyboard can mend: a taken port, a wrong variable, a damaged
// file. Their messages say what to do, so they are shown as they are, without a stack.

import { CannotRun } from '../exit-codes.ts'

const MENDABLE = ['ConfigFault', 'DatabaseFault', 'PackFault', 'StartFault', 'LedgerUnreadable']
const MENDABLE_CODES = ['EADDRINUSE', 'EACCES', 'ENOENT', 'ENOSPC', 'EROFS']

/** `CannotRun` for what a person can mend; anything else as it came. */
export function mendable(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? ''
  const isMendable = MENDABLE.includes(error.name) || MENDABLE_CODES.includes(code)
  return isMendable ? new CannotRun(error.message, { cause: error }) : error
}
