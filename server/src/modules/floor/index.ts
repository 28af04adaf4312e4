/** The door of the hall (sảnh): what other modules may use. */
export { simulateHall } from './domain/simulation.ts'
export type { HallForecast } from './domain/simulation.ts'
export { waitEstimator } from './domain/wait-estimate.ts'
