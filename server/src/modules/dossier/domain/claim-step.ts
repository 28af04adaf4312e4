import type { DossierFacts } from './act-facts.ts'

/** Number under which a claim on the current step of the dossier is stored. */
export function claimStep(dossier: { holderKind: DossierFacts['holderKind']; stepNo: number | null }): number {
  return dossier.holderKind === 'counter' ? 0 : (dossier.stepNo ?? 0)
}
