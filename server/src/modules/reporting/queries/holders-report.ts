import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { handOverBy, loadCalendars } from '#calendar'
import { roleNames } from '#identity'
import { csvHead, csvLine } from '#platform/csv/csv.ts'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { byLateShare, byPlace, heldByFrom, describeHolder, latePercent, sumHeld } from '../domain/holders-report.ts'
import type { HeldLine } from '../domain/holders-report.ts'
import { reportingRefusals } from '../domain/refusals.ts'
import { toVietnamIso } from '#kernel/vietnam-time.ts'

/** Roles that see all agencies, and roles that see their own agency. */
export const overseers = ['centre_manager', 'provincial_leader', 'inspector'] as const satisfies readonly Role[]
export const headsOfAgency = ['unit_head', 'signatory'] as const satisfies readonly Role[]

const zone = 'Asia/Ho_Chi_Minh'
const longestDays = 366

const stepNames: Readonly<Record<string, string>> = {
  ...roleNames,
  counter: 'Quầy Trung tâm',
  applicant: 'Chờ người nộp hồ sơ',
  outside: 'Chờ cơ quan ngoài tỉnh',
}

export type HoldersQuestion = { readonly from?: string | undefined; readonly to?: string | undefined }

/** The days asked about; this month up to today when none are given. @throws Refused REPORT_PERIOD */
function periodOf(question: HoldersQuestion, today: Temporal.PlainDate): { from: Temporal.PlainDate; to: Temporal.PlainDate } {
  const to = question.to ? Temporal.PlainDate.from(question.to) : today
  const from = question.from ? Temporal.PlainDate.from(question.from) : to.with({ day: 1 })
  if (Temporal.PlainDate.compare(from, to) > 0 || from.until(to).days >= longestDays) {
    const { message, english } = refusalFrom(reportingRefusals, 'REPORT_PERIOD', { days: longestDays })
    throw new Refused(refusalFrom(reportingRefusals, 'REPORT_PERIOD', { days: longestDays }, [{ field: '/query/to', message, english }]))
  }
  return { from, to }
}

/** Whose work the actor may see: that of agencies, and that on dossiers of a centre or of an agency at a centre. */
type Scope = {
  readonly agencies: readonly string[]
  readonly centres: readonly { readonly centreId: string; readonly agencyId: string | null }[]
}

/** `null` for the whole house. */
function scopeOf(actor: Actor): Scope | null {
  const has = (roles: readonly Role[]) => actor.grants.filter((grant) => roles.includes(grant.role))
  const overseeing = has(overseers)
  if (overseeing.some((grant) => grant.agencyId === null && grant.centreId === null)) return null
  return {
    agencies: [
      ...new Set(
        [...overseeing.filter((grant) => grant.centreId === null), ...has(headsOfAgency)].flatMap((grant) => grant.agencyId ?? []),
      ),
    ],
    centres: overseeing.flatMap(({ centreId, agencyId }) => (centreId === null ? [] : [{ centreId, agencyId }])),
  }
}

/** Rows of dossiers that a scope has through its centres. */
function ofCentres(scope: Scope, centre: RawBuilder<unknown>, agency: RawBuilder<unknown>): RawBuilder<unknown> {
  if (scope.centres.length === 0) return sql`false`
  const each = scope.centres.map(
    ({ centreId, agencyId }) =>
      sql`(${centre} = ${centreId}::uuid and ${agencyId === null ? sql`true` : sql`${agency} = ${agencyId}::uuid`})`,
  )
  return sql`(${sql.join(each, sql` or `)})`
}

/**
 * Sổ trách nhiệm: by agency, step and officer, the dossiers they held and those that became late there. A holding counts in the
 * period in which it ended, whole. What has not ended is counted beside it, as of now, so that keeping a dossier does
 * not hide it. A wait for the applicant or an outside body is shown with the agency of the dossier, without an officer.
 *
 * Reads one range of `holding_closed_idx` and the open stretches; the cost grows with the period, not with the archive.
 * @throws Refused REPORT_PERIOD
 */
