import { redirect } from 'react-router'
import type { Portal } from './context.ts'
import { inLanguage, languageOf } from './language.ts'
import { ask } from './reading.ts'
import type { ProblemBody } from './reading.ts'

/** Nothing of a person stays in a browser: not in its cache, nor behind "back" after signing out. */
export const personal = { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' } as const

/** Where people sign in, coming back to this page. */
export function signInPage(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `${inLanguage(languageOf(pathname), '/dang-nhap')}?next=${encodeURIComponent(pathname + search)}`
}

/** Reads what is the person's own; who is not signed in is led there. */
export async function readOwn<T>(portal: Portal, request: Request, path: string): Promise<T> {
  const outcome = await ask<T>(portal, path)
  if (outcome.ok) return outcome.value
  throw signInOr(outcome.problem, request)
}

/** To the sign-in page when that is what is missing; else the error page. */
export function signInOr(problem: ProblemBody, request: Request): Response {
  if (problem.status === 401) return redirect(signInPage(request), { headers: personal })
  return Response.json({ requestId: problem.requestId }, { status: problem.status })
}

/** One write, once, on behalf of the person. */
export async function write<T>(portal: Portal, method: string, path: string, body?: object, key: string = crypto.randomUUID()) {
  return await ask<T>(portal, path, {
    method,
    headers: { 'idempotency-key': key, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

/** Headers that set the cookies an answer of the API sets. */
export function withCookies(answer: Response, more: Readonly<Record<string, string>> = personal): Headers {
  const headers = new Headers(more)
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return headers
}
