import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { dayFrom, isoOf, loadWorkingCalendar } from '#calendar'
import type { CalendarChange } from '#calendar'
import { findSession } from '#identity'
import type { Actor } from '#kernel/actor.ts'
import { verify } from '#oversight'
import { inTransaction } from '#platform/db/database.ts'
import { confirmDecree, previewDecree } from '../server/src/modules/dossier/commands/change-calendar.ts'
import { carryOutReprojection, pageSize } from '../server/src/modules/dossier/commands/reproject.ts'
import type { BenchCentre } from './bench-centre.ts'
import { hundredth, progress } from './statistics.ts'

/**
 * A day off entered late over every running dossier: the preview, and the run from the confirmation to its end, in this
 * process. Baseline, in the same run and over the same rows: as many acts, instants and lines of the run written by SQL
 * alone in pages of the same size, nothing read into a program, computed or sealed. Afterwards every invariant must hold
 * for what the run wrote; the baseline comes last because it breaks the seals on purpose.
 */
export async function run(centre: BenchCentre): Promise<object> {
  const { database } = centre
  const db = database.kysely
  const session = await findSession(db, database.localityId, await centre.signIn('vanhanh'))
  if (!session) throw new Error('the operator is not signed in')
  const ahead = await decree(centre, session.actor, await nextWorkingDay(centre))
  // A day that has passed: closed intervals of the holder ledger are recomputed as well.
  const passed = await decree(centre, session.actor, await nextWorkingDay(centre, -10))
  const { runId, moved, preview, seconds } = ahead

  const baselineSeconds = await bareSql(centre, runId)
  progress('')
  return {
    scenario: 'reproject',
    throughputPerSecond: Math.round(moved / seconds),
    seconds: hundredth(seconds),
    previewSeconds: hundredth(ahead.previewSeconds),
    longestPageMs: hundredth(ahead.longest),
    inRetrospect: { seconds: hundredth(passed.seconds), moved: passed.moved, longestPageMs: hundredth(passed.longest) },
    baseline: {
      what: 'the same rows by SQL alone, no reading, computing or sealing',
      seconds: hundredth(baselineSeconds),
      throughputPerSecond: Math.round(moved / baselineSeconds),
    },
    ratio: hundredth(seconds / baselineSeconds),
    sizes: { running: preview.running, moved, page: pageSize },
  }
}

/** One decree over a day: preview, confirmation, the run to its end; afterwards every invariant must hold. */
async function decree(centre: BenchCentre, actor: Actor, day: number) {
  const db = centre.database.kysely
  const change: CalendarChange = {
    kind: 'days',
    days: [{ day, kind: 'swapped_off', name: 'Nghỉ do bão', basis: 'Công điện thử nghiệm' }],
  }
  const words = { name: 'Nghỉ do bão', basis: 'Công điện thử nghiệm', reason: 'Đo thời gian điều chỉnh', decreedOn: null }
  const previewing = performance.now()
  const preview = await previewDecree(db, actor, change, { offset: 0, limit: 50 })
  const previewSeconds = (performance.now() - previewing) / 1000

  const started = performance.now()
  const { runId } = await inTransaction(db, async (tx) => await confirmDecree(tx, actor, { change, ...words }, preview.fingerprint))
  let longest = 0
  let done = 0
  await carryOutReprojection(db, runId, undefined, (milliseconds) => {
    longest = Math.max(longest, milliseconds)
    done += pageSize
    progress(`re-projecting ${Math.min(done, preview.running)}/${preview.running}`)
  })
  const seconds = (performance.now() - started) / 1000
  const { rows } = await sql<{ moved: number }>`select moved from dossier.reprojection where id = ${runId}::uuid`.execute(db)
  const moved = rows[0]?.moved ?? 0
  if (moved !== preview.moved) throw new Error(`the preview promised ${preview.moved} moves, ${moved} were made`)
  const broken = (await verify(centre.installation.ownerUrl)).filter((finding) => finding.broken > 0)
  if (broken.length > 0) throw new Error(`after the run: ${JSON.stringify(broken)}`)
  return { runId, moved, preview, previewSeconds, seconds, longest }
}

/** The first working day after so many days from today. */
async function nextWorkingDay(centre: BenchCentre, days = 0): Promise<number> {
  const calendar = await loadWorkingCalendar(centre.database.kysely)
  const today = dayFrom(Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString()) + days
  const offset = calendar.workingDays.find((each) => calendar.firstDay + each > today)
  if (offset === undefined) throw new Error('the calendar has ended')
  process.stderr.write(`day off: ${isoOf(calendar.firstDay + offset)}\n`)
  return calendar.firstDay + offset
}

/** The writes of a run, by one statement a page over the rows the run has moved. */
async function bareSql(centre: BenchCentre, runId: string): Promise<number> {
  const db = centre.database.kysely
  const { rows: pages } = await sql<{ ids: string[] }>`
    select array_agg(dossier_id) as ids from (
      select dossier_id, (row_number() over (order by agency_id, dossier_id) - 1) / ${pageSize} as page
      from dossier.reprojected where reprojection_id = ${runId}::uuid) x
    group by page order by page`.execute(db)
  const decree = await sql<{ id: string }>`
    insert into calendar.decree (kind, name, basis, reason, content, entered_by, entered_by_name, entered_by_role)
    select 'days', 'x', 'x', 'x', '{}', entered_by, 'x', 'operator' from calendar.decree limit 1 returning id`.execute(db)
  const bare = await sql<{ id: string }>`
    insert into dossier.reprojection (decree_id, running) values (${decree.rows[0]?.id}::uuid, 0) returning id`.execute(db)
  const bareId = bare.rows[0]?.id
  const started = performance.now()
  for (const [index, { ids }] of pages.entries()) {
    await db.transaction().execute(async (tx) => {
      await sql`
        with x as materialized (
          select d.id, d.last_seq + 1 as seq, d.agency_id, d.centre_id, d.last_hash, d.committed_due_at, d.legal_due_at, a.payload, a.actor_account_id
          from dossier.dossier d join dossier.act a on a.locality_id = d.locality_id and a.dossier_id = d.id and a.seq = d.last_seq
          where d.id = any(${ids}::uuid[]) for no key update of d
        ), a as (
          insert into dossier.act (dossier_id, seq, kind, at, actor_account_id, actor_name, actor_role, centre_id, agency_id, request_id, payload, prev_hash, hash)
          select id, seq, 'reproject', now(), actor_account_id, 'x', 'operator', centre_id, agency_id, ${`bare:${randomUUID()}`}, replace(payload, 'DueAt', 'DueWas'), last_hash, last_hash from x returning 1
        ), r as (
          insert into dossier.reprojected (reprojection_id, dossier_id, seq, agency_id, committed_was, committed_is, legal_was, legal_is)
          select ${bareId}::uuid, id, seq, agency_id, committed_due_at, committed_due_at + interval '1 day', legal_due_at, legal_due_at + interval '1 day' from x returning 1
        )
        update dossier.dossier d set committed_due_at = d.committed_due_at + interval '1 day', legal_due_at = d.legal_due_at + interval '1 day',
          last_seq = x.seq, last_hash = x.last_hash from x where d.id = x.id`.execute(tx)
    })
    progress(`by SQL alone ${index + 1}/${pages.length}`)
  }
  return (performance.now() - started) / 1000
}