export async function holdersReport(db: Queryable, actor: Actor, question: HoldersQuestion) {
  const now = await databaseNow(db)
  const { from, to } = periodOf(question, now.toZonedDateTimeISO(zone).toPlainDate())
  const scope = scopeOf(actor)
  const lines = await readLines(db, from, to, scope)
  const parts = await readParts(db, from, to, scope)
  const transfers = await readTransfers(db, from, to, scope, now)
  const total = sumHeld(lines)
  const shown = <Line extends { turns: number; late: number }>(line: Line) => ({ ...line, latePercent: latePercent(line) })
  return {
    from: from.toString(),
    to: to.toString(),
    asOf: toVietnamIso(now),
    isWholeHouse: scope === null,
    total: shown(total),
    places: byPlace(lines).map(shown),
    parts,
    transfers,
    lines: lines.toSorted(byLateShare).map((line) => ({
      ...shown(line),
      heldBy: heldByFrom(line),
      stepName: line.step === null ? 'Chưa ghi bước' : (stepNames[line.step] ?? line.step),
    })),
  }
}

async function readLines(db: Queryable, from: Temporal.PlainDate, to: Temporal.PlainDate, scope: Scope | null): Promise<HeldLine[]> {
  const starts = from.toZonedDateTime(zone).toInstant().toString()
  const ends = to.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
  const inPeriod = sql`h.to_at >= ${starts}::timestamptz and h.to_at < ${ends}::timestamptz`
  const figures = sql`count(*) as turns, count(*) filter (where h.fell_late) as late, count(*) filter (where h.work_ms is null) as uncounted,
        sum(h.work_ms) filter (where h.cause = 'inside') as inside,
        sum(h.work_ms) filter (where h.cause = 'applicant') as applicant,
        sum(h.work_ms) filter (where h.cause = 'outside') as outside`
  const place = sql`case h.kind when 'counter' then h.centre_id else h.agency_id end as place, h.kind = 'counter' as at_centre,
        case h.kind when 'counter' then h.kind else h.step_role end as step`
  const worked =
    scope === null
      ? sql`h.kind in ('counter', 'agency')`
      : sql`(h.kind = 'agency' and h.agency_id = any(${scope.agencies}::uuid[])
          or h.kind in ('counter', 'agency')
            and ${ofCentres(scope, sql`h.dossier_centre_id`, sql`h.dossier_agency_id`)})`
  const waited =
    scope === null
      ? sql`h.kind in ('applicant', 'outside')`
      : sql`h.kind in ('applicant', 'outside') and (h.dossier_agency_id = any(${scope.agencies}::uuid[])
          or ${ofCentres(scope, sql`h.dossier_centre_id`, sql`h.dossier_agency_id`)})`
  // To a dossier first, then to a line: dossiers are counted once without sorting every stretch. Waits apart, because only
  // they must look up whose dossier it is; the rest is answered by the index alone.
  const { rows } = await sql<HeldLine>`
    with by_dossier as (
      select ${place}, h.account_id as account, h.dossier_id, ${figures}
      from dossier.v_holding h where ${inPeriod} and ${worked} group by 1, 2, 3, 4, 5
      union all
      select h.dossier_agency_id, false, h.kind, null::uuid, h.dossier_id, ${figures}
      from dossier.v_holding h where ${inPeriod} and ${waited} group by 1, 2, 3, 4, 5
    ), parts as (
      select place, at_centre, step, account, count(*) as dossiers, sum(turns) as turns, sum(late) as late,
        sum(uncounted) as uncounted, sum(inside) as inside, sum(applicant) as applicant, sum(outside) as outside,
        0 as in_hand, 0 as in_hand_late, 0 as late_by_law,
        0 as in_hand_late_by_law
      from by_dossier group by 1, 2, 3, 4
      union all
      select ${place}, h.account_id, 0, 0, 0, 0, 0, 0, 0, count(*), count(*) filter (where h.is_late_now), 0,
        count(*) filter (where h.is_late_by_law_now)
      from dossier.v_holding h where h.to_at is null and h.cause = 'inside' and ${worked} group by 1, 2, 3, 4
      union all
      select ${place}, h.account_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, count(*), 0
      from dossier.v_holding h where ${inPeriod} and ${worked} and h.fell_late_by_law group by 1, 2, 3, 4
    ), whole as (
      select place, at_centre, step, account, sum(dossiers) as dossiers, sum(turns) as turns, sum(late) as late,
        sum(uncounted) as uncounted, coalesce(sum(inside), 0) as inside, coalesce(sum(applicant), 0) as applicant,
        coalesce(sum(outside), 0) as outside, sum(in_hand) as in_hand, sum(in_hand_late) as in_hand_late,
        sum(late_by_law) as late_by_law,
        sum(in_hand_late_by_law) as in_hand_late_by_law
      from parts group by 1, 2, 3, 4
    )
    select w.place as "placeId", coalesce(a.name, c.name) as "placeName", w.step, w.account as "officerId",
      o.display_name as "officerName", w.dossiers::int, w.turns::int, w.late::int, w.uncounted::int,
      w.inside::float8 as "insideMs", w.applicant::float8 as "applicantMs", w.outside::float8 as "outsideMs",
      w.in_hand::int as "inHand", w.in_hand_late::int as "inHandLate", w.late_by_law::int as "lateByLaw",
      w.in_hand_late_by_law::int as "inHandLateByLaw"
    from whole w
    left join agency.v_agency a on not w.at_centre and a.id = w.place
    left join centre.v_centre c on w.at_centre and c.id = w.place
    left join identity.v_officer o on o.id = w.account`.execute(db)
  return rows
}

