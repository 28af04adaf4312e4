import { procedureRoutes as catalogueRoutes } from './http/procedure-routes.ts'
import { synonymRoutes } from './http/synonym-routes.ts'

export { procedureRefusals as refusals } from './domain/refusals.ts'
export const procedureRoutes = [...catalogueRoutes, ...synonymRoutes]
export { procedureRoutes as routes }
