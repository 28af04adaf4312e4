import type { AccountId } from '#kernel/ids.ts'
import type { Change } from './act-facts.ts'
import type { Move, OpenPart, PartsChange, Run, Standing } from './run.ts'
import type { Step } from './step.ts'

/** The current steps, from the stored rows. */
export function standingOf(run: Pick<Run, 'parts' | 'joins'>, stepNo: number | null): Standing {
  return { open: run.parts.length > 0 ? run.parts.map((part) => part.stepNo) : stepNo === null ? [] : [stepNo], running: run.joins }
}

/** The parts and the step of the lead that a move leads to. A move opens either parts or a step, never both. */
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
 * Through which part a dossier is held: the one whose own deadline comes first, of equals the lowest step. Decided again when a
 * part opens or closes and when a wait ends, never in between: the holder must not change when somebody edits a calendar.
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

/** Changes of the claims on parts, by step; `take` creates the actor's. */
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

/** The claimant of the held part after a change; `null` when there is none. */
export function claimantOfHeld(run: Run, change: Pick<Change, 'parts' | 'claim' | 'ends'>, actorId: AccountId | null): AccountId | null {
  const held = change.parts?.held
  if (!held) return null
  const { take, drop } = claimsOnParts(change)
  if (take === held.stepNo) return actorId
  // A newly opened step has no claim, even if an earlier part of the same step had one.
  if (drop.includes(held.stepNo) || change.parts?.opened.some((step) => step.no === held.stepNo)) return null
  return run.parts.find((part) => part.stepNo === held.stepNo)?.claim?.accountId ?? null
}
