// Run by chromium.ts in a process of its own, whose temporary folder receives the browser.
import sparticuz from '@sparticuz/chromium'

sparticuz.setGraphicsMode = false
await sparticuz.executablePath()
