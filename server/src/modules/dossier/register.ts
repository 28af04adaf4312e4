export { dossierRoutes } from './http/dossier-routes.ts'
export type { OnReturned } from './http/dossier-routes.ts'
export { reprojectionRunner } from './jobs/reprojection-runner.ts'
export type { ReprojectionRunner } from './jobs/reprojection-runner.ts'
