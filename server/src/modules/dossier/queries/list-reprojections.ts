import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import { local } from './clocks.ts'

export type DecreeWithEffect = {
  id: string
  kind: 'days' | 'office_hours'
  name: string
  basis: string
  reason: string
  decreedOn: string | null
  content: Record<string, unknown>
  enteredBy: string
  enteredAt: string
  run: {
    state: 'running' | 'finished'
    running: number
    seen: number
    moved: number
    becameLate: number
    noLongerLate: number
    startedAt: string
    finishedAt: string | null
  }
}

type Row = Omit<DecreeWithEffect, 'run'> & Omit<DecreeWithEffect['run'], 'state'>

const columns = sql`d.id, d.kind, d.name, d.basis, d.reason, d.decreed_on as "decreedOn", d.content, d.entered_by_name as "enteredBy",
  d.entered_at as "enteredAt", r.running, r.started_at as "startedAt", r.finished_at as "finishedAt",
  ${sofar('seen')} as seen, ${sofar('moved')} as moved, ${sofar('became_late')} as "becameLate",
  ${sofar('no_longer_late')} as "noLongerLate"`

/** The run's own figure once it has ended, until then what its pages add up to. */
function sofar(figure: string) {
  return sql`case when r.finished_at is not null then r.${sql.ref(figure)} else
    (select coalesce(sum(p.${sql.ref(figure)}), 0)::int from dossier.reprojection_page p
    where p.locality_id = r.locality_id and p.reprojection_id = r.id) end`
}

/** Decrees on working time with their author and what each moved, the newest first. */
export async function listDecreesWithEffect(db: Queryable, limit: number): Promise<DecreeWithEffect[]> {
  const { rows } = await sql<Row>`select ${columns} from calendar.v_decree d
    join dossier.reprojection r on r.locality_id = d.locality_id and r.decree_id = d.id order by d.id desc
    limit ${limit}`.execute(db)
  return rows.map(withEffect)
}

export async function findDecreeWithEffect(db: Queryable, id: string): Promise<DecreeWithEffect | null> {
  const { rows } = await sql<Row>`select ${columns} from calendar.v_decree d
    join dossier.reprojection r on r.locality_id = d.locality_id and r.decree_id = d.id
    where d.id = ${id}::uuid`.execute(db)
  return rows[0] ? withEffect(rows[0]) : null
}

export type ReprojectedDossier = {
  code: string
  agencyName: string
  dueWas: string | null
  dueIs: string | null
  turned: 'late' | 'not_late' | null
}

/** A page of the dossiers a decree moved, those that became late or ceased to be late first. */
export async function listReprojected(
  db: Queryable,
  decreeId: string,
  page: { offset: number; limit: number },
): Promise<ReprojectedDossier[]> {
  const { rows } = await sql<ReprojectedDossier>`
    select d.code, a.name as "agencyName", x.committed_was as "dueWas", x.committed_is as "dueIs", x.turned
    from dossier.reprojected x
    join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id
    join agency.v_agency a on a.locality_id = x.locality_id and a.id = x.agency_id
    where x.reprojection_id = (select id from dossier.reprojection where decree_id = ${decreeId}::uuid)
    order by x.turned nulls last, d.code limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows.map((row) => ({ ...row, dueWas: local(row.dueWas), dueIs: local(row.dueIs) }))
}

function withEffect({ running, seen, moved, becameLate, noLongerLate, startedAt, finishedAt, ...decree }: Row): DecreeWithEffect {
  return {
    ...decree,
    enteredAt: local(decree.enteredAt) ?? '',
    run: {
      state: finishedAt === null ? 'running' : 'finished',
      running,
      seen,
      moved,
      becameLate,
      noLongerLate,
      startedAt: local(startedAt) ?? '',
      finishedAt: local(finishedAt),
    },
  }
}
