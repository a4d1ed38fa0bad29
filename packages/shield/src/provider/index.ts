// SPDX-License-Identifier: Apache-2.0
// Whether a shop that offers cash is a trap, or an offence.

export { checkProvider } from './check.ts'
export * from './judgement.ts'
export type { OffenceCode } from './law.ts'
export { LEGAL_BASES } from './law.ts'
export { promisedRate, readPromisedRates } from './rates.ts'
export { isBusinessNumber } from './registration.ts'
