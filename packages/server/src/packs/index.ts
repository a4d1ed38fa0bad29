export type { CheckOptions, PackCheck } from './check-pack.ts'
export { checkPack } from './check-pack.ts'
export { formatProblem, loadPack, loadPacks, PackFault, packDirectories } from './load-packs.ts'
export { createCaseReader } from './read-cases.ts'
