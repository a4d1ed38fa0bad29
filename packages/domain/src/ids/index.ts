export type { Id, IdPrefix } from './ids.ts'
export { deriveId, deriveIdFromKey, ID_PREFIXES, isId, newId } from './ids.ts'
