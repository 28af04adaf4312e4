import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#platform/config/config.ts'
import type { Config } from '#platform/config/config.ts'
import { openInstallation, prepareInstallation } from '#platform/db/installation.ts'
import type { Installation } from '#platform/db/installation.ts'
import { ensureLogins } from '#platform/db/logins.ts'
import { localityWanted } from '../packs/locality-wanted.ts'
import { verify } from '#oversight'
import { createApp } from '../app.ts'
import { createLogger } from '../platform/config/logger.ts'
import { openPracticePlace } from '../practice-place.ts'
import { loadDemonstration } from '../packs/load-demonstration.ts'
import { isOfSeveralAgencies } from '../packs/pack-gate.ts'
import { readPack } from '../packs/read-pack.ts'
import { callbackPath, openIdentityProvider } from '#citizen'
import type { IdentityProvider } from '#citizen'
import { buildCaller } from './caller.ts'
import { standInAcr, standInClient, startStandInProvider } from './stand-in-provider.ts'
import { walkDay } from './walk-day.ts'
import type { DayCount } from './walk-day.ts'
import { walkOnline } from './walk-online.ts'
import type { OnlineCount } from './walk-online.ts'
import { walkWeeks } from './walk-weeks.ts'
import type { WeeksCount } from './walk-weeks.ts'

type Io = { readonly stdout: NodeJS.WriteStream; readonly stderr: NodeJS.WriteStream }

const pack = 'packs/demo-centre'

/**
 * `npm run demo`: a whole day at a centre of its own, in a temporary folder, and in its practice place, whose clock may be moved,
 * the weeks after it; through the public API only. It counts what it does, asks the boards what they saw, and verifies the database. Exit 1 when anything differs. `--stay` keeps the
 * centre open afterwards, for a look. `--outside` takes the database of MOTCUA_OWNER_URL and MOTCUA_KEY_FILE, which should be an empty one.
 */
