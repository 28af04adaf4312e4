import { redirect } from 'react-router'
import { personal, signInOr, signInPage, write } from '../citizen.ts'
import type { Portal } from '../context.ts'
import type { Fault } from '../form-faults.tsx'
import { inLanguage, languageOf } from '../language.ts'
import { ask } from '../reading.ts'
import type { ProblemBody } from '../reading.ts'

export type HeldFile = {
  readonly id: string
  readonly componentNo: number | null
  readonly name: string
  readonly typeName: string
  readonly size: number
  readonly sha256: string
  readonly isWaiting: boolean
  readonly signature: string
}
export type DraftQuestion = {
  readonly id: string
  readonly kind: string
  readonly label: string
  readonly hint: string | null
  readonly required: boolean
  readonly most: number | null
  readonly choices: readonly { readonly id: string; readonly label: string }[]
  readonly typed: readonly string[]
  readonly isAsked: boolean
  readonly isLocked: boolean
  readonly when: { readonly question: string; readonly is: readonly string[] } | null
}
export type Progress = 'not_begun' | 'begun' | 'complete'
export type DraftSection = {
  readonly id: string
  readonly title: string
  readonly progress: Progress
  readonly questions: readonly DraftQuestion[]
}
export type DraftPaper = {
  readonly no: number
  readonly name: string
  readonly required: boolean
  readonly group: string
  readonly isForm: boolean
  readonly files: readonly HeldFile[]
}
export type AnswerSection = {
  readonly id: string
  readonly title: string
  readonly lines: readonly { readonly question: string; readonly label: string; readonly text: string | null }[]
}
export type Draft = {
  readonly id: string
  readonly procedure: { readonly code: string; readonly name: string; readonly isWholly: boolean }
  readonly savedAt: string
  readonly keptUntil: string
  readonly isComplete: boolean
  readonly sections: readonly DraftSection[]
  readonly papers: readonly DraftPaper[]
  readonly otherFiles: readonly HeldFile[]
  readonly papersProgress: Progress
  readonly faults: readonly Fault[]
  readonly changes: readonly { readonly question: string; readonly label: string; readonly how: 'added' | 'changed' | 'dropped' }[]
  readonly answers: readonly AnswerSection[]
  readonly mayFile: boolean
}

export const papersPart = 'giay-to'

/** Addresses of a draft, without the language. */
export const draftPath = (id: string, part = ''): string => `/ban-nhap/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`
export const sectionPath = (id: string, section: string): string =>
  section === papersPart ? draftPath(id, papersPart) : draftPath(id, `phan/${encodeURIComponent(section)}`)

/** A draft of the person who is signed in; one that was filed leads to what it has become. */
export async function readDraft(portal: Portal, request: Request, id: string): Promise<Draft> {
  const outcome = await ask<Draft>(portal, `/citizen/drafts/${encodeURIComponent(id)}`)
  if (outcome.ok) return outcome.value
  throw leadOn(outcome.problem, request)
}

/** Where a refusal of a draft leads: to its dossier, to the sign-in, back to the procedure, or to the error page. */
export function leadOn(problem: ProblemBody, request: Request): Response {
  const language = languageOf(new URL(request.url).pathname)
  const dossier = problem.details?.['dossier']
  if (problem.code === 'OWN_DRAFT_FILED' && typeof dossier === 'string')
    return redirect(inLanguage(language, `/ca-nhan/ho-so/${encodeURIComponent(dossier)}/da-nop`), { headers: personal })
  return signInOr(problem, request)
}

/** Saves what a form of the draft sent; `null` answers that the session is gone. */
export async function saveTyped(
  portal: Portal,
  request: Request,
  id: string,
  typed: Readonly<Record<string, string | string[]>>,
): Promise<Draft> {
  const outcome = await write<Draft>(portal, 'PUT', `/citizen/drafts/${encodeURIComponent(id)}`, { typed })
  if (outcome.ok) return outcome.value
  if (outcome.problem.status === 401) throw redirect(signInPage(request), { headers: personal })
  throw leadOn(outcome.problem, request)
}

/** What a form sent for the questions of a section, one answer a question; a question left out was emptied. */
export function typedOf(form: FormData, section: DraftSection): Record<string, string | string[]> {
  return Object.fromEntries(
    section.questions
      .filter(({ isLocked }) => !isLocked)
      .flatMap((question): [string, string | string[]][] => {
        const given = form.getAll(question.id).filter((value): value is string => typeof value === 'string')
        // What was not on the page was not answered on it.
        if (given.length === 0 && !question.isAsked) return []
        return [[question.id, question.kind === 'choices' ? given : (given[0] ?? '')]]
      }),
  )
}

/** `1234567` → `1,2 MB`. */
export function sizeText(size: number): string {
  const unit =
    size >= 1_000_000 ? ([size / 1_000_000, 'MB'] as const) : size >= 1000 ? ([size / 1000, 'KB'] as const) : ([size, 'B'] as const)
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: unit[1] === 'B' ? 0 : 1 }).format(unit[0])} ${unit[1]}`
}
