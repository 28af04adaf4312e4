import { millisOf } from '#kernel/instant.ts'
import type { Language } from '#kernel/language.ts'
import { holdersInEnglish, ledgerCausesInEnglish } from '../domain/english.ts'
import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { workingMillisBefore } from '#calendar'
import { roleNames } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { stopCauses } from '../domain/clock-causes.ts'
import type { StopCause } from '../domain/clock-causes.ts'
import { durationText, foldLedger, ledgerCauseNames, ledgerCauses } from '../domain/ledger.ts'
import type { HeldInterval, HolderLedger, LedgerEntry } from '../domain/ledger.ts'
import { mayReadDossier } from './may-look.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { calendarFor, local } from './clocks.ts'
import { versionOf } from './load-facts.ts'
import { stepsOf } from './process-run.ts'

type Row = {
  id: DossierId
  code: string
  agencyId: AgencyId
  centreId: CentreId
  agencyName: string
  centreName: string
  procedureVersionId: ProcedureVersionId
  finishedAt: string | null
  endedAt: string | null
  held: (Omit<HeldInterval, 'fromMs' | 'toMs'> & {
    fromAt: string
    toAt: string | null
    officer: string | null
    agencyName: string | null
  })[]
  stops: { cause: StopCause; fromAt: string; toAt: string | null }[]
}

async function findRow(db: Queryable, code: string): Promise<Row | null> {
  const { rows } = await sql<Row>`
    select d.id, d.code, d.agency_id as "agencyId", d.centre_id as "centreId", a.name as "agencyName",
      c.name as "centreName", d.procedure_version_id as "procedureVersionId", d.finished_at as "finishedAt",
      d.ended_at as "endedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('kind', h.kind, 'agencyId', h.agency_id, 'centreId', h.centre_id,
      'accountId', h.account_id,
          'stepNo', h.step_no, 'stepRole', h.step_role, 'fromAt', h.from_at, 'toAt', h.to_at, 'officer',
          o.display_name, 'agencyName', x.name) order by h.seq), '[]')
         from dossier.holding h left join identity.v_officer o on o.locality_id = h.locality_id and o.id = h.account_id
         left join agency.v_agency x on x.locality_id = h.locality_id and x.id = h.agency_id
         where h.locality_id = d.locality_id and h.dossier_id = d.id) as held,
      (select coalesce(jsonb_agg(jsonb_build_object('cause', s.cause, 'fromAt', s.from_at, 'toAt', s.to_at)
      order by s.seq), '[]')
         from dossier.clock_stop s where s.locality_id = d.locality_id and s.dossier_id = d.id) as stops
    from dossier.dossier d
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id
    where d.code = ${code}`.execute(db)
  return rows[0] ?? null
}

async function fold(db: Queryable, row: Row): Promise<HolderLedger> {
  const [calendar, now] = await Promise.all([calendarFor(db, row), databaseNow(db)])
  const ms = (at: string): number => millisOf(at)
  const orNull = (at: string | null): number | null => (at === null ? null : ms(at))
  return foldLedger(
    row.held.map(({ fromAt, toAt, officer: _officer, agencyName: _agency, ...line }) => ({
      ...line,
      fromMs: ms(fromAt),
      toMs: orNull(toAt),
    })),
    row.stops.map((stop) => ({ cause: stop.cause, fromMs: ms(stop.fromAt), toMs: orNull(stop.toAt) })),
    orNull(row.finishedAt),
    orNull(row.endedAt) ?? now.epochMilliseconds,
    (at) => workingMillisBefore(calendar, Temporal.Instant.fromEpochMilliseconds(at)),
  )
}

/**
 * The holder ledger of a dossier: who had it from when to when, whose time that was, and the total of each interval.
 * @throws Refused DOSSIER_NOT_FOUND when there is none or the caller has nothing to do with it
 */
