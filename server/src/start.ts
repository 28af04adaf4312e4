import 'temporal-polyfill/global'
import { readConfig } from '#platform/config/config.ts'
import type { Config } from '#platform/config/config.ts'
import { openInstallation, prepareInstallation } from '#platform/db/installation.ts'
import { checkListening, faultOfListening } from '#platform/http/listening.ts'
import { openJobWatch } from '#platform/jobs/job-watch.ts'
import { describeLocalities, isForMany, startMany } from './hosts/start-many.ts'
import { openPracticePlace } from './practice-place.ts'
import { createApp } from './app.ts'
import { createLogger } from './platform/config/logger.ts'
import { buildWebIfNeeded } from '../../tools/build-web.ts'
import { issueSetupCode, setupCodeHours } from '#identity'
import { callbackPath, openIdentityProvider } from '#citizen'
import type { IdentityProvider } from '#citizen'
import { standInAcr, standInClient, startStandInProvider } from './demo/stand-in-provider.ts'
import { hasDemonstrationAccounts, refuseDemonstrationForOthers } from './packs/demonstration-guard.ts'
import { loadDemonstration } from './packs/load-demonstration.ts'
import { localityWanted } from './packs/locality-wanted.ts'

// `npm start`: everything on one port, from a machine that has only npm.
const startedAt = performance.now()
const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** The resources that this process opened, closed in reverse order at a signal and when the start fails. */
const opened: (() => Promise<void>)[] = []
let isStarted = false
let isStopping = false

/** Remembers how to close what was just opened. @throws Error when the start was asked to end meanwhile */
function keep(close: () => Promise<void>): void {
  opened.push(close)
  if (isStopping) throw new Error('It was asked to stop.')
}

async function closeAll(): Promise<void> {
  for (const close of opened.splice(0).toReversed()) await close()
}

const stop = async (signal: string): Promise<void> => {
  if (isStopping) return
  isStopping = true
  say(`\n${signal}: stopping`)
  // Before that, the start itself notices at its next step and closes what it opened.
  if (isStarted) await closeAll()
}
process.on('SIGINT', () => void stop('SIGINT'))
process.on('SIGTERM', () => void stop('SIGTERM'))

try {
  await start(readConfig())
} catch (error) {
  process.stderr.write(`motcua could not start.\n${faultOfListening(error) ?? (error instanceof Error ? error.message : String(error))}\n`)
  process.exitCode = 1
  // Stops a database that this attempt started.
  await closeAll().catch((fault: Error) => void process.stderr.write(`${fault.message}\n`))
  process.exit()
}

async function start(config: Config): Promise<void> {
  if (isForMany(config)) return await startForMany(config)
  // Checks without the database come first, so that an error in the settings costs no time and leaves nothing behind.
  const locality = localityWanted(config)
  await checkListening(config)
  const [prepared, built] = await Promise.allSettled([prepareInstallation(config, { adopts: true, locality }), buildWebIfNeeded(say)])
  if (prepared.status === 'rejected') throw prepared.reason
  const installation = prepared.value
  keep(async () => await installation.stop())
  if (built.status === 'rejected') throw built.reason
  const logger = createLogger({ logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel })
  const database = openInstallation(installation, config, (error) => logger.warn({ err: error }, 'database connection'))
  keep(async () => await database.close())
  await refuseDemonstrationForOthers(database.kysely, config)
  const loaded = config.pack === undefined ? null : await loadDemonstration(database.kysely, config.pack)
  if (loaded) say(loaded)
  const isDemonstration = await hasDemonstrationAccounts(database.kysely)
  const setupCode = await issueSetupCode(database.kysely)
  let home: string | null = null
  const watch = config.worker ? await openJobWatch(async (text, values) => await database.pool.query(text, values), logger) : undefined
  keep(async () => await watch?.close())
  const practice = await openPracticePlace(installation, config, database, logger, { home: () => home, watch })
  if (practice) keep(async () => await practice.close())
  if (practice?.fault) say(practice.fault)
  // The demonstration has people who sign in, too: of its own making, and only where no provider is named.
  let standIn: IdentityProvider | null = null
  const wantsStandIn = isDemonstration && config.identity === null
  const app = await createApp(config, database, {
    logger,
    watch,
    localityCode: installation.locality.code,
    practice: () => practice?.place ?? null,
    ...(wantsStandIn ? { identity: () => standIn } : {}),
  })
  keep(async () => await app.close())
  const address = await app.listen()
  home = address
  if (wantsStandIn) standIn = await openStandIn(config, address)
  isStarted = true
  say(banner(config, address, { practice: practice?.place?.address ?? null, isDemonstration, setupCode }))
}

