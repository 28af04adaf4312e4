import { millisOf } from '#kernel/instant.ts'
import { workingMillisBefore } from '#calendar/domain'
import type { WorkingCalendar } from '#calendar/domain'
import type { AccountId } from '#kernel/ids.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { ActInput, Change, DossierFacts } from './act-facts.ts'
import { endOf } from './clocks.ts'
import type { Stop } from './clocks.ts'
import { dueOfOpenPart, openParts } from './dossier.ts'
import type { Calendars, Dossier } from './dossier.ts'
import type { NewPart, PartsAfter } from './effects.ts'

/**
 * The parts of a dossier after an act, with their numbers, deadlines and charges: each by the calendar of its own
 * agency, and with the stops as the act leaves them. `null` when there are none, before or after.
 */
export function partsAfter(
  dossier: Dossier,
  { run }: Pick<DossierFacts, 'run'>,
  change: Change,
  on: {
    readonly input: ActInput
    readonly stops: readonly Stop[]
    readonly accountId: AccountId | null
    readonly world: Calendars & { readonly at: Temporal.Instant }
  },
): PartsAfter | null {
  if (!change.parts || !run) return null
  const { input, stops, world } = on
  const { at } = world
  const { closed, opened } = change.parts
  const open = openParts(dossier)
  const staying = open.filter((part) => !closed.some((each) => each.part.no === part.no))
  let { subDossiers } = dossier.counted
  return {
    closed: closed.map(({ part: { no }, how }) => {
      const part = open.find((each) => each.no === no)
      if (!part) throw new Error('an act closes a part that is not open')
      const dueAt = dueOfOpenPart(part, stops, world)
      return {
        no,
        how,
        doneBy: how === 'done' ? on.accountId : null,
        workMs: workedIn(world.calendarAt(part.agencyId), part.openedAt, at, stops),
        late: dueAt !== null && Math.floor(at.epochMilliseconds / 1000) > Math.floor(dueAt.epochMilliseconds / 1000),
        dueAt,
        result:
          how === 'done' && part.kind === 'sub_dossier' && input.result
            ? { number: tidy(input.result.number), name: tidy(input.result.name) }
            : null,
      }
    }),
    opened: opened.map((step, index): NewPart => {
      if (!step.part) throw new Error('a step of the lead is no part')
      if (step.part.kind === 'sub_dossier') subDossiers += 1
      return {
        no: dossier.counted.parts + index + 1,
        stepNo: step.no,
        kind: step.part.kind,
        agencyId: step.part.agencyId,
        role: step.role,
        code: step.part.kind === 'sub_dossier' ? `${dossier.code}-${String(subDossiers).padStart(2, '0')}` : null,
        hours: step.part.hours,
        dueAt: run.dueOfNew(step),
      }
    }),
    moved: staying.flatMap((part) => {
      const dueAt = dueOfOpenPart(part, stops, world)
      return dueAt?.epochMilliseconds === part.dueAt?.epochMilliseconds ? [] : [{ no: part.no, dueAt }]
    }),
    openAfter: staying.length + opened.length,
  }
}

/** Working time between two instants during which the clock ran. Stops do not overlap one another. */
function workedIn(calendar: WorkingCalendar, from: Temporal.Instant, to: Temporal.Instant, stops: readonly Stop[]): number {
  const before = (at: number): number => workingMillisBefore(calendar, Temporal.Instant.fromEpochMilliseconds(at))
  const [begins, ends] = [from.epochMilliseconds, to.epochMilliseconds]
  const stopped = stops
    .filter((stop) => stop.effect !== 'extend')
    .map((stop) => {
      const since = Math.max(begins, millisOf(stop.fromAt))
      const until = Math.min(ends, endOf(stop)?.epochMilliseconds ?? ends)
      return until > since ? before(until) - before(since) : 0
    })
  return before(ends) - before(begins) - stopped.reduce((sum, each) => sum + each, 0)
}
