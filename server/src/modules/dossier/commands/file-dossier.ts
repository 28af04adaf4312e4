import type { Actor, Role } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { DossierCode } from '#kernel/ids.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { raiseBill } from '#payment'
import type { ProcedureVersion } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { payloadOfAcceptance } from '../domain/carry-out-filing.ts'
import { codePrefix } from '../domain/code-prefix.ts'
import { applicantFields } from '../domain/compare-record.ts'
import type { StoredApplicant } from '../domain/compare-record.ts'
import type { NewPaper } from '../domain/effects.ts'
import { endDraft } from './drafts.ts'
import { actDone } from '../jobs/act-done.ts'
import { judgeFiling, makeDossier } from '../queries/judge-filing.ts'
import type { FileDossier } from '../queries/judge-filing.ts'
import { beginIntake, getPlaceCodes } from '../queries/places.ts'
import { applicantDigest } from '../store/applicant-seal.ts'
import { CodeSeries } from '../store/code-series.ts'
import { announceWork } from '../store/announce.ts'
import { insertDossier, newClock } from '../store/dossier-store.ts'
import type { NewAct, NewDossier } from '../store/dossier-store.ts'
import { secretOfGeneration } from '../store/lookup-secret.ts'
import type { DossierRecord, Moment } from '../queries/dossier-record.ts'
import { recordOfFiled, shownAt } from '../queries/record-after.ts'
import { billOf } from '../queries/load-facts.ts'

export type FiledDossier = {
  readonly code: string
  readonly lookupSecret: string
  /** The dossier after the filing, and its instant. */
  readonly after: { readonly record: DossierRecord; readonly moment: Pick<Moment, 'now' | 'calendar'> }
}

const practicePrefix = 'THU-'
const seriesOf = new WeakMap<Database, CodeSeries>()

/**
 * Files a dossier at a counter and accepts it by default: code, checklist, two clocks, holder and
 * the first acts, in one transaction.
 * @throws Refused PROCEDURE_NOT_RECEIVED_HERE, PROCEDURE_INCOMPLETE, DOSSIER_WRONG_ROLE, PAPERS_MISSING, DRAFT_FILED
 * @law 61/2018/NĐ-CP Điều 17; 309/2026/NĐ-CP Điều 8
 */
export async function fileDossier(
  tx: Queryable,
  database: Database,
  actor: Actor,
  requestId: string,
  input: FileDossier,
): Promise<FiledDossier> {
  // An officer who is being replaced either files before the order, which then passes the dossier to the successor, or is refused.
  const moment = await beginIntake(tx, input.procedureCode, actor.accountId)
  const { now, version, handling, at, place, filing, filed, world } = await judgeFiling(tx, actor, moment, input)
  const codes = await getPlaceCodes(tx, database, at.agencyId, input.centreId)
  const code = await takeNextCode(database, codePrefix({ clockFrom: filing.clockFrom, ...codes }), toVietnamDay(now))
  const dossier = makeDossier(code, version, { input, filed, handling, at })
  const { accepted, papers } = filed
  const acts = [
    { kind: 'file' as const, payload: filingPayloadFrom(dossier, version, papers) },
    ...(accepted ? [{ kind: 'accept' as const, payload: payloadOfAcceptance(accepted, world, filing) }] : []),
  ].map((act) => ({ ...act, at: now, ...actedBy(actor, filed.role), centreId: input.centreId, agencyId: null, requestId }))
  const clocks = (accepted?.begun ?? []).map(newClock)
  const sealed = await insertDossier(tx, dossier, acts, papers, clocks)
  if (accepted?.collect) {
    const bill = { ...billOf(version, at), dossierId: dossier.id, dossierCode: code, payerName: dossier.applicant.name }
    await raiseBill(tx, actor, bill)
  }
  if (input.draftKey !== undefined && actor.accountId !== null) await endDraft(tx, actor.accountId, input.draftKey, code)
  if (accepted?.hasSequel) await enqueue(tx, actDone, { dossierId: dossier.id, seq: acts.length, kind: 'accept', code })
  announceWork(tx, [dossier.agencyId, input.centreId])
  const around = { place: { ...place, agencyCode: codes.agencyCode }, officer: actor }
  const record = recordOfFiled(dossier, { sealed, papers, clocks, ...around })
  const lookupSecret = await secretOfGeneration(database, code, 1)
  return { code, lookupSecret, after: { record, moment: { now: shownAt(now), calendar: place.calendar } } }
}

/** The number of a practice dossier must show everywhere what it is. */
export async function takeNextCode(database: Database, prefix: string, today: Temporal.PlainDate): Promise<DossierCode> {
  let series = seriesOf.get(database)
  if (!series) {
    series = new CodeSeries(database.aside)
    seriesOf.set(database, series)
  }
  return await series.next(database.isPractice ? `${practicePrefix}${prefix}` : prefix, today)
}

function actedBy(actor: Actor, actorRole: Role): Pick<NewAct, 'actorAccountId' | 'actorName' | 'actorRole'> {
  return { actorAccountId: actor.accountId, actorName: actor.displayName, actorRole }
}

/** The log entry of a filing: digests of the applicant, so that the record says whose dossier it is without repeating it. */
export function filingPayloadFrom(dossier: NewDossier, version: ProcedureVersion, papers: readonly NewPaper[]): { [key: string]: Json } {
  const { applicant, representative } = dossier
  const stored: StoredApplicant = {
    kind: applicant.kind,
    name: applicant.name,
    idNumber: applicant.idNumber,
    bornOn: applicant.bornOn,
    sex: applicant.sex,
    address: applicant.address,
    phone: applicant.phone,
    email: applicant.email,
    person: applicant.person,
    representativeName: representative?.fullName ?? null,
    representativeIdNumber: representative?.idNumber ?? null,
    representativeAuthorisation: representative?.authorisation ?? null,
    summary: dossier.summary,
    resultMethod: dossier.resultMethod,
    counterId: dossier.counterId,
  }
  const digestOf = applicantDigest(dossier.code)
  return {
    applicant: Object.fromEntries(applicantFields.map((field) => [field, digestOf(field, stored[field])])),
    channel: dossier.channel,
    procedure: version.code,
    version: version.versionId,
    papers: papers.map((paper) => ({ ...paper })),
  }
}
