import { sql } from 'kysely'
import type { Language } from '#kernel/language.ts'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { calendarsAt, calendarVersion, remaining } from '#calendar'
import type { CalendarMoment } from '#calendar'
import { answerSections } from '#form'
import type { Answers, AnswerSection, Form } from '#form'
import { listArrivingFiles, mediaTypes } from '#document'
import type { ArrivingFile } from '#document'
import { mayOpenPapers } from '#identity'
import { findVersionById } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { lookupSecret } from '../store/lookup-secret.ts'
import { local } from './clocks.ts'
import { filePlace } from './dossier-files.ts'
import { versionOf } from './load-facts.ts'
import { reachedBy } from './reach-sql.ts'

/** A file as it was filed: its hash lets anybody see that it is the one they sent. */
export type FiledFile = {
  readonly id: string
  readonly name: string
  readonly typeName: string
  readonly size: number
  readonly sha256: string
  readonly componentName: string | null
}

/** The time the centre has for its first answer. */
export type FirstAnswer = {
  readonly dueAt: string
  readonly answeredAt: string | null
  readonly isLate: boolean
  /** In a sentence, while it is awaited. */
  readonly left: string | null
}

type FilingRow = CalendarMoment & {
  id: DossierId
  code: string
  agencyId: AgencyId
  centreId: CentreId
  centreName: string
  centrePhone: string
  procedureVersionId: Parameters<typeof versionOf>[1]['procedureVersionId']
  receivedAt: string
  applicantName: string
  form: Form
  answers: Answers
  dueAt: string
  answeredAt: string | null
  now: string
}

async function findFiling(db: Queryable, code: string): Promise<FilingRow | null> {
  const { rows } = await sql<FilingRow>`
    select d.id, d.code, d.agency_id as "agencyId", d.centre_id as "centreId", c.name as "centreName",
      c.phone as "centrePhone", d.procedure_version_id as "procedureVersionId", d.received_at as "receivedAt",
      d.applicant_name as "applicantName", g.form, g.answers, f.due_at as "dueAt", f.answered_at as "answeredAt",
      platform.now() as now, ${calendarVersion} as version, platform.today()::text as today
    from dossier.dossier d
    join dossier.filed_form g on g.locality_id = d.locality_id and g.dossier_id = d.id
    join dossier.first_answer f on f.locality_id = d.locality_id and f.dossier_id = d.id
    join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id
    where d.code = ${code}`.execute(db)
  return rows[0] ?? null
}

async function firstAnswerOf(
  db: Queryable,
  row: Pick<FilingRow, 'agencyId' | 'centreId' | 'dueAt' | 'answeredAt' | 'now'> & CalendarMoment,
) {
  const [due, answered, now] = [Temporal.Instant.from(row.dueAt), row.answeredAt, Temporal.Instant.from(row.now)]
  const until = answered === null ? now : Temporal.Instant.from(answered)
  const calendar = (await calendarsAt(db, row))({ agencyId: row.agencyId, centreId: row.centreId })
  return {
    dueAt: local(row.dueAt) ?? '',
    answeredAt: local(answered),
    isLate: Temporal.Instant.compare(until, due) > 0,
    left: answered === null ? remaining(calendar, now, due).sentence : null,
  }
}

/** What was filed online, as it was filed: for the applicant, and for staff who open papers. */
export type Filing = {
  readonly code: string
  readonly procedureName: string
  readonly applicantName: string
  readonly receivedAt: string
  readonly centre: { readonly name: string; readonly phone: string }
  readonly firstAnswer: FirstAnswer
  readonly isComplete: boolean
  readonly sections: readonly AnswerSection[]
  readonly files: readonly FiledFile[]
}

async function filingFrom(db: Queryable, row: FilingRow, language: Language): Promise<Filing> {
  const version = await versionOf(db, row)
  const first = await sql<{
    fileId: string
  }>`select file_id as "fileId" from dossier.act_file where dossier_id = ${row.id} and seq = 1`.execute(db)
  const filed = new Set(first.rows.map(({ fileId }) => fileId))
  const files = (await listArrivingFiles(db, row.id)).filter(({ id }) => filed.has(id))
  return {
    code: row.code,
    procedureName: version.name,
    applicantName: row.applicantName,
    receivedAt: local(row.receivedAt) ?? '',
    centre: { name: row.centreName, phone: row.centrePhone },
    firstAnswer: await firstAnswerOf(db, row),
    isComplete: row.form.isComplete,
    sections: answerSections(row.form, row.answers, language),
    files: files.map((file) => filedFile(file, version.components)),
  }
}

