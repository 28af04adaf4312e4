import { data } from 'react-router'
import type { Portal } from './context.ts'

/** A refusal of the API (RFC 9457). */
export type ProblemBody = {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string
  readonly fields?: readonly { readonly field: string; readonly message: string }[]
  readonly details?: Readonly<Record<string, unknown>>
}

/** An answer, or the refusal given instead of it. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ProblemBody }

/** Asks the API. Throws only when there is no sensible answer at all (the 503 page). */
export async function ask<T>(portal: Portal, path: string, init?: RequestInit): Promise<Outcome<T>> {
  let response: Response
  try {
    response = await portal.api(`/api/v1${path}`, init)
  } catch {
    throw unavailable()
  }
  if (response.ok) return { ok: true, value: (await response.json()) as T }
  if (!response.headers.get('content-type')?.includes('json')) throw unavailable()
  const problem = (await response.json()) as ProblemBody
  if (problem.code === 'DATABASE_UNAVAILABLE' || response.status === 502 || response.status === 503) throw unavailable()
  return { ok: false, problem: { ...problem, status: response.status } }
}

/** Reads what a page cannot do without; a refusal becomes the error page of its status. */
export async function read<T>(portal: Portal, path: string): Promise<T> {
  const outcome = await ask<T>(portal, path)
  if (outcome.ok) return outcome.value
  // A code that is not even well formed names nothing either.
  const status = outcome.problem.status === 422 ? 404 : outcome.problem.status
  throw data({ requestId: outcome.problem.requestId }, { status })
}

/** Reads what a page can do without: `null` when it cannot be had now. */
export async function readIfPossible<T>(portal: Portal, path: string): Promise<T | null> {
  try {
    const outcome = await ask<T>(portal, path)
    return outcome.ok ? outcome.value : null
  } catch {
    return null
  }
}

export function unavailable(): ReturnType<typeof data> {
  return data({ requestId: null }, { status: 503, headers: { 'retry-after': '30' } })
}
