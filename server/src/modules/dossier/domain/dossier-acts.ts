import type { DossierFacts } from './act-facts.ts'
import { dossierActs } from './act-rows.ts'
import type { ActRow, ActRule, DossierAct } from './act-rows.ts'
import { intakeActs } from './acts-of-intake.ts'
import { timeActs } from './acts-of-time.ts'
import { workActs } from './acts-of-work.ts'

/**
 * The transition table: everything that may be done to a dossier, by whom, from where. Nothing outside this
 * table decides; the API answers each act with its reason, and screens show that answer.
 *
 * Articles are those of Decree 61/2018 as far as its skeleton is kept by 118/2025 and 309/2026; the wording of
 * 118/2025 itself was not available, so its article numbers are not verified.
 */
export const actRules: Readonly<Record<DossierAct, ActRule>> = { ...intakeActs, ...workActs, ...timeActs }

/**
 * The row of the act table that applies to a dossier: of those from its state, the one for the side that holds it, else the
 * first; `null` when no row begins at its state. The decision and the display of its needs both read it here.
 */
export function actRowFor(act: DossierAct, { state, holderKind }: Pick<DossierFacts, 'state' | 'holderKind'>): ActRow | null {
  const possible = actRules[act].rows.filter((row) => row.from.includes(state))
  return possible.find((row) => isHeldRight(row, holderKind)) ?? possible[0] ?? null
}

/** Whether the side that holds the dossier is the one the row asks for. */
export function isHeldRight(row: Pick<ActRow, 'heldBy'>, holderKind: DossierFacts['holderKind']): boolean {
  return row.heldBy === 'any' || row.heldBy === holderKind
}

/** The acts for which the table says something. */
export function actsThat(says: (rule: ActRule) => boolean): readonly DossierAct[] {
  return dossierActs.filter((act) => says(actRules[act]))
}
