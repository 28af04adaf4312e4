import { Readable } from 'node:stream'
import type { AccountId } from '#kernel/ids.ts'
import type { Actor, Role } from '#kernel/actor.ts'
import { watchingRoles } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Database } from '#platform/db/database.ts'
import { dossierRefusals } from '../domain/refusals.ts'
import { isOfOffices, readAnnouncement } from '../domain/announced.ts'

/**
 * Notifies desks that work at one of their offices has changed, and nothing else: no code, no name, no number. What has changed is
 * then asked for by the ordinary requests, with the rights of that moment.
 */
export type WorkFeed = {
  start(): Promise<void>
  stop(): Promise<void>
  /** @throws Refused WORK_FEED_FULL */
  open(actor: Actor): Readable
}

export type WorkFeedOptions = {
  /** One desk is notified at most so often, however many acts there are: each time it asks for its lists again. */
  readonly atMostEveryMs?: number
  /** A desk that hears nothing for seven seconds looks for another line. */
  readonly beatEveryMs?: number
  readonly mostDesks?: number
  /** Of one person: windows of a browser, and a line that a broken network has not closed yet. */
  readonly mostOfOne?: number
}

type Desk = {
  readonly line: Readable
  /** Offices of this person; `null`: of all. */
  readonly offices: ReadonlySet<string> | null
  sentAtMs: number
  waiting: NodeJS.Timeout | undefined
}

export function createWorkFeed(database: Database, options: WorkFeedOptions = {}): WorkFeed {
  const { atMostEveryMs = 1_500, beatEveryMs = 3_000, mostDesks = 5_000, mostOfOne = 10 } = options
  const desks = new Set<Desk>()
  const opened = new Map<AccountId | null, number>()
  let stopListening: (() => Promise<void>) | undefined
  let beats: NodeJS.Timeout | undefined

  const send = (desk: Desk): void => {
    desk.waiting = undefined
    desk.sentAtMs = performance.now()
    desk.line.push('event: work\ndata:\n\n')
  }
  const notify = (desk: Desk): void => {
    if (desk.waiting !== undefined) return
    const restMs = desk.sentAtMs + atMostEveryMs - performance.now()
    if (restMs <= 0) send(desk)
    else desk.waiting = setTimeout(() => send(desk), restMs)
  }

  return {
    async start() {
      // Behind a pooler nobody is notified: desks then read their lists at their own intervals.
      stopListening = await database.listener?.listen('motcua_board', (payload) => {
        const announced = readAnnouncement(payload, database.localityId)
        if (announced !== null) for (const desk of desks) if (isOfOffices(announced, desk.offices)) notify(desk)
      })
      beats = setInterval(() => {
        for (const { line } of desks) line.push('event: beat\ndata:\n\n')
      }, beatEveryMs)
      beats.unref()
    },
    async stop() {
      clearInterval(beats)
      for (const { line, waiting } of desks) {
        clearTimeout(waiting)
        line.push(null)
      }
      desks.clear()
      await stopListening?.()
    },
    open(actor) {
      const already = opened.get(actor.accountId) ?? 0
      if (desks.size >= mostDesks || already >= mostOfOne) throw new Refused(refusalFrom(dossierRefusals, 'WORK_FEED_FULL'))
      opened.set(actor.accountId, already + 1)
      const desk: Desk = { line: new Readable({ read() {} }), offices: officesOf(actor), sentAtMs: -Infinity, waiting: undefined }
      desk.line.once('close', () => {
        clearTimeout(desk.waiting)
        desks.delete(desk)
        const left = (opened.get(actor.accountId) ?? 1) - 1
        if (left > 0) opened.set(actor.accountId, left)
        else opened.delete(actor.accountId)
      })
      desks.add(desk)
      desk.line.push('retry: 2000\n\nevent: beat\ndata:\n\n')
      return desk.line
    },
  }
}

function officesOf({ grants }: Actor): ReadonlySet<string> | null {
  if (grants.some(({ role }) => (watchingRoles as readonly Role[]).includes(role))) return null
  return new Set(grants.flatMap(({ agencyId, centreId }) => [agencyId, centreId]).filter((each) => each !== null))
}
