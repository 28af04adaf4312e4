import { expect, test } from 'vitest'
import { placeOf } from './place.ts'

test('the address determines the kind of screen', () => {
  expect(placeOf('/kiosk', '')).toEqual({ page: 'kiosk' })
  expect(placeOf('/hall', '?centre=TT2')).toEqual({ page: 'hall', centreCode: 'TT2' })
  expect(placeOf('/hall/counter/12', '?centre=TT2')).toEqual({ page: 'counter', centreCode: 'TT2', number: 12 })
  expect(placeOf('/hall/counter/x', '')).toEqual({ page: 'hall', centreCode: null })
  expect(placeOf('/ticket/ab-_9', '')).toEqual({ page: 'ticket', secret: 'ab-_9' })
})
