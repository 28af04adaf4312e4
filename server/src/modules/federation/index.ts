/** The door of closed days and of the figures of several provinces (số liệu toàn quốc). */
export { readProvinces } from './adapters/provinces.ts'
export { closeDays } from './commands/close-days.ts'
export { readFigures } from './commands/read-figures.ts'
export type { Province } from './domain/national-board.ts'
export { federationRefusals as refusals } from './domain/refusals.ts'
