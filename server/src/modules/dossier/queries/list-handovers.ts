import { sql } from 'kysely'
import { staffRoles } from '#kernel/actor.ts'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { loadCalendars } from '#calendar'
import { dutyAt, mayRead } from '#identity'
import { databaseNow } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { local } from './clocks.ts'
import { reachedBy } from './reach-sql.ts'
import { toHandOver } from './transfers.ts'

type Row = {
  number: string
  direction: 'to_agency' | 'to_centre'
  agencyId: AgencyId
  centreId: CentreId
  agencyCode: string
  agencyName: string
  centreName: string
  createdAt: string
  createdBy: string
  closedAt: string | null
  waiting: number
  count: number
}

const columns = sql`h.number, h.direction, h.agency_id as "agencyId", h.centre_id as "centreId",
  a.code as "agencyCode", a.name as "agencyName", c.name as "centreName", h.created_at as "createdAt",
  coalesce(o.display_name, '') as "createdBy", h.closed_at as "closedAt",
  (select count(*)::int from dossier.dossier d where d.locality_id = h.locality_id and d.handover_id = h.id) as waiting,
  (select count(*)::int from dossier.handover_item i
  where i.locality_id = h.locality_id and i.handover_id = h.id) as count`
const tables = sql`dossier.handover h
  join agency.v_agency a on a.locality_id = h.locality_id and a.id = h.agency_id
  join centre.v_centre c on c.locality_id = h.locality_id and c.id = h.centre_id
  left join identity.v_officer o on o.locality_id = h.locality_id and o.id = coalesce(h.in_charge_id, h.created_by)`

/** Lists the caller's side sent or should receive, newest first. */
export async function listHandovers(
  db: Queryable,
  actor: Actor,
  input: { direction?: 'to_agency' | 'to_centre' | undefined; state?: 'open' | 'closed' | undefined },
) {
  const reached = reachedBy(actor, staffRoles, { agency: sql`h.agency_id`, centre: sql`h.centre_id` })
  const { rows } = await sql<Row>`select ${columns} from ${tables}
    where (${input.direction ?? null}::text is null or h.direction = ${input.direction ?? null})
      and (${input.state ?? null}::text is null or (h.closed_at is null) = (${input.state ?? null} = 'open'))
      and ${reached ?? sql`true`}
    order by h.id desc limit 100`.execute(db)
  return rows.map((row) => shown(actor, row))
}

/** The side a list was made for receives it; the side that made it waits. */
export function mayReceiveHandover(actor: Actor, list: Pick<Row, 'direction' | 'agencyId' | 'centreId'>): boolean {
  const receivers = list.direction === 'to_agency' ? (['case_officer', 'unit_head', 'clerk'] as const) : (['counter_officer'] as const)
  return dutyAt(actor, receivers, list) !== null
}

/**
 * One list with every line it was made with: what was received keeps its line, with who received it and when.
 * @throws Refused HANDOVER_NOT_FOUND */
export async function getHandover(db: Queryable, actor: Actor, number: string) {
  const { rows } = await sql<Row & { id: string }>`select h.id, ${columns} from ${tables} where h.number = ${number}`.execute(db)
  const row = rows[0]
  if (!row || !mayRead(actor, row)) throw new Refused(refusalFrom(dossierRefusals, 'HANDOVER_NOT_FOUND'))
  const lines = await sql<{
    code: string
    applicantName: string
    dueAt: string | null
    receivedAt: string | null
    receivedBy: string | null
    isWaiting: boolean
    acceptedAt: string | null
    agencyId: AgencyId
    centreId: CentreId
    transfer: { dueAt: string; isLate: boolean } | null
  }>`
    select d.code, d.applicant_name as "applicantName", d.committed_due_at as "dueAt",
      i.received_at as "receivedAt", o.display_name as "receivedBy",
      d.handover_id is not distinct from i.handover_id as "isWaiting", d.accepted_at as "acceptedAt",
      d.agency_id as "agencyId", d.centre_id as "centreId",
      (select jsonb_build_object('dueAt', t.due_at, 'isLate', t.is_late) from dossier.transfer t
        where t.locality_id = i.locality_id and t.dossier_id = i.dossier_id and t.kind = 'handed_over'
          and t.done_at = i.received_at) as transfer
    from dossier.handover_item i
    join dossier.dossier d on d.locality_id = i.locality_id and d.id = i.dossier_id
    left join identity.v_officer o on o.locality_id = i.locality_id and o.id = i.received_by
    where i.handover_id = ${row.id}
    order by d.code`.execute(db)
  const [calendarOf, now] = [await loadCalendars(db), await databaseNow(db)]
  return {
    ...shown(actor, row),
    dossiers: lines.rows.map(({ acceptedAt, agencyId, centreId, transfer, ...line }) => ({
      ...line,
      dueAt: local(line.dueAt),
      receivedAt: local(line.receivedAt),
      handOver:
        row.direction === 'to_centre'
          ? null
          : line.isWaiting
            ? toHandOver({ state: 'accepted', handling: 'forwarded', acceptedAt }, calendarOf({ agencyId, centreId }), now)
            : transfer && { by: local(transfer.dueAt) ?? '', isLate: transfer.isLate },
    })),
  }
}

function shown(actor: Actor, row: Row) {
  return {
    number: row.number,
    direction: row.direction,
    agency: { code: row.agencyCode, name: row.agencyName },
    centre: { id: row.centreId, name: row.centreName },
    createdAt: local(row.createdAt) ?? '',
    createdBy: row.createdBy,
    closedAt: local(row.closedAt),
    waiting: row.waiting,
    count: row.count,
    mayReceive: row.waiting > 0 && mayReceiveHandover(actor, row),
  }
}
