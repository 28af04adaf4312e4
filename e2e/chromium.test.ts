import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { unpackChromium } from './chromium.ts'

const parent = mkdtempSync(join(tmpdir(), 'unpacked-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

test('two workers that unpack the browser at once both get it whole, and leave nothing beside it', async () => {
  const unpack = async (folder: string): Promise<void> => {
    await writeFile(join(folder, 'chromium'), 'half')
    await new Promise((done) => setImmediate(done))
    await writeFile(join(folder, 'chromium'), 'whole')
  }
  const read = async (): Promise<string> => {
    const folder = await unpackChromium(join(parent, 'chromium'), unpack)
    return readFileSync(join(folder, 'chromium'), 'utf8')
  }
  expect(await Promise.all([read(), read(), read()])).toEqual(['whole', 'whole', 'whole'])
  expect(readdirSync(parent)).toEqual(['chromium'])
})
