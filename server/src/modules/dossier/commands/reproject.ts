import type { WorkingCalendar } from '#calendar'
import { loadCalendars } from '#calendar'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { runningClock, inTransaction } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { tellOfMovesJob } from '../jobs/tell-of-moves.ts'
import { moveOf, promisedMillis } from '../domain/due-move.ts'
import type { DueMove } from '../domain/due-move.ts'
import { dueMillisOf } from '../domain/clocks.ts'
import type { Clocks } from '../domain/clocks.ts'
import { pastTouchedBy, recountHoldings, recountStanding } from './recount-holdings.ts'
import { lockRunning, lockRunningAndFree, placesOfRunning } from '../queries/running-dossiers.ts'
import type { RunningDossier } from '../queries/running-dossiers.ts'
import { movedParts } from '../queries/process-run.ts'
import { movePartsDue } from '../store/part-store.ts'
import { announceWork } from '../store/announce.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import {
  addWaitingPages,
  dividePages,
  endPage,
  findReprojection,
  findUnfinished,
  finishReprojection,
  hasPagesLeft,
  lockReprojection,
  sealMoves,
  takePage,
  textOrNull,
  writeMoves,
} from '../store/reprojection-store.ts'
import type { Moving, Reprojection } from '../store/reprojection-store.ts'

type CalendarOf = (office: { agencyId: AgencyId; centreId: CentreId }) => WorkingCalendar

/** Dossiers a transaction takes: small enough that an act on one of them waits a moment only. */
export const pageSize = 1000

/**
 * One page of a run, in one transaction: locks an unlocked page and its unlocked dossiers; computes their
 * instants by the calendar now in force, writes an act on each that moves, and marks the page. Interrupted anywhere, the
 * page is rolled back; run twice, the second finds nothing to move. Skipped dossiers become separate pages, processed at the end, each
 * waited for while no other dossier is locked. Any number may step one run at once.
 * @returns whether the run is finished
 */
export async function stepReprojection(db: Queryable, id: string, size: number = pageSize): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    const run = await findReprojection(tx, id)
    if (!run || run.finishedAt !== null) return true
    if (!run.isDivided) await divide(tx, id, size)
    const page = await takePage(tx, id)
    if (!page) return await finish(tx, id)
    const calendarOf = await loadCalendars(tx)
    const taken = page.waits ? await lockRunning(tx, page.to.id) : await lockRunningAndFree(tx, page.from, page.to)
    if (!page.waits) {
      const free = new Set<string>(taken.map((row) => row.id))
      const places = await placesOfRunning(tx, page.from, page.to)
      await addWaitingPages(
        tx,
        id,
        places.filter((place) => !free.has(place.id)),
      )
    }
    const at = await runningClock(tx)
    const moving = await moveTaken(tx, run, calendarOf, at, taken)
    await movePartsDue(tx, await movedParts(tx, taken, calendarOf))
    const since = await pastTouchedBy(tx, run.decreeId, at)
    if (since !== null) {
      const moveOfId = new Map<string, DueMove>(moving.map((each) => [each.id, each.move]))
      await recountHoldings(
        tx,
        since,
        taken.map((row) => ({ ...row, move: moveOfId.get(row.id) ?? null })),
        calendarOf,
      )
    }
    const turned = (to: DueMove['turned']): number => moving.filter((each) => each.move.turned === to).length
    await endPage(tx, page, { seen: taken.length, moved: moving.length, becameLate: turned('late'), noLongerLate: turned('not_late') })
    return false
  })
}

/** Creates the pages of a run, once: a second caller waits for the first, and finds them. */
async function divide(tx: Queryable, id: string, size: number): Promise<void> {
  const run = await lockReprojection(tx, id)
  if (run && !run.isDivided) await dividePages(tx, id, size)
}

/** Ends a run of which no page is left; `false` when a page has been added meanwhile. */
async function finish(tx: Queryable, id: string): Promise<boolean> {
  const run = await lockReprojection(tx, id)
  if (!run || run.finishedAt !== null) return true
  if (await hasPagesLeft(tx, id)) return false
  const touched = await pastTouchedBy(tx, run.decreeId, await runningClock(tx))
  if (touched !== null) await recountStanding(tx, touched, await loadCalendars(tx))
  await finishReprojection(tx, id)
  await enqueue(tx, tellOfMovesJob, { runId: id, after: null })
  announceWork(tx, 'anywhere')
  return true
}

