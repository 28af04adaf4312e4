import { sql } from 'kysely'
import { createAgency, createUnit, listAgencies, listUnits } from '#agency'
import { calendarEntries, enterDecreeDays, setDeadlineSetting, setOfficeHours } from '#calendar'
import { createCentre, createCounter, listCentres } from '#centre'
import { createAccount, grantRole, hashPassword } from '#identity'
import { loadCollector } from '#payment'
import { randomBytes } from 'node:crypto'
import type { AgencyId, CentreId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow, inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { createProcedureVersions, getProcedureVersion, obstacleToPublishing, searchProcedures } from '#procedure'
import type { ProcedureInput, ProcedureVersion } from '#procedure'
import { practiceCollector, practicePeople } from '../domain/practice-people.ts'
import { practiceRefusals } from '../domain/refusals.ts'

export type CopyReport = { readonly agencies: number; readonly centres: number; readonly people: number; readonly procedures: number }

/**
 * Sets the practice place up like the real one: agencies, units, centres, counters, calendar, every procedure
 * received there, someone for every role, and a collector of each centre whose account is of no bank. Nothing of a dossier or of a citizen is copied. Done again it brings
 * up to date what changed, and touches no practice dossier.
 * @param live read from, never written to.
 */
export async function copyCentre(live: Queryable, practice: Queryable): Promise<CopyReport> {
  const agencies = await listAgencies(live)
  const units = await listUnits(live)
  const centres = await listCentres(live)
  const entries = await calendarEntries(live)
  const published = await publishedProcedures(live)
  // This password is unknown to everyone: access needs a ticket.
  const passwordHash = await hashPassword(randomBytes(24).toString('base64url'))
  return await inTransaction(practice, async (tx) => {
    await sql`insert into practice.clock (ahead) values ('0') on conflict do nothing`.execute(tx)
    const agencyIds = new Map<string, AgencyId>()
    for (const [index, { id, ...agency }] of agencies.entries()) {
      const made = await createAgency(tx, { ...agency, sortOrder: index + 1 })
      agencyIds.set(id, made.id)
      for (const { code, name } of units.filter((unit) => unit.agencyId === id)) await createUnit(tx, { agencyId: made.id, code, name })
    }
    const centreIds = new Map<string, CentreId>()
    for (const { id, counters, ...centre } of centres) {
      const made = await createCentre(tx, centre)
      centreIds.set(id, made.id)
      for (const { number, name, field } of counters) await createCounter(tx, { centreId: made.id, number, name, field })
      await loadCollector(tx, made.id, practiceCollector(centre))
    }
    await enterDecreeDays(tx, entries.days, { by: null })
    // Copied again it brings up to date what changed: only what was chosen since.
    const { settings: known } = await calendarEntries(tx)
    const isKnown = (entry: (typeof known)[number]): boolean =>
      known.some(
        (each) => each.name === entry.name && each.value === entry.value && each.fromOn === entry.fromOn && each.basis === entry.basis,
      )
    for (const entry of entries.settings.filter((each) => !isKnown(each)))
      await setDeadlineSetting(tx, { ...entry, value: entry.value as never, accountId: null })
    for (const { agencyId, centreId, fromOn, hours } of entries.officeHours) {
      await setOfficeHours(tx, {
        agencyId: agencyId === null ? null : (agencyIds.get(agencyId) ?? null),
        centreId: centreId === null ? null : (centreIds.get(centreId) ?? null),
        fromOn,
        hours,
        by: null,
      })
    }
    const people = practicePeople(agencies, centres)
    const idOfAgency = (code: string): AgencyId | null => agencyIds.get(agencies.find((agency) => agency.code === code)?.id ?? '') ?? null
    const idOfCentre = (code: string): CentreId | null => centreIds.get(centres.find((centre) => centre.code === code)?.id ?? '') ?? null
    for (const { login, displayName, role, agencyCode, centreCode, isHead } of people) {
      const agencyId = agencyCode === null ? null : idOfAgency(agencyCode)
      const account = await createAccount(tx, { login, displayName, title: 'Vai chạy thử', agencyId, unitId: null, passwordHash })
      await grantRole(tx, { accountId: account.id, role, agencyId, centreId: centreCode === null ? null : idOfCentre(centreCode), isHead })
    }
    await createProcedureVersions(
      tx,
      published.map((version) => inputFrom(version, agencyIds)),
    )
    return { agencies: agencies.length, centres: centres.length, people: people.length, procedures: published.length }
  })
}

/** Whether the practice place has been set up. */
export async function isSetUp(practice: Queryable): Promise<boolean> {
  return (await listAgencies(practice)).length > 0
}

/**
 * Takes the current content of one procedure from the real catalogue, also of a draft, and opens it for
 * trial.
 * @throws Refused PROCEDURE_NOT_TRIABLE with what is missing.
 */
export async function copyProcedure(live: Queryable, practice: Queryable, code: string): Promise<void> {
  const today = (await databaseNow(live)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const version = await getProcedureVersion(live, code, today)
  if (!version) throw new Refused(refusalFrom(practiceRefusals, 'PROCEDURE_NOT_TRIABLE', { code, reason: 'không có thủ tục này.' }))
  const agencies = await listAgencies(live)
  const here = new Map((await listAgencies(practice)).map((agency) => [agency.code, agency.id]))
  const ids = new Map(
    agencies.flatMap((agency) => {
      const id = here.get(agency.code)
      return id ? [[agency.id as string, id] as const] : []
    }),
  )
  const input = { ...inputFrom(version, ids), publishState: 'published' as const }
  const reason = obstacleToPublishing(input)
  if (reason !== null) throw new Refused(refusalFrom(practiceRefusals, 'PROCEDURE_NOT_TRIABLE', { code, reason }))
  await createProcedureVersions(practice, [input])
}

async function publishedProcedures(live: Queryable): Promise<ProcedureVersion[]> {
  const today = (await databaseNow(live)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const { items } = await searchProcedures(live, { state: 'published', withDrafts: false, limit: 10_000, offset: 0 })
  const versions: ProcedureVersion[] = []
  for (const { code } of items) {
    const version = await getProcedureVersion(live, code, today)
    if (version) versions.push(version)
  }
  return versions
}

function inputFrom(version: ProcedureVersion, agencyIds: ReadonlyMap<string, AgencyId>): ProcedureInput {
  const { procedureId: _procedure, versionId: _version, validFrom: _from, validTo: _to, ...input } = version
  return { ...input, agencyId: input.agencyId === null ? null : (agencyIds.get(input.agencyId) ?? null) }
}
