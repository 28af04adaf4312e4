/** The events of a route in the security log: on success, and on a refusal with a certain code. */
export type Security = {
  readonly done?: string
  readonly refused?: Readonly<Record<string, string>>
  /** The command itself stores the event, in its transaction. */
  readonly isKept?: true
}

/** Malformed, too large, of another kind, or against the schema of the route. */
const refusedInput: ReadonlySet<number> = new Set([400, 413, 415, 422, 431])

/**
 * The code of the security log for an answer; `null` for one that says nothing to it. Whatever is forbidden is written, by whichever
 * route; so is who asks too often, and who sends what no route takes.
 */
export function securityEventOf(
  answer: { readonly status: number; readonly refusal: string | null },
  security: Security | undefined,
  isExport: boolean,
): string | null {
  const named = answer.refusal === null ? undefined : security?.refused?.[answer.refusal]
  if (named !== undefined) return named
  if (answer.status < 400) return security?.done ?? (isExport ? 'export.done' : null)
  if (answer.status === 403) return 'access.refused'
  // A page of the portal that asks again for a code says no refusal; a program that sends a body that our forms never send gets one.
  if (answer.refusal !== null && refusedInput.has(answer.status)) return 'input.refused'
  return answer.refusal === 'RATE_LIMITED' ? 'access.limited' : null
}
