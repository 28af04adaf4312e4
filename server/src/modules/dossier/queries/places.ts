import { instantFrom } from '#kernel/instant.ts'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { AccountId, AgencyId, CentreId, ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { calendarVersion } from '#calendar'
import type { CalendarMoment } from '#calendar'
import { dutyLock } from '#identity'
import { versionInForce } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'

// Agency codes and centres never change, so what was once seen stays true for the life of the process.
const seen = new WeakMap<Database, Map<string, PlaceCodes>>()

type PlaceCodes = { readonly agencyCode: string; readonly centreCode: string }

/**
 * The codes of the competent agency and of the receiving centre, with one of which the dossier's code begins (`codePrefix`).
 * @throws Refused INTAKE_PLACE_UNKNOWN
 */
export async function getPlaceCodes(db: Queryable, database: Database, agencyId: AgencyId, centreId: CentreId): Promise<PlaceCodes> {
  let codes = seen.get(database)
  if (!codes) {
    codes = new Map()
    seen.set(database, codes)
  }
  const key = `${agencyId} ${centreId}`
  const known = codes.get(key)
  if (known) return known
  const { rows } = await sql<PlaceCodes>`
    select a.code as "agencyCode", c.code as "centreCode" from agency.v_agency a, centre.v_centre c
    where a.id = ${agencyId}::uuid and c.id = ${centreId}::uuid`.execute(db)
  const [found] = rows
  if (!found)
    throw new Refused(
      refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [{ field: '/body/centreId', message: 'Không có trung tâm này' }]),
    )
  codes.set(key, found)
  return found
}

/** When an intake is checked, and the version of the procedure in force then. */
export type IntakeMoment = { readonly now: Temporal.Instant; readonly versionId: ProcedureVersionId | null }

/**
 * Begins an intake: holds the duty of the officer, then the calendar, until the transaction ends, and says which version of the
 * procedure is received at this moment. What is read under these locks is read in a statement of its own.
 */
export async function beginIntake(tx: Queryable, procedureCode: string, accountId: AccountId | null): Promise<IntakeMoment> {
  const { rows } = await sql<StoredMoment>`
    select ${accountId === null ? sql`null` : dutyLock(accountId)}, platform.hold_calendar(), ${sqlOfIntakeMoment(procedureCode)}`.execute(
    tx,
  )
  return momentFrom(rows)
}

/** The moment of an intake that is only looked at: nothing is held. */
export async function getIntakeMoment(db: Queryable, procedureCode: string): Promise<IntakeMoment> {
  const { rows } = await sql<StoredMoment>`select ${sqlOfIntakeMoment(procedureCode)}`.execute(db)
  return momentFrom(rows)
}

type StoredMoment = { now: string; versionId: ProcedureVersionId | null }

function sqlOfIntakeMoment(procedureCode: string): RawBuilder<unknown> {
  return sql`platform.now() as now, ${versionInForce(procedureCode, sql`(select platform.today())`)} as "versionId"`
}

function momentFrom([row]: readonly StoredMoment[]): IntakeMoment {
  if (!row) throw new Error('the database gave no time')
  return { now: instantFrom(row.now), versionId: row.versionId }
}

export type IntakePlace = {
  readonly agencyName: string
  readonly centreName: string
  readonly centrePhone: string
  /** `null` where no counter was named, or it is not one of the centre's. */
  readonly counterNumber: number | null
  readonly isCounterHere: boolean
  /** Whether the centre serves the competent agency. */
  readonly isServed: boolean
  readonly calendar: CalendarMoment
  readonly hasDuty: boolean
  readonly isAway: boolean
}

/** SQL of whether a centre serves an agency: one that lists none serves all. */
function isServed(centreId: RawBuilder<unknown>, agencyId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(not exists (select from centre.v_served_agency where centre_id = ${centreId})
        or exists (select from centre.v_served_agency where centre_id = ${centreId} and agency_id = ${agencyId}))`
}

/**
 * Everything an intake asks about its place, in one statement, with the duty and the calendar held before it.
 * @throws Refused INTAKE_PLACE_UNKNOWN
 */
export async function getIntakePlace(
  tx: Queryable,
  on: { agencyId: AgencyId; centreId: CentreId; counterId: string | null; accountId: AccountId | null },
): Promise<IntakePlace> {
  const { rows } = await sql<
    Omit<IntakePlace, 'calendar' | 'hasDuty'> & { version: string; today: string; hasDuty: boolean | null }
  >`select a.name as "agencyName", c.name as "centreName", c.phone as "centrePhone", k.number as "counterNumber",
    k.id is not null as "isCounterHere",
      ${isServed(sql`c.id`, sql`a.id`)} as "isServed",
      ${calendarVersion} as version, platform.today()::text as today, o.has_duty as "hasDuty",
      coalesce(o.is_away, false) as "isAway"
    from agency.v_agency a
    cross join centre.v_centre c
    left join centre.v_counter k on k.locality_id = c.locality_id and k.centre_id = c.id
      and k.id = ${on.counterId}::uuid
    left join identity.v_officer_today o on o.id = ${on.accountId}::uuid
    where a.id = ${on.agencyId}::uuid and c.id = ${on.centreId}::uuid`.execute(tx)
  const [found] = rows
  if (!found)
    throw new Refused(
      refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [{ field: '/body/centreId', message: 'Không có trung tâm này' }]),
    )
  const { version, today, hasDuty, ...place } = found
  return { ...place, calendar: { version, today }, hasDuty: on.accountId === null || hasDuty !== false }
}

/**
 * From when the clocks of a dossier run. Received at a centre that does not serve the competent agency, its time begins
 * when that agency has it; what the centre settles itself begins with acceptance everywhere.
 * @law 309/2026/NĐ-CP Điều 8 khoản 3
 */
export function clockFromOf(handling: string, isServed: boolean): 'acceptance' | 'competent_agency' {
  return handling === 'forwarded' && !isServed ? 'competent_agency' : 'acceptance'
}

/** {@link clockFromOf} for a look ahead, at a place that was not read yet. */
export async function clockFromAt(
  db: Queryable,
  agencyId: AgencyId,
  centreId: CentreId,
  handling: string,
): Promise<'acceptance' | 'competent_agency'> {
  if (handling !== 'forwarded') return 'acceptance'
  const { rows } = await sql<{ served: boolean }>`
    select ${isServed(sql`${centreId}::uuid`, sql`${agencyId}::uuid`)} as served`.execute(db)
  return clockFromOf(handling, rows[0]?.served !== false)
}
