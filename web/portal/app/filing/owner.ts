import { redirect } from 'react-router'
import type { OwnActs } from '#web-api'
import { personal, signInOr } from '../citizen.ts'
import type { Portal } from '../context.ts'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { ask } from '../reading.ts'
import type { ProblemBody } from '../reading.ts'

export const ownPath = (code: string, part = ''): string => `/ca-nhan/ho-so/${encodeURIComponent(code)}${part === '' ? '' : `/${part}`}`

/** A dossier the person filed; what may not be done to it now leads back to it. */
export async function readOwned(portal: Portal, request: Request, code: string, act: OwnActs['actions'][number]['act']): Promise<OwnActs> {
  const outcome = await ask<OwnActs>(portal, `/citizen/dossiers/${encodeURIComponent(code)}/acts`)
  if (!outcome.ok) throw signInOr(outcome.problem, request)
  if (!outcome.value.actions.some((action) => action.act === act && action.allowed))
    throw redirect(inLanguage(languageOf(new URL(request.url).pathname), ownPath(code)), { headers: personal })
  return outcome.value
}

/** The faults of a refusal by the fields of the page; one without a field is shown at the top. */
export function faultsFrom(problem: ProblemBody, prefix: RegExp): readonly Fault[] {
  const fields = (problem.fields ?? []).map(({ field, message }) => ({ field: field.replace(prefix, ''), message }))
  return fields.length > 0 ? fields : [{ field: 'main', message: problem.detail }]
}
