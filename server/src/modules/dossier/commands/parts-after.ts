import { workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import type { AccountId } from '#kernel/ids.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { tidy } from '#kernel/vietnamese.ts'
import type { ActInput, Change } from '../domain/act-facts.ts'
import type { Step } from '../domain/step.ts'
import type { OpenPart } from '../domain/run.ts'
import { endOf } from '../queries/clocks.ts'
import type { Stop } from '../queries/clocks.ts'
import { dueOfPart } from '../queries/process-run.ts'
import type { DossierRun, StoredPart } from '../queries/process-run.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import type { ClosedPart, MovedPart, NewPart } from '../store/part-store.ts'

export type PartsAfter = {
  readonly closed: readonly ClosedPart[]
  readonly opened: readonly NewPart[]
  readonly moved: readonly MovedPart[]
  readonly openAfter: number
}

/**
 * What an act makes of the parts of a dossier, with their numbers, deadlines and charges: each by the calendar of its own
 * agency, and with the stops as the act leaves them. `null` when there are none, before or after.
 */
export function partsAfter(
  dossier: DossierRow,
  run: DossierRun,
  change: Change,
  input: ActInput,
  on: { readonly at: Temporal.Instant; readonly stops: readonly Stop[]; readonly accountId: AccountId | null },
): PartsAfter | null {
  if (!change.parts) return null
  const { calendarAt } = run
  const { closed, opened } = change.parts
  const dueOf = (part: StoredPart): Temporal.Instant | null => dueOfPart(calendarAt(part.agencyId), part, on.stops)
  const stored = (part: OpenPart): StoredPart => {
    const found = run.parts.find((each) => each.no === part.no)
    if (!found) throw new Error('an act closes a part that is not open')
    return found
  }
  const staying = run.parts.filter((part) => !closed.some((each) => each.part.no === part.no))
  let { subDossiers } = run.counted
  return {
    closed: closed.map(({ part, how }) => {
      const open = stored(part)
      const dueAt = dueOf(open)
      return {
        no: part.no,
        how,
        doneBy: how === 'done' ? on.accountId : null,
        workMs: workedIn(calendarAt(part.agencyId), open.openedAt, on.at, on.stops),
        late: dueAt !== null && Math.floor(on.at.epochMilliseconds / 1000) > Math.floor(dueAt.epochMilliseconds / 1000),
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
        no: run.counted.parts + index + 1,
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
      const dueAt = dueOf(part)
      const was = part.storedDueAt === null ? null : Temporal.Instant.from(part.storedDueAt).epochMilliseconds
      return (dueAt?.epochMilliseconds ?? null) === was ? [] : [{ dossierId: dossier.id, no: part.no, dueAt }]
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
      const since = Math.max(begins, Temporal.Instant.from(stop.fromAt).epochMilliseconds)
      const until = Math.min(ends, endOf(stop)?.epochMilliseconds ?? ends)
      return until > since ? before(until) - before(since) : 0
    })
  return before(ends) - before(begins) - stopped.reduce((sum, each) => sum + each, 0)
}

/** What the record keeps of parts: which closed and opened, and what waits, so that folding it gives the stored ones. */
export function partsPayload(change: Change, after: PartsAfter, steps: readonly Step[]): { [key: string]: Json } {
  const { parts } = change
  if (!parts) return {}
  const nameOf = (stepNo: number): string => steps.find((step) => step.no === stepNo)?.name ?? ''
  return {
    parts: {
      on: parts.on ? { no: parts.on.no, step: parts.on.stepNo, name: nameOf(parts.on.stepNo) } : null,
      closed: parts.closed.map(({ part, how }) => ({ no: part.no, step: part.stepNo, how })),
      opened: after.opened.map((part) => ({
        no: part.no,
        step: part.stepNo,
        name: nameOf(part.stepNo),
        agency: part.agencyId,
        kind: part.kind,
        code: part.code,
      })),
      joins: parts.joins.map((join) => ({ ...join })),
      held: parts.held ? { step: parts.held.stepNo, agency: parts.held.agencyId } : null,
    },
  }
}