/** Concurrent pages. While one is computed here, the database writes another; a third fills the waits of both. */
const lanes = 3

/** Carries out a run to its end, or until it is aborted.@param onPage called after each page with its duration in milliseconds */
export async function carryOutReprojection(
  db: Queryable,
  id: string,
  isWanted: () => boolean = () => true,
  onPage: (milliseconds: number) => void = () => undefined,
): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let isFinished = false; !isFinished && isWanted();) {
      const begun = performance.now()
      isFinished = await stepReprojection(db, id)
      onPage(performance.now() - begun)
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const each of ended) if (each.status === 'rejected') throw each.reason
}

/** Carries out all unfinished runs. */
export async function carryOutReprojections(db: Queryable, isWanted: () => boolean = () => true): Promise<void> {
  for (let run = await findUnfinished(db); run && isWanted(); run = await findUnfinished(db))
    await carryOutReprojection(db, run.id, isWanted)
}

type Caught = Pick<
  DossierRow,
  'id' | 'agencyId' | 'centreId' | 'state' | 'stepNo' | 'committedDueAt' | 'legalDueAt' | 'finishedAt' | 'lastSeq' | 'lastHash'
> & { readonly code: string; readonly holderKind: string }

/**
 * An act has reached a dossier before its page: the dossier is moved first, so that its record says why the instant
 * changed, and the act then finds it as the run would have left it. Computed in memory, without a query.
 */
export async function caughtUp<Dossier extends Caught>(
  tx: Queryable,
  dossier: Dossier,
  clocks: Clocks,
  calendar: WorkingCalendar,
  at: Temporal.Instant,
): Promise<Dossier> {
  const isRunning = dossier.finishedAt === null && (dossier.committedDueAt !== null || dossier.legalDueAt !== null)
  const move = isRunning ? moveOf(promisedMillis(dossier), dueMillisOf(calendar, clocks), at.epochMilliseconds) : null
  if (!move) return dossier
  const run = await findUnfinished(tx)
  if (!run) return dossier
  const sealed = sealMoves(run, at, [{ ...dossier, move }])
  const [saved] = sealed
  if (!saved) throw new Error('a dossier was not moved')
  await writeMoves(tx, run, at, sealed)
  const since = await pastTouchedBy(tx, run.decreeId, at)
  if (since !== null) await recountHoldings(tx, since, [{ ...dossier, move }], () => calendar)
  return {
    ...dossier,
    committedDueAt: textOrNull(move.is.committed),
    legalDueAt: textOrNull(move.is.legal),
    lastSeq: saved.seq,
    lastHash: saved.hash,
  }
}

/** Dossiers computed and sealed while the database writes the ones before them. */
const stride = 250

/**
 * Computes, seals and writes the moves of a page. Computing and writing take about as long as each other, and are the work of
 * two processes: neither waits for the other.
 */
async function moveTaken(
  tx: Queryable,
  run: Reprojection,
  calendarOf: CalendarOf,
  at: Temporal.Instant,
  taken: readonly (RunningDossier & Clocks)[],
): Promise<Moving[]> {
  const moving: Moving[] = []
  let writing: Promise<void> = Promise.resolve()
  for (let from = 0; from < taken.length; from += stride) {
    const next = taken.slice(from, from + stride).flatMap((row) => movingOf(row, calendarOf, at))
    const sealed = sealMoves(run, at, next)
    await writing
    writing = writeMoves(tx, run, at, sealed)
    // An error while the next pages are computed is handled where the page is awaited.
    writing.catch(() => undefined)
    await new Promise((sent) => setImmediate(sent))
    moving.push(...next)
  }
  await writing
  return moving
}

function movingOf(row: RunningDossier & Clocks, calendarOf: CalendarOf, at: Temporal.Instant): Moving[] {
  const move = moveOf(promisedMillis(row), dueMillisOf(calendarOf(row), row), at.epochMilliseconds)
  return move ? [{ ...row, move }] : []
}

export type { Reprojection }
