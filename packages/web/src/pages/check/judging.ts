// SPDX-License-Identifier: Apache-2.0
// The one judge of this page, in a worker of its own.

import { JudgingDesk } from './judging-desk.ts'

/** Kept while the app is open. */
export const judging = new JudgingDesk(
  () => new Worker(new URL('./judge-worker.ts', import.meta.url), { name: 'judge' }),
)
