import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { signatureProblems } from '#document'
import type { SignatureProblem } from '#document'
import type { Queryable } from '#platform/db/database.ts'
import type { FileFact } from '../domain/file-rules.ts'
import type { DossierRow } from '../store/dossier-store.ts'

export type StoredFile = Omit<FileFact, 'why' | 'whyInEnglish'> & { readonly problems: readonly SignatureProblem[] | null }

/** SQL of the standing files of a dossier, as `fileFact` takes them; `null` when there are none. */
export function filesOf(dossierId: RawBuilder<unknown>): RawBuilder<StoredFile[] | null> {
  return sql<StoredFile[] | null>`(select jsonb_agg(jsonb_build_object('id', f.id, 'purpose', f.purpose, 'name', f.name,
      'sha256', encode(f.content_sha256, 'hex'), 'verdict', f.verdict, 'problems', f.problems, 'quarantine',
      f.quarantine, 'isSealed',
      exists (select from dossier.act_file x where x.locality_id = f.locality_id and x.file_id = f.id))
      order by f.id)
    from document.v_file f where f.dossier_id = ${dossierId} and not f.is_withdrawn)`
}

export function fileFact({ problems, ...file }: StoredFile): FileFact {
  return { ...file, why: brokenBecause(problems ?? [], 'vietnamese'), whyInEnglish: brokenBecause(problems ?? [], 'english') }
}

/** The standing files of a dossier, as decisions see them. */
export async function loadFileFacts(db: Queryable, dossierId: DossierRow['id']): Promise<readonly FileFact[]> {
  const { rows } = await sql<{ files: StoredFile[] | null }>`select ${filesOf(sql`${dossierId}::uuid`)} as files`.execute(db)
  return (rows[0]?.files ?? []).map(fileFact)
}

/** What makes a file's signatures invalid, in sentences. */
function brokenBecause(problems: readonly SignatureProblem[], tongue: 'vietnamese' | 'english'): string {
  const broken = [...new Set(problems)].filter((problem) => signatureProblems[problem].weight === 'invalid')
  return broken.map((problem) => signatureProblems[problem][tongue]).join(' ')
}
