import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { MediaType } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import { insertCheck, insertContent, insertQuarantine } from './arriving-file-store.ts'
import type { FileSender } from './arriving-file-store.ts'

export type NewHeldFile = {
  readonly heldFor: string
  readonly componentNo: number | null
  readonly name: string
  readonly mediaType: MediaType
  readonly bytes: Uint8Array
  readonly sha256: Uint8Array
  readonly report: SignatureReport | null
  readonly trustSha256: Uint8Array | null
  readonly unscanned: string | null
}

/** A file held for a draft, with its bytes. */
export async function insertHeldFile(tx: Queryable, file: NewHeldFile): Promise<string> {
  const hash = Buffer.from(file.sha256)
  await insertContent(tx, file.bytes, hash)
  const { rows } = await sql<{ id: string }>`
    insert into document.held_file (held_for, component_no, name, media_type, size, content_sha256, report,
      trust_sha256, unscanned)
    values (${file.heldFor}, ${file.componentNo}, ${file.name}, ${file.mediaType}, ${file.bytes.length}, ${hash},
      ${file.report === null ? null : JSON.stringify(file.report)}::jsonb,
      ${file.trustSha256 === null ? null : Buffer.from(file.trustSha256)},
      ${file.unscanned}) returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the file was not held')
  return row.id
}

/** @returns false when there is no such file */
export async function deleteHeldFile(tx: Queryable, heldFor: string, id: string): Promise<boolean> {
  const { rows } = await sql`delete from document.held_file where held_for = ${heldFor} and id = ${id} returning id`.execute(tx)
  return rows.length > 0
}

/** Deletes all files held for deleted drafts. */
export async function deleteHeldFilesOf(tx: Queryable, heldFor: readonly string[]): Promise<void> {
  await sql`delete from document.held_file where held_for = any(${heldFor}::uuid[])`.execute(tx)
}

export type MovedFile = { readonly id: string; readonly name: string; readonly componentNo: number | null; readonly sha256: string }

/** Turns held files into files of the dossier: the same bytes, names, reports and quarantine. */
export async function moveHeldFiles(
  tx: Queryable,
  heldFor: string,
  dossierId: DossierId,
  by: FileSender,
  purpose = 'paper',
): Promise<readonly MovedFile[]> {
  const { rows: held } = await sql<{
    id: string
    report: SignatureReport | null
    trustSha256: Buffer | null
    unscanned: string | null
  }>`select id, report, trust_sha256 as "trustSha256", unscanned from document.held_file where held_for = ${heldFor}
    order by id`.execute(tx)
  const moved: MovedFile[] = []
  for (const { id, report, trustSha256, unscanned } of held) {
    // What belongs to no paper of the checklist is another file.
    const { rows } = await sql<MovedFile>`
      insert into document.file (dossier_id, purpose, component_no, name, media_type, size, content_sha256,
        uploaded_at, uploaded_by, sent_by_person, uploaded_by_name,
        uploaded_role)
      select ${dossierId}, case when component_no is null then 'other' else ${purpose} end, component_no, name,
        media_type, size, content_sha256, platform.now(), ${by.id}, ${by.personId ?? null}, ${by.name},
        ${by.role} from document.held_file
        where id = ${id}
      returning id, name, component_no as "componentNo", encode(content_sha256, 'hex') as sha256`.execute(tx)
    const [file] = rows
    if (!file) throw new Error('a held file was not moved')
    if (unscanned !== null) await insertQuarantine(tx, file.id, unscanned)
    if (report && trustSha256) await insertCheck(tx, file.id, report, trustSha256, { id: null, name: by.name })
    moved.push(file)
  }
  await sql`delete from document.held_file where held_for = ${heldFor}`.execute(tx)
  return moved
}
