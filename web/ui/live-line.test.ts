import { expect, test } from 'vitest'
import { keepLine } from './live-line.ts'

function aLine() {
  let at = 0
  const lines: { isClosed: boolean }[] = []
  const line = keepLine(
    () => {
      const opened = { isClosed: false }
      lines.push(opened)
      return { close: () => (opened.isClosed = true) }
    },
    undefined,
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

test('a connection with traffic is kept open', () => {
  const { line, lines, pass } = aLine()
  line.open()
  pass(600, true)
  expect(lines).toEqual([{ isClosed: false }])
})

test('a silent connection is dropped after two missed beats, and each dead socket of the browser after one: all six in fifteen', () => {
  const { line, lines, pass } = aLine()
  line.open()
  line.hear()
  pass(6)
  expect(lines).toHaveLength(1)
  pass(1)
  expect(lines).toEqual([{ isClosed: true }, { isClosed: false }])
  // Six sockets are tried and found dead; the next is new.
  pass(6)
  expect(lines).toHaveLength(8)
  expect(lines.filter(({ isClosed }) => !isClosed)).toHaveLength(1)
})

test('without a network a new connection has five seconds, so that a slow one is not cut off repeatedly', () => {
  const { line, lines, pass } = aLine()
  line.open()
  line.hear()
  pass(13)
  const before = lines.length
  pass(20)
  expect(lines.length - before).toBe(4)
  pass(60, true)
  expect(lines.length - before).toBe(4)
})

test('the first connection of a page has five seconds too', () => {
  const { line, lines, pass } = aLine()
  line.open()
  pass(4)
  expect(lines).toHaveLength(1)
  pass(1)
  expect(lines).toHaveLength(2)
})

test('a closed page opens no connection', () => {
  const { line, lines, pass } = aLine()
  line.open()
  line.close()
  pass(60)
  expect(lines).toEqual([{ isClosed: true }])
})
