import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareCatalogues } from '#web-ui'
import en from './en.json' with { type: 'json' }
import vi from './vi.json' with { type: 'json' }

const floor = new URL('..', import.meta.url)
const sources = readdirSync(floor, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(new URL(file, floor), 'utf8') }))

test('every message of the hall exists in both languages with the same placeholders, and is used', () => {
  expect(compareCatalogues(vi, en)).toEqual([])
  const all = sources.map(({ text }) => text).join('\n')
  expect(Object.keys(vi).filter((key) => !all.includes(`'${key}'`) && !key.startsWith('priority.'))).toEqual([])
})

test('no element contains Vietnamese text outside the catalogue', () => {
  const written = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/>\s*([^<>{}]*[à-ỹÀ-Ỹđ][^<>{}]*)</g)].map((match) => `${file}: ${match[1]}`),
  )
  expect(written).toEqual([])
})
