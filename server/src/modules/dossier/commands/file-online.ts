import type { Actor } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { CentreId, ProcedureVersionId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { calendarsAt } from '#calendar'
import { keepHeldFiles } from '#document'
import { findVersionById } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { carryOutOnlineFiling, findPapersNotSent } from '../domain/carry-out-online-filing.ts'
import { codePrefix } from '../domain/code-prefix.ts'
import { computeFirstAnswerDue } from '../domain/first-answer.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { actDone } from '../jobs/act-done.ts'
import { requiredPapers, worldFrom } from '../queries/load-facts.ts'
import { beginIntake, clockFromOf, getIntakePlace, getPlaceCodes } from '../queries/places.ts'
import { announceWork } from '../store/announce.ts'
import { insertDossier } from '../store/dossier-store.ts'
import { formDigestsFrom, insertOnlineFiling } from '../store/filed-form-store.ts'
import { filingFrom, makeDossier, mustBeReceivable } from '../queries/judge-filing.ts'
import type { FileDossier } from '../queries/judge-filing.ts'
import { filingPayloadFrom, takeNextCode } from './file-dossier.ts'

export type FileOnline = {
  readonly person: { readonly id: string; readonly name: string }
  readonly procedureCode: string
  /** The version whose form was answered. */
  readonly versionId: ProcedureVersionId
  readonly centreId: CentreId
  readonly applicant: FileDossier['applicant']
  readonly summary: string
  readonly resultMethod: FileDossier['resultMethod']
  readonly form: { readonly form: Json; readonly answers: Json; readonly standsFor: readonly number[] }
  /** The key under which uploads are held: they become files of the dossier. */
  readonly heldFor: string
}

export type FiledOnline = { readonly code: string; readonly receivedAt: Temporal.Instant; readonly answerBy: Temporal.Instant }

/** The applicant as actor: no staff account, and only the citizen acts of the table. */
export function makeOwnerActor({ localityId }: Pick<Database, 'localityId'>, name: string): Actor {
  return { localityId, accountId: null, displayName: name, grants: [{ role: 'citizen', agencyId: null, centreId: null }] }
}

/**
 * Files a dossier online, on the engine of the counter: code, holder (the counter of the centre), form and answers, files and the first act in
 * one transaction. It waits as filed: the counter accepts it, which starts the legal clocks.
 * @throws Refused ONLINE_NOT_OFFERED, ONLINE_FORM_CHANGED, PROCEDURE_INCOMPLETE, PROCEDURE_NOT_RECEIVED_HERE, ONLINE_PAPERS_MISSING, INTAKE_PLACE_UNKNOWN
 * @law 61/2018/NĐ-CP Điều 16, 17; 309/2026/NĐ-CP Điều 8
 */
export async function registerOnlineFiling(tx: Queryable, database: Database, requestId: string, input: FileOnline): Promise<FiledOnline> {
  const actor = makeOwnerActor(database, input.person.name)
  const begun = await beginIntake(tx, input.procedureCode, null)
  const now = Temporal.Instant.fromEpochMilliseconds(begun.now.epochMilliseconds)
  const version = begun.versionId === null ? null : await findVersionById(tx, begun.versionId)
  mustBeReceivable(version, 'online')
  if (!version.channels.some(({ channel }) => channel === 'online') || version.serviceLevel === 'none')
    throw new Refused(refusalFrom(dossierRefusals, 'ONLINE_NOT_OFFERED'))
  if (version.versionId !== input.versionId) throw new Refused(refusalFrom(dossierRefusals, 'ONLINE_FORM_CHANGED'))

  const { agencyId, handling } = version
  const at = { agencyId, centreId: input.centreId, channel: 'online' as const }
  const place = await getIntakePlace(tx, { ...at, counterId: null, accountId: null })
  const calendarOf = await calendarsAt(tx, place.calendar)
  const world = worldFrom(version, at, now, calendarOf)
  const clockFrom = clockFromOf(handling, place.isServed)
  const codes = await getPlaceCodes(tx, database, agencyId, input.centreId)
  const code = await takeNextCode(database, codePrefix({ clockFrom, ...codes }), toVietnamDay(now))

  // The rows come first: the received papers are those stored, not those the sender claims.
  const filing = { ...filingFrom(version, at, actor), clockFrom, code }
  const born = carryOutOnlineFiling(filing, new Set(input.form.standsFor), world)
  const draft = makeDossier(code, version, { input: { ...input, channel: 'online' }, filed: born, handling, at })
  const files = await keepHeldFiles(tx, input.heldFor, draft.id, input.person)
  const came = new Set([...input.form.standsFor, ...files.flatMap(({ componentNo }) => componentNo ?? [])])
  const missing = version.serviceLevel === 'full' ? findPapersNotSent(requiredPapers(version), came) : []
  if (missing.length > 0) {
    const details = { missing: missing.map((paper) => paper.name).join('; '), count: missing.length }
    const fields = missing.map((paper) => ({ field: `/papers/${paper.no}`, message: `Thiếu: ${paper.name}` }))
    throw new Refused(refusalFrom(dossierRefusals, 'ONLINE_PAPERS_MISSING', details, fields))
  }
  const { papers } = carryOutOnlineFiling(filing, came, world)
  const payload = {
    ...filingPayloadFrom(draft, version, papers),
    form: formDigestsFrom(code, input.form),
    ...(files.length > 0
      ? { files: files.map(({ id, sha256, componentNo }) => ({ id, sha256, purpose: componentNo === null ? 'other' : 'paper' })) }
      : {}),
  }
  const act = { kind: 'file' as const, payload, at: now, actorAccountId: null, actorName: actor.displayName, actorRole: born.role }
  await insertDossier(tx, draft, [{ ...act, centreId: input.centreId, agencyId: null, requestId }], papers, [])
  const answerBy = computeFirstAnswerDue(world.calendar, now)
  await insertOnlineFiling(tx, draft, { form: input.form, files, answerBy })
  await enqueue(tx, actDone, { dossierId: draft.id, seq: 1, kind: 'file', code })
  announceWork(tx, [draft.agencyId, input.centreId])
  return { code, receivedAt: now, answerBy }
}