/** One process for several localities: each is found by its host name. */
async function startForMany(config: Config): Promise<void> {
  await checkListening(config)
  const { address, localities } = await startMany(config, { keep, say })
  isStarted = true
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  say(['', ...describeLocalities(localities), '', `  Sẵn sàng sau ${seconds} s`, `motcua ready on ${address}`].join('\n'))
}

/** Starts the stand-in provider of identities beside the server; when its port is taken, no one can sign in as a citizen and everything else works. */
async function openStandIn(config: Config, address: string): Promise<IdentityProvider | null> {
  // The issuer is part of who somebody is: on the same port, the same people.
  const port = config.port === 0 ? 0 : config.port + 2
  try {
    const started = await startStandInProvider(port, [`${address}${callbackPath}`])
    keep(async () => await started.close())
    return openIdentityProvider({
      issuer: started.issuer,
      clientId: standInClient,
      clientSecret: null,
      acr: [standInAcr],
      name: 'VNeID (giả lập)',
    })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    say(`Port ${port} is taken, so nobody signs in as a citizen of the demonstration; choose another PORT.`)
    return null
  }
}

type Opened = { readonly practice: string | null; readonly isDemonstration: boolean; readonly setupCode: string | null }

function banner(config: Config, address: string, { practice, isDemonstration, setupCode }: Opened): string {
  const lines = [
    '',
    `  Cổng thông tin     ${address}/`,
    `  Bảng điện tử       ${address}/board`,
    `  Bàn làm việc       ${address}/desk`,
    `  API                ${address}/api/docs`,
    ...(isDemonstration ? [`  Công dân           ${address}/ca-nhan`] : []),
    ...(practice === null ? [] : [`  Chạy thử           ${practice}/desk (vào từ bàn làm việc)`]),
    ...(setupCode === null
      ? []
      : [
          '',
          `  Chưa có tài khoản nào. Mở ${address}/desk/thiet-lap-ban-dau và nhập mã thiết lập (dùng một lần, trong ${setupCodeHours} giờ):`,
          `    ${setupCode}`,
        ]),
    ...(isDemonstration
      ? [
          '',
          '  Tài khoản trình diễn (mật khẩu: motcua-demo)',
          '    tiepnhan1 · thuly.skhdt · truongphong.skhdt · lanhdao.skhdt · vanthu.skhdt · giamdoc · thanhtra · thietke · congbo · vanhanh',
        ]
      : []),
    ...(isWithoutPublicUrl(config)
      ? [
          '',
          `  CHÚ Ý: MOTCUA_HOST là ${config.host} nhưng chưa đặt MOTCUA_PUBLIC_URL. Mã QR, thư và đường dẫn đánh giá sẽ ghi ${address},`,
          '  cookie đăng nhập không có Secure. Đặt ví dụ: MOTCUA_PUBLIC_URL=https://mc.example.vn',
        ]
      : []),
    '',
    `  Sẵn sàng sau ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
    `motcua ready on ${address}`,
  ]
  return lines.join('\n')
}

/** Whether people elsewhere may reach us while every link we print names this machine. */
function isWithoutPublicUrl({ host, publicUrl }: Config): boolean {
  return publicUrl === undefined && !['127.0.0.1', '::1', 'localhost'].includes(host)
}
