import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareCatalogues } from '#web-ui'
import en from './en.json' with { type: 'json' }
import vi from './vi.json' with { type: 'json' }

const desk = new URL('..', import.meta.url)
const sources = readdirSync(desk, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(new URL(file, desk), 'utf8') }))

test('every message of the desk exists in both languages with the same placeholders', () => {
  expect(compareCatalogues(vi, en)).toEqual([])
})

test('every message is used', () => {
  const all = sources.map(({ text }) => text).join('\n')
  // Families whose last part is data: states of a list, handling modes, units of a limit, channels.
  const families = [
    'act.correct.',
    'inbox.empty.',
    'handling.',
    'limit.',
    'channel.',
    'practice.move.',
    'calendar.kind.',
    'calendar.mark.',
    'decree.what.',
    'clock.',
    'weekday.',
    'decree.turned.',
    'moves.time.',
    'held.by.',
    'payment.adjust.',
    'payment.receipt.',
    'payment.reversed.',
    'payment.timing.',
    'process.role.',
    'review.section.',
    'review.change.',
    'review.level.',
    'review.fee.',
    'files.signature.',
    'part.empty.',
    'opening.',
    'publishState.',
    'feeKind.',
    'agencyKind.',
    'changes.subject.',
    'changes.field.',
    'changes.kind.',
    'changes.value.',
    'inbox.due.',
    'kiosks.state.',
    'hall.kind.',
    'calls.',
  ]
  const silent = Object.keys(vi).filter((key) => !all.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)))
  expect(silent).toEqual([])
})

test('no element contains Vietnamese text outside the catalogue, except on the printed slip', () => {
  const written = sources
    .filter(({ file }) => file.endsWith('.tsx') && !file.endsWith('slip-preview.tsx'))
    .flatMap(({ file, text }) => [...text.matchAll(/>\s*([^<>{}]*[à-ỹÀ-Ỹđ][^<>{}]*)</g)].map((match) => `${file}: ${match[1]}`))
  expect(written).toEqual([])
})
