import { sql } from 'kysely'
import { findDossiersOfResult, findIssuedByHash, formTitles } from '#document'
import type { DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { listResultFiles, signatureView } from './dossier-files.ts'

/** What is known of a file by its bytes alone. Nothing of it says whose dossier it is from. */
export type CheckedPaper = {
  readonly kind: 'form' | 'result'
  /** Vietnamese, as on the paper. */
  readonly title: string
  /** Of the form, or of the result as its agency wrote it. */
  readonly number: string | null
  readonly issuedAt: string
  /** Who issued it: the centre a form, the agency a result. */
  readonly issuedBy: string
  readonly standing: 'in_force' | 'replaced'
  readonly signers: readonly string[]
}

/**
 * The paper with these bytes that a centre issued or an agency gave as a result; `null` when no paper has them, which is also so for
 * a result that has not left the centre yet.
 * @param sha256 of the whole file, hexadecimal
 */
export async function checkPaper(db: Queryable, sha256: string): Promise<CheckedPaper | null> {
  const form = await findIssuedByHash(db, sha256)
  if (form) {
    return {
      kind: 'form',
      title: formTitles[form.form],
      number: form.number,
      issuedAt: form.issuedAt,
      issuedBy: await centreOf(db, form.dossierId),
      standing: form.isReplaced ? 'replaced' : 'in_force',
      signers: form.signerName === null ? [] : [form.signerName],
    }
  }
  for (const dossierId of await findDossiersOfResult(db, sha256)) {
    const result = await resultWith(db, dossierId, sha256)
    if (result) return result
  }
  return null
}

async function centreOf(db: Queryable, dossierId: DossierId): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select c.name
    from dossier.dossier d
    join centre.v_centre c on c.id = d.centre_id
    where d.id = ${dossierId}`.execute(db)
  return rows[0]?.name ?? ''
}

type RecordedResult = {
  readonly agency: string
  readonly at: string
  readonly number: string | null
  readonly name: string | null
  /** Whether the result was recorded again later, with other files. */
  readonly isReplaced: boolean
}

async function resultWith(db: Queryable, dossierId: DossierId, sha256: string): Promise<CheckedPaper | null> {
  const file = (await listResultFiles(db, dossierId)).find((each) => each.sha256 === sha256)
  if (!file) return null
  const { rows } = await sql<RecordedResult>`
    select g.name as agency, a.at, a.payload::jsonb -> 'result' ->> 'number' as number,
      a.payload::jsonb -> 'result' ->> 'name' as name,
      exists (select from dossier.act later
        where later.dossier_id = a.dossier_id and later.kind = 'record_result' and later.seq > a.seq) as "isReplaced"
    from dossier.act_file f
    join dossier.act a on a.dossier_id = f.dossier_id and a.seq = f.seq and a.kind = 'record_result'
    join dossier.dossier d on d.id = f.dossier_id
    join agency.v_agency g on g.id = d.agency_id
    where f.dossier_id = ${dossierId} and f.file_id = ${file.id}
    order by a.seq desc
    limit 1`.execute(db)
  const act = rows[0]
  if (!act) return null
  return {
    kind: 'result',
    title: act.name ?? '',
    number: act.number,
    issuedAt: act.at,
    issuedBy: act.agency,
    standing: act.isReplaced ? 'replaced' : 'in_force',
    signers: (signatureView(file).report?.signatures ?? []).flatMap(({ signerName }) => signerName ?? []),
  }
}
