export { feedbackRoutes } from './http/rating-routes.ts'
