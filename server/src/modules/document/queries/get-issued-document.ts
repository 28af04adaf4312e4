import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { FormName, NumberedFormData } from '../domain/forms.ts'
import { documentRefusals } from '../domain/refusals.ts'

export type IssuedDocument = {
  readonly id: string
  readonly form: FormName
  readonly number: string
  /** ISO 8601 with offset. */
  readonly issuedAt: string
  /** SHA-256 in hexadecimal. */
  readonly sha256: string
  /** Length in bytes. */
  readonly size: number
  /** Whether what it was filled with is kept. */
  readonly hasData: boolean
}

/**
 * The last form of a kind issued for a dossier, byte for byte as it was printed. Refuses with
 * DOCUMENT_NOT_FOUND. Whether the caller may see the dossier is for the dossier module to decide.
 */
export async function getIssuedDocument(
  db: Queryable,
  { dossierId, form }: { readonly dossierId: DossierId; readonly form: FormName },
): Promise<IssuedDocument & { readonly bytes: Uint8Array }> {
  const { rows } = await sql<IssuedDocument & { bytes: Buffer }>`
    select id, form, number, issued_at as "issuedAt", encode(content_sha256, 'hex') as sha256, size,
      data is not null as "hasData", bytes
    from document.issued_document
    where dossier_id = ${dossierId} and form = ${form}
    order by id desc limit 1`.execute(db)
  const row = rows[0]
  if (!row) throw new Refused(refusalFrom(documentRefusals, 'DOCUMENT_NOT_FOUND'))
  return row
}

/** All papers issued for a dossier, oldest first, without their bytes. */
export async function listIssuedDocuments(db: Queryable, dossierId: DossierId): Promise<readonly IssuedDocument[]> {
  const { rows } = await sql<IssuedDocument>`
    select id, form, number, issued_at as "issuedAt", encode(content_sha256, 'hex') as sha256, size,
      data is not null as "hasData"
    from document.issued_document
    where dossier_id = ${dossierId}
    order by id`.execute(db)
  return rows
}

/** What the last form of a kind was filled with; `null` when none was issued, or before that was kept. */
export async function findFormData<Name extends FormName>(
  db: Queryable,
  { dossierId, form }: { readonly dossierId: DossierId; readonly form: Name },
): Promise<NumberedFormData[Name] | null> {
  const { rows } = await sql<{ data: NumberedFormData[Name] | null }>`
    select data from document.issued_document where dossier_id = ${dossierId} and form = ${form} order by id desc
    limit 1`.execute(db)
  return rows[0]?.data ?? null
}
