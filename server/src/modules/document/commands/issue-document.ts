import { createHash } from 'node:crypto'
import type { AccountId, DossierId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'
import { printForm } from '../adapters/press.ts'
import { formNumber } from '../domain/forms.ts'
import type { FormData, FormName, NumberedFormData } from '../domain/forms.ts'
import { yearOfIssue } from '../domain/form-text.ts'
import { keepIssuedDocument, nextSeries } from '../store/issued-document-store.ts'

export type IssueDocument<Name extends FormName> = {
  readonly form: Name
  readonly dossierId: DossierId
  readonly issuedBy: AccountId
  readonly data: FormData[Name]
}

export type IssuedDocumentReceipt = {
  readonly id: string
  /** As printed: `12/TNHS`. */
  readonly number: string
  /** SHA-256 of the bytes, in hexadecimal: what an act log may quote. */
  readonly sha256: string
  /** Length in bytes. */
  readonly size: number
  /** The file itself. */
  readonly bytes: Uint8Array
}

/**
 * Numbers, prints and keeps one form. Joins the caller's transaction, so that an act and its paper are
 * one: when the act is rolled back the paper never existed and its number stays a gap.
 */
export async function issueDocument<Name extends FormName>(
  db: Queryable,
  { form, dossierId, issuedBy, data }: IssueDocument<Name>,
): Promise<IssuedDocumentReceipt> {
  return await inTransaction(db, async (tx) => {
    const year = yearOfIssue(data.issuedAt)
    const series = await nextSeries(tx, form, year)
    const number = formNumber(form, series)
    const filled = { ...data, number } as NumberedFormData[Name]
    const bytes = await printForm(form, filled)
    const hash = createHash('sha256').update(bytes).digest()
    const id = await keepIssuedDocument(tx, {
      dossierId,
      form,
      year,
      series,
      number,
      issuedAt: data.issuedAt,
      issuedBy,
      sha256: hash,
      bytes,
      data: filled,
    })
    return { id, number, sha256: hash.toString('hex'), size: bytes.byteLength, bytes }
  })
}
