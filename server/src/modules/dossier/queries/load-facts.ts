import { instantFrom } from '#kernel/instant.ts'
import { sql } from 'kysely'
import { calendarsAt } from '#calendar'
import type { CalendarMoment, WorkingCalendar } from '#calendar'
import { dutyAt, roleNames } from '#identity'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import { owedNow, owedOn } from '#payment'
import type { Queryable } from '#platform/db/database.ts'
import { feeName, feeUnitFrom, findVersionById } from '#procedure'
import type { ProcedureVersion } from '#procedure'
import type { DossierFacts, Duty, Hands, RequiredPaper } from '../domain/act-facts.ts'
import { readRecord } from '../domain/act-record.ts'
import type { DossierAct } from '../domain/act-rows.ts'
import { factsAt } from '../domain/dossier.ts'
import type { Dossier } from '../domain/dossier.ts'
import { walkedSteps } from '../domain/step.ts'
import type { World } from '../domain/world.ts'
import type { DossierRow } from '../store/dossier-store.ts'
import { claimFrom, standingClaim } from './claims.ts'
import { limitsFor, settingsFor } from './clocks.ts'
import type { DossierRecord } from './dossier-record.ts'
import { askedOf } from './dossier-timeline.ts'
import { loadParts, runProcessOf } from './process-run.ts'
import type { RunProcess } from './process-run.ts'

/** The version a dossier was filed under. It is kept for ever, so its absence is a broken database. */
export async function versionOf(
  db: Queryable,
  dossier: { procedureVersionId: DossierRow['procedureVersionId'] },
): Promise<ProcedureVersion> {
  const version = await findVersionById(db, dossier.procedureVersionId)
  if (!version) throw new Error('a dossier without its procedure version')
  return version
}

/**
 * What the checklist asks. Counts the source leaves unknown are asked as one paper of either kind; papers of
 * one case (trường hợp) among several are not demanded, since which case applies is the officer's to see.
 */
export function requiredPapers(version: Pick<ProcedureVersion, 'components'>): RequiredPaper[] {
  const cases = new Set(version.components.map((component) => component.group))
  return version.components.map((component) => ({
    no: component.no,
    name: component.name,
    required: component.required && (cases.size <= 1 || component.group === ''),
    originals: component.originals ?? 0,
    copies: component.copies ?? 0,
  }))
}

/** A dossier as it is decided on and shown: the value `carryOut` takes, the facts at an instant, and what both rest on. */
export type Assessment = {
  readonly dossier: Dossier
  readonly facts: DossierFacts & { readonly hands: Hands }
  readonly world: Omit<World, 'found'>
  readonly version: ProcedureVersion
  readonly calendar: WorkingCalendar
  /** The calendar of any office at that moment. */
  readonly calendarOf: Awaited<ReturnType<typeof calendarsAt>>
  /** A process that is more than the lead's steps one after the other. */
  readonly process: RunProcess | null
}

/**
 * Assembles what a decision rests on, from a record. Before an act the record is read with the dossier locked, never in
 * one statement with the lock: what another transaction left behind while we waited would be missing from it.
 * @param at the instant that is decided or shown
 */
export async function assess(db: Queryable, record: DossierRecord, at: Temporal.Instant, moment: CalendarMoment): Promise<Assessment> {
  const version = await versionOf(db, record)
  const calendarOf = await calendarsAt(db, moment)
  const process = record.handling === 'forwarded' ? await runProcessOf(db, version) : null
  const run = process && (await loadParts(db, process, record))
  const dossier = dossierFrom(record, version, {
    steps: process?.steps ?? walkedSteps(record.handling, version.steps),
    ...(run ?? { rules: null, parts: [], counted: { parts: 0, subDossiers: 0 } }),
    owedDong: await owedBeforeReturn(db, record),
  })
  const world = worldFrom(version, record, at, calendarOf)
  const facts = factsAt(dossier, at, world)
  if (!facts.hands) throw new Error('a dossier of this installation knows its officers')
  return { dossier, facts: { ...facts, hands: facts.hands }, world, version, calendar: world.calendar, calendarOf, process }
}

/** What acts on a dossier depend on beside it: its procedure, and the calendars of its place and of the agencies that have parts. */
export function worldFrom(
  version: ProcedureVersion,
  place: Pick<DossierRow, 'agencyId' | 'centreId' | 'channel'>,
  at: Temporal.Instant,
  calendarOf: Assessment['calendarOf'],
): Omit<World, 'found'> {
  const calendar = calendarOf({ agencyId: place.agencyId, centreId: place.centreId })
  return {
    at,
    calendar,
    calendarAt: (agencyId) => calendarOf({ agencyId, centreId: place.centreId }),
    limits: limitsFor(version, place.channel),
    settings: settingsFor(version, calendar),
    supplementDays: version.clockRules?.supplementDays,
    supplementLapse: version.clockRules?.supplementLapse,
  }
}

