import { redirect } from 'react-router'
import type { DraftSection, OwnDraftView } from '#web-api'
import { personal, signInOr, signInPage, write } from '../citizen.ts'
import type { Portal } from '../context.ts'
import { inLanguage, languageOf } from '../language.ts'
import { ask } from '../reading.ts'
import type { ProblemBody } from '../reading.ts'

export const papersPart = 'giay-to'

/** Addresses of a draft, without the language. */
export const draftPath = (id: string, part = ''): string => `/ban-nhap/${encodeURIComponent(id)}${part === '' ? '' : `/${part}`}`
export const sectionPath = (id: string, section: string): string =>
  section === papersPart ? draftPath(id, papersPart) : draftPath(id, `phan/${encodeURIComponent(section)}`)

/** A draft of the person who is signed in; one that was filed leads to what it has become. */
export async function readDraft(portal: Portal, request: Request, id: string): Promise<OwnDraftView> {
  const outcome = await ask<OwnDraftView>(portal, `/citizen/drafts/${encodeURIComponent(id)}`)
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
): Promise<OwnDraftView> {
  const outcome = await write<OwnDraftView>(portal, 'PUT', `/citizen/drafts/${encodeURIComponent(id)}`, { typed })
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
