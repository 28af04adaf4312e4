import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { getArrivingFile, keepFile, withdrawFile } from '#document'
import type { SoundFile } from '#document'
import { holdDuty } from '#identity'
import type { Queryable } from '#platform/db/database.ts'
import { actRules } from '../domain/dossier-acts.ts'
import { decideFile, mostFiles } from '../domain/file-rules.ts'
import type { FilePurpose } from '../domain/file-rules.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { actOnFile } from '../queries/dossier-files.ts'
import { dutyOf, requiredPapers, versionOf } from '../queries/load-facts.ts'
import { mayReadDossier } from '../queries/may-look.ts'
import { lockDossier } from '../store/dossier-store.ts'
import type { DossierRow } from '../store/dossier-store.ts'

export type Attachment = { readonly purpose: FilePurpose; readonly componentNo: number | null }

/**
 * Attaches a file that passed its checks to a dossier. The right is checked again under the lock: the dossier may have been handed on while the
 * file was being read.
 * @throws Refused DOSSIER_NOT_FOUND, DUTY_ENDED, FILE_COMPONENT_UNKNOWN, FILES_TOO_MANY and those of `decideFile`
 */
export async function attachFile(
  tx: Queryable,
  actor: Actor,
  code: string,
  { purpose, componentNo }: Attachment,
  file: SoundFile,
): Promise<string> {
  const { dossier, accountId } = await locked(tx, actor, code)
  const role = decideFile(dossier, purpose, dutyOf(actor, dossier))
  if (typeof role === 'object') throw new Refused(role)
  if (componentNo !== null && !requiredPapers(await versionOf(tx, dossier)).some((paper) => paper.no === componentNo))
    throw new Refused(
      refusalFrom(dossierRefusals, 'FILE_COMPONENT_UNKNOWN', {}, [
        { field: '/query/componentNo', message: 'Xin chọn giấy tờ trong danh sách' },
      ]),
    )
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from document.v_file where dossier_id = ${dossier.id}`.execute(tx)
  if ((rows[0]?.count ?? 0) >= mostFiles) throw new Refused(refusalFrom(dossierRefusals, 'FILES_TOO_MANY', { most: mostFiles }))
  return await keepFile(tx, file, { dossierId: dossier.id, purpose, componentNo, by: { id: accountId, name: actor.displayName, role } })
}

/**
 * Withdraws a file sent by mistake, as long as no act depends on it. It remains stored, marked, with the reason.
 * @throws Refused DOSSIER_NOT_FOUND, DUTY_ENDED, FILE_NOT_FOUND, FILE_IN_USE, FILE_ALREADY_WITHDRAWN and those of `decideFile`
 */
export async function withdrawDossierFile(tx: Queryable, actor: Actor, code: string, fileId: string, reason: string): Promise<void> {
  const { dossier, accountId } = await locked(tx, actor, code)
  const file = await getArrivingFile(tx, dossier.id, fileId)
  const act = await actOnFile(tx, dossier.id, fileId)
  if (act) throw new Refused(refusalFrom(dossierRefusals, 'FILE_IN_USE', { act: actRules[act].name }))
  const role = decideFile(dossier, file.purpose as FilePurpose, dutyOf(actor, dossier))
  if (typeof role === 'object') throw new Refused(role)
  await withdrawFile(tx, file, reason, { id: accountId, name: actor.displayName })
}

async function locked(tx: Queryable, actor: Actor, code: string): Promise<{ dossier: DossierRow; accountId: AccountId }> {
  const { accountId } = actor
  if (accountId === null) throw new Error('only staff attach files')
  await holdDuty(tx, accountId)
  const dossier = await lockDossier(tx, code)
  if (!dossier || !(await mayReadDossier(tx, actor, dossier))) throw new Refused(refusalFrom(dossierRefusals, 'DOSSIER_NOT_FOUND'))
  const { rows } = await sql<{
    hasDuty: boolean
  }>`select o.has_duty as "hasDuty" from identity.v_officer_today o where o.id = ${accountId}`.execute(tx)
  if (rows[0]?.hasDuty === false) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
  return { dossier, accountId }
}
