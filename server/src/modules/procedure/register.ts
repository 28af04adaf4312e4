import { procedureRoutes as catalogueRoutes } from './http/procedure-routes.ts'
import { processRoutes } from './http/process-routes.ts'
import { synonymRoutes } from './http/synonym-routes.ts'

export { procedureRefusals as refusals } from './domain/refusals.ts'
export const procedureRoutes = [...catalogueRoutes, ...processRoutes, ...synonymRoutes]
export { procedureRoutes as routes }
