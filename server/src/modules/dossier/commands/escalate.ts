import { sql } from 'kysely'
import type { AccountId, AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import type { WorkingCalendar } from '#calendar'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { ladderPlaceFrom, lateParts, rungsReached, unansweredRoles } from '../domain/escalation.ts'
import type { TimedCandidate } from '../domain/escalation.ts'
import { calendarFor } from '../queries/clocks.ts'

type Candidate = TimedCandidate & {
  id: DossierId
  agencyId: AgencyId
  centreId: CentreId
  accountId: AccountId | null
}

/** Longest stretch without a working day that can lie inside the last working day before a promise: Tết, with room. */
const lookAheadDays = 16
const pageSize = 500

/**
 * One round over the dossiers whose time is near or past, or that are idle: writes an alert for every rung reached.
 * Each rung is written once, by its unique key, however many rounds run at once or are interrupted.
 * @returns how many alerts were written now.
 */
export async function escalate(db: Queryable): Promise<number> {
  const now = await databaseNow(db)
  const calendars = new Map<string, WorkingCalendar>()
  let after: string | null = null
  let written = (await escalateUnanswered(db)) + (await escalateLateParts(db))
  for (;;) {
    // Open dossiers that are due soon or were, or whose last act is two calendar days back, in the order of their key.
    const { rows }: { rows: Candidate[] } = await sql<Candidate>`
      select d.id, d.agency_id as "agencyId", d.centre_id as "centreId", d.holder_kind as "holderKind",
        d.holder_account_id as "accountId", d.committed_due_at as "dueAt", d.legal_due_at as "legalDueAt",
        d.last_seq as "lastSeq", x.at as "lastAt"
      from dossier.queue q
      join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
      join dossier.act x on x.locality_id = d.locality_id and x.dossier_id = d.id and x.seq = d.last_seq
      where d.finished_at is null and (${after}::uuid is null or q.dossier_id > ${after}::uuid)
        and (least(q.due_at, q.legal_due_at) < ${now.toString()}::timestamptz + make_interval(days => ${lookAheadDays})
          or x.at < ${now.toString()}::timestamptz - interval '2 days')
      order by q.dossier_id limit ${pageSize}`.execute(db)
    const alerts: {
      dossierId: string
      rung: string
      armedFor: string
      dueAt: string | null
      accountId: string | null
      roles: readonly string[]
      agencyId: string
      centreId: string
    }[] = []
    for (const each of rows) {
      const key = `${each.agencyId} ${each.centreId}`
      const calendar = calendars.get(key) ?? (await calendarFor(db, each))
      calendars.set(key, calendar)
      for (const { rung, armedFor, roles } of rungsReached(ladderPlaceFrom(each, calendar, now))) {
        alerts.push({
          dossierId: each.id,
          rung,
          armedFor,
          dueAt: rung === 'law_soon' || rung === 'law_late' ? each.legalDueAt : each.dueAt,
          accountId: each.accountId,
          roles,
          agencyId: each.agencyId,
          centreId: each.centreId,
        })
      }
    }
    if (alerts.length > 0) {
      const { numAffectedRows } = await sql`
        insert into dossier.alert (dossier_id, rung, armed_for, due_at, account_id, roles, agency_id, centre_id)
        select x."dossierId", x.rung, x."armedFor", x."dueAt", x."accountId", x.roles, x."agencyId", x."centreId"
        from jsonb_to_recordset(${JSON.stringify(alerts)}::jsonb) as x ("dossierId" uuid, rung text, "armedFor" text,
          "dueAt" timestamptz, "accountId" uuid, roles text[], "agencyId" uuid,
          "centreId" uuid)
        on conflict on constraint alert_once_per_rung do nothing`.execute(db)
      written += Number(numAffectedRows ?? 0n)
    }
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return written
    after = last.id
  }
}

/** Opinions not given by their deadline: reported once for each question. */
async function escalateUnanswered(db: Queryable): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into dossier.alert (dossier_id, rung, armed_for, due_at, account_id, roles, agency_id, centre_id)
    select d.id, 'unanswered', 'question ' || c.seq, c.due_at, d.holder_account_id, ${unansweredRoles}::text[],
      d.agency_id, d.centre_id
    from dossier.consultation c join dossier.dossier d on d.locality_id = c.locality_id and d.id = c.dossier_id
    where c.answered_at is null and c.closed_at is null and c.due_at < platform.now()
    on conflict on constraint alert_once_per_rung do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/**
 * Parts not done by their deadline: reported once for each part to the heads of its agency, and once to those of the lead where
 * that is another. While the clock is lawfully stopped no part is late.
 * @law 61/2018/NĐ-CP Điều 19 khoản 6
 */
async function escalateLateParts(db: Queryable): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into dossier.alert (dossier_id, rung, armed_for, due_at, account_id, roles, agency_id, centre_id)
    select d.id, 'part_late', 'part ' || p.no || side.suffix, p.due_at, side.account_id, side.roles, side.agency_id,
      d.centre_id
    from dossier.part p join dossier.dossier d on d.locality_id = p.locality_id and d.id = p.dossier_id
    cross join lateral (
      select '' as suffix, p.agency_id, ${lateParts.agency}::text[] as roles,
        (select k.account_id from dossier.claim k
        where k.dossier_id = p.dossier_id and k.step_no = p.step_no) as account_id
      union all
      select ' of lead', p.lead_agency_id, ${lateParts.lead}::text[], null where p.lead_agency_id <> p.agency_id) side
    where p.closed_at is null and p.due_at < platform.now() and d.state = 'in_progress'
    on conflict on constraint alert_once_per_rung do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
