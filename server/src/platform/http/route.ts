import { z } from 'zod'
import type { Actor, Role } from '#kernel/actor.ts'
import type { Citizen } from '#kernel/citizen.ts'
import type { Language } from '#kernel/language.ts'
import type { ReadPurpose, ReadRange } from '#kernel/personal-read.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import type { Security } from './security-rule.ts'

/** The arguments of a handler. In a command `db` is the open transaction; otherwise it is the pool. */
export type RequestContext = {
  readonly db: Queryable
  readonly database: Database
  readonly actor: Actor
  /** The citizen who is signed in in this browser; on a route of citizens there is always one. */
  readonly citizen: Citizen | null
  /** Session of the caller, when signed in. */
  readonly sessionId: string | null
  /** The open step of that session, and how its person can confirm again. */
  readonly session: SessionState
  /**
   * Whether the request comes from the hands of staff: a staff session, or a browser in which one was open and that still
   * carries a cookie of the desk. Acts that only a citizen may do are refused to it.
   */
  readonly isStaffDevice: boolean
  readonly requestId: string
  /** `Idempotency-Key` of a command: the identity of the person's intention. */
  readonly idempotencyKey: string | null
  readonly publicUrl: string
  /** Address of the caller, for limits only; never stored with personal data. */
  readonly address: string
  readonly userAgent: string
  /** The language of texts for people; Vietnamese unless English was requested. */
  readonly language: Language
  /** Headers of the request by their names in lower case; for what only a file's sender says. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly now: () => Promise<Temporal.Instant>
  /** Says which dossiers an answer shows, where the answer itself does not. */
  readonly shows: (...codes: string[]) => void
}

/** The progress of a session: `step` is what it must do before anything else. */
export type SessionState = {
  readonly step: 'second_factor' | 'password' | 'enrolment' | null
  /** Whether the person proved within the last minutes to be there. */
  readonly isConfirmed: boolean
  readonly confirmsWith: 'password' | 'second_factor'
}

/** Who may call: anyone, any officer signed in, holders of one of these roles (in any scope), or a citizen signed in as such. */
export type Access = 'public' | 'authenticated' | 'citizen' | readonly Role[]

/** An answer that is not JSON (a PDF), or JSON with a status or cookies of its own. */
export class Answer<Body = unknown> {
  readonly body: Body
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  constructor(body: Body, status = 200, headers: Readonly<Record<string, string | string[]>> = {}) {
    this.body = body
    this.status = status
    this.headers = headers
  }
}

/** Whether a request needs the person to have proved within the last minutes to be there: always, or by what is asked. */
export type Confirmed<Input> = true | ((input: Input, actor: Actor) => boolean)

type ReadInput = { readonly params: never; readonly query: never; readonly body: never }

/**
 * Whose personal data an answer of a route shows. Each such answer leaves a row that its owner can see, committed before the
 * answer leaves; the server does it, not the handler. A route whose answers show no personal data to others gives a reason.
 */
export type Reads =
  | {
      readonly purpose: ReadPurpose
      /** Codes of the dossiers shown, from what was asked and answered; those given to `context.shows` are added. */
      readonly codes?: (input: ReadInput, answer: unknown) => readonly string[]
      readonly range?: (input: ReadInput) => ReadRange
      readonly file?: (input: ReadInput) => string
    }
  | { readonly nobody: string }

/** The dossier named in the address. */
export const theDossier = ({ params }: ReadInput): readonly string[] => [(params as { code: string }).code]

/** The dossiers of a list of lines. */
export const linesShown = (_input: ReadInput, answer: unknown): readonly string[] =>
  (answer as { items: readonly { code?: string; dossierCode?: string | null }[] }).items.flatMap(
    (item) => item.code ?? item.dossierCode ?? [],
  )

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A body that is a file: its bytes as they came, whatever their kind, within a limit of this route alone. */
export type Upload = {
  readonly maxBytes: number
  readonly tooLarge: Refusal
  readonly busy: Refusal
}

/** A route that answers to anyone who knows a secret: wrong answers are counted, right ones are free. */
export type Guess = {
  /** Routes of one group guess at the same secrets and are counted together. */
  readonly group: string
  /** The object of a guess, from the body. */
  readonly of: (body: never) => string
  /** Codes that mean that the guess was wrong. */
  readonly wrong: readonly string[]
}

