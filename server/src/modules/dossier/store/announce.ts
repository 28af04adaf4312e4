import { sql } from 'kysely'
import { mergeAnnounced } from '../domain/announced.ts'
import type { Announced } from '../domain/announced.ts'
import { afterCommit } from '#platform/db/database.ts'
import type { Queryable } from '#platform/db/database.ts'

// At most one running and one waiting notification, however many acts commit meanwhile.
const announcing = new WeakMap<Queryable, { waiting: Announced | null }>()

/**
 * Notifies boards and desks that watch, right after the commit. Not in the transaction: PostgreSQL lets only one
 * transaction that notifies commit at a time, so every counter would wait for every other's disk. Should the process
 * die in between, they find the act at their next regular check.
 */
export function announceWork(tx: Queryable, changed: Announced): void {
  afterCommit(tx, (pool) => {
    const running = announcing.get(pool)
    if (running) running.waiting = running.waiting === null ? changed : mergeAnnounced(running.waiting, changed)
    else void announce(pool, changed)
  })
}

async function announce(pool: Queryable, first: Announced): Promise<void> {
  const turn: { waiting: Announced | null } = { waiting: null }
  announcing.set(pool, turn)
  try {
    for (let changed: Announced | null = first; changed !== null; changed = turn.waiting) {
      turn.waiting = null
      const offices = changed === 'anywhere' ? '' : ` ${changed.join(' ')}`
      await sql`select pg_notify('motcua_board', platform.current_locality()::text || ${offices}::text)`.execute(pool)
    }
  } catch {
    // The act is committed and must not be reported as failed; a regular check will find it.
  } finally {
    announcing.delete(pool)
  }
}
