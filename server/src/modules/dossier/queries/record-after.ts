import { instantFrom } from '#kernel/instant.ts'
import { toVietnamIsoInFull } from '#kernel/vietnam-time.ts'
import type { AccountId } from '#kernel/ids.ts'
import { groundOf } from '../domain/clock-causes.ts'
import type { NewClock, NewDossier, SealedRow } from '../store/dossier-store.ts'
import type { Effects, NewPaper } from '../domain/effects.ts'
import type { ActRow, DossierRecord } from './dossier-record.ts'
import { standingClaim } from './claims.ts'
import type { StoredClaim } from './claims.ts'
import type { Clock, Stop } from '../domain/clocks.ts'
import type { IntakePlace } from './places.ts'

/**
 * The record after an act, without another query. `random-lives.db.test.ts` compares it with what the
 * database then holds.
 * @returns null where the act changed what only the database can tell: the caller reads it
 */
export function recordAfter(record: DossierRecord, effects: Effects, sealed: SealedRow): DossierRecord | null {
  const { change, transfer } = effects
  const officer = officerAfter(record, effects)
  const { handoverId } = effects
  const handoverNumber = handoverId === null ? null : handoverId === record.handoverId ? record.handoverNumber : undefined
  if (officer === undefined || handoverNumber === undefined || effects.parts !== null) return null
  const at = storedText(effects.at)
  return {
    ...record,
    state: change.state,
    interruptedState: change.interruptedState,
    stepNo: change.stepNo,
    supplementCount: change.supplementCount,
    handoverId,
    handoverNumber,
    holderKind: change.holderKind,
    holderAccountId: effects.holder.accountId,
    holderOfficer: officer,
    holderAgencyName: change.holderKind === 'agency' ? record.agencyName : null,
    ...heldAfter(record, effects),
    joins: null,
    acceptedAt: textOf(effects.acceptedAt),
    committedDueAt: textOf(effects.due.committed),
    legalDueAt: textOf(effects.due.legal),
    finishedAt: textOf(effects.finishedAt),
    endedAt: textOf(effects.endedAt),
    outcome: effects.outcome,
    supplementBy: textOf(effects.supplementBy),
    lastSeq: sealed.seq,
    lastHash: sealed.hash.toString('hex'),
    acts: [...record.acts, actRow(sealed)],
    claims: claimsAfter(record.claims, effects),
    stops: effects.stops.map(storedStop),
    clocks: [...record.clocks, ...effects.begun.map((clock) => ({ ...clock, startedAt: at }))].sort(byKind),
    papers: [...record.papers, ...effects.papers.map((paper) => ({ ...paper, round: sealed.seq }))].sort(
      (a, b) => a.componentNo - b.componentNo || a.round - b.round,
    ),
    transfers: transfer
      ? [
          ...record.transfers,
          {
            kind: transfer.kind,
            dueAt: storedText(transfer.dueAt),
            doneAt: at,
            isLate: Temporal.Instant.compare(effects.at, transfer.dueAt) > 0,
          },
        ]
      : record.transfers,
  }
}

/** The record of a dossier that was just filed, from what was written. */
export function recordOfFiled(
  dossier: NewDossier,
  written: {
    readonly sealed: readonly SealedRow[]
    readonly papers: readonly NewPaper[]
    readonly clocks: readonly NewClock[]
    readonly place: Pick<IntakePlace, 'agencyName' | 'centreName' | 'centrePhone' | 'counterNumber'> & { readonly agencyCode: string }
    readonly officer: { readonly accountId: AccountId | null; readonly displayName: string }
  },
): DossierRecord {
  const { sealed, papers, clocks, place, officer } = written
  const { applicant, representative } = dossier
  const last = sealed.at(-1)
  if (!last) throw new Error('a dossier begins with an act')
  const receivedAt = storedText(dossier.receivedAt)
  const holder = { accountId: dossier.holderAccountId, stepNo: dossier.stepNo }
  return {
    id: dossier.id,
    code: dossier.code,
    state: dossier.state,
    interruptedState: null,
    stepNo: dossier.stepNo,
    supplementCount: 0,
    handoverNumber: null,
    handoverId: null,
    holderKind: 'counter',
    holderAccountId: dossier.holderAccountId,
    holderOfficer: dossier.holderAccountId === null ? null : officer.displayName,
    holderAgencyName: null,
    joins: null,
    holderSince: receivedAt,
    procedureVersionId: dossier.procedureVersionId,
    procedureCode: dossier.procedureCode,
    committedDueAt: textOf(dossier.committedDueAt),
    legalDueAt: textOf(dossier.legalDueAt),
    channel: dossier.channel,
    handling: dossier.handling,
    resultMethod: dossier.resultMethod,
    summary: dossier.summary,
    agencyId: dossier.agencyId,
    agencyCode: place.agencyCode,
    agencyName: place.agencyName,
    centreId: dossier.centreId,
    centreName: place.centreName,
    centrePhone: place.centrePhone,
    counterNumber: place.counterNumber,
    applicantKind: applicant.kind,
    applicantName: applicant.name,
    applicantIdNumber: applicant.idNumber,
    applicantAddress: applicant.address,
    applicantPhone: applicant.phone,
    applicantEmail: applicant.email,
    applicantBornOn: applicant.bornOn,
    applicantPerson: applicant.person,
    representativeName: representative?.fullName ?? null,
    representativeIdNumber: representative?.idNumber ?? null,
    representativeAuthorisation: representative?.authorisation ?? null,
    receivedAt,
    acceptedAt: textOf(dossier.acceptedAt),
    finishedAt: null,
    endedAt: null,
    outcome: null,
    held: [{ kind: 'counter', agencyId: null, centreId: dossier.centreId, ...holder, stepRole: null, fromAt: receivedAt, toAt: null }],
    acts: sealed.map(actRow),
    papers: papers.map((paper) => ({ ...paper, round: 0 })).sort((a, b) => a.componentNo - b.componentNo),
    clocks: clocks.map((clock) => clockOf(clock, textOf(dossier.acceptedAt) ?? receivedAt)).sort(byKind),
    stops: [],
    claims: [],
    reappointments: [],
    consultations: [],
    transfers: [],
    supplementBy: null,
    clockFrom: dossier.clockFrom,
    lastSeq: last.seq,
    lastHash: last.hash.toString('hex'),
    issued: [],
    files: [],
    // The number in the register is given at the commit of the acceptance.
    register: null,
  }
}

