// SPDX-License-Identifier: Apache-2.0
// Whether a link is a trap.

export * from './judgement.ts'
