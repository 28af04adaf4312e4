import type { Role } from '#kernel/actor.ts'
import type { AccountId, AgencyId } from '#kernel/ids.ts'
import type { Change, Claim, Step } from './decide-act.ts'

/** What makes a step a part (phần việc): another agency's, a sub-dossier (hồ sơ con), or in a branch. */
export type PartRule = { readonly agencyId: AgencyId; readonly kind: 'work' | 'sub_dossier'; readonly hours: number }

/** A split (nhánh song song) that waits at its join (điểm hợp): how many branches it needs, and how many have come. */
export type WaitingJoin = { readonly split: string; readonly needed: number; readonly arrived: number }

/** Where the work stands: which steps are open, and which joins wait. */
export type Standing = { readonly open: readonly number[]; readonly running: readonly WaitingJoin[] }

/** What one move did: steps that opened, and those closed because their join no longer waits for them. */
export type Move = { readonly marking: Standing; readonly opened: readonly number[]; readonly closed: readonly number[] }

/** What a process may be asked about the dossier that changes while it runs; the rest is known since the filing. */
export type RunData = { readonly supplementCount: number }

/** The process a dossier follows, as far as running it goes; handed in by whoever has the process and the dossier's data. */
export type RunRules = {
  readonly begin: (data: RunData) => Move
  readonly advance: (at: Standing, stepNo: number, data: RunData) => Move
  readonly giveBack: (at: Standing, stepNo: number) => Move
  /** Where what is signed is issued, whatever the process puts between the two. */
  readonly issuing: (at: Standing, stepNo: number | null, data: RunData) => number | null
}

/** How a part closes: its work done; its join waits for it no longer; given back; ended with the dossier, or by a decision. */
export const partEnds = ['done', 'joined', 'given_back', 'ended'] as const
export type PartEnd = (typeof partEnds)[number]

export const partEndNames: Readonly<Record<PartEnd, string>> = {
  done: 'Đã xong',
  joined: 'Không còn phải chờ (điểm hợp đã đủ)',
  given_back: 'Đã trả lại bước trước',
  ended: 'Kết thúc cùng hồ sơ',
}

/** A part that is open. */
export type OpenPart = {
  readonly no: number
  readonly stepNo: number
  readonly kind: PartRule['kind']
  readonly agencyId: AgencyId
  readonly role: Role
  /** Its own deadline; `null` where the process gives it no hours, or while the clock stands still without an end. */
  readonly dueAt: Temporal.Instant | null
  readonly claim: Claim | null
}

/** A dossier on a process that is more than the lead's steps one after the other. */
export type Run = {
  readonly rules: RunRules
  readonly joins: readonly WaitingJoin[]
  readonly parts: readonly OpenPart[]
  /** Step of the part through which the dossier is held; `null` while it stands at a step of the lead. */
  readonly heldStep: number | null
  /** When a part of the step would be due if it opened now. */
  readonly dueOfNew: (step: Step) => Temporal.Instant | null
}

/** What an act does to the parts. `null` in a change: the dossier has none, before or after. */
export type PartsChange = {
  /** The part the act was done on; `null` when it was on the dossier whole. */
  readonly on: OpenPart | null
  readonly closed: readonly { readonly part: OpenPart; readonly how: PartEnd }[]
  readonly opened: readonly Step[]
  readonly joins: readonly WaitingJoin[]
  /** Through which step the dossier is held after it; `null` when it is not held through a part. */
  readonly held: { readonly stepNo: number; readonly agencyId: AgencyId; readonly role: Role } | null
}

/** Where the work stands, from what is stored of it. */
export function standingOf(run: Pick<Run, 'parts' | 'joins'>, stepNo: number | null): Standing {
  return { open: run.parts.length > 0 ? run.parts.map((part) => part.stepNo) : stepNo === null ? [] : [stepNo], running: run.joins }
}