export async function run(args: string[], { stdout, stderr }: Io): Promise<number> {
  const numberOf = (option: string, usual: number): number => (args.includes(option) ? Number(args[args.indexOf(option) + 1]) : usual)
  const [count, online] = [numberOf('--dossiers', 200), numberOf('--online', 60)]
  if (![count, online].every((each) => Number.isInteger(each) && each >= 1 && each <= 10_000)) {
    stderr.write('demo [--dossiers 1…10000] [--online 1…10000] [--stay] [--outside]\n')
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'motcua-demo-'))
  const own = readConfig({
    PORT: '0',
    MOTCUA_DATA: folder,
    MOTCUA_LOG: 'warn',
    MOTCUA_PRACTICE_PORT: '0',
    MOTCUA_TERMINAL_NETWORKS: 'loopback',
  })
  const { ownerUrl, keyFile } = args.includes('--outside') ? readConfig() : own
  const config = { ...own, ownerUrl, keyFile, pack }
  const installation = await prepareDemonstration(config)
  const database = openInstallation(installation, config)
  try {
    stdout.write(`${(await loadDemonstration(database.kysely, pack)) ?? ''}\n`)
    const practice = await openPracticePlace(installation, config, database, createLogger({ logLevel: 'warn' }), {
      home: () => null,
      watch: undefined,
    })
    let identity: IdentityProvider | null = null
    const app = await createApp(config, database, {
      perMinute: 1_000_000,
      practice: () => practice?.place ?? null,
      identity: () => identity,
    })
    const address = await app.listen()
    const standIn = await startStandInProvider(0, [`${address}${callbackPath}`])
    identity = openIdentityProvider({
      issuer: standIn.issuer,
      clientId: standInClient,
      clientSecret: null,
      acr: [standInAcr],
      name: 'VNeID (giả lập)',
    })
    const key = () => randomUUID()
    try {
      const read = readPack(pack).pack
      const agencies = new Map((read?.head.agencies ?? []).map((agency) => [agency.code, agency.key]))
      const ofSeveral = (read?.procedures ?? []).filter((procedure) => isOfSeveralAgencies(procedure)).map((procedure) => procedure.code)
      const bank = { bankBin: '970436', bankAccount: '0000000000001', noticeSecret: key() }
      const walked = await walkDay(address, count, { agencyKeys: agencies, ofSeveral, bank }, key, (done) => {
        if (stderr.isTTY) stderr.write(`\r${done}/${count}`)
      })
      const atHome = await walkOnline(address, online, bank, key)
      const [first] = read?.head.agencies ?? []
      if (!practice?.place || !first) throw new Error(practice?.fault ?? 'the pack has no agency')
      const weeks = await walkWeeks(address, practice.place.address, first.code, key)
      const agree = await compareDay(address, walked, atHome, stdout)
      const agreeLater = await compareWeeks(practice.place.address, weeks, stdout)
      const holds = await reportInvariants(installation.ownerUrl, stdout)
      const isGood = agree && agreeLater && holds
      stdout.write(isGood ? '\nThe count and the board agree; every invariant holds.\n' : '\nSomething differs.\n')
      const code = isGood ? 0 : 1
      if (args.includes('--stay')) {
        stdout.write(`\nStaying open for a look at ${address}/board and ${address}/desk; Ctrl-C ends it.\n`)
        await new Promise((done) => process.once('SIGINT', done).once('SIGTERM', done))
      }
      return code
    } finally {
      await standIn.close()
      await app.close()
      await practice?.close()
    }
  } finally {
    await database.close()
    await installation.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The place of the pack, with logins of its own where the database is an outside one. */
async function prepareDemonstration(config: Config): Promise<Installation> {
  const installation = await prepareInstallation(config, { locality: localityWanted(config) })
  if (config.ownerUrl === undefined) return installation
  const password = randomUUID()
  const logins = await ensureLogins(config.ownerUrl, () => password)
  const url = new URL(config.ownerUrl)
  url.username = logins.find(({ id }) => id === installation.localityId)?.login ?? ''
  url.password = password
  return { ...installation, appUrl: url.href }
}

type Board = {
  today: Record<
    'received' | 'early' | 'onTime' | 'late' | 'allLate' | 'overdue' | 'waiting' | 'refused' | 'withdrawn' | 'stopped',
    number
  > &
    Record<'waitingAtIntake' | 'refusedAtIntake' | 'withdrawnAtIntake', number>
  satisfaction: { answered: number; asked: number }
}

async function boardOf(address: string): Promise<Board> {
  return (await (await fetch(`${address}/api/v1/board`)).json()) as Board
}

type Row = readonly [name: string, counted: number, shown: number]

/** Prints what was counted beside what the board shows. */
function writeRows(title: string, rows: readonly Row[], stdout: NodeJS.WriteStream): boolean {
  stdout.write(`\n${title.padEnd(30)}${'đếm được'.padStart(14)}${'bảng'.padStart(14)}\n`)
  for (const [name, mine, theirs] of rows)
    stdout.write(`${name.padEnd(30)}${String(mine).padStart(14)}${String(theirs).padStart(14)}${mine === theirs ? '' : '   KHÁC'}\n`)
  return rows.every(([, mine, theirs]) => mine === theirs)
}

function actsIn(byAct: Readonly<Record<string, number>>): string {
  return Object.entries(byAct)
    .map(([act, n]) => `${act} ${n}`)
    .join(', ')
}

async function compareWeeks(address: string, walked: WeeksCount, stdout: NodeJS.WriteStream): Promise<boolean> {
  const { today } = await boardOf(address)
  const agrees = writeRows(
    'Những tuần sau (chạy thử)',
    [
      ['Trễ hạn', walked.endedLate + walked.overdue, today.allLate],
      ['Đang quá hạn', walked.overdue, today.overdue],
      ['Đã xong đúng hoặc trước hạn', walked.settledInTime, today.early + today.onTime],
      ['Đang giải quyết', walked.overdue, today.waiting],
    ],
    stdout,
  )
  stdout.write(`\n${walked.days} working days later; acts: ${actsIn(walked.byAct)}\n\n`)
  return agrees
}

async function compareDay(address: string, walked: DayCount, atHome: OnlineCount, stdout: NodeJS.WriteStream): Promise<boolean> {
  const { today, satisfaction } = await boardOf(address)
  const receipts = await receiptsOfToday(address)
  const accepted = atHome.filed - atHome.waitingAtIntake - atHome.refusedAtIntake - atHome.withdrawnAtIntake
  const rows: Row[] = [
    ['Tiếp nhận', walked.filed - walked.refusedAtIntake + accepted, today.received],
    ['Chờ tiếp nhận', atHome.waitingAtIntake, today.waitingAtIntake],
    ['Từ chối tiếp nhận', walked.refusedAtIntake + atHome.refusedAtIntake, today.refusedAtIntake],
    ['Rút trước khi tiếp nhận', atHome.withdrawnAtIntake, today.withdrawnAtIntake],
    ['Đã xong đúng hoặc trước hạn', walked.settled, today.early + today.onTime],
    ['Trễ hạn', 0, today.allLate],
    ['Đang giải quyết', walked.open + atHome.open, today.waiting],
    ['Từ chối', walked.refused, today.refused],
    ['Rút', walked.withdrawn, today.withdrawn],
    ['Dừng', walked.stopped, today.stopped],
    // Faces are published in batches of five; how many answered is exact at once.
    ['Lượt đánh giá', walked.rated, satisfaction.answered],
    ['Tiền thu (đồng)', walked.collectedDong + atHome.collectedDong, receipts.totalDong],
    ['Biên lai', walked.payments + atHome.payments, receipts.count],
  ]
  const agrees = writeRows('Hôm nay', rows, stdout)
  stdout.write(`\n${walked.acts} acts on ${walked.filed} dossiers over ${walked.procedures} procedures in ${walked.seconds.toFixed(1)} s\n`)
  stdout.write(`acts: ${actsIn(walked.byAct)}\n`)
  stdout.write(
    `\nonline: ${atHome.filed} filed over ${atHome.procedures} procedures with ${atHome.uploads} files, ${atHome.payments} paid, in ${atHome.seconds.toFixed(1)} s; acts: ${actsIn(atHome.byAct)}\n`,
  )
  return agrees
}

async function reportInvariants(ownerUrl: string, stdout: NodeJS.WriteStream): Promise<boolean> {
  const findings = await verify(ownerUrl)
  for (const { invariant, broken, examples } of findings)
    stdout.write(`${broken === 0 ? 'ok    ' : 'BROKEN'} ${invariant}${broken ? ` ${examples.join(', ')}` : ''}\n`)
  return findings.every(({ broken }) => broken === 0)
}

/** The day's table of receipts, as the inspector reads it. */
async function receiptsOfToday(address: string): Promise<{ count: number; totalDong: number }> {
  const { call } = buildCaller(address, randomUUID)
  const { items } = await call<{ items: { id: string }[] }>(null, 'GET', '/centres')
  const day = Temporal.Now.zonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  return await call('thanhtra', 'GET', `/receipts?centreId=${items[0]?.id ?? ''}&day=${day}`)
}
