import { afterAll, describe, expect, test } from 'vitest'
import { buildPdf, onePage, packedObject } from '../../../testing/pdf-builder.ts'
import { trustNobody } from './certificate-chain.ts'
import { fileInspector } from './file-inspector.ts'
import { verifyPdf } from './verify-pdf.ts'

const now = '2026-11-24T00:00:00Z'
const inspector = fileInspector(undefined)
afterAll(async () => await inspector.close())

/** Some hundred kilobytes that expand to `streams` × 31 MB: each object stream holds one field and blanks. */
function bombOf(streams: number): Buffer {
  const objects: Record<number, string | Buffer> = {}
  const places: Record<number, [number, number]> = {}
  for (let index = 0; index < streams; index += 1) {
    const number = 100 + index
    const head = `${number} 0 `
    const data = Buffer.alloc(31 * 1024 * 1024, ' ')
    data.write(`${head}<</FT/Tx/T(${number})>>`, 0)
    objects[1000 + index] = packedObject(`/Type/ObjStm/N 1/First ${head.length}`, data)
    places[number] = [1000 + index, 0]
  }
  const fields = Object.keys(places).map((number) => `${number} 0 R`)
  return buildPdf({
    objects: { ...pages, 1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields.join(' ')}]>>>>`, ...objects },
    places,
    root: 1,
    kind: 'stream',
  })
}

const pages = { 2: '<</Type/Pages/Kids[3 0 R]/Count 1>>', 3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>' }

/** One object stream of a hundred thousand objects, ten thousand of them fields of the form. */
function crowdedFile(): Buffer {
  const inside: Record<number, string> = {}
  for (let number = 100; number < 100_100; number += 1) inside[number] = `<</FT/Tx/T(${number})>>`
  // The last ones, so that a head read from its beginning for each is read in full each time.
  const fields = Array.from({ length: 9_000 }, (_, index) => `${100_099 - index} 0 R`)
  return buildPdf({
    objects: { ...pages, 1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields.join(' ')}]>>>>` },
    packed: { 4: inside },
    root: 1,
    kind: 'stream',
  })
}

describe('a file made to exhaust', () => {
  test('eight object streams of 31 MB are aborted within the budget, and memory stays flat', async () => {
    const bomb = bombOf(8)
    expect(bomb.length).toBeLessThan(500_000)
    const before = process.memoryUsage().rss
    const report = await verifyPdf(bomb, trustNobody, now)
    expect(report).toMatchObject({ verdict: 'unreadable', problems: ['TOO_COMPLEX'] })
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(300)
    expect((await inspector.inspect(bomb, now, 'a')) as object).toMatchObject({ fault: 'FILE_TOO_HARD' })
  }, 60_000)

  test('the header of an object stream is read once, however many objects are requested', async () => {
    const started = performance.now()
    const report = await verifyPdf(crowdedFile(), trustNobody, now)
    expect(report.verdict).toBe('unsigned')
    expect(performance.now() - started).toBeLessThan(8_000)
  }, 60_000)

  test('a cross-reference stream with an indirect length is a broken file, not an internal error', async () => {
    const file = onePage('', '', {}, { kind: 'stream' })
      .toString('latin1')
      .replace(/(\/Type\/XRef.*?\/Length) \d+/su, '$1 9 0 R')
    expect((await verifyPdf(Buffer.from(file, 'latin1'), trustNobody, now)).verdict).toBe('unreadable')
  })
})

describe('accounts take turns', () => {
  test('a normal file waits for one expensive file of another account, never for its queue', async () => {
    const slow = fileInspector(undefined, { patience: 20_000, queue: 24, ofOne: 6 })
    try {
      await slow.inspect(onePage(), now, 'honest')
      const hard = crowdedFile()
      const order: string[] = []
      const bombs = Array.from({ length: 4 }, async (_, index) => {
        await slow.inspect(hard, now, 'other')
        order.push(`hard ${index}`)
      })
      const honest = slow.inspect(onePage(), now, 'honest').then((answer) => {
        order.push('honest')
        return answer
      })
      expect(await honest).toMatchObject({ fault: null, mediaType: 'application/pdf' })
      await Promise.all(bombs)
      expect(order.indexOf('honest')).toBeLessThanOrEqual(1)
    } finally {
      await slow.close()
    }
  }, 60_000)

  test('one account fills its own queue and nobody else’s', async () => {
    const small = fileInspector(undefined, { patience: 20_000, queue: 24, ofOne: 2 })
    try {
      const answers = Array.from({ length: 5 }, async () => await small.inspect(onePage(), now, 'one'))
      const other = small.inspect(onePage(), now, 'two')
      const said = await Promise.all(answers)
      expect(said.filter((each) => each === 'busy')).toHaveLength(2)
      expect(await other).toMatchObject({ fault: null })
    } finally {
      await small.close()
    }
  }, 60_000)
})

describe('bytes before %PDF', () => {
  const from = '%PDF'
  test.each([
    ['a line break', '\r\n'],
    ['a mark of a text file', '\xef\xbb\xbf'],
    ['a header of a letter', '--bien\r\nContent-Type: application/pdf\r\n\r\n'],
  ])('%s: the paper is accepted, and the report names the findings', async (_what, before) => {
    const file = Buffer.concat([Buffer.from(before, 'latin1'), onePage()])
    expect(file.indexOf(from)).toBeGreaterThan(0)
    expect(await inspector.inspect(file, now, 'a')).toMatchObject({
      fault: null,
      mediaType: 'application/pdf',
      report: { verdict: 'unsigned', problems: ['BYTES_BEFORE_HEADER'] },
    })
  })
})
