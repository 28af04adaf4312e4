import { sql } from 'kysely'
import type { AccountId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { MediaType } from '../domain/arriving-file.ts'
import { documentRefusals } from '../domain/refusals.ts'
import type { SignatureReport } from '../domain/signature-report.ts'

export type FileCheck = { readonly at: string; readonly by: string; readonly report: SignatureReport }

export type ArrivingFile = {
  readonly id: string
  readonly purpose: string
  readonly componentNo: number | null
  readonly name: string
  readonly mediaType: MediaType
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
  readonly uploadedAt: string
  /** `null` for a file that a citizen sent. */
  readonly uploadedBy: AccountId | null
  readonly uploadedByName: string
  readonly uploadedRole: string
  readonly withdrawal: { readonly at: string; readonly by: string; readonly reason: string } | null
  /** Quarantined until the virus scanner answers, and its verdict; `null` when it never was, or was found clean. */
  readonly quarantine: { readonly since: string; readonly found: string | null } | null
  /** Newest first; none for a file that is no PDF. */
  readonly checks: readonly FileCheck[]
}

/** The files of a dossier, oldest first, those withdrawn too. `id` narrows to one. */
export async function listArrivingFiles(db: Queryable, dossierId: DossierId, id: string | null = null): Promise<readonly ArrivingFile[]> {
  const { rows } = await sql<ArrivingFile>`
    select f.id, f.purpose, f.component_no as "componentNo", f.name, f.media_type as "mediaType", f.size,
      encode(f.content_sha256, 'hex') as sha256, f.uploaded_at as "uploadedAt", f.uploaded_by as "uploadedBy",
      f.uploaded_by_name as "uploadedByName", f.uploaded_role as "uploadedRole",
      (select jsonb_build_object('at', w.at, 'by', w.by_name, 'reason', w.reason) from document.file_withdrawal w
         where w.locality_id = f.locality_id and w.file_id = f.id) as withdrawal,
      (select jsonb_build_object('since', q.since, 'found', e.what) from document.file_quarantine q
         left join document.file_quarantine_end e on e.locality_id = q.locality_id and e.file_id = q.file_id
         where q.locality_id = f.locality_id and q.file_id = f.id and e.outcome is distinct from 'clean') as quarantine,
      (select coalesce(jsonb_agg(jsonb_build_object('at', c.at, 'by', c.checked_by_name, 'report', c.report)
      order by c.id desc), '[]')
         from document.file_check c where c.locality_id = f.locality_id and c.file_id = f.id) as checks
    from document.file f
    where f.dossier_id = ${dossierId} and (${id}::uuid is null or f.id = ${id}::uuid)
    order by f.id`.execute(db)
  return rows
}

/** @throws Refused FILE_NOT_FOUND */
export async function getArrivingFile(db: Queryable, dossierId: DossierId, id: string): Promise<ArrivingFile> {
  const [file] = await listArrivingFiles(db, dossierId, id)
  if (!file) throw new Refused(refusalFrom(documentRefusals, 'FILE_NOT_FOUND'))
  return file
}

/** @throws Refused FILE_NOT_SCANNED, FILE_FOUND_INFECTED when the file cannot be opened now */
export function mustBeOpenable({ name, quarantine }: Pick<ArrivingFile, 'name' | 'quarantine'>): void {
  if (!quarantine) return
  const { found } = quarantine
  throw new Refused(
    found === null
      ? refusalFrom(documentRefusals, 'FILE_NOT_SCANNED', { name })
      : refusalFrom(documentRefusals, 'FILE_FOUND_INFECTED', { name, what: found }),
  )
}

export type WaitingFile = { readonly id: string; readonly sha256: string; readonly size: number }

/** Files kept apart that the scanner has not looked at yet, longest waiting first. */
export async function waitingForScan(db: Queryable, most: number): Promise<readonly WaitingFile[]> {
  const { rows } = await sql<WaitingFile>`
    select f.id, encode(f.content_sha256, 'hex') as sha256, f.size
    from document.file_quarantine q join document.file f on f.locality_id = q.locality_id and f.id = q.file_id
    where not exists (select from document.file_quarantine_end e
      where e.locality_id = q.locality_id and e.file_id = q.file_id)
    order by q.since, f.id limit ${most}`.execute(db)
  return rows
}

const piece = 256 * 1024

/**
 * The bytes of a content, a quarter of a megabyte at a time: a whole large file in one row would block the one thread that answers
 * everybody, and be copied in memory.
 */
export async function* fileBytes(db: Queryable, sha256: string, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < size; from += piece) {
    // In base64: a third longer than the bytes, where PostgreSQL's own text of them is twice as long and slow to read.
    const { rows } = await sql<{ bytes: string }>`
      select encode(substring(bytes from ${from + 1} for ${piece}), 'base64') as bytes
      from document.file_content where sha256 = decode(${sha256}, 'hex')`.execute(db)
    const bytes = rows[0]?.bytes
    if (bytes === undefined) throw new Error('a file without its content')
    yield Buffer.from(bytes, 'base64')
  }
}

/** All of the bytes, for judging them again. */
export async function wholeFile(db: Queryable, { sha256, size }: Pick<ArrivingFile, 'sha256' | 'size'>): Promise<Uint8Array> {
  const whole = new Uint8Array(size)
  let at = 0
  for await (const bytes of fileBytes(db, sha256, size)) {
    whole.set(bytes, at)
    at += bytes.length
  }
  return whole
}
