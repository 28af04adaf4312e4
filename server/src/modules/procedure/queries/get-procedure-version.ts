import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AgencyId, ProcedureVersionId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Limit, ProcedureVersion } from '../domain/procedure.ts'

type LimitColumns = { readonly amount: number | null; readonly unit: Limit['unit'] | null }
type Row = Omit<ProcedureVersion, 'legalLimit' | 'committedLimit' | 'channels' | 'form'> & {
  readonly form: ProcedureVersion['form'] | null
  readonly legal: LimitColumns
  readonly committed: LimitColumns
  readonly channels: readonly (Omit<ProcedureVersion['channels'][number], 'limit'> & { readonly limit: LimitColumns })[]
}

/**
 * The version of a procedure in force on a day (`YYYY-MM-DD`), with all its parts, in one round trip; `null` when
 * there is none. A version set aside on its first day is never in force on that day.
 */
export async function getProcedureVersion(db: Queryable, code: string, on: string): Promise<ProcedureVersion | null> {
  const { rows } = await sql<Row>`
    ${wholeVersion} where p.code = ${code} and v.set_aside = 0 and v.valid_during @> ${on}::date
  `.execute(db)
  return rows[0] ? fromRow(rows[0]) : null
}

/** A version by its id, whether or not it is still in force: what a dossier was received under. */
export async function getProcedureVersionById(db: Queryable, id: ProcedureVersionId): Promise<ProcedureVersion | null> {
  const { rows } = await sql<Row>`${wholeVersion} where v.id = ${id}`.execute(db)
  return rows[0] ? fromRow(rows[0]) : null
}

/** Id of the version in force on a day: small enough to ask at every intake. */
export async function versionIdInForce(db: Queryable, code: string, on: string): Promise<ProcedureVersionId | null> {
  const { rows } = await sql<{ id: ProcedureVersionId | null }>`select ${versionInForce(code, sql`${on}::date`)} as id`.execute(db)
  return rows[0]?.id ?? null
}

/** SQL of the same, for a statement that asks more. */
export function versionInForce(code: string, on: RawBuilder<unknown>): RawBuilder<ProcedureVersionId | null> {
  return sql<ProcedureVersionId | null>`(select v.id from procedure.procedure p
    join procedure.procedure_version v on v.procedure_id = p.id and v.set_aside = 0 and v.valid_during @> ${on}
    where p.code = ${code})`
}

/** The agency competent for a procedure by its latest version; `null` while it is unknown, or for no procedure. */
export async function competentAgencyOf(db: Queryable, code: string): Promise<AgencyId | null> {
  const { rows } = await sql<{ agencyId: AgencyId | null }>`
    select v.agency_id as "agencyId" from procedure.procedure p
    join procedure.procedure_version v on v.procedure_id = p.id and v.set_aside = 0
    where p.code = ${code} order by lower(v.valid_during) desc limit 1`.execute(db)
  return rows[0]?.agencyId ?? null
}

const wholeVersion = sql`
  select p.id as "procedureId", v.id as "versionId", p.code, v.name, v.agency_id as "agencyId", v.sector, v.levels,
    v.targets,
         v.decision_number as "decisionNumber", v.type, v.handling, v.service_level as "serviceLevel",
         jsonb_build_object('amount', v.legal_amount, 'unit', v.legal_unit) as legal,
         jsonb_build_object('amount', v.committed_amount, 'unit', v.committed_unit) as committed,
         v.conditions, v.result_names as "resultNames", v.procedure_text as "procedureText",
         v.clock_rules as "clockRules", v.form, v.implementing_agency as "implementingAgency",
         v.publish_state as "publishState", lower(v.valid_during)::text as "validFrom",
         upper(v.valid_during)::text as "validTo",
         coalesce((
           select jsonb_agg(jsonb_build_object(
                    'channel', c.channel,
                    'limit', jsonb_build_object('amount', c.limit_amount, 'unit', c.limit_unit),
                    'limitNote', c.limit_note,
                    'fees', coalesce((
                      select jsonb_agg(jsonb_build_object('kind', f.kind, 'amountDong', f.amount_dong, 'text',
                        f.text) order by f.no)
                      from procedure.version_fee f where f.version_id = v.id and f.channel = c.channel), '[]'))
                  order by array_position(array['direct', 'post', 'online'], c.channel))
           from procedure.version_channel c where c.version_id = v.id), '[]') as channels,
         coalesce((
           select jsonb_agg(jsonb_build_object('no', c.no, 'group', c.group_name, 'name', c.name, 'originals',
             c.originals,
                    'copies', c.copies, 'templateName', c.template_name, 'required', c.required) order by c.no)
           from procedure.version_component c where c.version_id = v.id), '[]') as components,
         coalesce((
           select jsonb_agg(jsonb_build_object('no', s.no, 'name', s.name, 'role', s.role, 'unitName', s.unit_name,
                    'hours', s.working_minutes / 60.0, 'nextNo', s.next_no, 'returnNo', s.return_no) order by s.no)
           from procedure.version_step s where s.version_id = v.id), '[]') as steps,
         coalesce((
           select jsonb_agg(jsonb_build_object('number', b.number, 'title', b.title, 'issuedOn', b.issued_on,
             'issuer', b.issuer) order by b.no)
           from procedure.version_legal_basis b where b.version_id = v.id), '[]') as "legalBases",
         coalesce((
           select jsonb_agg(jsonb_build_object('field', g.field, 'reason', g.reason) order by g.no)
           from procedure.version_gap g where g.version_id = v.id), '[]') as "toComplete"
  from procedure.procedure_version v
  join procedure.procedure p on p.id = v.procedure_id`

function fromRow({ legal, committed, form, ...row }: Row): ProcedureVersion {
  return {
    ...row,
    ...(form ? { form } : {}),
    legalLimit: limitFrom(legal),
    committedLimit: limitFrom(committed),
    channels: row.channels.map((channel) => ({ ...channel, limit: limitFrom(channel.limit) })),
  }
}

function limitFrom({ amount, unit }: LimitColumns): Limit | null {
  return amount === null || unit === null ? null : { amount, unit }
}
