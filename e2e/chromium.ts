import sparticuz from '@sparticuz/chromium'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

/** The one browser of a run: the Chromium that comes with npm, with nothing that would speak to the outside. */
export async function openChromium(): Promise<Browser> {
  sparticuz.setGraphicsMode = false
  return await chromium.launch({
    executablePath: await sparticuz.executablePath(),
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
