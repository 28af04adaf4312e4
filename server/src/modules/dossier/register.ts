export { dossierRoutes } from './http/dossier-routes.ts'
export type { OnReturned } from './http/dossier-routes.ts'
