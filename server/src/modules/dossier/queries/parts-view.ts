import type { Language } from '#kernel/language.ts'
import { reasonFrom } from '#kernel/refusal.ts'
import { instantFrom } from '#kernel/instant.ts'
import { sql } from 'kysely'
import { agencyRoles, overseeingRoles } from '#kernel/actor.ts'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { loadCalendars } from '#calendar'
import type { Remaining, WorkingCalendar } from '#calendar'
import { roleNames } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { decideAct } from '../domain/decide-act.ts'
import { isRefusal } from '../domain/act-facts.ts'
import { askedFor } from '../domain/needs.ts'
import type { DossierFacts, Duty } from '../domain/act-facts.ts'
import type { Step } from '../domain/step.ts'
import { actRules, actsThat } from '../domain/dossier-acts.ts'
import { leadsTo } from '../domain/assignment.ts'
import type { Leads } from '../domain/assignment.ts'
import { partEndNames } from '../domain/run.ts'
import type { PartRule } from '../domain/step.ts'
import { claimView } from './claims.ts'
import type { leadsView } from './leads-view.ts'
import { reachedBy } from './reach-sql.ts'
import { local, timeLeft } from './clocks.ts'
import { versionOf } from './load-facts.ts'
import { stepsOf } from './process-run.ts'
import type { PartLine } from './process-run.ts'

/** Every part a dossier has had, in the order they opened. */
export async function partLinesOf(db: Queryable, dossierId: DossierId): Promise<PartLine[]> {
  const { rows } = await sql<PartLine>`
    select p.no, p.step_no as "stepNo", p.kind, p.code, p.agency_id as "agencyId", v.code as "agencyCode",
      v.name as "agencyName", p.role, p.hours::float8 as hours, p.opened_at as "openedAt", p.due_at as "dueAt",
      p.closed_at as "closedAt", p.how, p.late, p.work_ms::float8 as "workMs", o.display_name as "doneBy",
      p.result_number as "resultNumber", p.result_name as "resultName"
    from dossier.part p join agency.v_agency v on v.locality_id = p.locality_id and v.id = p.agency_id
    left join identity.v_officer o on o.locality_id = p.locality_id and o.id = p.done_by
    where p.dossier_id = ${dossierId} order by p.no`.execute(db)
  return rows
}

const actsOnPart = actsThat((rule) => rule.onStep === true)

/** What people read of a part, with what the caller may do about it. */
export function partViews(
  lines: readonly PartLine[],
  facts: DossierFacts,
  duty: Duty,
  leftOf: (line: PartLine) => Remaining | null,
  seenBy: { readonly actor: Actor; readonly now: Temporal.Instant; readonly language: Language },
  leadsOf: (leads: Leads | null) => ReturnType<typeof leadsView>,
) {
  return lines.map((line) => {
    const open = facts.run?.parts.find((part) => part.no === line.no)
    return {
      no: line.no,
      stepNo: line.stepNo,
      name: facts.steps.find((step) => step.no === line.stepNo)?.name ?? '',
      kind: line.kind,
      code: line.code,
      agency: { id: line.agencyId, code: line.agencyCode, name: line.agencyName },
      isLead: line.agencyId === facts.agencyId,
      role: line.role,
      roleName: roleNames[line.role],
      hours: line.hours,
      openedAt: local(line.openedAt) ?? '',
      dueAt: local(line.dueAt),
      closedAt: local(line.closedAt),
      how: line.how,
      howName: line.how === null ? null : partEndNames[line.how],
      late: line.late ?? (line.dueAt !== null && Temporal.Instant.compare(instantFrom(line.dueAt), seenBy.now) < 0),
      remaining: leftOf(line),
      officer: open ? claimView(open.claim, seenBy.actor, seenBy.now) : null,
      doneBy: line.doneBy,
      result: line.resultNumber === null ? null : { number: line.resultNumber, name: line.resultName ?? '' },
      actions: open
        ? actsOnPart.map((act) => {
            const decision = decideAct(facts, act, duty, undefined, line.stepNo)
            const refused = isRefusal(decision)
            return {
              act,
              name: actRules[act].name,
              allowed: !refused,
              reason: refused ? reasonFrom(decision, seenBy.language) : null,
              code: refused ? decision.code : null,
              ...askedFor(act, facts, open, (need) => need !== 'assignee'),
              leads: refused ? null : leadsOf(leadsTo(facts, decision, line.stepNo)),
            }
          })
        : [],
    }
  })
}