function clockOf({ kind, amount, unit, settings }: NewClock, startedAt: string): Clock {
  return { kind, startedAt, settings, limit: { amount, unit: unit as Clock['limit']['unit'] } }
}

const byKind = (a: Pick<Clock, 'kind'>, b: Pick<Clock, 'kind'>): number => (a.kind < b.kind ? -1 : 1)

/** An act as its row is read. */
export function actRow({ seq, payload, hash, act }: SealedRow): ActRow {
  return {
    seq,
    kind: act.kind,
    at: storedText(act.at),
    actorAccountId: act.actorAccountId,
    actorName: act.actorName,
    actorRole: act.actorRole,
    agencyId: act.agencyId,
    payload,
    hash: hash.toString('hex'),
  }
}

/** The officer who has it then, by name; `undefined` for somebody the record does not name. */
function officerAfter(record: DossierRecord, { holder, officers }: Effects): string | null | undefined {
  const id = holder.accountId
  if (id === null) return null
  const named = officers.find(({ accountId }) => accountId === id)
  if (named) return named.name
  if (id === record.holderAccountId) return record.holderOfficer
  const claim = standingClaim(record)
  return claim?.accountId === id ? claim.name : undefined
}

function heldAfter(record: DossierRecord, effects: Effects): Pick<DossierRecord, 'held' | 'holderSince'> {
  const { change, holder } = effects
  if (!effects.closes) return { held: record.held, holderSince: record.holderSince }
  const at = storedText(effects.at)
  const held = record.held.map((each) => (each.toAt === null ? { ...each, toAt: at } : each))
  if (change.holderKind === 'none') return { held, holderSince: record.holderSince }
  const opened = {
    kind: change.holderKind,
    agencyId: change.holderKind === 'agency' ? record.agencyId : null,
    centreId: change.holderKind === 'counter' ? record.centreId : null,
    accountId: holder.accountId,
    stepNo: change.stepNo,
    stepRole: effects.holderRole,
    fromAt: at,
    toAt: null,
  }
  return { held: [...held, opened], holderSince: at }
}

function claimsAfter(before: readonly StoredClaim[], { claims: changes, officers }: Effects): readonly StoredClaim[] {
  let claims = before
  for (const change of changes) {
    if (change === 'drop_all') claims = []
    else {
      const stepNo = 'drop' in change ? change.drop : change.put.stepNo
      claims = claims.filter((each) => each.stepNo !== stepNo)
      if ('put' in change) {
        const { accountId, peersFrom, until } = change.put
        const officer = officers.find((each) => each.accountId === accountId)
        claims = [
          ...claims,
          {
            stepNo,
            accountId,
            name: officer?.name ?? '',
            isAway: officer?.isAway ?? false,
            until: storedText(until),
            peersFrom: storedText(peersFrom),
          },
        ]
      }
    }
  }
  return claims.toSorted((a, b) => a.stepNo - b.stepNo)
}

/** A turn as its row is read. */
function storedStop(stop: Stop): Stop {
  const text = (at: string | null): string | null => at && storedText(instantFrom(at))
  return {
    ...stop,
    fromAt: text(stop.fromAt) ?? stop.fromAt,
    toAt: text(stop.toAt),
    endsBy: text(stop.endsBy),
    moves: stop.moves ?? 'both',
    law: stop.law ?? groundOf(stop.cause, stop.effect),
  }
}

/** The moment an answer shows: just after the act, or what began with it would have no length yet and not be seen. */
export function shownAt(at: Temporal.Instant): Temporal.Instant {
  return at.add({ milliseconds: 1 })
}

/** As the database spells an instant here: milliseconds at most, without trailing zeros, with the offset +07:00. */
export function storedText(at: Temporal.Instant): string {
  return toVietnamIsoInFull(at)
}

function textOf(at: Temporal.Instant | null): string | null {
  return at === null ? null : storedText(at)
}
