export { compilePack } from './compile-pack.ts'
export * from './decision.ts'
export * from './documents.ts'
export type { CompileResult, Pack } from './pack.ts'
