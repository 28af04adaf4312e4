import { applyTyped, judgeAnswers, filterAnswers } from '#form'
import type { Typed } from '#form'
import { dropUnusedContent, holdFile, dropHeldFile, dropHeldFiles, listHeldFiles } from '#document'
import type { SoundFile } from '#document'
import { dossierRefusals, registerOnlineFiling } from '#dossier'
import type { Citizen } from '#kernel/citizen.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { CentreId } from '#kernel/ids.ts'
import type { Language } from '#kernel/language.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { identityAnswersFrom, applicantFrom, summaryFrom } from '../domain/draft.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { getStandingDraft } from '../queries/draft-view.ts'
import type { StandingDraft } from '../queries/draft-view.ts'
import { getOwnPerson } from '../queries/find-citizen.ts'
import { getOpenForm } from '../queries/open-form.ts'
import { insertOwnDossier } from '../store/citizen-store.ts'
import {
  deleteDraft,
  deleteOldDrafts,
  endDraft,
  findDraft,
  insertDraft,
  listDraftRows,
  lockDraftsOf,
  updateDraft,
} from '../store/draft-store.ts'

/** Drafts one person keeps at a time, and files one draft has. */
export const mostDrafts = 20
export const mostDraftFiles = 60

/**
 * Begins to file a procedure online, or continues the person's draft: a second draft of one procedure only on request.
 * @throws Refused ONLINE_NOT_OFFERED, OWN_DRAFTS_TOO_MANY
 */
export async function beginDraft(
  tx: Queryable,
  personId: string,
  asked: { readonly procedureCode: string; readonly another: boolean },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const person = await getOwnPerson(tx, personId)
  const { version, form } = await getOpenForm(tx, asked.procedureCode, person.kind)
  await lockDraftsOf(tx, personId)
  const drafts = await listDraftRows(tx, personId)
  const begun = drafts.find(({ procedureCode }) => procedureCode === version.code)
  if (begun && !asked.another) return { id: begun.id, isNew: false }
  if (drafts.length >= mostDrafts) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DRAFTS_TOO_MANY', { most: mostDrafts }))
  const { locked, proposed } = identityAnswersFrom(person)
  const id = await insertDraft(tx, personId, {
    procedureCode: version.code,
    versionId: version.versionId,
    form,
    answers: { ...proposed, ...locked },
  })
  return { id, isNew: true }
}

/**
 * Saves typed answers: named questions get the new answer, the others keep theirs. Values of the electronic identity do not change.
 * @throws Refused OWN_DRAFT_NOT_FOUND, OWN_DRAFT_FILED, ONLINE_NOT_OFFERED
 */
export async function saveDraft(tx: Queryable, personId: string, id: string, typed: Typed, language: Language): Promise<StandingDraft> {
  const standing = await getStandingDraft(tx, personId, id, language, true)
  const { form, open, locked, changes } = standing
  const answers = { ...applyTyped(form, standing.answers, typed), ...locked }
  await updateDraft(tx, id, { versionId: open.version.versionId, form, answers, changes })
  return await getStandingDraft(tx, personId, id, language)
}

/** Drops a draft with its files; one that was filed stays as the mark that it was. @throws Refused OWN_DRAFT_NOT_FOUND, OWN_DRAFT_FILED */
export async function discardDraft(tx: Queryable, personId: string, id: string): Promise<void> {
  const row = await findDraft(tx, personId, id, true)
  if (!row) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DRAFT_NOT_FOUND'))
  if (row.dossierCode !== null) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DRAFT_FILED', { dossier: row.dossierCode }))
  await dropHeldFiles(tx, [id])
  await deleteDraft(tx, id)
}

/**
 * Adds a sound file to a draft.
 * @throws Refused OWN_DRAFT_NOT_FOUND, OWN_DRAFT_FILED, ONLINE_NOT_OFFERED, FILE_COMPONENT_UNKNOWN, FILES_TOO_MANY
 */
