import { instantFrom } from '#kernel/instant.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { agencyRoles, watchingRoles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId, ProcedureVersionId } from '#kernel/ids.ts'
import { calendarVersion, calendarsAt } from '#calendar'
import type { CalendarMoment } from '#calendar'
import { findVersionById, listVersions } from '#procedure'
import type { Channel, ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import { local } from './clocks.ts'
import { timeLeftOf } from './time-left.ts'
import { toHandOver } from './transfers.ts'
import type { TimeLeft, Timed } from './time-left.ts'
import { stateNames } from '../domain/dossier-states.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { reachedBy } from './reach-sql.ts'

export const inboxTabs = ['mine', 'unit', 'handover', 'awaiting', 'results', 'apologies', 'consultations'] as const
export type InboxTab = (typeof inboxTabs)[number]

/** Whose: the caller's; unclaimed, or no longer claimed; those of an officer who is away today. */
export const inboxOwners = ['anyone', 'me', 'nobody', 'away'] as const
export type InboxOwner = (typeof inboxOwners)[number]

/** When, of what is not finished: the promise has passed; it passes before today ends; within three days from now. */
export const inboxDues = ['late', 'today', 'soon'] as const

/** What of a list is shown: dossiers of one agency, of one procedure, received one way, or due by then. */
export type InboxFilter = {
  readonly agency?: string | undefined
  readonly procedure?: string | undefined
  readonly channel?: Channel | undefined
  readonly due?: (typeof inboxDues)[number] | undefined
}

type Row = {
  code: string
  procedureVersionId: ProcedureVersionId
  applicantName: string
  state: DossierState
  stepNo: number | null
  committedDueAt: string | null
  outcome: string | null
  finishedAt: string | null
  endedAt: string | null
  stop: Timed['stop']
  receivedAt: string
  holderKind: string
  agencyId: AgencyId
  centreId: CentreId
  agencyCode: string
  agencyName: string
  centreName: string
  holderAgencyName: string | null
  openParts: number
  officerName: string | null
  handoverNumber: string | null
  handling: string
  acceptedAt: string | null
  id: string
}

/**
 * One officer's work, the least time left first. `mine` is what a role of theirs can move now; `unit` is all
 * their side holds; `handover` what waits to go on a list or to be received; `awaiting` what waits for the
 * applicant; `results` what waits to be collected; `apologies` where an extension or an apology waits for the signatory; `consultations` where other agencies wait for
 * the opinion of theirs, by the deadline of the question.
 *
 * `who` narrows any of these to the caller's own dossiers, unclaimed ones, or those of an absent colleague. One's own are read from
 * `queue_of_officer_idx`, whatever the sides hold; the others are picked out of the side's index in its order.
 *
 * `unit` also has what their agency leads while other agencies have parts of it: the lead never loses sight of a dossier.
 *
 * `total` stops at 1000: counting further would cost more than the page. Keyset pages on (due, id): page fifty
 * costs what page one does. Read from `dossier.queue`, which has the open dossiers and nothing else: the plan is an index scan on
 * `queue_of_agency_idx` or `queue_of_centre_idx`, for `handover` and `awaiting` on indexes of their own, never a sort of the table.
 */
export async function listInbox(
  db: Queryable,
  actor: Actor,
  input: InboxFilter & { tab: InboxTab; who?: InboxOwner | undefined; limit: number; cursor?: string | undefined },
): Promise<{
  total: number
  nextCursor: string | null
  items: {
    code: string
    procedureName: string
    applicantName: string
    state: DossierState
    stateName: string
    stepName: string | null
    dueAt: string | null
    remaining: TimeLeft
    holderName: string
    agencyCode: string
    agencyName: string
    centre: { id: string; name: string }
    officerName: string | null
    handoverNumber: string | null
    handOver: { by: string; isLate: boolean } | null
    receivedAt: string
  }[]
}> {
  const agencies = scopeOf(actor, agencyRoles, 'agencyId')
  const advising = scopeOf(actor, ['case_officer', 'unit_head'], 'agencyId')
  const centres = scopeOf(actor, ['counter_officer', 'centre_manager'], 'centreId')
  const wide = actor.grants.some((grant) => (watchingRoles as readonly Role[]).includes(grant.role))
  const agencySide = sql`(d.holder_kind = 'agency' and d.holder_agency_id ${anyOf(agencies)})`
  const centreSide = sql`(d.holder_kind <> 'agency' and d.centre_id ${anyOf(centres)})`
  const watched = reachedBy(actor, watchingRoles)
  const reach = wide
    ? watched === null
      ? sql`true`
      : sql`(${watched} or ${agencySide} or ${centreSide})`
    : agencies.length === 0
      ? centreSide
      : centres.length === 0
        ? agencySide
        : sql`(${agencySide} or ${centreSide})`
  const roles = [...new Set(actor.grants.map((grant) => grant.role))]
  const myStep = sql`(${agencySide} and d.holder_role = any(${unplanned(roles, 'text[]')}::text[]))`
  const mineReach = wide
    ? watched === null
      ? sql`true`
      : sql`(${watched} or ${myStep} or ${centreSide})`
    : agencies.length === 0
      ? centreSide
      : centres.length === 0
        ? myStep
        : sql`(${myStep} or ${centreSide})`
  const watching = wide ? (watched ?? sql`true`) : sql`false`
  const waits = sql`d.state in ('awaiting_supplement', 'suspended')`
  const atAgency = sql`(d.agency_id ${anyOf(agencies)})`
  const which = {
    unit: reach,
    mine: sql`${mineReach} and d.state in ('filed', 'accepted', 'in_progress', 'approved', 'result_recorded')
      and d.handover_id is null`,
    handover: sql`(${centreSide} and d.state = 'accepted' and d.handling = 'forwarded' or ${agencySide} and d.state = 'result_recorded'
      or ${atAgency} and d.handover_id is not null or d.centre_id ${anyOf(centres)} and d.handover_id is not null)`,
    awaiting: sql`${waits} and (${watching} or ${atAgency} or d.centre_id ${anyOf(centres)})`,
    apologies: sql`d.dossier_id in (select r.dossier_id from dossier.reappointment r where r.decision is null)
      and (${watching} or ${atAgency})`,
    consultations: sql`d.dossier_id in (select q.dossier_id from dossier.consultation q
      where q.agency_id ${anyOf(advising)} and q.answered_at is null and q.closed_at is null)`,
    results: sql`d.state = 'result_recorded' and d.holder_kind = 'counter' and ${reach}`,
  }[input.tab]
  const standing = sql`exists (select from dossier.claim k where k.dossier_id = d.dossier_id and k.until_at > platform.now()
    and case when d.open_parts > 0 then k.account_id = d.holder_account_id
      else k.step_no = case when d.holder_kind = 'counter' then 0 else coalesce(d.step_no, 0) end end)`
  const inOwnName = {
    anyone: sql`true`,
    // An officer who waits for the applicant holds nothing; the step remains theirs.
    me:
      input.tab === 'awaiting'
        ? sql`d.dossier_id in (select k.dossier_id from dossier.claim k where k.account_id = ${actor.accountId}::uuid)`
        : sql`d.holder_account_id = ${unplanned(actor.accountId, 'uuid')}`,
    // At a counter the officer of the last act holds it without a claim.
    nobody: sql`(d.holder_kind = 'agency' or d.holder_account_id is null) and not ${standing}`,
    away: sql`d.holder_account_id in (select o.id from identity.v_officer_today o where o.is_away)`,
  }[input.who ?? 'anyone']
  const ofAgencyOnly = atCentreForAgency(actor)
  const ofRole = ofAgencyOnly === null ? inOwnName : sql`${inOwnName} and ${ofAgencyOnly}`
  const owned = sql.join([ofRole, ...(await filtersOf(db, input))], sql` and `)
  const after = readCursor(input.cursor)
  // Written out: a page is read by one plan, whatever its length was the first time.
  const page = sql.lit(input.limit + 1)
  const columns = sql`d.locality_id, d.dossier_id, d.due_at`
  const cursor = after ? sql`(${unplanned(after.due, 'timestamptz')}, ${unplanned(after.id, 'uuid')})` : null
  const inOrder = sql`${cursor ? sql`and (d.due_at, d.dossier_id) > ${cursor}` : sql``}
    order by d.due_at, d.dossier_id limit ${page}`
  const restOf = (is: ReturnType<typeof sql>) => sql`${is} and ${owned} ${inOrder}`
  const rest = restOf(which)
  const ledElsewhere = sql`d.open_parts > 0 and d.holder_kind = 'agency' and d.holder_agency_id <> all(${agencies}::uuid[])`
  const seesLed = input.tab === 'unit' && !wide && input.who !== 'me' && agencies.length > 0
  // Tabs that show few of what is open: each kind of side with the condition of its own index.
  const fewAt = (ids: readonly string[], condition: RawBuilder<unknown>) => ({ ids, condition })
  const few =
    input.who === 'me' || (input.tab !== 'handover' && input.tab !== 'awaiting')
      ? null
      : input.tab === 'handover'
        ? [
            fewAt(agencies, sql`d.agency_id = side.id and d.handover_id is not null`),
            fewAt(centres, sql`d.centre_id = side.id and d.handover_id is not null`),
            fewAt(agencies, sql`d.holder_kind = 'agency' and d.holder_agency_id = side.id and d.state = 'result_recorded'`),
            fewAt(centres, sql`d.holder_kind <> 'agency' and d.centre_id = side.id and d.state = 'accepted' and d.handling = 'forwarded'`),
          ]
        : wide
          ? [fewAt([nobody], sql`${waits} and (${watching} or ${atAgency} or d.centre_id ${anyOf(centres)})`)]
          : [fewAt(agencies, sql`d.agency_id = side.id and ${waits}`), fewAt(centres, sql`d.centre_id = side.id and ${waits}`)]
  // A dossier may be there for two reasons; `union` shows it once.
  const readFew = (each: RawBuilder<unknown>, end: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql.join(
      (few ?? []).map(
        ({ ids, condition }) => sql`(select d.* from ${sidesOf(ids)} as side(id) cross join lateral
          (select ${each} from dossier.queue d where ${condition} and ${owned} ${end}) d)`,
      ),
      sql` union `,
    )
  // One side after another, each read in the order of its index and no further than a page; then the sides are merged.
  const sides =
    input.tab === 'consultations'
      ? sql`(select d.locality_id, d.dossier_id, q.due_at
          from (select dossier_id, min(due_at) as due_at from dossier.consultation
            where agency_id ${anyOf(advising)} and answered_at is null and closed_at is null group by dossier_id) q
          join dossier.queue d on d.dossier_id = q.dossier_id
          where ${owned} ${cursor ? sql`and (q.due_at, d.dossier_id) > ${cursor}` : sql``}
          order by q.due_at, d.dossier_id limit ${page})`
      : few
        ? readFew(columns, inOrder)
        : wide || input.who === 'me' || input.tab === 'handover' || input.tab === 'awaiting' || input.tab === 'apologies'
          ? sql`(select ${columns} from dossier.queue d where ${rest})`
          : sql`(select d.* from ${sidesOf(agencies)} as side(id) cross join lateral
            (select ${columns} from dossier.queue d
            where d.holder_kind = 'agency' and d.holder_agency_id = side.id and ${rest}) d)
          union all
          (select d.* from ${sidesOf(centres)} as side(id) cross join lateral
            (select ${columns} from dossier.queue d
            where d.holder_kind <> 'agency' and d.centre_id = side.id and ${rest}) d)
          ${
            seesLed
              ? sql`union all (select d.* from ${sidesOf(agencies)} as side(id) cross join lateral
                  (select ${columns} from dossier.queue d where d.agency_id = side.id and ${restOf(ledElsewhere)}) d)`
              : sql``
          }`
  const led = seesLed
    ? sql`union all (select from dossier.queue d where d.agency_id ${anyOf(agencies)} and ${ledElsewhere} and ${owned} limit 1000)`
    : sql``
  const counting = few
    ? sql`select * from (${readFew(sql`d.dossier_id`, sql`limit 1000`)}) all_of_them limit 1000`
    : sql`select from (select from dossier.queue d where ${which} and ${owned} limit 1000) own ${led} limit 1000`
  // One document: fifty rows of twenty columns take longer to read one by one than to find.
  const { rows: pages } = await sql<{ lines: readonly Row[] }>`select coalesce((select json_agg(line) from (
    select d.id, d.code, d.procedure_version_id as "procedureVersionId", d.applicant_name as "applicantName",
      d.state, d.step_no as "stepNo", d.outcome, d.finished_at as "finishedAt", d.ended_at as "endedAt",
      (select json_build_object('cause', s.cause, 'endsBy', s.ends_by) from dossier.clock_stop s
        where s.locality_id = d.locality_id and s.dossier_id = d.id and s.to_at is null) as stop,
      nullif(q.due_at, 'infinity') as "committedDueAt", d.received_at as "receivedAt", d.holder_kind as "holderKind",
      d.agency_id as "agencyId", d.centre_id as "centreId", a.code as "agencyCode", a.name as "agencyName",
      c.name as "centreName", v.name as "holderAgencyName", d.open_parts as "openParts",
      o.display_name as "officerName", l.number as "handoverNumber", d.handling, d.accepted_at as "acceptedAt"
    from (select * from (${sides}) every_side order by due_at, dossier_id limit ${page}) q
    join dossier.dossier d on d.locality_id = q.locality_id and d.id = q.dossier_id
    join agency.v_agency a on a.id = d.agency_id
    join centre.v_centre c on c.id = d.centre_id
    left join agency.v_agency v on v.id = d.holder_agency_id
    left join identity.v_officer o on o.id = d.holder_account_id
    left join dossier.handover l on l.id = d.handover_id
    order by q.due_at, q.dossier_id) line), '[]') as lines`.execute(db)
  const { rows: answered } = await sql<{ total: number; now: string } & CalendarMoment>`
    select (select count(*)::int from (${counting}) as counted) as total, platform.now() as now,
      ${calendarVersion} as version,
      platform.today()::text as today`.execute(db)
  const [moment] = answered
  if (!moment) throw new Error('a row of one was not answered')
  const rows = pages[0]?.lines ?? []
  const shown = rows.slice(0, input.limit)
  const now = instantFrom(moment.now)
  // Versions never change and are remembered by their own module: after the first page this asks nothing.
  const names = new Map<string, ProcedureVersion | null>()
  for (const row of shown) {
    if (!names.has(row.procedureVersionId)) names.set(row.procedureVersionId, await findVersionById(db, row.procedureVersionId))
  }
  // All offices at once: a page of dossiers of twenty agencies must not ask twenty times.
  const calendarOf = await calendarsAt(db, moment)
  const last = shown.at(-1)
  return {
    total: moment.total,
    nextCursor: rows.length > input.limit && last ? `${last.committedDueAt ?? 'infinity'}~${last.id}` : null,
    items: shown.map((row) => {
      const version = names.get(row.procedureVersionId)
      return {
        code: row.code,
        procedureName: version?.name ?? '',
        applicantName: row.applicantName,
        state: row.state,
        stateName: stateNames[row.state],
        stepName:
          row.openParts > 0
            ? `${row.openParts} phần việc đang mở`
            : ((version?.process?.steps ?? version?.steps)?.find((step) => step.no === row.stepNo)?.name ?? null),
        dueAt: local(row.committedDueAt),
        remaining:
          row.state === 'filed'
            ? { minutes: 0, sentence: 'Chưa tiếp nhận', tone: 'stopped' as const }
            : timeLeftOf(calendarOf(row), now, {
                ...row,
                dueAt: row.committedDueAt === null ? null : instantFrom(row.committedDueAt),
              }),
        holderName:
          row.holderKind === 'agency'
            ? (row.holderAgencyName ?? row.agencyName)
            : ({ counter: 'Quầy Trung tâm', applicant: 'Người nộp hồ sơ' }[row.holderKind] ?? 'Cơ quan bên ngoài'),
        agencyCode: row.agencyCode,
        agencyName: row.agencyName,
        centre: { id: row.centreId, name: row.centreName },
        officerName: row.officerName,
        handoverNumber: row.handoverNumber,
        handOver: toHandOver(row, calendarOf(row), now),
        receivedAt: local(row.receivedAt) ?? '',
      }
    }),
  }
}

/** Conditions of a filter, none for a list that is not filtered: its page is read by the index alone. */
async function filtersOf(db: Queryable, { agency, procedure, channel, due }: InboxFilter): Promise<readonly RawBuilder<unknown>[]> {
  const ofDossier = (condition: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`exists (select from dossier.dossier x where x.locality_id = d.locality_id and x.id = d.dossier_id and ${condition})`
  const versions = procedure === undefined ? [] : (await listVersions(db, procedure)).map(({ id }) => id)
  return [
    ...(agency === undefined ? [] : [sql`d.agency_id = (select id from agency.v_agency where code = ${agency})`]),
    ...(procedure === undefined ? [] : [ofDossier(sql`x.procedure_version_id ${anyOf(versions)}`)]),
    ...(channel === undefined ? [] : [ofDossier(sql`x.channel = ${channel}`)]),
    ...(due === undefined
      ? []
      : [
          {
            // A limit that ends at 24:00 of today is stored as the midnight after it, and is due today.
            late: sql`d.due_at < platform.now() and d.state <> 'result_recorded'`,
            today: sql`d.state <> 'result_recorded' and d.due_at >= platform.now()
              and d.due_at <= (platform.today() + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh'`,
            soon: sql`d.state <> 'result_recorded' and d.due_at >= platform.now() and d.due_at < platform.now() + interval '3 days'`,
          }[due],
        ]),
  ]
}

/** One place is compared as one: of a list PostgreSQL expects ten. */
function anyOf(ids: readonly string[]): RawBuilder<unknown> {
  return ids.length === 1 ? sql`= ${unplanned(ids[0], 'uuid')}` : sql`= any(${unplanned(ids, 'uuid[]')}::uuid[])`
}

function sidesOf(ids: readonly string[]): RawBuilder<unknown> {
  return sql`unnest(${unplanned(ids, 'uuid[]')})`
}

/**
 * A value that is known only when the statement runs. Where PostgreSQL knows the places of an officer, it expects so much of
 * planning for them that it plans again at every use, which takes three times as long as the page.
 */
function unplanned(value: unknown, type: 'uuid' | 'uuid[]' | 'text[]' | 'timestamptz'): RawBuilder<unknown> {
  return sql`(select ${value}::${sql.raw(type)})`
}

/** The unclaimed dossiers of one side, for those who see all. */
const nobody = '00000000-0000-0000-0000-000000000000'

function scopeOf(actor: Actor, roles: readonly Role[], key: 'agencyId' | 'centreId'): string[] {
  return [...new Set(actor.grants.filter((grant) => roles.includes(grant.role)).flatMap((grant) => grant[key] ?? []))]
}

/** Roles at a centre that are bound to an agency as well: of such a centre only the dossiers of that agency are theirs. */
function atCentreForAgency(actor: Actor): RawBuilder<unknown> | null {
  const roles: readonly Role[] = ['counter_officer', 'centre_manager']
  const grants = actor.grants.filter((grant) => roles.includes(grant.role) && grant.centreId !== null)
  const whole = new Set(grants.flatMap((grant) => (grant.agencyId === null ? [grant.centreId] : [])))
  const bound = grants.filter((grant) => grant.agencyId !== null && !whole.has(grant.centreId))
  if (bound.length === 0) return null
  const centres = [...new Set(bound.map((grant) => grant.centreId))]
  return sql`(d.holder_kind = 'agency' or d.centre_id <> all(${centres}::uuid[])
    or ${reachedBy({ ...actor, grants: bound }, roles) ?? sql`true`})`
}

function readCursor(cursor: string | undefined): { due: string; id: string } | null {
  const parts = /^(infinity|[\d:T.+-]+)~([0-9a-f-]{36})$/u.exec(cursor ?? '')
  return parts?.[1] && parts[2] ? { due: parts[1], id: parts[2] } : null
}