export const partTabs = ['mine', 'agency', 'led'] as const
export type PartTab = (typeof partTabs)[number]

/**
 * Open parts, the least time left first. `mine`: of a step a role of the caller's can do at their agencies; `agency`: all that
 * their agencies have; `led`: those of dossiers their agencies lead, wherever they are. Keyset pages on (due, dossier, no), one
 * index scan for each agency: `part_open_at_agency_idx`, `part_open_of_lead_idx`. `total` stops at 1000.
 */
export async function listParts(
  db: Queryable,
  actor: Actor,
  input: { readonly tab: PartTab; readonly agencyCode?: string | undefined; readonly limit: number; readonly cursor?: string | undefined },
) {
  const holds = (among: readonly Role[], { role }: RoleGrant): boolean => among.includes(role)
  const own = [...new Set(actor.grants.filter((grant) => holds(agencyRoles, grant)).flatMap((grant) => grant.agencyId ?? []))]
  const wide = actor.grants.some((grant) => holds(overseeingRoles, grant))
  // Of dossiers an overseer's grant does not reach they see no part; those of one's own agencies are one's own.
  const watched = wide ? reachedBy(actor, overseeingRoles) : null
  const within =
    watched === null
      ? sql``
      : sql`and (p.agency_id = any(${own}::uuid[]) or p.lead_agency_id = any(${own}::uuid[])
        or exists (select from dossier.dossier d
          where d.locality_id = p.locality_id and d.id = p.dossier_id and ${watched}))`
  const { rows: places } = await sql<{ id: AgencyId }>`select id from agency.v_agency
    where (${wide} or id = any(${own}::uuid[]))
      and (${input.agencyCode ?? null}::text is null or code = ${input.agencyCode ?? null})`.execute(db)
  // A side is an agency, and for one's own work a role there; each is read in the order of its index and no further than a page.
  const duties = actor.grants.filter((grant) => holds(agencyRoles, grant) && places.some((place) => place.id === grant.agencyId))
  const mine = [...new Map(duties.map((grant) => [`${grant.agencyId} ${grant.role}`, grant])).values()]
  const ids = input.tab === 'mine' ? mine.map((grant) => grant.agencyId) : places.map((place) => place.id)
  const ofRole = input.tab === 'mine' ? mine.map((grant) => grant.role) : places.map(() => null)
  const sides = sql`unnest(${ids}::uuid[], ${ofRole}::text[]) as side(id, role)`
  const after = cursorOf(input.cursor)
  const at = input.tab === 'led' ? sql`p.lead_agency_id = side.id` : sql`p.agency_id = side.id`
  const which = sql`p.closed_at is null${input.tab === 'mine' ? sql` and p.role = side.role` : sql``} ${within}`
  const beyond = after
    ? sql`and (coalesce(p.due_at, 'infinity'), p.dossier_id, p.no) > (${after.due}::timestamptz, ${after.id}::uuid,
      ${after.no}::int)`
    : sql``
  type Row = {
    code: string
    dossierId: DossierId
    no: number
    stepNo: number
    kind: PartRule['kind']
    partCode: string | null
    agencyId: AgencyId
    agencyName: string
    leadName: string
    centreId: CentreId
    role: Role
    dueAt: string | null
    openedAt: string
    applicantName: string
    versionId: ProcedureVersionId
    officerName: string | null
    isStopped: boolean
  }
  const { rows } = await sql<Row>`
    select d.code, p.dossier_id as "dossierId", p.no, p.step_no as "stepNo", p.kind, p.code as "partCode",
      p.agency_id as "agencyId", v.name as "agencyName", l.name as "leadName", d.centre_id as "centreId", p.role,
      p.due_at as "dueAt", p.opened_at as "openedAt", d.applicant_name as "applicantName",
      d.procedure_version_id as "versionId", d.state <> 'in_progress' as "isStopped",
      (select o.display_name from dossier.claim k
      join identity.v_officer o on o.locality_id = k.locality_id and o.id = k.account_id
        where k.dossier_id = p.dossier_id and k.step_no = p.step_no and k.until_at > platform.now()) as "officerName"
    from (select p.* from ${sides} cross join lateral
        (select * from dossier.part p where ${at} and ${which} ${beyond}
          order by coalesce(p.due_at, 'infinity'), p.dossier_id, p.no limit ${input.limit + 1}) p) p
    join dossier.dossier d on d.locality_id = p.locality_id and d.id = p.dossier_id
    join agency.v_agency v on v.locality_id = p.locality_id and v.id = p.agency_id
    join agency.v_agency l on l.locality_id = p.locality_id and l.id = p.lead_agency_id
    order by coalesce(p.due_at, 'infinity'), p.dossier_id, p.no limit ${input.limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*)::int as total from (
    select from dossier.part p join ${sides} on ${at} where ${which} limit 1000) as counted`.execute(db)
  const now = await databaseNow(db)
  const calendarOf = await loadCalendars(db)
  const page = rows.slice(0, input.limit)
  // Versions never change and are remembered: after the first page this asks nothing.
  const versions = new Map<ProcedureVersionId, { readonly name: string; readonly steps: readonly Step[] }>()
  for (const { versionId } of page) {
    if (versions.has(versionId)) continue
    const version = await versionOf(db, { procedureVersionId: versionId })
    versions.set(versionId, { name: version.name, steps: await stepsOf(db, version) })
  }
  const last = page.at(-1)
  return {
    total: counted.rows[0]?.total ?? 0,
    nextCursor: rows.length > input.limit && last ? `${last.dueAt ?? 'infinity'}~${last.dossierId}~${last.no}` : null,
    items: page.map((row) => ({
      dossierCode: row.code,
      no: row.no,
      stepNo: row.stepNo,
      name: versions.get(row.versionId)?.steps.find((step) => step.no === row.stepNo)?.name ?? '',
      kind: row.kind,
      code: row.partCode,
      procedureName: versions.get(row.versionId)?.name ?? '',
      applicantName: row.applicantName,
      agencyName: row.agencyName,
      leadName: row.leadName,
      role: row.role,
      roleName: roleNames[row.role],
      openedAt: local(row.openedAt) ?? '',
      dueAt: local(row.dueAt),
      remaining: leftOfPart(calendarOf, row, now),
      officerName: row.officerName,
    })),
  }
}

/** Time left of an open part as a sentence; why there is none when there is no deadline. */
export function leftOfPart(
  calendarOf: (office: { agencyId: AgencyId; centreId: CentreId }) => WorkingCalendar,
  part: { readonly agencyId: AgencyId; readonly centreId: CentreId; readonly dueAt: string | null; readonly isStopped: boolean },
  now: Temporal.Instant,
): Remaining {
  if (part.isStopped) return { minutes: 0, sentence: 'Đồng hồ đang dừng', tone: 'ok' }
  if (part.dueAt === null) return { minutes: 0, sentence: 'Quy trình không đặt thời hạn', tone: 'ok' }
  return timeLeft(calendarOf(part), now, instantFrom(part.dueAt))
}

function cursorOf(cursor: string | undefined): { due: string; id: string; no: number } | null {
  const parts = /^(infinity|[\d:T.+-]+)~([0-9a-f-]{36})~(\d{1,6})$/u.exec(cursor ?? '')
  return parts?.[1] && parts[2] && parts[3] ? { due: parts[1], id: parts[2], no: Number(parts[3]) } : null
}
