import { redirect } from 'react-router'
import { personal, signInOr } from '../citizen.ts'
import type { Portal } from '../context.ts'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { ask } from '../reading.ts'
import type { ProblemBody } from '../reading.ts'
import type { HeldFile } from './draft.ts'

/** What the owner of a dossier may do to it, what they are asked for, and how they are reached. */
export type OwnerView = {
  readonly actions: readonly {
    readonly act: 'supplement' | 'withdraw' | 'correct_contact'
    readonly name: string
    readonly allowed: boolean
    readonly reason: string | null
  }[]
  readonly asked: readonly {
    readonly no: number
    readonly text: string
    readonly componentNo: number | null
    readonly componentName: string | null
  }[]
  readonly contact: { readonly address: string; readonly phone: string; readonly email: string | null }
  readonly files: readonly HeldFile[]
}

export const ownPath = (code: string, part = ''): string => `/ca-nhan/ho-so/${encodeURIComponent(code)}${part === '' ? '' : `/${part}`}`

/** A dossier the person filed; what may not be done to it now leads back to it. */
export async function readOwned(
  portal: Portal,
  request: Request,
  code: string,
  act: OwnerView['actions'][number]['act'],
): Promise<OwnerView> {
  const outcome = await ask<OwnerView>(portal, `/citizen/dossiers/${encodeURIComponent(code)}/acts`)
  if (!outcome.ok) throw signInOr(outcome.problem, request)
  if (!outcome.value.actions.some((action) => action.act === act && action.allowed))
    throw redirect(inLanguage(languageOf(new URL(request.url).pathname), ownPath(code)), { headers: personal })
  return outcome.value
}

/** The faults of a refusal by the fields of the page; one without a field stands at the top. */
export function faultsFrom(problem: ProblemBody, prefix: RegExp): readonly Fault[] {
  const fields = (problem.fields ?? []).map(({ field, message }) => ({ field: field.replace(prefix, ''), message }))
  return fields.length > 0 ? fields : [{ field: 'main', message: problem.detail }]
}
