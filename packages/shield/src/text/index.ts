// SPDX-License-Identifier: Apache-2.0
// Reading a hostile text.

export * from './reading.ts'
