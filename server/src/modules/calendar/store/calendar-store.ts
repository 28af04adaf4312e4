import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { databaseFault, isTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { OfficeHoursOf } from '../domain/calendar-change.ts'
import { dayFrom, isoOf } from '../domain/civil-day.ts'
import type { SettingEntry } from '../domain/deadline-settings.ts'
import type { DecreeDay } from '../domain/decree-day.ts'
import type { OpenIntervals, WeeklyHours } from '../domain/office-hours.ts'

// Shorter than PostgreSQL takes to look for a deadlock, so that a change of the calendar gives up before an
// innocent act is ended; and often enough that a busy counter cannot keep a decree out.
const patience = '500ms'
const attempts = 40

/** Waits until no running act of the locality uses the current calendar; new acts wait for this transaction. */
async function holdCalendarAlone(tx: Queryable): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    await sql`savepoint calendar`.execute(tx)
    try {
      await sql.raw(`set local lock_timeout = '${patience}'`).execute(tx)
      await sql`select platform.hold_calendar_alone()`.execute(tx)
      await sql`set local lock_timeout = default`.execute(tx)
      await sql`release savepoint calendar`.execute(tx)
      return
    } catch (error) {
      if (databaseFault(error)?.code !== '55P03' || attempt === attempts) throw error
      await sql`rollback to savepoint calendar`.execute(tx)
    }
  }
}

/** Takes the locality's turn to change the calendar; held to the end of the transaction. */
export async function lockCalendar(tx: Queryable): Promise<void> {
  await holdCalendarAlone(tx)
  await sql`
    insert into calendar.revision as r (locality_id) values (platform.current_locality())
    on conflict (locality_id) do update set version = r.version`.execute(tx)
}

export async function renewVersion(tx: Queryable): Promise<void> {
  await sql`update calendar.revision set version = ${randomUUID()}::uuid`.execute(tx)
}

/** The key of a compiled calendar: the locality of the connection, the version of its rows, and the present day. */
export async function loadVersion(db: Queryable): Promise<{ version: string; today: string }> {
  // In a transaction the version is held to its end: what is counted by it is stored while it is still true.
  const version = isTransaction(db) ? sql`calendar.held_version()` : sql`(select version from calendar.revision)`
  const { rows } = await sql<{ version: string; today: string }>`
    select platform.current_locality() || ':' || coalesce(${version}::text, '') as version,
      platform.today()::text as today`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the database gave no calendar version')
  return row
}

export type StoredSetting = SettingEntry & {
  readonly basis: string
  readonly reason: string
  readonly byName: string
  readonly enteredAt: string
}

/** Everything the locality chose, in the order in which it was entered. */
export async function loadDeadlineSettings(db: Queryable): Promise<StoredSetting[]> {
  const { rows } = await sql<StoredSetting>`
    select name, value, from_on::text as "fromOn", basis, reason, set_by_name as "byName", set_at as "enteredAt"
    from calendar.deadline_setting order by id`.execute(db)
  return rows
}

export async function insertDeadlineSetting(
  tx: Queryable,
  entry: {
    readonly name: string
    readonly value: string
    /** `null`: from today on. */
    readonly fromOn: string | null
    readonly basis: string
    readonly reason: string
    readonly accountId: string | null
    readonly byName: string
  },
): Promise<void> {
  await sql`insert into calendar.deadline_setting (name, value, from_on, basis, reason, set_by, set_by_name)
    values (${entry.name}, ${entry.value}, coalesce(${entry.fromOn}::date, platform.today()), ${entry.basis},
      ${entry.reason},
      ${entry.accountId}::uuid, ${entry.byName})`.execute(tx)
}

type DecreeRow = {
  onDay: string
  kind: DecreeDay['kind']
  name: string
  basis: string
  occasion: DecreeDay['occasion'] | null
  swapsWith: string | null
  fromMinute: number | null
  toMinute: number | null
  entry: number
}

export type EnteredDecreeDay = DecreeDay & { readonly entry: number }

/** The latest entry of every day the locality has entered. */
export async function loadDecreeDays(db: Queryable): Promise<EnteredDecreeDay[]> {
  const { rows } = await sql<DecreeRow>`
    select distinct on (on_day) on_day::text as "onDay", kind, name, basis, occasion, swaps_with::text as "swapsWith",
      from_minute as "fromMinute", to_minute as "toMinute", entry
    from calendar.decree_day order by on_day, entry desc`.execute(db)
  return rows.map((row) => ({
    day: dayFrom(row.onDay),
    kind: row.kind,
    name: row.name,
    basis: row.basis,
    occasion: row.occasion ?? undefined,
    swapsWith: row.swapsWith === null ? undefined : dayFrom(row.swapsWith),
    part: row.fromMinute === null || row.toMinute === null ? undefined : { fromMinute: row.fromMinute, toMinute: row.toMinute },
    entry: row.entry,
  }))
}

export async function insertDecreeDays(
  tx: Queryable,
  days: readonly EnteredDecreeDay[],
  by: { readonly accountId: string | null; readonly decreedOn: string | null; readonly decreeId: string | null },
): Promise<void> {
  const rows = days.map((day) => ({
    on_day: isoOf(day.day),
    kind: day.kind,
    name: day.name,
    basis: day.basis,
    occasion: day.occasion ?? null,
    swaps_with: day.swapsWith === undefined ? null : isoOf(day.swapsWith),
    from_minute: day.part?.fromMinute ?? null,
    to_minute: day.part?.toMinute ?? null,
    entry: day.entry,
  }))
  await sql`
    insert into calendar.decree_day
      (on_day, kind, name, basis, occasion, swaps_with, from_minute, to_minute, entry, decreed_on, entered_by,
      decree_id)
    select r.on_day, r.kind, r.name, r.basis, r.occasion, r.swaps_with, r.from_minute, r.to_minute, r.entry,
      ${by.decreedOn}::date, ${by.accountId}::uuid, ${by.decreeId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (on_day date, kind text, name text, basis text,
      occasion text, swaps_with date, from_minute integer, to_minute integer, entry integer) returning 1`.execute(tx)
}

