/* The door of the API client: one contract for the desk, the portal and anybody else. */
export { asProblem, createApi, queryString, type Api, type ApiOptions } from './client.ts'
export { createIntention, randomKey, type Intention } from './intention.ts'
export { Problem, hotlineCode, type ProblemField } from './problem.ts'
export { Cancelled } from './upload.ts'
export type * from './names.ts'