/** The parts and the step of the lead that a move leads to. Whatever a move opens is one or the other: never both. */
export function afterMove(
  run: Run,
  steps: readonly Step[],
  move: Move,
  on: OpenPart | null,
  how: 'done' | 'given_back',
): { readonly stepNo: number | null; readonly parts: Omit<PartsChange, 'held'> } {
  const stepOf = (no: number): Step => {
    const step = steps.find((each) => each.no === no)
    if (!step) throw new RangeError(`the process has no step ${no}`)
    return step
  }
  const opened = move.opened.map(stepOf)
  const asParts = opened.filter((step) => step.part !== undefined)
  const joined = run.parts.filter((part) => part.stepNo !== on?.stepNo && move.closed.includes(part.stepNo))
  return {
    stepNo: opened.find((step) => step.part === undefined)?.no ?? null,
    parts: {
      on,
      closed: [...(on ? [{ part: on, how }] : []), ...joined.map((part) => ({ part, how: 'joined' as const }))],
      opened: asParts,
      joins: move.marking.running,
    },
  }
}

/** Closes every part: with the dossier, or because a decision left nothing to do. */
export function closeAll(run: Run): Omit<PartsChange, 'held'> {
  return { on: null, closed: run.parts.map((part) => ({ part, how: 'ended' as const })), opened: [], joins: [] }
}

type Held = NonNullable<PartsChange['held']>

/**
 * Through which part a dossier is held: the one whose own deadline comes first, of equals the lowest step. Judged anew when a
 * part opens or closes and when a wait ends, never in between: whose minutes run does not turn on a calendar somebody changes.
 * ADR 0040.
 */
export function heldThrough(run: Run, { closed, opened }: Pick<PartsChange, 'closed' | 'opened'>, judgesAnew: boolean): Held | null {
  const open = [
    ...run.parts.filter((part) => !closed.some((each) => each.part.no === part.no)),
    ...opened.flatMap((step) =>
      step.part ? [{ stepNo: step.no, agencyId: step.part.agencyId, role: step.role, dueAt: run.dueOfNew(step) }] : [],
    ),
  ]
  const stays = judgesAnew || closed.length + opened.length > 0 ? undefined : open.find((each) => each.stepNo === run.heldStep)
  const first = stays ?? open.toSorted((a, b) => dueMs(a) - dueMs(b) || a.stepNo - b.stepNo)[0]
  return first ? { stepNo: first.stepNo, agencyId: first.agencyId, role: first.role } : null
}

function dueMs({ dueAt }: { readonly dueAt: Temporal.Instant | null }): number {
  return dueAt?.epochMilliseconds ?? Number.MAX_SAFE_INTEGER
}

/** What becomes of the claims on parts, by step; `take` puts the actor's. */
export function claimsOnParts(change: Pick<Change, 'parts' | 'claim' | 'ends'>): {
  readonly take: number | null
  readonly drop: readonly number[]
} {
  const { on, closed } = change.parts ?? { on: null, closed: [] }
  const gone = closed.flatMap(({ part }) => (part.claim ? [part.stepNo] : []))
  return {
    take: on && change.claim === 'take' ? on.stepNo : null,
    drop: on && change.claim === 'drop' ? [on.stepNo, ...gone] : gone,
  }
}

/** Whose claim the held part is under after a change; `null` when it is nobody's. */
export function claimantOfHeld(run: Run, change: Pick<Change, 'parts' | 'claim' | 'ends'>, actorId: AccountId | null): AccountId | null {
  const held = change.parts?.held
  if (!held) return null
  const { take, drop } = claimsOnParts(change)
  if (take === held.stepNo) return actorId
  // A step that opened just now is nobody's yet, also when an earlier part of the same step was somebody's.
  if (drop.includes(held.stepNo) || change.parts?.opened.some((step) => step.no === held.stepNo)) return null
  return run.parts.find((part) => part.stepNo === held.stepNo)?.claim?.accountId ?? null
}
