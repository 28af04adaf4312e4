import { randomBytes } from 'node:crypto'
import type { Actor } from '#kernel/actor.ts'
import type { Json } from '#kernel/canonical-json.ts'
import type { CentreId, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { fold, tidy } from '#kernel/vietnamese.ts'
import { calendarsAt } from '#calendar'
import { raiseBill } from '#payment'
import { findVersionById } from '#procedure'
import type { Channel } from '#procedure'
import type { Database, Queryable } from '#platform/db/database.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { decideAct } from '../domain/decide-act.ts'
import { isRefusal } from '../domain/act-facts.ts'
import type { DossierFacts, HandedInPaper } from '../domain/act-facts.ts'
import { timeNotBegun } from '../domain/act-facts.ts'
import { walkedSteps } from '../domain/step.ts'
import { codePrefix } from '../domain/code-prefix.ts'
import { applicantFields } from '../domain/compare-record.ts'
import type { StoredApplicant } from '../domain/compare-record.ts'
import { isBirthDay, notBorn } from '../domain/birth-day.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { endDraft } from './drafts.ts'
import { actDone } from '../jobs/act-done.ts'
import { beginIntake, clockFromOf, getIntakePlace, getPlaceCodes } from '../queries/places.ts'
import { applicantDigest } from '../store/applicant-seal.ts'
import { CodeSeries } from '../store/code-series.ts'
import { announceToBoard, insertDossier } from '../store/dossier-store.ts'
import type { NewAct, NewDossier } from '../store/dossier-store.ts'
import { secretOfGeneration } from '../store/lookup-secret.ts'
import { clocksOf, due, limitsFor, settingsFor } from '../queries/clocks.ts'
import type { DossierRecord, Moment } from '../queries/dossier-record.ts'
import { recordOfFiled, shownAt } from '../queries/record-after.ts'
import { billOf, dutyOf, requiredPapers } from '../queries/load-facts.ts'

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
  const today = now.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate()
  const version = begun.versionId === null ? null : await findVersionById(tx, begun.versionId)
  if (!version || version.publishState === 'draft' || version.publishState === 'not_at_centre') {
    throw new Refused(
      refusalFrom(dossierRefusals, 'PROCEDURE_NOT_RECEIVED_HERE', {}, [{ field: '/body/procedureCode', message: 'Chọn thủ tục khác' }]),
    )
  }
  const limits = limitsFor(version, input.channel)
  const { agencyId, handling } = version
  if (!agencyId || !handling || !limits || version.publishState !== 'published') {
    const known = [agencyId ? '' : 'cơ quan giải quyết', handling ? '' : 'cách giải quyết', limits ? '' : 'thời hạn'].filter(Boolean)
    const missing = [...known, ...version.toComplete.map((gap) => gap.reason)].join('; ')
    throw new Refused(refusalFrom(dossierRefusals, 'PROCEDURE_INCOMPLETE', { missing }))
  }

  if (input.applicant.bornOn !== undefined && !isBirthDay(input.applicant.bornOn, today))
    throw new Refused(refusalFrom(dossierRefusals, 'APPLICANT_WRONG', {}, [{ field: '/body/applicant/bornOn', message: notBorn }]))
  const required = requiredPapers(version)
  const facts: DossierFacts = {
    state: 'filed',
    interruptedState: null,
    handling,
    stepNo: null,
    steps: walkedSteps(handling, version.steps),
    supplementCount: 0,
    onHandover: false,
    holderKind: 'counter',
    agencyId,
    centreId: input.centreId,
    required,
    handedIn: [],
    time: timeNotBegun,
  }
  // Filing at a counter needs the same duty as accepting there; whether papers suffice matters only to accepting.
  const decision = decideAct(facts, 'accept', dutyOf(actor, facts), input.accept ? { papers: input.papers } : undefined)
  if (isRefusal(decision)) throw new Refused(decision)

  const place = await getIntakePlace(tx, {
    agencyId,
    centreId: input.centreId,
    counterId: input.counterId ?? null,
    accountId: actor.accountId,
  })
  if (input.counterId !== undefined && !place.isCounterHere) {
    throw new Refused(
      refusalFrom(dossierRefusals, 'INTAKE_PLACE_UNKNOWN', {}, [
        { field: '/body/counterId', message: 'Quầy này không thuộc Trung tâm. Xin chọn lại quầy.' },
      ]),
    )
  }
  if (!place.hasDuty) throw new Refused(refusalFrom(dossierRefusals, 'DUTY_ENDED'))

  const clockFrom = clockFromOf(handling, place.isServed)
  const codes = await getPlaceCodes(tx, database, agencyId, input.centreId)
  const prefix = codePrefix({ clockFrom, ...codes })
  let series = seriesOf.get(database)
  if (!series) {
    series = new CodeSeries(database.aside)
    seriesOf.set(database, series)
  }
  // Whoever meets the number of a practice dossier anywhere sees at once what it is.
  const code = await series.next(database.isPractice ? `${practicePrefix}${prefix}` : prefix, today)
  const calendar = (await calendarsAt(tx, place.calendar))({ agencyId, centreId: input.centreId })
  const settings = settingsFor(version, calendar)
  const starts = input.accept && clockFrom === 'acceptance'
  const committed = starts ? due(calendar, limits.committed, now, [], settings).dueAt : null
  const legal = starts ? due(calendar, limits.legal, now, [], settings).dueAt : null

  const papers = input.papers
    .filter((paper) => paper.originals + paper.copies + paper.certified > 0)
    .map((paper) => ({
      componentNo: paper.componentNo,
      originals: paper.originals,
      copies: paper.copies,
      certified: paper.certified,
      name: required.find((each) => each.no === paper.componentNo)?.name ?? 'Giấy tờ khác',
      note: tidy(paper.note ?? ''),
    }))
  const act = (kind: 'file' | 'accept', payload: { [key: string]: Json }): NewAct => ({
    kind,
    at: now,
    actorAccountId: actor.accountId,
    actorName: actor.displayName,
    actorRole: decision.role,
    centreId: input.centreId,
    agencyId: null,
    requestId,
    payload,
  })
  const { applicant } = input
  const isOrganisation = applicant.kind === 'organisation'
  const name = tidy(isOrganisation ? (applicant.organisationName ?? applicant.fullName) : applicant.fullName)
  const filed = {
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
  }
  const acts = [
    act('file', {
      applicant: sealedApplicant(code, filed, input.representative),
      channel: input.channel,
      procedure: version.code,
      version: version.versionId,
      papers: papers.map((paper) => ({ ...paper })),
    }),
  ]
  if (input.accept) {
    acts.push(
      act('accept', {
        committed: { ...limits.committed, dueAt: committed?.toString() ?? null },
        legal: { ...limits.legal, dueAt: legal?.toString() ?? null },
        state: 'accepted',
        // Of what is settled here the first step begins with acceptance.
        ...(decision.stepNo === null ? {} : { step: decision.stepNo }),
        ...(starts ? {} : { clockFrom }),
      }),
    )
  }
  const id = uuidv7(now) as DossierId
  const clocks = starts ? clocksOf(limits, settings) : []
  const dossier: NewDossier = {
    id,
    code,
    procedureVersionId: version.versionId,
    procedureCode: version.code,
    agencyId,
    centreId: input.centreId,
    counterId: input.counterId ?? null,
    channel: input.channel,
    handling,
    resultMethod: input.resultMethod,
    summary: tidy(input.summary ?? ''),
    applicant: {
      ...filed,
      folded: fold(name),
      organisationName: isOrganisation ? name : null,
    },
    representative: input.representative ?? null,
    state: input.accept ? 'accepted' : 'filed',
    stepNo: input.accept ? decision.stepNo : null,
    holderAccountId: actor.accountId,
    receivedAt: now,
    acceptedAt: input.accept ? now : null,
    committedDueAt: committed,
    legalDueAt: legal,
    clockFrom,
  }
  const sealed = await insertDossier(tx, dossier, acts, papers, clocks)
  if (input.accept) {
    const at = { agencyId, centreId: input.centreId, channel: input.channel }
    await raiseBill(tx, actor, { ...billOf(version, at), dossierId: id, dossierCode: code, payerName: name })
  }
  if (input.draftKey !== undefined && actor.accountId !== null) await endDraft(tx, actor.accountId, input.draftKey, code)
  if (input.accept) await enqueue(tx, actDone, { dossierId: id, seq: acts.length, kind: 'accept', code })
  announceToBoard(tx)
  const record = recordOfFiled(dossier, { sealed, papers, clocks, place: { ...place, agencyCode: codes.agencyCode }, officer: actor })
  return {
    code,
    lookupSecret: await secretOfGeneration(database, code, 1),
    after: { record, moment: { now: shownAt(now), calendar: place.calendar } },
  }
}

/** Digests of who applied, so that the record says whose dossier it is without repeating it. */
function sealedApplicant(
  code: string,
  filed: Omit<StoredApplicant, `representative${string}`>,
  representative: FileDossier['representative'],
): { [field: string]: string } {
  const applicant: StoredApplicant = {
    ...filed,
    representativeName: representative?.fullName ?? null,
    representativeIdNumber: representative?.idNumber ?? null,
    representativeAuthorisation: representative?.authorisation ?? null,
  }
  const digestOf = applicantDigest(code)
  return Object.fromEntries(applicantFields.map((field) => [field, digestOf(field, applicant[field])]))
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
