import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { CentreId, DossierId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { saveActFiles } from './act-file-store.ts'

/** A form as it was asked and answered. */
export type FiledForm = { readonly form: Json; readonly answers: Json }

/** How form and answers are sealed with the filing; bound to the dossier, so that equal answers of two dossiers are not equal in the log. */
export function formDigestsFrom(code: string, { form, answers }: FiledForm): { readonly form: string; readonly answers: string } {
  const digest = (value: Json): string =>
    createHash('sha256')
      .update(canonicalJson([code, value]))
      .digest('hex')
  return { form: digest(form), answers: digest(answers) }
}

/** What comes with an online filing beside the dossier itself: its form, the files its first act rests on, the time for the first answer. */
export async function insertOnlineFiling(
  tx: Queryable,
  dossier: { readonly id: DossierId; readonly centreId: CentreId; readonly receivedAt: Temporal.Instant },
  {
    form,
    files,
    answerBy,
  }: { readonly form: FiledForm; readonly files: readonly { id: string; sha256: string }[]; readonly answerBy: Temporal.Instant },
): Promise<void> {
  await sql`insert into dossier.filed_form (dossier_id, form, answers)
    values (${dossier.id}, ${JSON.stringify(form.form)}::jsonb, ${JSON.stringify(form.answers)}::jsonb)`.execute(tx)
  await sql`insert into dossier.first_answer (dossier_id, centre_id, filed_at, due_at)
    values (${dossier.id}, ${dossier.centreId}, ${dossier.receivedAt.toString()}, ${answerBy.toString()})`.execute(tx)
  if (files.length > 0) await saveActFiles(tx, dossier.id, 1, files)
}
