import { formTitles } from '#document'
import type { DossierAct } from '../domain/act-rows.ts'
import { actRules } from '../domain/dossier-acts.ts'

/** The paper of which an act can show a draft. */
export function findDraft(act: DossierAct): { readonly title: string } | null {
  const form = actRules[act].issues
  return form === undefined ? null : { title: formTitles[form] }
}
