// SPDX-License-Identifier: Apache-2.0
// Whether a shop that offers cash is a trap, or an offence.

export * from './judgement.ts'