export type RouteDefinition = {
  readonly method: Method
  /** Path below `/api/v1`, parameters as `:name`. */
  readonly url: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly access: Access
  readonly params?: z.ZodType | undefined
  readonly query?: z.ZodType | undefined
  readonly body?: z.ZodType | undefined
  readonly response: z.ZodType
  readonly status: number
  readonly produces: string
  /** A command runs in one transaction and needs an `Idempotency-Key`. */
  readonly command: boolean
  readonly refusals: readonly string[]
  readonly reads?: Reads | undefined
  /** Requests a minute from one caller; the general limit when absent. */
  readonly perMinute?: number | undefined
  /** Counted by the caller's address also when they are signed in: a session must not give more attempts at other passwords. */
  readonly countedByAddress?: boolean | undefined
  /** Steps of a sign-in at which the route may be called; every other route waits until they are done. */
  readonly atStep?: readonly SessionState['step'][] | undefined
  /** Before what a person signs or carries away: refused with CONFIRMATION_NEEDED until they have proved again to be there. */
  readonly confirmed?: Confirmed<never> | undefined
  readonly guess?: Guess | undefined
  /** Its events in the security log, in addition to refused access and exports, which are logged for all routes. */
  readonly security?: Security | undefined
  /**
   * Many rows for one caller: read on connections of its own and written to a file first, so that a slow reader holds nothing.
   * Its `handle` is given those connections, and answers with text or with pieces of it.
   */
  readonly isExport?: boolean | undefined
  /** The body is a file; `body` is then its bytes, and there is no schema for it. */
  readonly upload?: Upload | undefined
  /**
   * Slow work before the transaction of a command, so that no lock is held; skipped for a replay. Its
   * result is passed to `handle`, which checks again the facts that may have changed meanwhile.
   */
  readonly prepare?: ((context: RequestContext, input: never) => Promise<unknown>) | undefined
  readonly handle: (context: RequestContext, input: never, prepared: never) => Promise<unknown>
}

type Parsed<T extends z.ZodType | undefined> = T extends z.ZodType ? z.output<T> : undefined

/**
 * Declares one route. One schema is its validation, its types and its OpenAPI description;
 * `refusals` lists every code it may answer with beyond those every route may (see `platform/http/refusals.ts`).
 */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends z.ZodType = z.ZodType,
  Prepared = undefined,
>(definition: {
  method: Method
  url: string
  summary: string
  tags: readonly string[]
  access: Access
  params?: P
  query?: Q
  body?: B
  response: R
  status?: number
  produces?: string
  command?: boolean
  refusals?: readonly string[]
  reads?: Reads
  perMinute?: number
  countedByAddress?: boolean
  atStep?: readonly SessionState['step'][]
  confirmed?: Confirmed<{ params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }>
  guess?: Guess
  security?: Security
  isExport?: boolean
  prepare?: (context: RequestContext, input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }) => Promise<Prepared>
  handle: (
    context: RequestContext,
    input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> },
    prepared: Prepared,
  ) => Promise<z.input<R> | Answer>
}): RouteDefinition {
  return {
    status: 200,
    produces: 'application/json',
    command: false,
    refusals: [],
    ...definition,
    handle: definition.handle as RouteDefinition['handle'],
    prepare: definition.prepare as RouteDefinition['prepare'],
    confirmed: definition.confirmed as RouteDefinition['confirmed'],
  }
}

/**
 * Declares a command whose body is a file (`application/octet-stream`), with its name in `Content-Disposition` and, if the
 * sender says so, its hash in `Content-Digest`. Such a body is part of the request that an Idempotency-Key identifies.
 */
export function uploadRoute<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType, Prepared>(definition: {
  url: string
  summary: string
  tags: readonly string[]
  access: Access
  params: P
  query: Q
  response: R
  upload: Upload
  refusals: readonly string[]
  reads?: Reads
  perMinute: number
  prepare: (context: RequestContext, input: { params: Parsed<P>; query: Parsed<Q>; body: Uint8Array }) => Promise<Prepared>
  handle: (
    context: RequestContext,
    input: { params: Parsed<P>; query: Parsed<Q>; body: Uint8Array },
    prepared: Prepared,
  ) => Promise<z.input<R> | Answer>
}): RouteDefinition {
  return {
    method: 'POST',
    status: 201,
    produces: 'application/json',
    command: true,
    ...definition,
    handle: definition.handle as RouteDefinition['handle'],
    prepare: definition.prepare as RouteDefinition['prepare'],
  }
}
