import 'temporal-polyfill/global'
import { readConfig } from '#platform/config/config.ts'
import { openInstallation, prepareInstallation } from '#platform/db/installation.ts'
import { localityWanted } from '../server/src/packs/locality-wanted.ts'
import { createApp } from '../server/src/app.ts'

// The server as `npm start` runs it, but for limits per minute: what is measured is work, not refusals. It ends
// with the process that started it.
const config = readConfig()
const installation = await prepareInstallation(config, { locality: localityWanted(config) })
const database = openInstallation(installation, config)
const app = await createApp(config, database, { perMinute: 1_000_000_000 })
const address = await app.listen()
process.on('disconnect', () => process.exit(0))
process.send?.({ address })
