import { sql } from 'kysely'
import { createAgency, createUnit } from '#agency'
import { officeWeek, setOfficeHours } from '#calendar'
import { createCentre, createCounter } from '#centre'
import { createAccount, grantRole, hashPassword } from '#identity'
import type { AgencyId, CentreId, UnitId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { loadCollector } from '#payment'
import { createProcedureVersions } from '#procedure'
import type { Gap, ProcedureInput } from '#procedure'
import { gapsOf, isOfSeveralAgencies, packProcess } from './pack-gate.ts'
import type { Pack, PackProcedure } from './pack-schema.ts'

/** Password of every account of a demonstration pack. Accounts of any other pack have none until `motcua accounts passwd`. */
export const demoPassword = 'motcua-demo'

export type LoadCount = { created: number; updated: number; unchanged: number }
export type LoadReport = Readonly<Record<'agencies' | 'units' | 'centres' | 'counters' | 'collectors' | 'accounts' | 'grants' | 'procedures', LoadCount>>

/**
 * Loads a checked pack into the locality of the connection, through the doors of the modules, in one transaction:
 * all of it or nothing. Loading it again changes nothing; loading a corrected pack changes what was corrected.
 * Objects that the pack no longer names are kept, because dossiers may refer to them.
 */
export async function loadPack(db: Queryable, pack: Pack): Promise<LoadReport> {
  return await inTransaction(db, async (tx) => {
    await expectLocality(tx, pack.head.locality)
    const report = emptyReport()
    const agencies = await loadAgencies(tx, pack, report)
    const centres = await loadCentres(tx, pack, report)
    await loadPersonas(tx, pack, agencies, centres, report)
    const { weekdays, spans } = pack.head.officeHours
    await setOfficeHours(tx, { fromOn: pack.head.validFrom, hours: officeWeek(weekdays, spans), basis: pack.head.name, by: null })
    const inputs = pack.procedures.map((procedure) =>
      toInput(procedure, known(agencies, procedure.agencyCode).id, gapsOf(procedure, pack.head)),
    )
    for (const { outcome } of await createProcedureVersions(tx, inputs, { validFrom: pack.head.validFrom })) {
      report.procedures[outcome] += 1
    }
    return report
  })
}

async function expectLocality(tx: Queryable, { code, demonstration, hotline, address }: Pack['head']['locality']): Promise<void> {
  const { rows } = await sql<{ code: string; demonstration: boolean }>`select code, demonstration from platform.locality`.execute(tx)
  const here = rows[0]
  if (here?.code !== code) {
    throw new Error(`the pack is for locality ${code}, the connection for ${here?.code ?? 'none'}. Run it with MOTCUA_LOCALITY=${code}.`)
  }
  if (demonstration && !here.demonstration) {
    throw new Error(
      `the pack is a demonstration, and the locality ${code} is for real work. Load it into a folder of its own: MOTCUA_DATA=.data-demo npm start`,
    )
  }
  // A value that a person has changed on screen is kept.
  await sql`update platform.locality set hotline = coalesce(nullif(hotline, ''), ${hotline ?? ''}),
    address = coalesce(nullif(address, ''), ${address ?? ''})`.execute(tx)
}

type LoadedAgency = { readonly id: AgencyId; readonly name: string; readonly firstUnit: UnitId | null }

async function loadAgencies(tx: Queryable, { head }: Pack, report: LoadReport): Promise<Map<string, LoadedAgency>> {
  const agencies = new Map<string, LoadedAgency>()
  for (const [index, agency] of head.agencies.entries()) {
    const { registered, finished } = agency.declaredProcedures
    const { id, outcome } = await createAgency(tx, {
      code: agency.code,
      name: agency.name,
      shortName: agency.shortName,
      kind: agency.kind,
      sortOrder: index + 1,
      declaredProcedures: { registered, finished },
    })
    report.agencies[outcome] += 1
    let firstUnit: UnitId | null = null
    for (const unit of agency.units) {
      const loaded = await createUnit(tx, { agencyId: id, code: unit.code, name: unit.name })
      report.units[loaded.outcome] += 1
      firstUnit ??= loaded.id
    }
    agencies.set(agency.code, { id, name: agency.name, firstUnit })
  }
  return agencies
}

async function loadCentres(tx: Queryable, { head }: Pack, report: LoadReport): Promise<Map<string, CentreId>> {
  const centres = new Map<string, CentreId>()
  for (const { counters, collector, ...centre } of head.centres) {
    const { id, outcome } = await createCentre(tx, centre)
    report.centres[outcome] += 1
    centres.set(centre.code, id)
    if (collector) report.collectors[await loadCollector(tx, id, collector)] += 1
    for (const { number, name, field } of counters) {
      report.counters[await createCounter(tx, { centreId: id, number, name, field })] += 1
    }
  }
  return centres
}

async function loadPersonas(
  tx: Queryable,
  { head }: Pack,
  agencies: ReadonlyMap<string, LoadedAgency>,
  centres: ReadonlyMap<string, CentreId>,
  report: LoadReport,
): Promise<void> {
  if (head.personas.length + head.agencyPersonas.length === 0) return
  // One hash for all: these accounts share their password, and 85 hashes would be most of the time of a load.
  const password = head.locality.demonstration ? { passwordHash: await hashPassword(demoPassword), demonstration: true } : {}
  for (const { login, displayName, title, grants } of head.personas) {
    const account = await createAccount(tx, { login, displayName, title, agencyId: null, unitId: null, ...password })
    report.accounts[account.created ? 'created' : 'unchanged'] += 1
    for (const { role, centre, head: isHead = false } of grants) {
      const centreId = centre === undefined ? null : known(centres, centre)
      const grant = await grantRole(tx, { accountId: account.id, role, agencyId: null, centreId, isHead })
      report.grants[grant.created ? 'created' : 'unchanged'] += 1
    }
  }
  for (const { code, key } of head.agencies) {
    const agency = known(agencies, code)
    for (const persona of head.agencyPersonas) {
      const account = await createAccount(tx, {
        login: `${persona.login}.${key}`,
        displayName: `${persona.displayName} ${agency.name}`,
        title: persona.title,
        agencyId: agency.id,
        // The unit is where case officers and heads sit; those who sign and stamp act for the whole agency.
        unitId: persona.role === 'case_officer' || persona.role === 'unit_head' ? agency.firstUnit : null,
        ...password,
      })
      report.accounts[account.created ? 'created' : 'unchanged'] += 1
      const grant = await grantRole(tx, {
        accountId: account.id,
        role: persona.role,
        agencyId: agency.id,
        centreId: null,
        isHead: persona.head ?? false,
      })
      report.grants[grant.created ? 'created' : 'unchanged'] += 1
    }
  }
}

/**
 * The form of a procedure of the pack: published, unless the gate found gaps. What was not compared with the national
 * database says so to the reader.
 */
export function toInput(procedure: PackProcedure, agencyId: AgencyId, gaps: readonly Gap[]): ProcedureInput {
  return {
    code: procedure.code,
    name: procedure.name,
    agencyId,
    sector: procedure.sector,
    levels: procedure.levels,
    targets: procedure.targets,
    decisionNumber: procedure.decision,
    type: null,
    handling: procedure.handling,
    serviceLevel: procedure.serviceLevel,
    legalLimit: procedure.legal,
    committedLimit: procedure.committed,
    channels: procedure.channels.map(({ channel, limit, limitNote, fees }) => ({
      channel,
      limit,
      limitNote: limitNote ?? '',
      fees,
    })),
    components: procedure.components.map((component, index) => ({
      no: index + 1,
      group: component.group ?? '',
      name: component.name,
      originals: component.originals,
      copies: component.copies,
      templateName: component.template ?? null,
      required: component.required,
    })),
    steps: procedure.steps.map((step, index) => ({
      no: index + 1,
      name: step.name,
      role: step.role,
      unitName: step.unit ?? null,
      hours: step.hours,
    })),
    ...(isOfSeveralAgencies(procedure) ? { process: packProcess(procedure).process } : {}),
    conditions: procedure.conditions ?? '',
    ...(procedure.clock ? { clockRules: procedure.clock } : {}),
    ...(procedure.form ? { form: procedure.form } : {}),
    resultNames: procedure.results,
    legalBases: procedure.legalBases,
    procedureText: [
      ...procedure.procedureText,
      ...(procedure.verified ? [] : [notVerified]),
      ...(procedure.processNote ? [procedure.processNote] : []),
    ],
    implementingAgency: null,
    publishState: gaps.length === 0 ? 'published' : 'to_complete',
    toComplete: gaps,
  }
}

const notVerified =
  'Ghi chú: nội dung thủ tục này là dữ liệu trình diễn, chưa đối chiếu đầy đủ với Cơ sở dữ liệu quốc gia về thủ tục hành chính.'

function emptyReport(): LoadReport {
  const none = (): LoadCount => ({ created: 0, updated: 0, unchanged: 0 })
  return {
    agencies: none(),
    units: none(),
    centres: none(),
    counters: none(),
    collectors: none(),
    accounts: none(),
    grants: none(),
    procedures: none(),
  }
}

/** `checkPack` has seen that every code named is there; a pack that skipped it stops here. */
function known<Value>(map: ReadonlyMap<string, Value>, code: string): Value {
  const value = map.get(code)
  if (value === undefined) throw new Error(`${code} is named in the pack but not described`)
  return value
}
