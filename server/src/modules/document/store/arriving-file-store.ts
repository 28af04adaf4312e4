import { sql } from 'kysely'
import type { AccountId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { MediaType } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'

export type NewFile = {
  readonly dossierId: DossierId
  readonly purpose: string
  readonly componentNo: number | null
  readonly name: string
  readonly mediaType: MediaType
  readonly bytes: Uint8Array
  readonly sha256: Uint8Array
  readonly by: FileSender
}

/** Who sent a file: a staff account or a citizen, never both. */
export type FileSender = {
  readonly id: AccountId | null
  readonly personId?: string | undefined
  readonly name: string
  readonly role: string
}

/** Keeps the bytes unless the locality has them, and the file that is these bytes. The tables check hash and size. */
export async function insertFile(tx: Queryable, { bytes, sha256, ...file }: NewFile): Promise<string> {
  const hash = Buffer.from(sha256)
  await insertContent(tx, bytes, hash)
  const { rows } = await sql<{ id: string }>`
    insert into document.file (dossier_id, purpose, component_no, name, media_type, size, content_sha256,
      uploaded_at, uploaded_by, sent_by_person, uploaded_by_name,
      uploaded_role)
    values (${file.dossierId}, ${file.purpose}, ${file.componentNo}, ${file.name}, ${file.mediaType},
      ${bytes.length}, ${hash}, platform.now(), ${file.by.id}, ${file.by.personId ?? null}, ${file.by.name},
      ${file.by.role})
    returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the file was not kept')
  return row.id
}

/** Keeps the bytes unless the locality has them; they cannot be dropped as unused before this transaction ends. */
export async function insertContent(tx: Queryable, bytes: Uint8Array, hash: Buffer): Promise<void> {
  // Before the look, and in a statement of its own: what is seen afterwards stays.
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('document.file_content', platform.current_locality()))`.execute(tx)
  // Asked first: sending 20 MB to a table that already has them is what there is to save.
  const { rows: known } = await sql`select from document.file_content where sha256 = ${hash}`.execute(tx)
  if (known.length > 0) return
  await sql`insert into document.file_content (sha256, size, bytes) values (${hash}, ${bytes.length}, ${Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    bytes.byteLength,
  )}) on conflict do nothing`.execute(tx)
}

/** A report more; none is ever replaced. */
export async function insertCheck(
  tx: Queryable,
  fileId: string,
  report: SignatureReport,
  trustSha256: Uint8Array,
  by: { readonly id: AccountId | null; readonly name: string },
): Promise<void> {
  await sql`insert into document.file_check (file_id, at, checked_by, checked_by_name, verdict, report, trust_sha256)
    values (${fileId}, platform.now(), ${by.id}, ${by.name}, ${report.verdict}, ${JSON.stringify(report)}::jsonb,
      ${Buffer.from(trustSha256)})`.execute(tx)
}

/** @returns false when it was withdrawn before */
export async function insertWithdrawal(
  tx: Queryable,
  fileId: string,
  reason: string,
  by: { readonly id: AccountId; readonly name: string },
): Promise<boolean> {
  const { rows } = await sql`insert into document.file_withdrawal (file_id, at, by, by_name, reason)
    values (${fileId}, platform.now(), ${by.id}, ${by.name}, ${reason}) on conflict do nothing
    returning file_id`.execute(tx)
  return rows.length > 0
}

/** Keeps a file apart until the virus scanner has looked at it. */
export async function insertQuarantine(tx: Queryable, fileId: string, why: string): Promise<void> {
  await sql`insert into document.file_quarantine (file_id, since, why) values (${fileId}, platform.now(), ${why})`.execute(tx)
}

/** Ends that; twice leaves what once leaves. */
export async function endQuarantine(tx: Queryable, fileId: string, outcome: 'clean' | 'infected', what: string | null): Promise<void> {
  await sql`insert into document.file_quarantine_end (file_id, at, outcome, what)
    values (${fileId}, platform.now(), ${outcome}, ${what})
    on conflict do nothing`.execute(tx)
}
