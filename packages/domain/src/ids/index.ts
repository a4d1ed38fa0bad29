export type { Id, IdPrefix } from './ids.ts'
export { deriveId, deriveIdFromKey, ID_PREFIXES, idToUuid, isId, newId, uuidToId, writeIdBytes } from './ids.ts'