export type Office = {
  readonly agencyId?: AgencyId | null | undefined
  readonly centreId?: CentreId | null | undefined
}

type SessionRow = { weekday: number; opens: number; closes: number; counts: boolean }
type HoursRow = {
  id: string
  agencyId: string | null
  centreId: string | null
  fromOn: string
  toOn: string | null
  sessions: SessionRow[]
}

export type StoredOfficeHours = OfficeHoursOf

/** All office hours of the locality, or only those written for exactly one office. */
export async function loadOfficeHours(db: Queryable, exactly?: Office): Promise<StoredOfficeHours[]> {
  const which = exactly
    ? sql`h.agency_id is not distinct from ${exactly.agencyId ?? null}::uuid
        and h.centre_id is not distinct from ${exactly.centreId ?? null}::uuid`
    : sql`true`
  const { rows } = await sql<HoursRow>`
    select h.id, h.agency_id as "agencyId", h.centre_id as "centreId", lower(h.valid_during)::text as "fromOn",
      upper(h.valid_during)::text as "toOn",
      coalesce((select jsonb_agg(jsonb_build_object('weekday', s.weekday, 'opens', s.opens_minute,
          'closes', s.closes_minute, 'counts', s.counts_as_day) order by s.weekday, s.opens_minute)
        from calendar.office_session s
        where s.locality_id = h.locality_id and s.office_hours_id = h.id), '[]') as sessions
    from calendar.office_hours h where ${which} order by lower(h.valid_during)`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    agencyId: row.agencyId,
    centreId: row.centreId,
    fromDay: dayFrom(row.fromOn),
    toOn: row.toOn,
    hours: weekOf(row.sessions),
  }))
}

function weekOf(sessions: readonly SessionRow[]): WeeklyHours {
  const on = (weekday: number): OpenIntervals => sessions.filter((s) => s.weekday === weekday).map((s) => [s.opens, s.closes] as const)
  return {
    byWeekday: [on(0), on(1), on(2), on(3), on(4), on(5), on(6)],
    uncounted: ([0, 1, 2, 3, 4, 5, 6] as const).filter((weekday) =>
      sessions.some((session) => session.weekday === weekday && !session.counts),
    ),
  }
}

export async function endOfficeHours(tx: Queryable, id: string, on: string): Promise<void> {
  await sql`
    update calendar.office_hours set valid_during = daterange(lower(valid_during), ${on}::date)
    where id = ${id}`.execute(tx)
}

export async function insertOfficeHours(
  tx: Queryable,
  office: Office,
  entry: {
    readonly fromOn: string
    readonly hours: WeeklyHours
    readonly basis: string
    readonly accountId: string | null
    readonly decreeId: string | null
  },
): Promise<void> {
  const sessions = entry.hours.byWeekday.flatMap((intervals, weekday) =>
    intervals.map(([opens, closes]) => ({
      weekday,
      opens,
      closes,
      counts: !entry.hours.uncounted.some((each) => each === weekday),
    })),
  )
  await sql`
    with entered as (
      insert into calendar.office_hours (agency_id, centre_id, valid_during, basis, set_by, decree_id)
      values (${office.agencyId ?? null}, ${office.centreId ?? null}, daterange(${entry.fromOn}::date, null),
        ${entry.basis}, ${entry.accountId}::uuid,
        ${entry.decreeId}::uuid)
      returning locality_id, id
    )
    insert into calendar.office_session (locality_id, office_hours_id, weekday, opens_minute, closes_minute,
      counts_as_day)
    select entered.locality_id, entered.id, s.weekday, s.opens, s.closes, s.counts
    from entered, jsonb_to_recordset(${JSON.stringify(sessions)}::jsonb)
      as s (weekday integer, opens integer, closes integer, counts boolean) returning 1`.execute(tx)
}

export async function insertDecree(
  tx: Queryable,
  decree: {
    readonly kind: 'days' | 'office_hours'
    readonly name: string
    readonly basis: string
    readonly reason: string
    readonly decreedOn: string | null
    readonly content: Record<string, unknown>
    readonly by: { readonly accountId: string; readonly name: string; readonly role: string }
  },
): Promise<{ id: string }> {
  const { rows } = await sql<{ id: string }>`
    insert into calendar.decree (kind, name, basis, reason, decreed_on, content, entered_by, entered_by_name,
      entered_by_role)
    values (${decree.kind}, ${decree.name}, ${decree.basis}, ${decree.reason}, ${decree.decreedOn}::date,
      ${JSON.stringify(decree.content)}::jsonb, ${decree.by.accountId}::uuid, ${decree.by.name}, ${decree.by.role})
    returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the decree was not stored')
  return row
}

/** When working time itself was last changed by anybody: days or hours, not the choices of how to count. */
export async function loadLastChange(db: Queryable): Promise<string | null> {
  const { rows } = await sql<{ at: string | null }>`select greatest(
    (select max(entered_at) from calendar.decree_day), (select max(set_at)
    from calendar.office_hours)) as at`.execute(db)
  return rows[0]?.at ?? null
}
