import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { FormName } from '../domain/forms.ts'

/** A form that was issued, found by the bytes of its printed or signed file. */
export type IssuedForm = {
  readonly dossierId: DossierId
  readonly form: FormName
  readonly number: string
  readonly issuedAt: string
  /** Who signed these bytes; `null` for the file without a digital signature. */
  readonly signerName: string | null
  readonly signedAt: string | null
  /** Whether a later form of the same kind took its place in the same dossier. */
  readonly isReplaced: boolean
}

/** @param sha256 hexadecimal */
export async function findIssuedByHash(db: Queryable, sha256: string): Promise<IssuedForm | null> {
  const { rows } = await sql<IssuedForm>`
    select d.dossier_id as "dossierId", d.form, d.number, d.issued_at as "issuedAt",
      f.signer_name as "signerName", f.signed_at as "signedAt",
      exists (select from document.issued_document later
        where later.dossier_id = d.dossier_id and later.form = d.form and later.id > d.id) as "isReplaced"
    from (select id as document_id, null::text as signer_name, null::timestamptz as signed_at
        from document.issued_document
        where content_sha256 = decode(${sha256}, 'hex')
      union all
      select document_id, signer_name, signed_at
        from document.signed_document
        where content_sha256 = decode(${sha256}, 'hex')) f
    join document.issued_document d on d.id = f.document_id
    limit 1`.execute(db)
  return rows[0] ?? null
}

/** The dossiers that have a result file with these bytes. @param sha256 hexadecimal */
export async function findDossiersOfResult(db: Queryable, sha256: string): Promise<readonly DossierId[]> {
  const { rows } = await sql<{ dossierId: DossierId }>`
    select distinct dossier_id as "dossierId"
    from document.file
    where content_sha256 = decode(${sha256}, 'hex') and purpose = 'result'
    limit 20`.execute(db)
  return rows.map(({ dossierId }) => dossierId)
}
