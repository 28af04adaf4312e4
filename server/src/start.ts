import 'temporal-polyfill/global'
import { readConfig } from '#platform/config/config.ts'
import { openInstallation, prepareInstallation } from '#platform/db/installation.ts'
import { openPracticePlace } from './practice-place.ts'
import { createApp, createLogger } from './app.ts'
import { buildWebIfNeeded } from '../../tools/build-web.ts'
import { loadDemonstration } from './packs/load-demonstration.ts'

// `npm start`: everything on one port, from a machine that has only npm.
const startedAt = performance.now()
const say = (text: string): void => void process.stdout.write(`${text}\n`)

try {
  const config = readConfig()
  const [installation] = await Promise.all([prepareInstallation(config, { adopts: true }), buildWebIfNeeded(say)])
  const logger = createLogger({ logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel })
  const database = openInstallation(installation, config, (error) => logger.warn({ err: error }, 'database connection'))
  const loaded = config.pack === undefined ? null : await loadDemonstration(database.kysely, config.pack)
  if (loaded) say(loaded)
  const practice = await openPracticePlace(installation, config, database, logger)
  if (practice?.fault) say(practice.fault)
  const app = await createApp(config, database, { logger, practice: () => practice?.place ?? null })
  const address = await app.listen()

  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    say(`\n${signal}: stopping`)
    await app.close()
    await practice?.close()
    await database.close()
    await installation.stop()
  }
  process.on('SIGINT', () => void stop('SIGINT'))
  process.on('SIGTERM', () => void stop('SIGTERM'))

  say(`
  Cổng thông tin     ${address}/
  Bảng điện tử       ${address}/board
  Bàn làm việc       ${address}/desk
  API                ${address}/api/docs${
    practice?.place
      ? `
  Chạy thử           ${practice.place.address}/desk (vào từ bàn làm việc)`
      : ''
  }
${
  config.pack === undefined
    ? ''
    : `
  Tài khoản trình diễn (mật khẩu: motcua-demo)
    tiepnhan1 · thuly.skhdt · truongphong.skhdt · lanhdao.skhdt · vanthu.skhdt · giamdoc · thanhtra · thietke · vanhanh
`
}
  Sẵn sàng sau ${((performance.now() - startedAt) / 1000).toFixed(1)} s
motcua ready on ${address}`)
} catch (error) {
  process.stderr.write(`motcua could not start.\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
  // A database this attempt started has no one left to serve.
  process.exit()
}