export type PartsDone = {
  readonly agencyId: string
  readonly agencyName: string
  /** Parts done in the period, and how many of them past their own deadline. */
  readonly done: number
  readonly late: number
  /** Parts given back, or closed because their join or the dossier no longer waited for them. */
  readonly otherwise: number
  readonly workMs: number
  /** Open now, and past their deadline now. */
  readonly open: number
  readonly openLate: number
}

/** How agencies did their parts (phần việc) of dossiers: each by its own deadline, independent of the holder of the dossier. */
async function readParts(db: Queryable, from: Temporal.PlainDate, to: Temporal.PlainDate, scope: Scope | null): Promise<PartsDone[]> {
  const starts = from.toZonedDateTime(zone).toInstant().toString()
  const ends = to.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
  const theirs =
    scope === null
      ? sql`true`
      : sql`(p.agency_id = any(${scope.agencies}::uuid[]) or exists (select from dossier.v_ledger d
          where d.locality_id = p.locality_id and d.id = p.dossier_id
            and ${ofCentres(scope, sql`d.centre_id`, sql`d.agency_id`)}))`
  const { rows } = await sql<PartsDone>`
    with x as (
      select p.agency_id, count(*) filter (where p.how = 'done') as done,
        count(*) filter (where p.how = 'done' and p.late) as late,
        count(*) filter (where p.how <> 'done') as otherwise, coalesce(sum(p.work_ms), 0) as work, 0 as open,
        0 as open_late
      from dossier.v_part p
      where p.closed_at >= ${starts}::timestamptz and p.closed_at < ${ends}::timestamptz and ${theirs} group by 1
      union all
      select p.agency_id, 0, 0, 0, 0, count(*), count(*) filter (where p.is_late_now)
      from dossier.v_part p where p.closed_at is null and ${theirs} group by 1)
    select x.agency_id as "agencyId", v.name as "agencyName", sum(x.done)::int as done, sum(x.late)::int as late,
      sum(x.otherwise)::int as otherwise, sum(x.work)::float8 as "workMs", sum(x.open)::int as open,
      sum(x.open_late)::int as "openLate"
    from x join agency.v_agency v on v.id = x.agency_id group by 1, 2 order by v.name`.execute(db)
  return rows
}

export type TransfersDone = {
  readonly agencyId: string
  readonly agencyName: string
  /** Dossiers the agency received in the period, and how many of them after the time for handing over. */
  readonly handedOver: number
  readonly handedOverLate: number
  /** Accepted and not yet with the agency now, and how many of them past that time now. */
  readonly toHandOver: number
  readonly toHandOverLate: number
  /** Dossiers the agency gave back to be completed in the period, and how many of them after three working days. */
  readonly givenBack: number
  readonly givenBackLate: number
}

/**
 * Handing over and giving back, by agency. A finished one was measured when it was done; a waiting one is measured now, by the calendar.
 * @law 61/2018/NĐ-CP Điều 18 khoản 2, khoản 3; Điều 19 khoản 4
 */
