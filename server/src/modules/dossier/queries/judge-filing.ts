import { randomBytes } from 'node:crypto'
import type { Actor } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierCode, DossierId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { toVietnamDay } from '#kernel/vietnam-time.ts'
import { fold, tidy } from '#kernel/vietnamese.ts'
import { calendarsAt } from '#calendar'
import { findVersionById } from '#procedure'
import type { Channel, ProcedureVersion } from '#procedure'
import type { Queryable } from '#platform/db/database.ts'
import type { HandedInPaper } from '../domain/act-facts.ts'
import { carryOutFiling } from '../domain/carry-out-filing.ts'
import type { Filed } from '../domain/carry-out-filing.ts'
import { isBirthDay, notBorn } from '../domain/birth-day.ts'
import type { Filing } from '../domain/dossier.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { walkedSteps } from '../domain/step.ts'
import type { Handling } from '../domain/step.ts'
import type { World } from '../domain/world.ts'
import type { NewDossier } from '../store/dossier-store.ts'
import { limitsFor } from './clocks.ts'
import { dutyOf, requiredPapers, worldFrom } from './load-facts.ts'
import { clockFromOf, getIntakePlace } from './places.ts'
import type { IntakeMoment, IntakePlace } from './places.ts'

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

type Place = { readonly agencyId: AgencyId; readonly centreId: CentreId; readonly channel: Channel }

/** A permitted filing, and the data it was checked against. */
export type JudgedFiling = {
  readonly now: Temporal.Instant
  readonly version: ProcedureVersion
  readonly handling: Handling
  readonly at: Place
  readonly place: IntakePlace
  readonly filing: Filing
  readonly filed: Filed
  readonly world: Omit<World, 'found'>
}

/**
 * Whether the dossier may be filed as it was typed, and how it would stand then. Nothing is written.
 * @throws Refused PROCEDURE_NOT_RECEIVED_HERE, PROCEDURE_INCOMPLETE, APPLICANT_WRONG, INTAKE_PLACE_UNKNOWN, DUTY_ENDED and every code
 * of `carryOutFiling`
 */
export async function judgeFiling(db: Queryable, actor: Actor, moment: IntakeMoment, input: FileDossier): Promise<JudgedFiling> {
  const now = Temporal.Instant.fromEpochMilliseconds(moment.now.epochMilliseconds)
  const version = moment.versionId === null ? null : await findVersionById(db, moment.versionId)
  mustBeReceivable(version, input.channel)
  const { agencyId, handling } = version
  const { bornOn } = input.applicant
  if (bornOn !== undefined && !isBirthDay(bornOn, toVietnamDay(now)))
    throw new Refused(refusalFrom(dossierRefusals, 'APPLICANT_WRONG', {}, [{ field: '/body/applicant/bornOn', message: notBorn }]))

  const at = { agencyId, centreId: input.centreId, channel: input.channel }
  const place = await getIntakePlace(db, { ...at, counterId: input.counterId ?? null, accountId: actor.accountId })
  const world = worldFrom(version, at, now, await calendarsAt(db, place.calendar))
  const filing = { ...filingFrom(version, at, actor), clockFrom: clockFromOf(handling, place.isServed) }
  const command = { duty: dutyOf(actor, at), actor: { name: actor.displayName, isAway: place.isAway }, papers: input.papers }
  const filed = carryOutFiling(filing, { ...command, accept: input.accept }, world)
  if ('kind' in filed) throw new Refused(filed)
  mustFileHere(place, input)
  return { now, version, handling, at, place, filing, filed, world }
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

/** RFC 9562 version 7: rows of one moment lie together in the index. */
function uuidv7(at: Temporal.Instant): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.epochMilliseconds, 0, 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
