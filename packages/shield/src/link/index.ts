// SPDX-License-Identifier: Apache-2.0
// Whether a link is a trap.

export { checkLink } from './check.ts'
export { type FoundLink, findLinks } from './find.ts'
export * from './judgement.ts'
