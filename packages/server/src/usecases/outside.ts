// SPDX-License-Identifier: Apache-2.0
// Questions to a bank or an issuer while a caller waits: bounded in time, and never with a transaction open.

import { faultFields } from '../ports/index.ts'
import type { UsecaseDeps } from './deps.ts'

/** The answer, or undefined when there was none in time or the adapter failed. Only for questions that move nothing. */
export async function askInTime<T>(
  { timer, log }: UsecaseDeps,
  timeoutMs: number,
  question: Promise<T>,
): Promise<T | undefined> {
  const late = new AbortController()
  try {
    return await Promise.race([question, timer.sleep(timeoutMs, late.signal).then(() => undefined)])
  } catch (thrown) {
    log.error(faultFields(thrown), 'An adapter threw on a question.')
    return undefined
  } finally {
    late.abort(null)
  }
}
