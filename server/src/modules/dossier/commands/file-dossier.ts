import { randomBytes } from 'node:crypto'
import type { Actor, Role } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { AgencyId, CentreId, DossierCode, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { fold, tidy } from '#kernel/vietnamese.ts'
import { calendarsAt } from '#calendar'
import { raiseBill } from '#payment'
import { findVersionById } from '#procedure'
import type { Channel, ProcedureVersion } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import type { HandedInPaper } from '../domain/act-facts.ts'
import { carryOutFiling, payloadOfAcceptance } from '../domain/carry-out-filing.ts'
import type { Filed } from '../domain/carry-out-filing.ts'
import { codePrefix } from '../domain/code-prefix.ts'
import { applicantFields } from '../domain/compare-record.ts'
import type { StoredApplicant } from '../domain/compare-record.ts'
import { isBirthDay, notBorn } from '../domain/birth-day.ts'
import type { Filing } from '../domain/dossier.ts'
import type { NewPaper } from '../domain/effects.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { walkedSteps } from '../domain/step.ts'
import type { Handling } from '../domain/step.ts'
import { endDraft } from './drafts.ts'
import { actDone } from '../jobs/act-done.ts'
import { beginIntake, clockFromOf, getIntakePlace, getPlaceCodes } from '../queries/places.ts'
import type { IntakePlace } from '../queries/places.ts'
import { applicantDigest } from '../store/applicant-seal.ts'
import { CodeSeries } from '../store/code-series.ts'
import { announceToBoard, insertDossier, newClock } from '../store/dossier-store.ts'
import type { NewAct, NewDossier } from '../store/dossier-store.ts'
import { secretOfGeneration } from '../store/lookup-secret.ts'
import { limitsFor } from '../queries/clocks.ts'
import type { DossierRecord, Moment } from '../queries/dossier-record.ts'
import { recordOfFiled, shownAt } from '../queries/record-after.ts'
import { billOf, dutyOf, requiredPapers, worldFrom } from '../queries/load-facts.ts'

export type FileDossier = {
  readonly procedureCode: string
  readonly channel: Channel
  readonly centreId: CentreId
  readonly counterId?: string | undefined
  readonly applicant: {
    readonly kind: 'person' | 'organisation'
    readonly fullName: string
    readonly idNumber: string
    readonly bornOn?: string | undefined
    readonly sex?: string | undefined
    readonly address: string
    readonly phone: string
    readonly email?: string | undefined
    readonly organisationName?: string | undefined
  }
  readonly representative?: { readonly fullName: string; readonly idNumber: string; readonly authorisation: string } | undefined
  readonly papers: readonly (HandedInPaper & { readonly note?: string | undefined })[]
  readonly summary?: string | undefined
  readonly resultMethod: 'counter' | 'post' | 'online'
  /** Accept at once (the usual thing at a counter); otherwise the dossier waits as filed. */
  readonly accept: boolean
  /** The draft this dossier was typed in: it ends with the filing. */
  readonly draftKey?: string | undefined
}

export type FiledDossier = {
  readonly code: string
  readonly lookupSecret: string
  /** The dossier as it now stands, and the moment. */
  readonly after: { readonly record: DossierRecord; readonly moment: Pick<Moment, 'now' | 'calendar'> }
}

const practicePrefix = 'THU-'
const seriesOf = new WeakMap<Database, CodeSeries>()

/**
 * Files a dossier at a counter and, unless told otherwise, accepts it: code, checklist, two clocks, holder and
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
  // An officer who is being replaced files before the order, which then passes the dossier on, or not at all.
  const begun = await beginIntake(tx, input.procedureCode, actor.accountId)
  const now = Temporal.Instant.fromEpochMilliseconds(begun.now.epochMilliseconds)
  const version = begun.versionId === null ? null : await findVersionById(tx, begun.versionId)
  mustBeReceivable(version, input.channel)
  const { agencyId, handling } = version
  const { bornOn } = input.applicant
  if (bornOn !== undefined && !isBirthDay(bornOn, toVietnamDay(now)))
    throw new Refused(refusalFrom(dossierRefusals, 'APPLICANT_WRONG', {}, [{ field: '/body/applicant/bornOn', message: notBorn }]))

  const at = { agencyId, centreId: input.centreId, channel: input.channel }
  const place = await getIntakePlace(tx, { ...at, counterId: input.counterId ?? null, accountId: actor.accountId })
  const world = worldFrom(version, at, now, await calendarsAt(tx, place.calendar))
  const clockFrom = clockFromOf(handling, place.isServed)
  const filing = { ...filingFrom(version, at, actor), clockFrom }
  const command = { duty: dutyOf(actor, at), actor: { name: actor.displayName, isAway: place.isAway }, papers: input.papers }
  const filed = carryOutFiling(filing, { ...command, accept: input.accept }, world)
  if ('kind' in filed) throw new Refused(filed)
  mustFileHere(place, input)

  const codes = await getPlaceCodes(tx, database, agencyId, input.centreId)
  const code = await takeNextCode(database, codePrefix({ clockFrom, ...codes }), toVietnamDay(now))
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
  announceToBoard(tx)
  const around = { place: { ...place, agencyCode: codes.agencyCode }, officer: actor }
  const record = recordOfFiled(dossier, { sealed, papers, clocks, ...around })
  const lookupSecret = await secretOfGeneration(database, code, 1)
  return { code, lookupSecret, after: { record, moment: { now: shownAt(now), calendar: place.calendar } } }
}

/**
 * A version may be received once its agency, way of settling and limits are complete.
 * @throws Refused PROCEDURE_NOT_RECEIVED_HERE, PROCEDURE_INCOMPLETE
 */
export function mustBeReceivable(
  version: ProcedureVersion | null,
  channel: Channel,
): asserts version is ProcedureVersion & { readonly agencyId: AgencyId; readonly handling: Handling } {
  if (!version || version.publishState === 'draft' || version.publishState === 'not_at_centre') {
    throw new Refused(
      refusalFrom(dossierRefusals, 'PROCEDURE_NOT_RECEIVED_HERE', {}, [{ field: '/body/procedureCode', message: 'Chọn thủ tục khác' }]),
    )
  }
  const limits = limitsFor(version, channel)
  const { agencyId, handling } = version
  if (agencyId && handling && limits && version.publishState === 'published') return
  const known = [agencyId ? '' : 'cơ quan giải quyết', handling ? '' : 'cách giải quyết', limits ? '' : 'thời hạn'].filter(Boolean)
  const missing = [...known, ...version.toComplete.map((gap) => gap.reason)].join('; ')
  throw new Refused(refusalFrom(dossierRefusals, 'PROCEDURE_INCOMPLETE', { missing }))
}

/** @throws Refused INTAKE_PLACE_UNKNOWN for a counter of another centre, DUTY_ENDED */
function mustFileHere(place: IntakePlace, input: FileDossier): void {
  if (input.counterId !== undefined && !place.isCounterHere) {
    const field = { field: '/body/counterId', message: 'Quầy này không thuộc Trung tâm. Xin chọn lại quầy.' }
    throw new Refused(refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [field]))
  }
  if (!place.hasDuty) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))
}

