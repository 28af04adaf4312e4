import { doActOfOwner, dossierRefusals, findOwnerView } from '#dossier'
import type { OwnerView } from '#dossier'
import { dropHeldFile, holdFile, listHeldFiles } from '#document'
import type { SoundFile } from '#document'
import { applyTyped, formFrom, judgeAnswers } from '#form'
import type { Typed } from '#form'
import type { Citizen } from '#kernel/citizen.ts'
import type { Language } from '#kernel/language.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseNow } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { judgePoints, writtenAnswersFrom } from '../domain/supplement-answer.ts'
import { mustBeFiledBy } from '../queries/find-citizen.ts'
import { mostDraftFiles } from './drafts.ts'

/** Who acts, on which dossier of theirs, and the intention it belongs to. */
export type OwnIntention = { readonly citizen: Citizen; readonly code: string; readonly requestId: string }

async function viewOrRefuse(db: Queryable, code: string, language: Language): Promise<OwnerView> {
  const view = await findOwnerView(db, code, language)
  if (!view) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FOUND'))
  return view
}

/**
 * Answers what was asked for, all of it at once: each point in writing or with files, which become files of the dossier with the act.
 * @throws Refused OWN_DOSSIER_NOT_FOUND, OWN_DOSSIER_NOT_FILED_HERE, SUPPLEMENT_POINT_OPEN, and those of `doAct`
 */
export async function sendOwnSupplement(
  tx: Queryable,
  database: Database,
  { citizen, code, requestId }: OwnIntention,
  written: readonly { readonly no: number; readonly text: string }[],
): Promise<void> {
  const { dossierId } = await mustBeFiledBy(tx, citizen.personId, code)
  const { asked } = await viewOrRefuse(tx, code, 'vi')
  const held = await listHeldFiles(tx, dossierId)
  const answers = asked.map(({ no, componentNo }) => ({
    no,
    text: written.find((each) => each.no === no)?.text ?? '',
    files: held.filter((file) => file.componentNo === componentNo).length,
  }))
  const open = judgePoints(asked, answers)
  if (open) throw new Refused(open)
  const reason = writtenAnswersFrom(answers)
  await doActOfOwner(tx, database, requestId, {
    code,
    act: 'supplement',
    input: { answered: asked.map(({ no }) => no), ...(reason === '' ? {} : { reason }) },
    person: { id: citizen.personId, name: citizen.name },
    heldFor: dossierId,
  })
}

/** Withdraws the dossier. @throws Refused OWN_DOSSIER_NOT_FOUND, OWN_DOSSIER_NOT_FILED_HERE, and those of `doAct` */
export async function withdrawOwn(
  tx: Queryable,
  database: Database,
  { citizen, code, requestId }: OwnIntention,
  reason: string,
): Promise<void> {
  await mustBeFiledBy(tx, citizen.personId, code)
  const person = { id: citizen.personId, name: citizen.name }
  await doActOfOwner(tx, database, requestId, { code, act: 'withdraw', input: { reason }, person })
}

/** Why a citizen corrects how to reach them, where the record asks for a reason. */
const ownCorrection = 'Người nộp tự sửa thông tin liên hệ'

/**
 * Corrects how the person is reached, by the rule of the form they filed with.
 * @throws Refused OWN_DOSSIER_NOT_FOUND, OWN_DOSSIER_NOT_FILED_HERE, OWN_DRAFT_INCOMPLETE, NOTHING_CORRECTED, and those of `doAct`
 */
export async function changeOwnContact(
  tx: Queryable,
  database: Database,
  { citizen, code, requestId }: OwnIntention,
  typed: Typed,
  language: Language,
): Promise<void> {
  await mustBeFiledBy(tx, citizen.personId, code)
  const whole = formFrom(null, { kind: 'person', centres: [] })
  const form = { ...whole, sections: whole.sections.filter(({ id }) => id === 'contact') }
  const answers = applyTyped(form, {}, typed)
  const today = (await databaseNow(tx)).toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()
  const faults = judgeAnswers(form, answers, today, language)
  if (faults.length > 0) {
    const fields = faults.map(({ field, message }) => ({ field: `/body/typed/${field}`, message }))
    throw new Refused(refusalFrom(citizenRefusals, 'OWN_DRAFT_INCOMPLETE', { count: faults.length }, fields))
  }
  const text = (id: string): string => String(answers[id] ?? '')
  await doActOfOwner(tx, database, requestId, {
    code,
    act: 'correct_contact',
    input: { contact: { address: text('address'), phone: text('phone'), email: text('email') }, reason: ownCorrection },
    person: { id: citizen.personId, name: citizen.name },
  })
}

/**
 * Holds a sound file for the answer to a supplement request; it becomes a file of the dossier when the answer is sent.
 * @throws Refused OWN_DOSSIER_NOT_FOUND, OWN_DOSSIER_NOT_FILED_HERE, FILES_TOO_MANY, FILE_COMPONENT_UNKNOWN
 */
export async function addOwnFile(
  tx: Queryable,
  citizen: Citizen,
  code: string,
  componentNo: number | null,
  file: SoundFile,
): Promise<void> {
  const { dossierId } = await mustBeFiledBy(tx, citizen.personId, code)
  const { asked } = await viewOrRefuse(tx, code, 'vi')
  if (!asked.some((point) => point.componentNo === componentNo))
    throw new Refused(
      refusalFrom(dossierRefusals, 'FILE_COMPONENT_UNKNOWN', {}, [
        { field: '/query/componentNo', message: 'Chỉ gửi tệp cho nội dung đang được yêu cầu bổ sung' },
      ]),
    )
  if ((await listHeldFiles(tx, dossierId)).length >= mostDraftFiles)
    throw new Refused(refusalFrom(dossierRefusals, 'FILES_TOO_MANY', { most: mostDraftFiles }))
  await holdFile(tx, file, { heldFor: dossierId, componentNo })
}

/** @throws Refused OWN_DOSSIER_NOT_FOUND, OWN_DOSSIER_NOT_FILED_HERE, FILE_NOT_FOUND */
export async function removeOwnFile(tx: Queryable, citizen: Citizen, code: string, fileId: string): Promise<void> {
  const { dossierId } = await mustBeFiledBy(tx, citizen.personId, code)
  await dropHeldFile(tx, dossierId, fileId)
}
