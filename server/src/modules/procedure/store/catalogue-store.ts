import { sql } from 'kysely'
import type { ProcedureId, ProcedureVersionId } from '#kernel/ids.ts'
import { isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { Source } from '../domain/catalogue-change.ts'
import type { ProcedureInput } from '../domain/procedure.ts'

/** The catalogue's content under one code, for the given source. */
export type StandingRow = {
  readonly code: string
  readonly procedureId: ProcedureId
  readonly lastSaid: string | null
  readonly versionId: ProcedureVersionId | null
  readonly source: Source | null
  readonly contentHash: string | null
  readonly validFrom: string | null
}

export type NewVersion = {
  readonly procedure: ProcedureInput
  readonly procedureId: ProcedureId
  readonly source: Source
  readonly contentHash: string
  /** `YYYY-MM-DD`. */
  readonly validFrom: string
}

/** One writer of the catalogue at a time: imports are rare, and two of the same file must not both create. */
export async function lockCatalogue(tx: Queryable): Promise<void> {
  if (!isTransaction(tx)) throw new Error('the catalogue is written inside a transaction')
  await sql`select pg_advisory_xact_lock(hashtext('procedure.catalogue'), platform.current_locality())`.execute(tx)
}

export async function standingOf(tx: Queryable, codes: readonly string[], source: Source): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select p.code, p.id as "procedureId", r.content_hash as "lastSaid", v.id as "versionId", v.source,
           v.content_hash as "contentHash", lower(v.valid_during)::text as "validFrom"
    from procedure.procedure p
    left join procedure.source_record r on r.procedure_id = p.id and r.source = ${source}
    left join procedure.procedure_version v
      on v.procedure_id = p.id and v.set_aside = 0 and upper_inf(v.valid_during)
    where p.code = any(${codes}::text[])
  `.execute(tx)
  return rows
}

export async function insertProcedures(tx: Queryable, codes: readonly string[]): Promise<Map<string, ProcedureId>> {
  const { rows } = await sql<{ code: string; id: ProcedureId }>`
    insert into procedure.procedure (code) select unnest(${codes}::text[]) returning code, id
  `.execute(tx)
  return new Map(rows.map(({ code, id }) => [code, id]))
}

/**
 * Ends versions the day their successor begins. One that began on that same day was in force for hours only:
 * it keeps its day, under a number of its own.
 */
export async function endVersions(tx: Queryable, endings: readonly { versionId: ProcedureVersionId; on: string }[]): Promise<void> {
  if (endings.length === 0) return
  await sql`
    update procedure.procedure_version v
    set valid_during = case when lower(v.valid_during) < e.ends_on then daterange(lower(v.valid_during), e.ends_on)
                            else daterange(e.ends_on, e.ends_on + 1) end,
        set_aside = case when lower(v.valid_during) < e.ends_on then 0
                         else (select max(o.set_aside) + 1 from procedure.procedure_version o
                           where o.procedure_id = v.procedure_id) end
    from
      jsonb_to_recordset(${JSON.stringify(endings.map(({ versionId, on }) => ({ id: versionId, ends_on: on })))}::jsonb)
      as e(id uuid, ends_on date)
    where v.id = e.id
  `.execute(tx)
}

/** Inserts whole versions with all their parts, one statement per table however many there are. */
export async function insertVersions(tx: Queryable, versions: readonly NewVersion[]): Promise<ProcedureVersionId[]> {
  if (versions.length === 0) return []
  const { rows } = await sql<{ id: ProcedureVersionId }>`
    select uuidv7() as id from generate_series(1, ${versions.length}::integer)
  `.execute(tx)
  const ids = rows.map(({ id }) => id)
  const numbered = versions.map((version, index) => ({ ...version, id: ids[index], parts: version.procedure }))
  const parts = <Part>(pick: (procedure: ProcedureInput) => readonly Part[]): string =>
    JSON.stringify(numbered.flatMap(({ id, parts }) => pick(parts).map((part, index) => ({ id, no: index + 1, ...part }))))

  await sql`
    insert into procedure.procedure_version (
      id, procedure_id, valid_during, agency_id, name, sector, levels, targets, decision_number, type, handling,
      service_level, legal_amount, legal_unit, committed_amount, committed_unit, conditions, result_names,
      procedure_text, implementing_agency, publish_state, source, content_hash, clock_rules, form)
    select id, "procedureId", daterange("validFrom", null), "agencyId", name, sector, levels, targets,
           "decisionNumber", type, handling, "serviceLevel", "legalAmount", "legalUnit", "committedAmount",
           "committedUnit", conditions, "resultNames", "procedureText", "implementingAgency", "publishState",
           source, "contentHash", "clockRules", form
    from jsonb_to_recordset(${JSON.stringify(
      numbered.map(({ id, procedureId, source, contentHash, validFrom, procedure }) => ({
        id,
        procedureId,
        source,
        contentHash,
        validFrom,
        agencyId: procedure.agencyId,
        name: procedure.name,
        sector: procedure.sector,
        levels: procedure.levels,
        targets: procedure.targets,
        decisionNumber: procedure.decisionNumber,
        type: procedure.type,
        handling: procedure.handling,
        serviceLevel: procedure.serviceLevel,
        legalAmount: procedure.legalLimit?.amount,
        legalUnit: procedure.legalLimit?.unit,
        committedAmount: procedure.committedLimit?.amount,
        committedUnit: procedure.committedLimit?.unit,
        conditions: procedure.conditions,
        resultNames: procedure.resultNames,
        procedureText: procedure.procedureText,
        implementingAgency: procedure.implementingAgency,
        publishState: procedure.publishState,
        clockRules: procedure.clockRules ?? {},
        form: procedure.form,
      })),
    )}::jsonb) as v(
      id uuid, "procedureId" uuid, "validFrom" date, "agencyId" uuid, name text, sector text, levels text[],
      targets text[], "decisionNumber" text, type text, handling text, "serviceLevel" text, "legalAmount" numeric,
      "legalUnit" text, "committedAmount" numeric, "committedUnit" text, conditions text, "resultNames" text[],
      "procedureText" text[], "implementingAgency" text, "publishState" text, source text, "contentHash" text,
      "clockRules" jsonb, form jsonb)
    returning 1
  `.execute(tx)
  await sql`
    insert into procedure.version_channel (version_id, channel, limit_amount, limit_unit, limit_note)
    select id, channel, ("limit" ->> 'amount')::numeric, "limit" ->> 'unit', "limitNote"
    from jsonb_to_recordset(${parts((procedure) => procedure.channels)}::jsonb)
      as c(id uuid, channel text, "limit" jsonb, "limitNote" text)
    returning 1
  `.execute(tx)
  await sql`
    insert into procedure.version_fee (version_id, channel, no, kind, amount_dong, text)
    select id, channel, "feeNo", kind, "amountDong", text
    from jsonb_to_recordset(${parts((procedure) =>
      procedure.channels.flatMap(({ channel, fees }) => fees.map((fee, index) => ({ ...fee, channel, feeNo: index + 1 }))),
    )}::jsonb) as f(id uuid, channel text, "feeNo" integer, kind text, "amountDong" bigint, text text)
    returning 1
  `.execute(tx)
  await sql`
    insert into procedure.version_component (version_id, no, group_name, name, originals, copies, template_name,
      required)
    select id, no, "group", name, originals, copies, "templateName", required
    from jsonb_to_recordset(${parts((procedure) => procedure.components)}::jsonb)
      as c(id uuid, no integer, "group" text, name text, originals integer, copies integer, "templateName" text,
      required boolean)
    returning 1
  `.execute(tx)
  await sql`
    insert into procedure.version_step (version_id, no, name, role, unit_name, working_minutes, next_no, return_no)
    select id, no, name, role, "unitName", minutes, "nextNo", "returnNo"
    from jsonb_to_recordset(${parts((procedure) =>
      procedure.steps.map((step, index, all) => ({
        ...step,
        minutes: Math.round(step.hours * 60),
        nextNo: step.nextNo === undefined ? (all[index + 1]?.no ?? null) : step.nextNo,
        returnNo: step.returnNo === undefined ? (all[index - 1]?.no ?? null) : step.returnNo,
      })),
    )}::jsonb) as s(id uuid, no integer, name text, role text, "unitName" text, minutes integer, "nextNo" integer,
    "returnNo" integer)
    returning 1
  `.execute(tx)
  await sql`
    insert into procedure.version_legal_basis (version_id, no, number, title, issued_on, issuer)
    select id, no, number, title, "issuedOn", issuer
    from jsonb_to_recordset(${parts((procedure) => procedure.legalBases)}::jsonb)
      as b(id uuid, no integer, number text, title text, "issuedOn" date, issuer text)
    returning 1
  `.execute(tx)
  await sql`
    insert into procedure.version_gap (version_id, no, field, reason)
    select id, no, field, reason
    from jsonb_to_recordset(${parts((procedure) => procedure.toComplete)}::jsonb) as g(id uuid, no integer,
      field text, reason text)
    returning 1
  `.execute(tx)
  return ids
}

export async function rememberSaid(
  tx: Queryable,
  source: Source,
  said: readonly { procedureId: ProcedureId; contentHash: string }[],
): Promise<void> {
  if (said.length === 0) return
  await sql`
    insert into procedure.source_record (procedure_id, source, content_hash, read_at)
    select "procedureId", ${source}, "contentHash", platform.now()
    from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as s("procedureId" uuid, "contentHash" text)
    on conflict (locality_id, procedure_id, source)
      do update set content_hash = excluded.content_hash, read_at = excluded.read_at
  `.execute(tx)
}

/** Says that the catalogue has changed: every index built for the earlier stamp is out of date. Whether it was the first time. */
export async function stampRevision(tx: Queryable): Promise<boolean> {
  const { rows } = await sql<{ isFirst: boolean }>`
    insert into procedure.revision (stamp) values (uuidv7())
    on conflict (locality_id) do update set stamp = excluded.stamp
    returning old.locality_id is null as "isFirst"
  `.execute(tx)
  return rows[0]?.isFirst ?? false
}
