import { sql } from 'kysely'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import type { FileFact } from '../domain/file-rules.ts'

/** The lookup from files to the act that depends on them. */
export async function saveActFiles(
  tx: Queryable,
  dossierId: DossierId,
  seq: number,
  files: readonly Pick<FileFact, 'id' | 'sha256'>[],
): Promise<void> {
  await sql`insert into dossier.act_file (dossier_id, seq, file_id, content_sha256)
    select ${dossierId}::uuid, ${seq}::int, x.id, decode(x.sha256, 'hex')
    from jsonb_to_recordset(${JSON.stringify(files.map(({ id, sha256 }) => ({ id, sha256 })))}::jsonb) as x(id uuid,
      sha256 text) returning 1`.execute(tx)
}
