// SPDX-License-Identifier: Apache-2.0
// Judgements on messages, links and shops that offer cash. Pure: no network, no clock, no files.

export * from './explain.ts'
export * from './judgement.ts'
export * from './link/index.ts'
export * from './message/index.ts'
export * from './provider/index.ts'
export { LONGEST_TEXT } from './text/index.ts'
