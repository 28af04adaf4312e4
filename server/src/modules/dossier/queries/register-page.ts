import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { fold } from '#kernel/vietnamese.ts'
import { linesOfBook } from '#document'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { stateNames } from '../domain/dossier-acts.ts'
import type { DossierState } from '../domain/dossier-acts.ts'
import { local } from './dossier-view.ts'
import { bounds, centreOfRegister, procedureNames } from './sheets.ts'
import type { RegisterQuestion } from './sheets.ts'

/** Lines on the screen at once; the books are for reading through. */
const shown = 30

type Row = {
  code: string
  versionId: ProcedureVersionId
  applicantName: string
  agencyName: string
  receivedAt: string
  dueAt: string | null
  state: DossierState
  line: number
}

/**
 * The register of a centre and year: how many lines and books, and some lines of it. Without `q` the latest; with
 * it the line of that number, of that dossier code, or of names that begin so (marks do not matter). A line keeps the
 * number it has in the books.
 * @throws Refused REGISTER_NOT_FOUND
 */
export async function registerPage(db: Queryable, actor: Actor, question: RegisterQuestion, q: string) {
  const centreName = await centreOfRegister(db, actor, question.centreId)
  const now = await databaseNow(db)
  const thisYear = now.toZonedDateTimeISO('+07:00').year
  const inRegister = sql`d.centre_id = ${question.centreId}::uuid and d.accepted_at is not null`
  const total = await sql<{
    lines: number
  }>`select count(*)::int as lines from dossier.dossier d where ${inRegister} and ${bounds(question)}`.execute(db)
  const lines = total.rows[0]?.lines ?? 0
  const first = await sql<{ at: string | null }>`select min(d.received_at) as at from dossier.dossier d where ${inRegister}`.execute(db)
  const firstAt = first.rows[0]?.at
  const firstYear = firstAt ? Temporal.Instant.from(firstAt).toZonedDateTimeISO('+07:00').year : thisYear
  const rows = await find(db, question, q.trim(), lines)
  const names = await procedureNames(db, rows)
  const books = Math.ceil(lines / linesOfBook)
  return {
    centre: { id: question.centreId, name: centreName },
    year: question.year,
    years: Array.from({ length: thisYear - Math.min(firstYear, thisYear) + 1 }, (_, index) => thisYear - index),
    isClosed: thisYear > question.year,
    lines,
    books: Array.from({ length: books }, (_, index) => ({
      book: index + 1,
      from: index * linesOfBook + 1,
      to: Math.min(lines, (index + 1) * linesOfBook),
    })),
    items: rows.map(({ code, versionId, state, ...row }) => ({
      line: row.line,
      dossierCode: code,
      applicantName: row.applicantName,
      procedureName: names.get(versionId) ?? '',
      agencyName: row.agencyName,
      receivedAt: local(row.receivedAt) ?? '',
      dueAt: local(row.dueAt),
      stateName: stateNames[state],
    })),
    hasMore: rows.length === shown && lines > shown,
  }
}

async function find(db: Queryable, question: RegisterQuestion, q: string, lines: number): Promise<Row[]> {
  const inRegister = sql`d.centre_id = ${question.centreId}::uuid and d.accepted_at is not null and ${bounds(question)}`
  const columns = sql`d.code, d.procedure_version_id as "versionId", coalesce(d.organisation_name, d.applicant_name) as "applicantName", a.name as "agencyName",
    d.received_at as "receivedAt", d.committed_due_at as "dueAt", d.state`
  const agency = sql`join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id`
  if (q === '') {
    const latest = await sql<Omit<Row, 'line'>>`
      select ${columns} from dossier.dossier d ${agency} where ${inRegister} order by d.received_at desc, d.id desc limit ${shown}`.execute(
      db,
    )
    return latest.rows.map((row, index) => ({ ...row, line: lines - index }))
  }
  if (/^\d{1,7}$/u.test(q)) {
    const line = Number(q)
    if (line < 1) return []
    const one = await sql<Omit<Row, 'line'>>`
      select ${columns} from dossier.dossier d ${agency} where ${inRegister} order by d.received_at, d.id limit 1 offset ${line - 1}`.execute(
      db,
    )
    return one.rows.map((row) => ({ ...row, line }))
  }
  const isCode = /^[a-z]\d\d[.\d-]/iu.test(q)
  if (!isCode && fold(q) === '') return []
  const match = isCode ? sql`d.code = ${q.toUpperCase()}` : sql`d.applicant_folded like ${`${fold(q)}%`}`
  // A line's number is how many came before. Counting from one found line to the next reads the year's index once, however many are found.
  const { rows } = await sql<Row>`
    with found as materialized (
      select d.id, d.received_at, d.locality_id from dossier.dossier d where ${inRegister} and ${match} order by d.received_at desc, d.id desc limit ${shown}
    ), stretch as (
      select *, lag(received_at) over newest_last as after_at, lag(id) over newest_last as after_id from found window newest_last as (order by received_at, id)
    ), counted as (
      select s.id, s.received_at, (
        select count(*)::int from dossier.dossier d
        where ${inRegister} and (d.received_at, d.id) <= (s.received_at, s.id)
          and (d.received_at, d.id) > (coalesce(s.after_at, '-infinity'), coalesce(s.after_id, '00000000-0000-0000-0000-000000000000'))
      ) as between_them from stretch s
    )
    select ${columns}, (sum(c.between_them) over (order by c.received_at, c.id))::int as line
    from counted c join dossier.dossier d on d.id = c.id ${agency}
    order by c.received_at desc, c.id desc`.execute(db)
  return rows
}
