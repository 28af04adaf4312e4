import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Database } from '#platform/db/database.ts'

/** What a job's work is given. */
export type Work = {
  readonly database: Database
  /** Where people reach us, for links in what is issued or sent. */
  readonly publicUrl: string
  readonly logger: Pick<Logger, 'info' | 'warn'>
}

/**
 * One kind of background work. A job may run more than once (a worker died, an answer was lost), so its work must be
 * such that twice leaves what once leaves. The payload names rows; it never carries personal data.
 */
export type JobDefinition<Payload> = {
  /** Lower case with dashes; the queue of a locality is `<name>.<locality>`. */
  readonly name: string
  /** What operators read about it. */
  readonly about: string
  readonly payload: z.ZodType<Payload>
  /** Tries after the first; the wait doubles from `retryAfterSeconds`. */
  readonly retryLimit: number
  readonly retryAfterSeconds: number
  /** A run that takes longer is taken for dead and tried again. */
  readonly expireSeconds: number
  /** Cron expression in Vietnamese time of a job that comes round by itself; its payload is `{}`. */
  readonly every?: string | undefined
  /** Into how many lanes a batch is divided, and by what: jobs of one subject run in the order in which they were asked for. Absent: one. */
  readonly sideBySide?: { readonly lanes: number; readonly subject: (data: unknown) => string } | undefined
  readonly run: (work: Work, payload: Payload) => Promise<void>
}

/** A job of any payload, as the worker keeps them: it gives `run` only what `payload` has parsed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each job pairs its own schema with its own run
export type AnyJob = JobDefinition<any>

/** Declares one kind of job; tries five times within about ten minutes unless it says otherwise. */
export function job<Payload>(
  definition: Omit<JobDefinition<Payload>, 'retryLimit' | 'retryAfterSeconds' | 'expireSeconds'> &
    Partial<Pick<JobDefinition<Payload>, 'retryLimit' | 'retryAfterSeconds' | 'expireSeconds'>>,
): JobDefinition<Payload> {
  return { retryLimit: 5, retryAfterSeconds: 15, expireSeconds: 300, ...definition }
}