type Place = { readonly agencyId: AgencyId; readonly centreId: CentreId; readonly channel: Channel }

/** The dossier before it has its code. */
export function filingFrom(
  version: ProcedureVersion & { readonly handling: Handling },
  { agencyId, centreId }: Place,
  actor: Actor,
): Omit<Filing, 'clockFrom'> {
  return {
    code: '',
    handling: version.handling,
    agencyId,
    centreId,
    steps: walkedSteps(version.handling, version.steps),
    rules: null,
    required: requiredPapers(version),
    silence: version.clockRules?.silence ?? 'none',
    receivedBy: actor.accountId,
    knowsOfficers: true,
  }
}

/** Whoever meets the number of a practice dossier anywhere sees at once what it is. */
export async function takeNextCode(database: Database, prefix: string, today: Temporal.PlainDate): Promise<DossierCode> {
  let series = seriesOf.get(database)
  if (!series) {
    series = new CodeSeries(database.aside)
    seriesOf.set(database, series)
  }
  return await series.next(database.isPractice ? `${practicePrefix}${prefix}` : prefix, today)
}

/** The row of the new dossier. */
export function makeDossier(
  code: DossierCode,
  version: ProcedureVersion,
  on: {
    readonly input: Omit<FileDossier, 'accept' | 'papers' | 'procedureCode'>
    readonly filed: Filed
    readonly handling: Handling
    readonly at: Place
  },
): NewDossier {
  const { input, filed, handling, at } = on
  const { applicant } = input
  const isOrganisation = applicant.kind === 'organisation'
  const name = tidy(isOrganisation ? (applicant.organisationName ?? applicant.fullName) : applicant.fullName)
  const { dossier } = filed
  return {
    id: uuidv7(dossier.receivedAt) as DossierId,
    code,
    procedureVersionId: version.versionId,
    procedureCode: version.code,
    ...at,
    counterId: input.counterId ?? null,
    handling,
    resultMethod: input.resultMethod,
    summary: tidy(input.summary ?? ''),
    applicant: {
      kind: applicant.kind,
      name,
      idNumber: applicant.idNumber,
      bornOn: applicant.bornOn ?? null,
      sex: applicant.sex ?? null,
      address: tidy(applicant.address),
      phone: applicant.phone,
      email: applicant.email ?? null,
      // Who stood at the counter for an organisation, which is the applicant.
      person: isOrganisation ? tidy(applicant.fullName) : null,
      folded: fold(name),
      organisationName: isOrganisation ? name : null,
    },
    representative: input.representative ?? null,
    state: dossier.state,
    stepNo: dossier.stepNo,
    holderAccountId: dossier.holderAccountId,
    receivedAt: dossier.receivedAt,
    acceptedAt: dossier.acceptedAt,
    committedDueAt: dossier.committedDueAt,
    legalDueAt: dossier.legalDueAt,
    clockFrom: dossier.clockFrom,
  }
}

function actedBy(actor: Actor, actorRole: Role): Pick<NewAct, 'actorAccountId' | 'actorName' | 'actorRole'> {
  return { actorAccountId: actor.accountId, actorName: actor.displayName, actorRole }
}

/** What the log keeps of a filing: digests of who applied, so that the record says whose dossier it is without repeating it. */
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

/** RFC 9562 version 7: rows of one moment lie together in the index. */
function uuidv7(at: Temporal.Instant): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.epochMilliseconds, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
