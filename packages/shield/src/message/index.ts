// SPDX-License-Identifier: Apache-2.0
// Whether a message is a trap.

export { checkMessage } from './check.ts'
export * from './judgement.ts'