/** The value that decisions are made on, from what is stored. */
function dossierFrom(
  record: DossierRecord,
  version: ProcedureVersion,
  known: Pick<Dossier, 'steps' | 'rules' | 'parts' | 'counted'> & { readonly owedDong: number },
): Dossier {
  const did = (...kinds: readonly DossierAct[]): AccountId[] =>
    record.acts.flatMap((act) => (kinds.includes(act.kind) && act.actorAccountId ? [act.actorAccountId] : []))
  const waiting = record.reappointments.find((each) => each.decision === null)
  const granted = record.reappointments.some((each) => each.decision === 'granted')
  const receipt = record.acts.find((act) => act.kind === 'receive')
  return {
    ...known,
    code: record.code,
    handling: record.handling,
    agencyId: record.agencyId,
    centreId: record.centreId,
    clockFrom: record.clockFrom,
    required: requiredPapers(version),
    silence: version.clockRules?.silence ?? 'none',
    state: record.state,
    interruptedState: record.interruptedState,
    stepNo: record.stepNo,
    supplementCount: record.supplementCount,
    handoverId: record.handoverId,
    holderKind: record.holderKind,
    holderAccountId: record.holderAccountId,
    hands: {
      claim: claimFrom(standingClaim(record)),
      workedBy: did('complete_step'),
      receivedBy: did('file', 'accept').at(-1) ?? null,
      askedBy: did('request_extension').at(-1) ?? null,
    },
    handedIn: record.papers,
    asked: askedOf(record),
    awaited: record.consultations.filter(isOpenQuestion).map((each) => each.agencyId),
    joins: record.joins ?? [],
    holdings: record.held.map((each) => ({
      kind: each.kind,
      stepNo: each.stepNo,
      agencyId: each.agencyId,
      accountId: each.accountId,
      fromAt: instantFrom(each.fromAt),
      toAt: instantOrNull(each.toAt),
    })),
    clocks: record.clocks,
    stops: record.stops,
    reappointment: granted ? 'granted' : waiting?.kind === 'extension' ? 'asked' : waiting ? 'drafted' : 'none',
    requested: waiting ?? null,
    notified: {
      late: record.acts.some((act) => act.kind === 'note_late'),
      lateByLaw: record.acts.some((act) => act.kind === 'note_late_by_law'),
    },
    supplementBy: instantOrNull(record.supplementBy),
    payBy: record.state === 'suspended' ? payByOf(record) : null,
    receivedAt: instantFrom(record.receivedAt),
    acceptedAt: instantOrNull(record.acceptedAt),
    agencyReceivedAt: receipt ? instantFrom(receipt.at) : null,
    committedDueAt: instantOrNull(record.committedDueAt),
    legalDueAt: instantOrNull(record.legalDueAt),
    finishedAt: instantOrNull(record.finishedAt),
    endedAt: instantOrNull(record.endedAt),
    outcome: record.outcome,
  }
}

function instantOrNull(at: string | null): Temporal.Instant | null {
  return at === null ? null : instantFrom(at)
}

/** The applicant's day to pay, as the stop for it recorded it; `null` where no such day is recorded. */
function payByOf({ acts }: Pick<DossierRecord, 'acts'>): Temporal.Instant | null {
  const stop = acts.findLast((act) => act.kind === 'suspend')
  return instantOrNull((stop && readRecord({ kind: 'suspend', payload: stop.payload }).payBy) ?? null)
}

/** Whether a question to another agency waits for its answer. */
export function isOpenQuestion(question: { readonly answeredAt: string | null; readonly closedAt: string | null }): boolean {
  return question.answeredAt === null && question.closedAt === null
}

/** What the procedure charges by the channel a dossier came through, and where it is collected. */
export function billOf<Place extends { channel: DossierRow['channel'] }>(
  version: Pick<ProcedureVersion, 'name' | 'channels'>,
  { channel, ...place }: Place,
) {
  const fees = version.channels.find((each) => each.channel === channel)?.fees ?? []
  const tariffs = fees.map((fee) => ({ kind: fee.kind, amountDong: fee.amountDong, name: feeName(fee).name, unit: feeUnitFrom(fee.text) }))
  return { ...place, procedureName: version.name, tariffs }
}

/** The amount still owed, queried only where it blocks an act: when the result could be handed over, or a stop waits for it. */
export async function owedBeforeReturn(db: Queryable, dossier: Pick<DossierRow, 'id' | 'state'>): Promise<number> {
  if (dossier.state === 'result_recorded') return await owedOn(db, dossier.id)
  return dossier.state === 'suspended' && (await awaitsPayment(db, dossier.id)) ? ((await owedNow(db, dossier.id)) ?? 0) : 0
}

/** Whether the clocks of a dossier stand for something to be paid here. */
export async function awaitsPayment(db: Queryable, id: DossierRow['id']): Promise<boolean> {
  const { rows } = await sql`select from dossier.clock_stop where dossier_id = ${id} and to_at is null and awaits_payment`.execute(db)
  return rows.length > 0
}

export function dutyOf(actor: Actor, place: Pick<DossierFacts, 'agencyId' | 'centreId'>): Duty {
  return {
    accountId: actor.accountId,
    roleOf: (roles, asked) => dutyAt(actor, roles, asked === undefined ? place : { agencyId: asked, centreId: null }),
    roleNames,
  }
}
