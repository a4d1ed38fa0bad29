export type { WorkerDeps } from './deps.ts'
export { IDEMPOTENCY_KEPT_MS, LEASE_MS } from './deps.ts'
export { createSteppedWorker, type SteppedWorker } from './step.ts'
export { createWorker, type Worker } from './worker.ts'
