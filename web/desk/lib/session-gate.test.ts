import { expect, test } from 'vitest'
import { createSessionGate } from './session-gate.ts'

test('concurrent requests with an ended session ask the person once and then continue', async () => {
  const gate = createSessionGate()
  let told = 0
  gate.subscribe(() => {
    told += 1
  })
  const first = gate.ask()
  const second = gate.ask()
  expect(gate.isAsking()).toBe(true)
  gate.answer(true)
  expect(await Promise.all([first, second])).toEqual([true, true])
  expect(gate.isAsking()).toBe(false)
  expect(told).toBe(2)
})

test('the next end of a session asks again', async () => {
  const gate = createSessionGate()
  const first = gate.ask()
  gate.answer(true)
  await first
  const second = gate.ask()
  gate.answer(false)
  expect(await second).toBe(false)
})
