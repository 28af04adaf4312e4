import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** The colour tokens written in every block that starts with `selector`. */
function block(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`no block ${selector}`)
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('}', start))
  return new Map([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1]!, match[2]!.trim()]))
}

const light = block(':root')
const darkByChoice = block(":root[data-theme='dark']")
const darkBySystem = block(":root:not([data-theme='light'])")

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * channels[0]! + 0.7152 * channels[1]! + 0.0722 * channels[2]!
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const grounds = ['--paper', '--surface', '--sunken']
const onSoft = ['--cham-soft', '--la-soft', '--nghe-soft', '--son-soft']
const textPairs: [string, string][] = [
  ...['--ink', '--muted', '--cham', '--cham-strong', '--la', '--nghe', '--son', '--son-strong'].flatMap((text) =>
    grounds.map((ground): [string, string] => [text, ground]),
  ),
  ...onSoft.map((ground): [string, string] => ['--ink', ground]),
  ...onSoft.map((ground): [string, string] => ['--muted', ground]),
  ['--cham', '--cham-soft'],
  ['--cham-strong', '--cham-soft'],
  ['--la', '--la-soft'],
  ['--nghe', '--nghe-soft'],
  ['--son', '--son-soft'],
  ['--son-strong', '--son-soft'],
  ['--on-cham', '--cham'],
  ['--on-cham', '--cham-strong'],
  ['--on-son', '--son'],
]

describe.each([
  ['light', light],
  ['dark', darkByChoice],
] as const)('%s', (_, tokens) => {
  test.each(textPairs)('%s on %s can be read (at least 4.5:1)', (text, ground) => {
    expect(contrast(tokens.get(text)!, tokens.get(ground)!)).toBeGreaterThanOrEqual(4.5)
  })

  test.each(grounds)('the edge of a control contrasts with %s (at least 3:1)', (ground) => {
    expect(contrast(tokens.get('--edge')!, tokens.get(ground)!)).toBeGreaterThanOrEqual(3)
  })

  test.each(grounds)('text is readable from far away on %s (at least 7:1)', (ground) => {
    expect(contrast(tokens.get('--ink')!, tokens.get(ground)!)).toBeGreaterThanOrEqual(7)
  })
})

test('the dark theme is the same by system setting and by choice', () => {
  expect([...darkBySystem]).toEqual([...darkByChoice])
})

test('the dark theme has every colour of the light theme', () => {
  const colours = [...light].filter(([, value]) => value.startsWith('#')).map(([name]) => name)
  expect(colours.filter((name) => !darkByChoice.has(name))).toEqual([])
})