export async function addDraftFile(
  tx: Queryable,
  personId: string,
  id: string,
  componentNo: number | null,
  file: SoundFile,
): Promise<string> {
  const { open, row } = await getStandingDraft(tx, personId, id, 'vi', true)
  if (componentNo !== null && !open.version.components.some(({ no }) => no === componentNo))
    throw new Refused(
      refusalFrom(dossierRefusals, 'FILE_COMPONENT_UNKNOWN', {}, [
        { field: '/query/componentNo', message: 'Xin chọn giấy tờ trong danh sách' },
      ]),
    )
  if ((await listHeldFiles(tx, row.id)).length >= mostDraftFiles)
    throw new Refused(refusalFrom(dossierRefusals, 'FILES_TOO_MANY', { most: mostDraftFiles }))
  return await holdFile(tx, file, { heldFor: row.id, componentNo })
}

/** @throws Refused OWN_DRAFT_NOT_FOUND, OWN_DRAFT_FILED, ONLINE_NOT_OFFERED, FILE_NOT_FOUND */
export async function removeDraftFile(tx: Queryable, personId: string, id: string, fileId: string): Promise<void> {
  const { row } = await getStandingDraft(tx, personId, id, 'vi', true)
  await dropHeldFile(tx, row.id, fileId)
}

/**
 * Files a draft once. A second attempt, from another tab or by a second press, returns the dossier that the draft became.
 * @throws Refused OWN_DRAFT_NOT_FOUND, OWN_DRAFT_INCOMPLETE, and those of `registerOnlineFiling`
 */
export async function sendDraft(
  tx: Queryable,
  database: Database,
  citizen: Citizen,
  requestId: string,
  { id, language }: { readonly id: string; readonly language: Language },
): Promise<{ readonly code: string }> {
  const before = await findDraft(tx, citizen.personId, id, true)
  if (before?.dossierCode) return { code: before.dossierCode }
  const { row, open, form, answers: given } = await getStandingDraft(tx, citizen.personId, id, language)
  // Questions that changed since the person last looked are theirs to see first.
  if (row.versionId !== open.version.versionId) throw new Refused(refusalFrom(dossierRefusals, 'ONLINE_FORM_CHANGED'))
  const faults = judgeAnswers(form, given, open.today, language)
  if (faults.length > 0)
    throw new Refused(
      refusalFrom(
        citizenRefusals,
        'OWN_DRAFT_INCOMPLETE',
        { count: faults.length },
        faults.map(({ field, message }) => ({ field: `/answers/${field}`, message })),
      ),
    )
  const answers = filterAnswers(form, given)
  const applicant = applicantFrom(form, answers)
  const person = await getOwnPerson(tx, citizen.personId)
  const chosen = answers['centre']
  const centreId = (typeof chosen === 'string' ? chosen : open.centres[0]?.id) as CentreId
  const method = answers['resultMethod']
  const { code } = await registerOnlineFiling(tx, database, requestId, {
    person: { id: citizen.personId, name: person.kind === 'person' ? person.name : (applicant.fullName ?? person.name) },
    procedureCode: row.procedureCode,
    versionId: row.versionId,
    centreId,
    applicant: {
      kind: person.kind,
      fullName: applicant.fullName ?? person.name,
      idNumber: applicant.idNumber ?? '',
      // Of whom only the year of birth is known, the year stays in the form.
      ...(applicant.bornOn?.length === 10 ? { bornOn: applicant.bornOn } : {}),
      ...(applicant.sex === undefined ? {} : { sex: applicant.sex }),
      address: applicant.address ?? '',
      phone: applicant.phone ?? '',
      ...(applicant.email === undefined ? {} : { email: applicant.email }),
      ...(applicant.organisationName === undefined ? {} : { organisationName: applicant.organisationName }),
    },
    summary: summaryFrom(answers, open.version.name),
    resultMethod: method === 'post' || method === 'online' ? method : 'counter',
    form: { form: form as unknown as Json, answers: answers as unknown as Json, standsFor: form.standsFor },
    heldFor: row.id,
  })
  await endDraft(tx, row.id, code)
  await insertOwnDossier(tx, citizen.personId, code, 'filed')
  return { code }
}

const mostAtOnce = 200

/** Deletes drafts unchanged for thirty days, with their files, and bytes without an owner. */
export async function pruneDrafts(db: Queryable): Promise<void> {
  for (;;) {
    const gone = await inTransaction(db, async (tx) => {
      const ids = await deleteOldDrafts(tx, mostAtOnce)
      await dropHeldFiles(tx, ids)
      return ids.length
    })
    if (gone < mostAtOnce) break
  }
  while ((await dropUnusedContent(db, mostAtOnce)) === mostAtOnce);
}
