import { sql } from 'kysely'
import type { AccountId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { FormName } from '../domain/forms.ts'

/** The next number of a form in a year: never twice, gaps allowed, no waiting for other transactions. */
export async function nextSeries(db: Queryable, form: FormName, year: number): Promise<number> {
  const { rows } = await sql<{
    series: number
  }>`select document.next_series(${form}, ${year}::integer) as series`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the series gave no number')
  return row.series
}

export type NewIssuedDocument = {
  readonly dossierId: DossierId
  readonly form: FormName
  readonly year: number
  readonly series: number
  readonly number: string
  readonly issuedAt: string
  readonly issuedBy: AccountId
  readonly sha256: Uint8Array
  readonly bytes: Uint8Array
  /** What it was filled with. */
  readonly data: unknown
}

/** Keeps what was printed. The table checks the hash itself and takes no second thought. */
export async function keepIssuedDocument(db: Queryable, document: NewIssuedDocument): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into document.issued_document
      (dossier_id, form, year, series, number, issued_at, issued_by, size, content_sha256, bytes, data)
    values (${document.dossierId}, ${document.form}, ${document.year}, ${document.series}, ${document.number},
      ${document.issuedAt}::timestamptz, ${document.issuedBy}, ${document.bytes.byteLength},
      ${Buffer.from(document.sha256)}, ${Buffer.from(document.bytes)}, ${JSON.stringify(document.data)}::jsonb)
    returning id`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('the document was not kept')
  return row.id
}
