import { expect, test } from 'vitest'
import { keepLine } from './board-line.ts'

function aLine(silentMs = 15_000) {
  let at = 0
  const lines: { isClosed: boolean }[] = []
  const line = keepLine(
    () => {
      const opened = { isClosed: false }
      lines.push(opened)
      return { close: () => (opened.isClosed = true) }
    },
    silentMs,
    () => at,
  )
  const pass = (seconds: number, hears = false): void => {
    for (let second = 0; second < seconds; second += 1) {
      at += 1000
      if (hears && second % 3 === 0) line.hear()
      line.check()
    }
  }
  return { line, lines, pass }
}

test('a line that speaks is kept for ever', () => {
  const { line, lines, pass } = aLine()
  line.open()
  pass(600, true)
  expect(lines).toEqual([{ isClosed: false }])
})

test('a line swallowed on the way is closed after fifteen seconds of silence and opened again, until one speaks', () => {
  const { line, lines, pass } = aLine()
  line.open()
  pass(15)
  expect(lines).toHaveLength(1)
  pass(1)
  expect(lines).toEqual([{ isClosed: true }, { isClosed: false }])
  pass(64)
  expect(lines).toHaveLength(6)
  expect(lines.filter(({ isClosed }) => !isClosed)).toHaveLength(1)
  pass(60, true)
  expect(lines).toHaveLength(6)
})

test('a page that is left opens nothing', () => {
  const { line, lines, pass } = aLine()
  line.open()
  line.close()
  pass(60)
  expect(lines).toEqual([{ isClosed: true }])
})
