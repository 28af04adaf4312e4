import type { Logger } from 'pino'
import type { Config } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { toHostTable } from './host-table.ts'
import type { HostTable } from './host-table.ts'
import { openPracticeOf, openRealPlace } from './place.ts'
import type { OpenPlace, PlaceTools } from './place.ts'
import { createRestingPlace } from './resting-place.ts'
import type { RestingPlace } from './resting-place.ts'
import { readServedLocalities } from './served-localities.ts'
import type { ServedLocality } from './served-localities.ts'
import { createSharedDatabases } from './shared-databases.ts'

export type LocalityAtHand = ServedLocality & { readonly real: RestingPlace; readonly practice: RestingPlace }

/** The localities of a process: which host name is which, and what of them is open. */
export type Localities = {
  find(name: string): Promise<{ readonly place: LocalityAtHand; readonly isPractice: boolean } | null>
  /** Those whose database has not said yet how they are reached. */
  unread(): readonly ServedLocality[]
  /** Whether any database has answered. */
  isReady(): Promise<boolean>
  opened(): readonly OpenPlace[]
  all(): readonly LocalityAtHand[]
  usePracticePort(port: number | null): void
  /** Reads the rows of all localities again; opens, where this process runs jobs, those that have a name. */
  refresh(): Promise<void>
  close(): Promise<void>
}

const everyMs = 300_000
/** A name nobody has is asked for by anybody: the rows are read for it at most this often. */
const forStrangersEveryMs = 10_000
const restMs = 15 * 60_000
const restEveryMs = 60_000

/**
 * @param logins addresses of the logins of all localities; read again at each refresh, so that one more needs no new start
 */
export function createLocalities(config: Config, logins: () => readonly string[], logger: Logger, say: (text: string) => void): Localities {
  const databases = createSharedDatabases(config, logger)
  const atHand = new Map<string, LocalityAtHand>()
  let table: HostTable<LocalityAtHand> = toHostTable([])
  let practicePort: number | null = null
  let readAtMs = Number.NEGATIVE_INFINITY
  let reading: Promise<void> | null = null
  let isClosed = false

  const tools: PlaceTools = {
    config,
    logger,
    databases,
    say,
    practiceAddressOf(served) {
      if (served.practiceAddress !== null) return served.practiceAddress
      const [first] = served.webAddresses
      if (practicePort === null || first === undefined) return null
      return Object.assign(new URL(first), { port: String(practicePort) }).origin
    },
    async openBeside(served): Promise<Database | null> {
      const found = atHand.get(served.appUrl)
      try {
        return found ? (await found.practice.open()).app.database : null
      } catch (error) {
        logger.warn({ err: error, locality: served.code }, 'practice place')
        return null
      }
    },
  }

  async function readAll(): Promise<void> {
    const read = await readServedLocalities(
      logins(),
      [...atHand.values()].map(({ real: _real, practice: _practice, ...served }) => served),
    )
    const going = new Set(atHand.keys())
    for (const served of read) {
      going.delete(served.appUrl)
      const before = atHand.get(served.appUrl)
      if (before && isSame(before, served)) continue
      if (before) await closeOne(before)
      if (served.fault !== null) logger.warn({ locality: served.localityId, fault: served.fault }, 'a locality could not be read')
      atHand.set(served.appUrl, {
        ...served,
        real: createRestingPlace(async () => await openRealPlace(served, tools)),
        practice: createRestingPlace(async () => await openPracticeOf(served, tools)),
      })
    }
    for (const appUrl of going) {
      const gone = atHand.get(appUrl)
      atHand.delete(appUrl)
      if (gone) await closeOne(gone)
    }
    table = toHostTable([...atHand.values()])
    for (const name of table.claimedTwice) logger.warn({ name }, 'two localities claim this host name: neither is served under it')
    readAtMs = performance.now()
  }

  /** Those who ask at once share one reading. */
  async function read(): Promise<void> {
    reading ??= readAll().finally(() => {
      reading = null
    })
    await reading
  }

  async function refresh(): Promise<void> {
    if (isClosed) return
    await read()
    if (config.worker) for (const each of atHand.values()) if (each.webAddresses.length > 0) await openForJobs(each)
  }

  /** Where jobs are run, they ask for a locality all the time: it stays open, with the connections they need. */
  async function openForJobs({ real, code }: LocalityAtHand): Promise<void> {
    if (isClosed || real.opened()) return
    await real.open().catch((error: unknown) => logger.warn({ err: error, locality: code }, 'a locality could not be opened'))
  }

  const report = (error: unknown): void => logger.warn({ err: error }, 'localities')
  const timers = [
    setInterval(() => void refresh().catch(report), everyMs),
    // One that could not be read or opened is tried again sooner.
    setInterval(() => {
      const isMissing = [...atHand.values()].some(
        (each) => each.fault !== null || (config.worker && each.webAddresses.length > 0 && !each.real.opened()),
      )
      if (isMissing) refresh().catch(report)
    }, 30_000),
    setInterval(() => {
      for (const { real, practice } of atHand.values()) {
        practice.restAfter(restMs).catch(report)
        if (!config.worker) real.restAfter(restMs).catch(report)
      }
    }, restEveryMs),
  ]
  for (const timer of timers) timer.unref()

  return {
    async find(name) {
      const found = table.targets.get(name)
      if (found || table.claimedTwice.includes(name) || performance.now() - readAtMs < forStrangersEveryMs) return found ?? null
      // Said a moment ago, perhaps, by "motcua locality host".
      await read()
      return table.targets.get(name) ?? null
    },
    unread: () => [...atHand.values()].filter(({ fault }) => fault !== null),
    isReady: async () => [...atHand.values()].some(({ fault }) => fault === null),
    opened: () => [...atHand.values()].flatMap(({ real, practice }) => [real.opened(), practice.opened()].filter((each) => each !== null)),
    all: () => [...atHand.values()],
    usePracticePort: (port) => void (practicePort = port),
    refresh,
    async close() {
      isClosed = true
      for (const timer of timers) clearInterval(timer)
      await reading?.catch(report)
      await Promise.all([...atHand.values()].map(closeOne))
      await databases.close()
    },
  }
}

async function closeOne({ real, practice }: LocalityAtHand): Promise<void> {
  await practice.close()
  await real.close()
}

function isSame({ real: _real, practice: _practice, ...before }: LocalityAtHand, served: ServedLocality): boolean {
  return JSON.stringify(before) === JSON.stringify(served)
}
