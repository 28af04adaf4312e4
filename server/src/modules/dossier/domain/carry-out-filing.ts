import type { Json } from '#kernel/canonical-json.ts'
import type { Role } from '#kernel/actor.ts'
import type { Refusal } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { isRefusal } from './act-facts.ts'
import type { Duty, HandedInPaper } from './act-facts.ts'
import { papersOf } from './act-consequences.ts'
import { carryOut, isEffects } from './carry-out.ts'
import { decideAct } from './decide-act.ts'
import { factsAt, filedDossier } from './dossier.ts'
import type { Dossier, Filing } from './dossier.ts'
import type { Effects, NewPaper } from './effects.ts'
import { evolve } from './evolve.ts'
import type { World } from './world.ts'

/** What a person files at a counter. */
export type FilingCommand = {
  readonly duty: Duty
  readonly actor: { readonly name: string; readonly isAway: boolean }
  readonly papers: readonly (HandedInPaper & { readonly note?: string | undefined })[]
  /** Accept at once (the usual thing at a counter); otherwise the dossier waits as filed. */
  readonly accept: boolean
}

export type Filed = {
  /** The dossier after the filing is written. */
  readonly dossier: Dossier
  readonly role: Role
  readonly papers: readonly NewPaper[]
  /** The effects of the acceptance; `null` when the dossier waits to be accepted. */
  readonly accepted: Effects | null
}

/**
 * The effects of a filing at a counter, or its refusal: a new dossier and, unless acceptance is deferred, its
 * acceptance by the same `carryOut` as any other act. Filing needs the duty that accepting there needs; whether the papers suffice
 * matters only to accepting.
 */
export function carryOutFiling(filing: Filing, command: FilingCommand, world: World): Filed | Refusal {
  const born = filedDossier(filing, world.at)
  const facts = factsAt(born, world.at, world)
  const noteOf = new Map(command.papers.map((paper) => [paper.componentNo, tidy(paper.note ?? '')]))
  const papers = papersOf(command, facts).map((paper) => ({ ...paper, note: noteOf.get(paper.componentNo) ?? '' }))
  if (!command.accept) {
    const decision = decideAct(facts, 'accept', command.duty)
    if (isRefusal(decision)) return decision
    return { dossier: { ...born, handedIn: papers }, role: decision.role, papers, accepted: null }
  }
  const { duty, actor } = command
  const effects = carryOut(born, { act: 'accept', input: { papers: command.papers }, duty, actor }, world)
  if (!isEffects(effects)) return effects
  return { dossier: evolve(born, effects), role: effects.change.role, papers, accepted: effects }
}

/** The log entry of an acceptance with the filing: the promised limits, and the start of the clocks if it is not now. */
export function payloadOfAcceptance(
  { due, change, begun }: Effects,
  { limits, settings }: World,
  { clockFrom }: Filing,
): { [key: string]: Json } {
  if (!limits) throw new Error('a dossier is not accepted without its limits')
  return {
    committed: { ...limits.committed, dueAt: due.committed?.toString() ?? null },
    legal: { ...limits.legal, dueAt: due.legal?.toString() ?? null },
    state: change.state,
    // For a dossier settled here the first step begins with acceptance.
    ...(change.stepNo === null ? {} : { step: change.stepNo }),
    ...(begun.length > 0 ? { settings: { ...settings } } : { clockFrom }),
  }
}