function filedFile(file: ArrivingFile, components: readonly { readonly no: number; readonly name: string }[]): FiledFile {
  return {
    id: file.id,
    name: file.name,
    typeName: mediaTypes[file.mediaType].name,
    size: file.size,
    sha256: file.sha256,
    componentName: components.find(({ no }) => no === file.componentNo)?.name ?? null,
  }
}

/** For the owner: what they filed, and the secret of the dossier. `null`: it was not filed online. Whose it is, is the caller's to know. */
export async function findOwnFiling(
  db: Queryable,
  database: Database,
  code: string,
  language: Language,
): Promise<(Filing & { readonly lookupSecret: string }) | null> {
  const row = await findFiling(db, code)
  return row && { ...(await filingFrom(db, row, language)), lookupSecret: await lookupSecret(db, database, code) }
}

/**
 * For staff who may open the papers of the dossier.
 * @throws Refused DOSSIER_NOT_FOUND, NOT_FILED_ONLINE, FILE_CONTENT_NOT_YOURS
 */
export async function getFiling(db: Queryable, actor: Actor, code: string): Promise<Filing> {
  const { sight } = await filePlace(db, actor, code)
  if (!mayOpenPapers(sight)) throw new Refused(refusalFrom(dossierRefusals, 'FILE_CONTENT_NOT_YOURS'))
  const row = await findFiling(db, code)
  if (!row) throw new Refused(refusalFrom(dossierRefusals, 'NOT_FILED_ONLINE'))
  return await filingFrom(db, row, 'vi')
}

export type WaitingFiling = {
  readonly code: string
  readonly procedureName: string
  readonly applicantName: string
  readonly receivedAt: string
  readonly agencyName: string
  readonly centreName: string
  readonly files: number
  readonly firstAnswer: FirstAnswer
}

/**
 * Dossiers filed online that the caller's centres have not answered yet, the nearest deadline first, and how the centres have kept this time over
 * the last thirty days. Read from `first_answer_waiting_idx`: what was answered costs nothing.
 */
export async function listWaitingFilings(
  db: Queryable,
  actor: Actor,
): Promise<{
  readonly items: readonly WaitingFiling[]
  readonly total: number
  readonly late: number
  readonly lastThirtyDays: { readonly answered: number; readonly inTime: number; readonly late: number }
}> {
  const reach = reachedBy(actor, ['counter_officer', 'centre_manager', 'provincial_leader', 'inspector']) ?? sql`true`
  const { rows } = await sql<
    Omit<FilingRow, 'form' | 'answers' | 'centrePhone'> & { agencyName: string; files: number; total: number; late: number }
  >`
    select d.id, d.code, d.agency_id as "agencyId", d.centre_id as "centreId", c.name as "centreName",
      a.name as "agencyName", d.procedure_version_id as "procedureVersionId", d.received_at as "receivedAt",
      d.applicant_name as "applicantName", f.due_at as "dueAt", f.answered_at as "answeredAt", platform.now() as now,
      ${calendarVersion} as version, platform.today()::text as today,
      (select count(*)::int from dossier.act_file x
      where x.locality_id = d.locality_id and x.dossier_id = d.id and x.seq = 1) as files,
      count(*) over ()::int as total, count(*) filter (where f.due_at < platform.now()) over ()::int as late
    from dossier.first_answer f
    join dossier.dossier d on d.locality_id = f.locality_id and d.id = f.dossier_id
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id
    where f.answered_at is null and ${reach}
    order by f.due_at, f.dossier_id limit 100`.execute(db)
  const { rows: kept } = await sql<{ answered: number; inTime: number; late: number }>`
    select count(f.answered_at)::int as answered, count(*) filter (where f.answered_at <= f.due_at)::int as "inTime",
      count(*) filter (where coalesce(f.answered_at, platform.now()) > f.due_at)::int as late
    from dossier.first_answer f join dossier.dossier d on d.locality_id = f.locality_id and d.id = f.dossier_id
    where f.filed_at > platform.now() - interval '30 days' and ${reach}`.execute(db)
  const items: WaitingFiling[] = []
  for (const row of rows) {
    const version = await findVersionById(db, row.procedureVersionId)
    items.push({
      code: row.code,
      procedureName: version?.name ?? '',
      applicantName: row.applicantName,
      receivedAt: local(row.receivedAt) ?? '',
      agencyName: row.agencyName,
      centreName: row.centreName,
      files: row.files,
      firstAnswer: await firstAnswerOf(db, row),
    })
  }
  return { items, total: rows[0]?.total ?? 0, late: rows[0]?.late ?? 0, lastThirtyDays: kept[0] ?? { answered: 0, inTime: 0, late: 0 } }
}
