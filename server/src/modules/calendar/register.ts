import type { Module } from '#platform/module.ts'
import { calendarRefusals } from './domain/refusals.ts'
import { calendarRoutes } from './http/calendar-routes.ts'

export function buildCalendarModule(): Module {
  return { name: 'calendar', routes: calendarRoutes, jobs: [], refusals: calendarRefusals }
}
