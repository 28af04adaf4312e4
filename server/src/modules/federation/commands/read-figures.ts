import { databaseNow, inTransaction } from '#platform/db/database.ts'
import type { Database } from '#platform/db/database.ts'
import { createAsker, readProvinces } from '../adapters/provinces.ts'
import type { Province, ProvinceFault } from '../domain/national-board.ts'
import { loadProvince, saveReading } from '../store/province-store.ts'
import { askProvince } from './ask-province.ts'

/** As many places at once: enough for all of them within a round, few enough for one process. */
const atOnce = 6
/** Revisions of older days are not looked for. */
const rememberedDays = 90

/** Asks every place for what it has closed since it was last read, and keeps what was verified. @returns those that failed */
export async function readFigures(
  database: Database,
  provinces: readonly Province[],
): Promise<{ readonly code: string; readonly fault: ProvinceFault }[]> {
  const today = (await databaseNow(database.kysely)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()
  const since = today.subtract({ days: rememberedDays }).toString()
  const failed: { code: string; fault: ProvinceFault }[] = []
  const waiting = [...provinces]
  const readOn = async (): Promise<void> => {
    for (let province = waiting.shift(); province; province = waiting.shift()) {
      const { code, address } = province
      const known = await loadProvince(database.kysely, code, since)
      const reading = await askProvince(province, createAsker(address), known)
      await inTransaction(database.kysely, async (tx) => await saveReading(tx, code, reading))
      if (reading.fault) failed.push({ code, fault: reading.fault })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, readOn))
  return failed
}

/** The same without a database: what each place answers now, for the command line. Nothing remembers which state of a record was seen before. */
export async function readFiguresOnce(provinces: readonly Province[]) {
  const now = Temporal.Now.instant()
  return await Promise.all(
    provinces.map(async (province) => {
      const { days, fault } = await askProvince(province, createAsker(province.address), { seen: null, days: new Map() })
      const at = now.toString()
      return { code: province.code, days, askedAt: at, readAt: fault ? null : at, fault, faultSince: fault ? at : null }
    }),
  )
}

/** The places that the file names. @throws Error naming what is wrong with it */
export function readFederationFile(path: string): Province[] {
  return readProvinces(path)
}
