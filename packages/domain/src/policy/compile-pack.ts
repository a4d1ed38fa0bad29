// SPDX-License-Identifier: Apache-2.0
import type { PackDocuments } from './documents.ts'
import type { CompileResult } from './pack.ts'
export interface Engine {
  readonly rules: readonly unknown[]
}
export declare function compilePack(docs: PackDocuments): CompileResult
