import { z } from 'zod'
import { isContinued, isRecorded, verifyCheckpoint } from '#record'
import type { SignedHead } from '#record'
import type { AskPlace } from '../adapters/provinces.ts'
import { closedDayFrom, definition, recordKeyFrom } from '../domain/closed-day.ts'
import type { ClosedDay } from '../domain/closed-day.ts'
import type { Province, ProvinceFault } from '../domain/national-board.ts'
import type { KnownProvince, SeenHead } from '../store/province-store.ts'

export type Reading = { readonly seen: SeenHead | null; readonly days: readonly ClosedDay[]; readonly fault: ProvinceFault | null }

/** Why the reading ends here. */
class Faulty extends Error {
  readonly fault: ProvinceFault
  constructor(fault: ProvinceFault) {
    super(fault)
    this.fault = fault
  }
}

const listing = z.object({
  code: z.string(),
  days: z.array(z.object({ on: z.iso.date(), revision: z.int().min(1), definition: z.string() })),
})
const provenDay = z.object({
  proof: z.object({
    checkpoint: z.string(),
    index: z.int().min(0),
    path: z.array(z.string()),
    opening: z.object({ source: z.string(), key: z.string(), salt: z.string(), text: z.string() }),
  }),
})
const consistency = z.object({ proof: z.array(z.string()) })

/**
 * Reads what a place has closed and is not here yet. Nothing is believed for having been sent: the checkpoint must carry the signature of the
 * key in the file and extend the state seen before, and a day's figures are those of the text that its leaf opens.
 */
export async function askProvince(province: Province, ask: AskPlace, known: KnownProvince): Promise<Reading> {
  const days: ClosedDay[] = []
  let { seen } = known
  try {
    seen = await goOn(province, ask, seen, await answerOf(ask, '/record/checkpoint'))
    const list = await readJson(ask, '/closed-days', listing)
    if (list === null) throw new Faulty('unreadable')
    if (list.code !== province.code) throw new Faulty('other_place')
    for (const { on, revision } of list.days.toReversed()) {
      if ((known.days.get(on) ?? 0) >= revision) continue
      const proven = await readJson(ask, `/closed-days/${on}`, provenDay)
      // Closed a moment ago, and not sealed yet: the next reading has it.
      if (proven === null) continue
      const { proof } = proven
      seen = await goOn(province, ask, seen, proof.checkpoint)
      const day = closedDayFrom(proof.opening.text)
      const isOfDay = day?.on === on && proof.opening.key === recordKeyFrom(on, day.revision) && day.revision >= revision
      if (!isOfDay || proof.opening.source !== 'federation.closed_day') throw new Faulty('altered')
      if (!isRecorded(proof, proof.opening, seen)) throw new Faulty('altered')
      if (day.definition !== definition) throw new Faulty('other_definition')
      days.push(day)
    }
    return { seen, days, fault: null }
  } catch (error) {
    if (!(error instanceof Faulty)) throw error
    return { seen, days, fault: error.fault }
  }
}

/** The newer state, when it is signed and extends the older. @throws Faulty */
async function goOn(province: Province, ask: AskPlace, older: SeenHead | null, note: string | null): Promise<SignedHead> {
  // A place of an earlier release, or one that has recorded nothing.
  if (note === null) throw new Faulty('unreadable')
  const newer = verifyCheckpoint(note, province.vkey)
  if (!newer) throw new Faulty('unsigned')
  // Another name in the file is another record, which the operator has chosen.
  if (!older || older.origin !== newer.origin) return newer
  if (newer.size < older.size) throw new Faulty('forked')
  const between =
    newer.size === older.size ? { proof: [] } : await readJson(ask, `/record/consistency?from=${older.size}&to=${newer.size}`, consistency)
  if (!between || !isContinued(older, newer, between.proof)) throw new Faulty('forked')
  return newer
}

async function answerOf(ask: AskPlace, path: string): Promise<string | null> {
  try {
    return await ask(path)
  } catch {
    throw new Faulty('unreachable')
  }
}

async function readJson<T>(ask: AskPlace, path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await answerOf(ask, path)
  if (text === null) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Faulty('unreadable')
  }
}
