import { calendarRoutes } from './http/calendar-routes.ts'

export { calendarRefusals as refusals } from './domain/refusals.ts'
export const routes = calendarRoutes
export { calendarRoutes }
