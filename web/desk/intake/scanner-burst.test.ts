import { expect, test } from 'vitest'
import { followBurst, noBurst, scannedCard } from './scanner-burst.ts'

const card = '001090123456||NGUYỄN VĂN AN|01011990|Nam|Tam Kỳ|15042021'

/** Types `text` with `gap` milliseconds between the characters, Enter after it, and answers what was scanned. */
function scan(text: string, gap: number, burst = noBurst): string | null {
  let at = 1000
  for (const character of text) {
    burst = followBurst(burst, character, at)
    at += gap
  }
  return scannedCard(burst, at)
}

test.each([2, 5, 30, 100])('a card typed with %i ms between the keys is a scan', (gap) => {
  expect(scan(card, gap)).toBe(card)
})

test('typing is no scan, and a short or plain scan is no card', () => {
  expect(scan(card, 150)).toBeNull()
  expect(scan('0905123456', 5)).toBeNull()
  expect(scan('H47.01-261123-0001-X', 5)).toBeNull()
})

test('text typed before a pause does not belong to the scan', () => {
  expect(scan(card, 3, followBurst(noBurst, 'a', 0))).toBe(card)
})
