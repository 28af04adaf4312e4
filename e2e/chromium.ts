import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import motcua from '../package.json' with { type: 'json' }

const { '@sparticuz/chromium': version } = motcua.devDependencies

/** The one browser of a run: the Chromium that comes with npm, with nothing that would speak to the outside. */
export async function openChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: join(await unpackChromium(), 'chromium'),
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--no-default-browser-check',
      '--no-first-run',
      '--no-pings',
    ],
  })
}

const folderOfUser = join(tmpdir(), `motcua-chromium-${version}-${userInfo().uid}`)

/**
 * The folder with the browser, unpacked once a machine, user and version. It appears whole or not at all: the first run on a machine
 * has two workers that want it, and a browser that is still being written does not start.
 */
export async function unpackChromium(folder = folderOfUser, unpack = unpackPackage): Promise<string> {
  if (existsSync(folder)) return folder
  const own = mkdtempSync(`${folder}-`)
  await unpack(own)
  try {
    renameSync(own, folder)
  } catch (error) {
    // Another worker was first; what it unpacked is the same.
    if (!existsSync(folder)) throw error
    rmSync(own, { recursive: true, force: true })
  }
  return folder
}

/** The package unpacks into the temporary folder of its process, and knows no other. */
async function unpackPackage(folder: string): Promise<void> {
  const program = join(import.meta.dirname, 'unpack-chromium.ts')
  await promisify(execFile)(process.execPath, [program], { env: { ...process.env, TMPDIR: folder } })
}
