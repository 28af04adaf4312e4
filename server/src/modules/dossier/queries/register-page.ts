import { askedWordsFrom } from '../domain/name-words.ts'
import { matchNameWords } from './name-match.ts'
import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { ProcedureVersionId } from '#kernel/ids.ts'
import { fold } from '#kernel/vietnamese.ts'
import { linesOfBook } from '#document'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { stateNames } from '../domain/dossier-states.ts'
import type { DossierState } from '../domain/dossier-states.ts'
import { local } from './clocks.ts'
import { centreOfRegister, countLines, linesOf, procedureNames } from './register-book.ts'
import type { RegisterQuestion } from './register-book.ts'

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
  const { name: centreName } = await centreOfRegister(db, actor, question.centreId)
  const now = await databaseNow(db)
  const thisYear = now.toZonedDateTimeISO('+07:00').year
  const lines = await countLines(db, question)
  const { rows: kept } = await sql<{ first: number | null }>`
    select min(year) as first from dossier.register_year where centre_id = ${question.centreId}::uuid`.execute(db)
  const firstYear = kept[0]?.first ?? thisYear
  const rows = await find(db, question, q.trim())
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
      // Every line of the register was accepted.
      stateName: stateNames[state],
    })),
    hasMore: rows.length === shown && lines > shown,
  }
}

async function find(db: Queryable, question: RegisterQuestion, q: string): Promise<Row[]> {
  const isCode = /^[a-z]\d\d[.\d-]/iu.test(q)
  if (q !== '' && !isCode && !isLineNumber(q) && fold(q) === '') return []
  const match =
    q === ''
      ? sql`true`
      : isLineNumber(q)
        ? sql`r.line = ${Number(q)}`
        : isCode
          ? sql`d.code = ${q.toUpperCase()}`
          : matchNameWords(sql`d.applicant_folded`, askedWordsFrom(fold(q)))
  const { rows } = await sql<Row>`
    select r.line, d.code, d.procedure_version_id as "versionId",
      coalesce(d.organisation_name, d.applicant_name) as "applicantName", a.name as "agencyName",
      d.accepted_at as "receivedAt", d.committed_due_at as "dueAt", d.state
    from dossier.register_line r
    join dossier.dossier d on d.locality_id = r.locality_id and d.id = r.dossier_id
    join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
    where ${linesOf(question)} and ${match}
    order by r.line desc limit ${shown}`.execute(db)
  return rows
}

function isLineNumber(q: string): boolean {
  return /^\d{1,7}$/u.test(q)
}