async function readTransfers(
  db: Queryable,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  scope: Scope | null,
  now: Temporal.Instant,
): Promise<TransfersDone[]> {
  const starts = from.toZonedDateTime(zone).toInstant().toString()
  const ends = to.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString()
  const theirs =
    scope === null
      ? sql`true`
      : sql`(t.agency_id = any(${scope.agencies}::uuid[]) or ${ofCentres(scope, sql`t.centre_id`, sql`t.agency_id`)})`
  type Done = Omit<TransfersDone, 'toHandOver' | 'toHandOverLate'>
  const done = await sql<Done>`
    select t.agency_id as "agencyId", v.name as "agencyName",
      count(*) filter (where t.kind = 'handed_over')::int as "handedOver",
      count(*) filter (where t.kind = 'handed_over' and t.is_late)::int as "handedOverLate",
      count(*) filter (where t.kind = 'given_back')::int as "givenBack",
      count(*) filter (where t.kind = 'given_back' and t.is_late)::int as "givenBackLate"
    from dossier.v_transfer t join agency.v_agency v on v.id = t.agency_id
    where t.done_at >= ${starts}::timestamptz and t.done_at < ${ends}::timestamptz and ${theirs}
    group by 1, 2`.execute(db)
  const waiting = await sql<{ agencyId: AgencyId; agencyName: string; centreId: CentreId; acceptedAt: string }>`
    select t.agency_id as "agencyId", v.name as "agencyName", t.centre_id as "centreId", t.accepted_at as "acceptedAt"
    from dossier.v_to_hand_over t join agency.v_agency v on v.id = t.agency_id where ${theirs}`.execute(db)
  const calendarOf = await loadCalendars(db)
  const byAgency = new Map<string, TransfersDone>()
  const nothing = { handedOver: 0, handedOverLate: 0, toHandOver: 0, toHandOverLate: 0, givenBack: 0, givenBackLate: 0 }
  for (const row of done.rows) byAgency.set(row.agencyId, { ...nothing, ...row })
  for (const { agencyId, agencyName, centreId, acceptedAt } of waiting.rows) {
    const sum = byAgency.get(agencyId) ?? { ...nothing, agencyId, agencyName }
    const by = handOverBy(calendarOf({ agencyId, centreId }), Temporal.Instant.from(acceptedAt))
    const isLate = Temporal.Instant.compare(now, by) > 0
    byAgency.set(agencyId, { ...sum, toHandOver: sum.toHandOver + 1, toHandOverLate: sum.toHandOverLate + (isLate ? 1 : 0) })
  }
  return [...byAgency.values()].sort((a, b) => a.agencyName.localeCompare(b.agencyName, 'vi'))
}

/** The same as a table for a spreadsheet; hours with two decimals. */
export async function holdersCsv(db: Queryable, actor: Actor, question: HoldersQuestion): Promise<string> {
  const report = await holdersReport(db, actor, question)
  const hours = (ms: number): string => (ms / 3_600_000).toFixed(2)
  const head = [
    'Đơn vị',
    'Bước',
    'Cán bộ',
    'Hồ sơ',
    'Lượt giữ',
    'Trễ khi đang giữ',
    'Tỷ lệ trễ (%)',
    'Giờ trong cơ quan',
    'Giờ chờ người nộp',
    'Giờ chờ cơ quan ngoài',
    'Đang giữ',
    'Đang giữ đã trễ',
    'Trễ theo thời hạn pháp luật khi đang giữ',
    'Đang giữ đã trễ theo thời hạn pháp luật',
  ]
  return [
    csvHead(head),
    ...report.lines.map((line) =>
      csvLine(
        [
          line.placeName,
          line.stepName,
          describeHolder(line),
          line.dossiers,
          line.turns,
          line.late,
          line.latePercent ?? '',
          hours(line.insideMs),
          hours(line.applicantMs),
          hours(line.outsideMs),
          line.inHand,
          line.inHandLate,
          line.lateByLaw,
          line.inHandLateByLaw,
        ]
          .map(String)
          .map(plainCell),
      ),
    ),
    ...transferLines(report.transfers),
  ].join('')
}

/** Handing over and giving back by agency: a second table under the first, as on the page; nothing where nothing was to be handed over. */
function transferLines(transfers: readonly TransfersDone[]): string[] {
  if (transfers.length === 0) return []
  const head = ['Cơ quan', 'Đã bàn giao', 'Bàn giao trễ', 'Chờ bàn giao', 'Chờ bàn giao đã trễ', 'Đã trả lại', 'Trả lại trễ']
  return [
    '\n',
    csvLine(head),
    ...transfers.map((each) =>
      csvLine(
        [each.agencyName, each.handedOver, each.handedOverLate, each.toHandOver, each.toHandOverLate, each.givenBack, each.givenBackLate]
          .map(String)
          .map(plainCell),
      ),
    ),
  ]
}

/** A name can be typed by anybody; a spreadsheet must not take it for a formula. */
function plainCell(cell: string): string {
  return /^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell
}
