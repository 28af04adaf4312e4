import { sql } from 'kysely'
import { overseeingRoles } from '#kernel/actor.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import type { CentreId, DossierId, ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { linesOfBook, registerCells, registerColumns } from '#document'
import type { RegisterData, RegisterLine } from '#document'
import { dutyAt } from '#identity'
import { maskNumber } from '#kernel/vietnamese.ts'
import { findVersionById } from '#procedure'
import { csvHead, csvLine } from '#platform/csv/csv.ts'
import type { Queryable } from '#platform/db/database.ts'
import { settledByOne } from '../domain/dossier-states.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { registerPlaceOf } from '../domain/register-place.ts'
import { local } from './clocks.ts'
import { findSheetHead } from './place-of-paper.ts'

export async function procedureNames(
  db: Queryable,
  rows: readonly { versionId: ProcedureVersionId }[],
  names = new Map<string, string>(),
): Promise<Map<string, string>> {
  for (const { versionId } of rows) if (!names.has(versionId)) names.set(versionId, (await findVersionById(db, versionId))?.name ?? '')
  return names
}

export type RegisterQuestion = { readonly centreId: CentreId; readonly year: number }

/** Who keeps or looks into the register of a centre. */
export const registerKeepers: readonly Role[] = ['counter_officer', ...overseeingRoles]

/** The centre of a register the caller may read. @throws Refused REGISTER_NOT_FOUND */
export async function centreOfRegister(db: Queryable, actor: Actor, centreId: CentreId): Promise<{ name: string; inFull: boolean }> {
  const { rows } = await sql<{ name: string }>`select name from centre.v_centre where id = ${centreId}::uuid`.execute(db)
  // The register names all applicants: an officer of one agency may not read it.
  if (!rows[0] || dutyAt(actor, registerKeepers, { centreId, agencyId: null }) === null) {
    throw new Refused(refusalFrom(dossierRefusals, 'REGISTER_NOT_FOUND'))
  }
  const inFull = dutyAt(actor, ['counter_officer', 'centre_manager'], { centreId, agencyId: null }) !== null
  return { name: rows[0].name, inFull }
}

/** A line as those who only watch see it. */
const coveredLine = (line: RegisterLine): RegisterLine => ({ ...line, phone: maskNumber(line.phone), address: '(đã che)' })

/** SQL: the lines of a register, as `r`. */
export const linesOf = ({ centreId, year }: RegisterQuestion) => sql`r.centre_id = ${centreId}::uuid and r.year = ${year}`

/** How many lines the register of a year has; the count is the last number given. */
export async function countLines(db: Queryable, { centreId, year }: RegisterQuestion): Promise<number> {
  const { rows } = await sql<{
    lines: number
  }>`select lines from dossier.register_year where centre_id = ${centreId}::uuid and year = ${year}`.execute(db)
  return rows[0]?.lines ?? 0
}

/** One book of the register: at most 500 lines, numbered on from the books before. @throws Refused REGISTER_NOT_FOUND also for a book there is not */
export async function registerBook(db: Queryable, actor: Actor, question: RegisterQuestion, book: number): Promise<RegisterData> {
  const { name: centreName, inFull } = await centreOfRegister(db, actor, question.centreId)
  const count = await countLines(db, question)
  const books = Math.max(1, Math.ceil(count / linesOfBook))
  if (book > books) throw new Refused(refusalFrom(dossierRefusals, 'REGISTER_NOT_FOUND'))
  const head = await findSheetHead(db, centreName)
  const lines = await registerLines(db, question, (book - 1) * linesOfBook, new Map())
  const isOver = Temporal.Instant.from(head.printedAt).toZonedDateTimeISO('+07:00').year > question.year
  return {
    ...head,
    year: question.year,
    book,
    lines: inFull ? lines : lines.map(coveredLine),
    closing: isOver && book === books ? { lines: count, books } : null,
  }
}

/** A year as CSV, read a book at a time, so that memory does not grow with the register. @throws Refused REGISTER_NOT_FOUND before the first line */
export async function registerCsv(db: Queryable, actor: Actor, question: RegisterQuestion): Promise<AsyncGenerator<string>> {
  const { inFull } = await centreOfRegister(db, actor, question.centreId)
  return csvOf(walk(db, question, inFull))
}

async function* csvOf(lines: AsyncGenerator<RegisterLine>): AsyncGenerator<string> {
  yield csvHead([...registerColumns])
  // A cell that a spreadsheet would take for a formula is made plain text; a name can be typed by anybody.
  for await (const line of lines) yield csvLine(registerCells(line).map((cell) => (/^[=+\-@\t\r]/u.test(cell) ? `'${cell}` : cell)))
}

async function* walk(db: Queryable, question: RegisterQuestion, inFull: boolean): AsyncGenerator<RegisterLine> {
  const names = new Map<string, string>()
  for (let after = 0; ;) {
    const lines = await registerLines(db, question, after, names)
    yield* inFull ? lines : lines.map(coveredLine)
    const last = lines.at(-1)
    if (!last || lines.length < linesOfBook) return
    after = last.line
  }
}

/** Up to a book's lines after the line `after`, with the numbers they were given. */
async function registerLines(
  db: Queryable,
  question: RegisterQuestion,
  after: number,
  names: Map<string, string>,
): Promise<RegisterLine[]> {
  const { rows } = await sql<
    Omit<RegisterLine, 'procedureName' | 'dossierCode' | 'setCount'> & { code: string; versionId: ProcedureVersionId }
  >`
    select r.line, d.code, d.procedure_version_id as "versionId",
      coalesce(d.organisation_name, d.applicant_name) as "applicantName", d.applicant_address as address,
      d.applicant_phone as phone, a.name as "agencyName", d.accepted_at as "receivedAt",
      d.committed_due_at as "dueAt", case when d.state = 'returned' then d.ended_at end as "returnedAt",
      d.result_method as "resultMethod",
      case d.state when 'refused' then 'Từ chối giải quyết' when 'withdrawn' then 'Người nộp rút hồ sơ'
      when 'stopped' then 'Dừng giải quyết'
        else case when exists (select from dossier.act y
          join dossier.act r on r.locality_id = y.locality_id and r.dossier_id = y.dossier_id
            and r.kind in ('file', 'accept') and r.actor_account_id = y.actor_account_id
          where y.locality_id = d.locality_id and y.dossier_id = d.id and y.kind = 'approve') then ${settledByOne}
            else '' end end as note
    from dossier.register_line r
    join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    where ${linesOf(question)} and r.line > ${after}
    order by r.line limit ${linesOfBook}`.execute(db)
  await procedureNames(db, rows, names)
  return rows.map(({ code, versionId, ...row }) => ({
    ...row,
    dossierCode: code,
    procedureName: names.get(versionId) ?? '',
    setCount: 1,
    receivedAt: local(row.receivedAt) ?? '',
    dueAt: local(row.dueAt),
    returnedAt: local(row.returnedAt),
  }))
}

/** The place of a dossier in the register: the book and the number it was given at acceptance. */
export async function registerPlace(db: Queryable, dossierId: DossierId): Promise<{ readonly book: string; readonly line: string } | null> {
  const { rows } = await sql<{ book: number; line: number; year: number }>`
    select book, line, year from dossier.register_line where dossier_id = ${dossierId}`.execute(db)
  const [place] = rows
  return place ? registerPlaceOf(place) : null
}