export async function getLedger(db: Queryable, actor: Actor, code: string) {
  const row = await findRow(db, code)
  if (!row || !(await mayReadDossier(db, actor, row))) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const [ledger, version] = [await fold(db, row), await versionOf(db, row)]
  const steps = await stepsOf(db, version)
  // At the counter only what is settled there has steps; the step of a result that came back is the agency's last.
  const stepOf = ({ kind, stepNo, collecting }: LedgerEntry): { stepNo: number | null; stepName: string | null } => {
    const step = kind === 'agency' || (kind === 'counter' && version.handling !== 'forwarded' && !collecting) ? stepNo : null
    return { stepNo: step, stepName: steps.find((each) => each.no === step)?.name ?? null }
  }
  const officers = new Map(row.held.map((line) => [line.accountId, line.officer]))
  return {
    code: row.code,
    from: local(Temporal.Instant.fromEpochMilliseconds(ledger.fromMs)) ?? '',
    until: local(Temporal.Instant.fromEpochMilliseconds(ledger.untilMs)) ?? '',
    isOpen: row.endedAt === null,
    whole: charge(ledger.whole),
    causes: ledgerCauses.map((cause) => ({ cause, name: ledgerCauseNames[cause], ...charge(ledger.byCause[cause]) })),
    entries: ledger.entries.map((entry) => ({
      from: local(Temporal.Instant.fromEpochMilliseconds(entry.fromMs)) ?? '',
      to: local(Temporal.Instant.fromEpochMilliseconds(entry.toMs)) ?? '',
      holderKind: entry.kind,
      holderName: nameOf(entry, row),
      ...stepOf(entry),
      roleName: entry.kind === 'agency' && entry.stepRole ? roleNames[entry.stepRole satisfies Role] : null,
      officerName: officers.get(entry.accountId) ?? null,
      cause: entry.cause,
      causeName: ledgerCauseNames[entry.cause],
      stopName: entry.stop ? stopCauses[entry.stop].name : null,
      collecting: entry.collecting,
      ...charge(entry),
    })),
  }
}

/** What the owner of the slip may know: how long each side held it. No officer and no internal step is named. */
export async function publicLedger(db: Queryable, code: string, language: Language = 'vi') {
  const row = await findRow(db, code)
  if (!row) return []
  const ledger = await fold(db, row)
  const sides = new Map<string, { name: string; cause: LedgerEntry['cause']; causeName: string; workMs: number; clockMs: number }>()
  for (const entry of ledger.entries) {
    const key = `${entry.kind} ${entry.agencyId} ${entry.cause}`
    const side = sides.get(key) ?? {
      name: nameOf(entry, row, language),
      cause: entry.cause,
      causeName: (language === 'en' ? ledgerCausesInEnglish : ledgerCauseNames)[entry.cause],
      workMs: 0,
      clockMs: 0,
    }
    sides.set(key, { ...side, workMs: side.workMs + entry.workMs, clockMs: side.clockMs + entry.clockMs })
  }
  return [...sides.values()].map(({ workMs, clockMs, ...side }) => ({ ...side, ...charge({ workMs, clockMs }, language) }))
}

function nameOf(entry: Pick<LedgerEntry, 'kind' | 'collecting' | 'agencyId'>, row: Row, language: Language = 'vi'): string {
  const isEnglish = language === 'en'
  switch (entry.kind) {
    case 'counter':
      if (!entry.collecting) return row.centreName
      return `${row.centreName} (${isEnglish ? 'waiting to be collected' : 'chờ người nộp đến nhận kết quả'})`
    case 'agency':
      // Another agency has it where the process gave it a part.
      return row.held.find((line) => line.agencyId === entry.agencyId)?.agencyName ?? row.agencyName
    case 'applicant':
      return isEnglish ? holdersInEnglish.applicant : 'Người nộp hồ sơ'
    case 'outside':
      return isEnglish ? holdersInEnglish.outside : 'Cơ quan bên ngoài'
  }
}

function charge(of: { clockMs: number; workMs: number }, language: Language = 'vi') {
  const text = (ms: number): string => durationText(ms, language)
  return { clockMs: of.clockMs, workMs: of.workMs, clockText: text(of.clockMs), workText: text(of.workMs) }
}
