// SPDX-License-Identifier: Apache-2.0
// Whether a message is a trap.

export * from './judgement.ts'
