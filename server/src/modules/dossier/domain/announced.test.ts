import { expect, test } from 'vitest'
import { isOfOffices, mergeAnnounced, readAnnouncement } from './announced.ts'

const [healthOffice, tradeOffice] = [new Set(['health']), new Set(['trade', 'centre'])]

test('an act wakes the desks of the offices that have to do with it, and of those who watch all', () => {
  const announced = readAnnouncement('47 health centre', 47) ?? []
  expect([healthOffice, tradeOffice, new Set(['police']), null].map((offices) => isOfOffices(announced, offices))).toEqual([
    true,
    true,
    false,
    true,
  ])
})

test('what another locality announces wakes nobody here', () => {
  expect(readAnnouncement('48 health', 47)).toBeNull()
})

test('an announcement without offices is of everybody', () => {
  expect([readAnnouncement('47', 47), readAnnouncement('', 47)]).toEqual(['anywhere', 'anywhere'])
  expect(isOfOffices('anywhere', healthOffice)).toBe(true)
})

test('acts that wait for one notification are announced together; too many offices are everybody', () => {
  expect(mergeAnnounced(['health'], ['trade', 'health'])).toEqual(['health', 'trade'])
  expect(mergeAnnounced(['health'], 'anywhere')).toBe('anywhere')
  const many = Array.from({ length: 101 }, (_each, index) => `office-${index}`)
  expect(mergeAnnounced(many, [])).toBe('anywhere')
})
