import { expect, test } from 'vitest'
import { nationalCalendar } from '../store/national-calendar.ts'
import { addWorkingMinutes } from './instants.ts'

test('working time of any number of milliseconds can be added, because the rest of a step is seldom a whole second', () => {
  const calendar = nationalCalendar()
  const opening = Temporal.Instant.from('2026-11-23T07:00:00+07:00')
  for (let ms = 1; ms < 60_000; ms += 7) {
    const later = addWorkingMinutes(calendar, opening, ms / 60_000)
    expect(later.epochMilliseconds - opening.epochMilliseconds).toBe(ms)
  }
})
