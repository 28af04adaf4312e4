import { loadCalendars, workingMillisBefore } from '#calendar'
import type { WorkingCalendar } from '#calendar'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { findVersionById } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { runningClock, inTransaction } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { actDone } from '../jobs/act-done.ts'
import { idsOfVersion, lockOfVersion, lockOfVersionAndFree } from '../queries/dossiers-of-version.ts'
import type { VersionedDossier } from '../queries/dossiers-of-version.ts'
import { changesDue, fateOf } from '../queries/preview-version-move.ts'
import { stepsOf } from '../queries/process-run.ts'
import type { MoveTerms } from '../queries/preview-version-move.ts'
import { announceWork } from '../store/announce.ts'
import {
  findUnfinishedMoves,
  finishVersionMove,
  lockVersionMove,
  saveLanded,
  saveMoveStep,
  saveStayed,
} from '../store/version-move-store.ts'
import type { Lander, Stayer } from '../store/version-move-store.ts'
import { caughtUp } from './reproject.ts'

/** Dossiers a transaction takes: small enough that an act on one of them waits a moment only. */
export const movesAtOnce = 500

/**
 * One page of an order, in one transaction: locks the next unlocked dossiers, decides on the current state of each,
 * writes an act on each that moves and a line for each that stays, and advances the order's own row. If interrupted
 * anywhere, the page is rolled back; run twice, the second finds the dossiers on their new version.
 * @returns whether the order is carried out
 */
export async function stepVersionMove(db: Queryable, id: string, limit: number = movesAtOnce): Promise<boolean> {
  return await inTransaction(db, async (tx) => {
    const move = await lockVersionMove(tx, id)
    if (!move || move.finishedAt !== null) return true
    // The calendar is locked from here on, before any dossier.
    const calendarOf = await loadCalendars(tx)
    const ids = await idsOfVersion(tx, move.fromVersionId, move.afterDossier, limit)
    const last = ids.at(-1)
    const next = move.passedOver[0]
    if (last === undefined && next === undefined) {
      await finishVersionMove(tx, id)
      announceWork(tx, 'anywhere')
      return true
    }
    const taken =
      last === undefined ? await lockOfVersion(tx, move.fromVersionId, next ?? '') : await lockOfVersionAndFree(tx, move.fromVersionId, ids)
    const [from, to] = [await kept(tx, move.fromVersionId), await kept(tx, move.toVersionId)]
    const terms: MoveTerms = {
      from,
      to,
      of: { from: await stepsOf(tx, from), to: await stepsOf(tx, to) },
      steps: move.steps,
      time: move.time,
    }
    const at = await runningClock(tx)
    const [landers, stayers]: [Lander[], Stayer[]] = [[], []]
    for (const row of taken) {
      const calendar = calendarOf(row)
      // A running decree comes first, so that the record shows which of the two changed the day.
      const dossier = await caughtUp(tx, row, row, calendar, at)
      const fate = fateOf(dossier, terms, calendar, at)
      if ('obstacle' in fate) stayers.push({ dossier, obstacle: fate.obstacle })
      else landers.push({ dossier, ...fate, ...charged(calendar, dossier, at) })
    }
    await saveLanded(tx, move, at, landers)
    await saveStayed(tx, move, stayers)
    for (const { dossier, due } of landers) {
      if (changesDue(due))
        await enqueue(tx, actDone, { dossierId: dossier.id, seq: dossier.lastSeq + 1, kind: 'change_version', code: dossier.code })
    }
    const free = new Set<string>(taken.map((row) => row.id))
    await saveMoveStep(tx, id, {
      afterDossier: last ?? move.afterDossier,
      passedOver: last === undefined ? move.passedOver.slice(1) : [...move.passedOver, ...ids.filter((each) => !free.has(each))],
      seen: move.seen + taken.length,
      moved: move.moved + landers.length,
      stayed: move.stayed + stayers.length,
      dueChanged: move.dueChanged + landers.filter(({ due }) => changesDue(due)).length,
    })
    return false
  })
}

/** Carries out all unfinished orders, page by page. */
export async function carryOutVersionMoves(db: Queryable, isWanted: () => boolean = () => true): Promise<void> {
  for (const { id } of await findUnfinishedMoves(db)) {
    while (isWanted() && !(await stepVersionMove(db, id))) {
      // Each page is its own transaction; nothing is carried from one to the next.
    }
  }
}

/** The charge of the holder's interval if it ended now. It became late with this holder if the promised instant passed in it. */
function charged(calendar: WorkingCalendar, dossier: VersionedDossier, at: Temporal.Instant): Pick<Lander, 'workMs' | 'fellLate'> {
  const opened = Temporal.Instant.from(dossier.openedAt)
  const due = dossier.committedDueAt === null ? null : Temporal.Instant.from(dossier.committedDueAt)
  return {
    workMs: workingMillisBefore(calendar, at) - workingMillisBefore(calendar, opened),
    fellLate: due !== null && Temporal.Instant.compare(opened, due) <= 0 && Temporal.Instant.compare(due, at) < 0,
  }
}

async function kept(db: Queryable, id: ProcedureVersionId) {
  const version = await findVersionById(db, id)
  if (!version) throw new Error('an order without its procedure version')
  return version
}
