/** Procedure packs: read, check and load. Composition level: uses every module's door, used by none. */
export { checkPack } from './check-pack.ts'
export { demoPassword, loadPack } from './load-pack.ts'
export type { LoadReport } from './load-pack.ts'
export type { Pack, PackFault } from './pack-schema.ts'
export { readPack, readPackLocality } from './read-pack.ts'
export { localityWanted } from './locality-wanted.ts'
