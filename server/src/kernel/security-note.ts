/** The security event of a request: one of the permanent codes of `identity/domain/security-events.ts`. */
export type SecurityNote = {
  readonly event: string
  readonly accountId: string | null
  readonly sessionId: string | null
  /** The login that was tried, to find whose account it is; never written anywhere. */
  readonly login: string | null
  /** Of the caller; only its network is written. */
  readonly address: string
  /** Method and pattern of the address, which carries no code. */
  readonly route: string
  readonly status: number
  readonly refusal: string | null
  readonly requestId: string
  /** Another row records it already: only the line is written. */
  readonly isKept: boolean
}
