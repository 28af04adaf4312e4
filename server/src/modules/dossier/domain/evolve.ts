import type { AccountId } from '#kernel/ids.ts'
import { awaitedAfter } from './change-of-act.ts'
import { claimStep } from './claim-step.ts'
import type { Dossier, Holding, Part } from './dossier.ts'
import { openParts } from './dossier.ts'
import type { ClaimChange, Effects } from './effects.ts'
import type { Claim } from './step.ts'

/**
 * The dossier after an act. Replays of foreign logs and random lives only repeat this function;
 * `random-lives.db.test.ts` compares it with the rows the same acts leave in the database.
 */
export function evolve(dossier: Dossier, effects: Effects): Dossier {
  const { at, change, due, parts } = effects
  const standsAt = { holderKind: change.holderKind, stepNo: change.stepNo }
  return {
    ...dossier,
    state: change.state,
    interruptedState: change.interruptedState,
    stepNo: change.stepNo,
    supplementCount: change.supplementCount,
    handoverId: effects.handoverId,
    holderKind: change.holderKind,
    holderAccountId: effects.holder.accountId,
    hands: dossier.hands && {
      ...workDone(dossier.hands, effects),
      claim: claimAfter(effects, claimStep(standsAt), claimStep(standsAt) === claimStep(dossier) ? dossier.hands.claim : null),
    },
    handedIn: [...dossier.handedIn, ...effects.papers],
    ...(effects.asked ? { asked: effects.asked } : {}),
    awaited: awaitedAfter(dossier.awaited, change),
    joins: change.parts?.joins ?? [],
    parts: parts ? partsAfter(dossier, effects) : dossier.parts,
    counted: {
      parts: dossier.counted.parts + (parts?.opened.length ?? 0),
      subDossiers: dossier.counted.subDossiers + (parts?.opened.filter((part) => part.code !== null).length ?? 0),
    },
    holdings: effects.closes ? holdingsAfter(dossier, effects) : dossier.holdings,
    clocks: [...dossier.clocks, ...effects.begun],
    stops: effects.stops,
    ...reappointmentAfter(dossier, effects),
    notified: {
      late: dossier.notified.late || change.act === 'note_late',
      lateByLaw: dossier.notified.lateByLaw || change.act === 'note_late_by_law',
    },
    supplementBy: effects.supplementBy,
    payBy: effects.payBy,
    acceptedAt: effects.acceptedAt,
    agencyReceivedAt: dossier.agencyReceivedAt ?? (change.act === 'receive' ? at : null),
    committedDueAt: due.committed,
    legalDueAt: due.legal,
    finishedAt: effects.finishedAt,
    endedAt: effects.endedAt,
    outcome: effects.outcome,
  }
}

function workDone(hands: NonNullable<Dossier['hands']>, { change, actorId }: Effects): Omit<NonNullable<Dossier['hands']>, 'claim'> {
  const is = (...acts: readonly (typeof change.act)[]): boolean => actorId !== null && acts.includes(change.act)
  return {
    workedBy: is('complete_step') && actorId ? [...new Set([...hands.workedBy, actorId])] : hands.workedBy,
    receivedBy: is('accept') ? actorId : hands.receivedBy,
    askedBy: change.act === 'request_extension' ? actorId : (hands.askedBy ?? null),
  }
}

/** The claim on one step, by what the act does to claims. */
function claimAfter({ claims, officers }: Effects, stepNo: number, before: Claim | null): Claim | null {
  const named = (id: AccountId): { name: string; isAway: boolean } =>
    officers.find(({ accountId }) => accountId === id) ?? { name: '', isAway: false }
  const after = (claim: Claim | null, change: ClaimChange): Claim | null => {
    if (change === 'drop_all') return null
    if ('drop' in change) return change.drop === stepNo ? null : claim
    const { accountId, peersFrom, until } = change.put
    if (change.put.stepNo !== stepNo) return claim
    const { name, isAway } = named(accountId)
    return { accountId, name, isAway, peersFrom, until }
  }
  return claims.reduce(after, before)
}

function partsAfter(dossier: Dossier, effects: Effects): readonly Part[] {
  const { closed, opened, moved } = effects.parts ?? { closed: [], opened: [], moved: [] }
  const open = new Set(openParts(dossier))
  return [
    ...dossier.parts.map((part): Part => {
      if (!open.has(part)) return part
      const end = closed.find((each) => each.no === part.no)
      if (end) return { ...part, closedAt: effects.at, how: end.how, dueAt: end.dueAt, claim: null }
      const move = moved.find((each) => each.no === part.no)
      return { ...part, claim: claimAfter(effects, part.stepNo, part.claim), ...(move ? { dueAt: move.dueAt } : {}) }
    }),
    ...opened.map((part): Part => ({ ...part, openedAt: effects.at, closedAt: null, how: null, claim: null })),
  ]
}

function holdingsAfter(dossier: Dossier, { at, change, holder }: Effects): readonly Holding[] {
  const closed = dossier.holdings.map((each) => (each.toAt === null ? { ...each, toAt: at } : each))
  if (change.holderKind === 'none') return closed
  const held = change.parts?.held
  const opened: Holding = {
    kind: change.holderKind,
    stepNo: held?.stepNo ?? change.stepNo,
    agencyId: change.holderKind === 'agency' ? (held?.agencyId ?? dossier.agencyId) : null,
    accountId: holder.accountId,
    fromAt: at,
    toAt: null,
  }
  return [...closed, opened]
}

function reappointmentAfter(dossier: Dossier, { reappointment }: Effects): Pick<Dossier, 'reappointment' | 'requested'> {
  switch (reappointment?.do) {
    case 'ask': {
      const { cause, days, reason } = reappointment
      return { reappointment: 'asked', requested: { kind: 'extension', cause, days, reason } }
    }
    case 'draft':
      return { reappointment: 'drafted', requested: { kind: 'apology', cause: 'late', days: null, reason: '' } }
    case 'grant':
    case 'apologise':
      return { reappointment: 'granted', requested: null }
    case 'decline':
      return { reappointment: 'none', requested: null }
    case undefined:
      return { reappointment: dossier.reappointment, requested: dossier.requested }
  }
}
