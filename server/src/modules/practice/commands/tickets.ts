import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { Queryable } from '#platform/db/database.ts'
import { practiceRefusals } from '../domain/refusals.ts'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/**
 * A ticket into the practice place, for someone signed in to the real one. Good once, for a minute.
 * @param practice the practice place's own database.
 */
export async function issueTicket(practice: Queryable, login: string, path: string): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await sql`with spent as (delete from practice.ticket where expires_at < now() - interval '1 hour')
    insert into practice.ticket (token_hash, login, path, expires_at)
    values (${hashOf(token)}, ${login}, ${path}, now() + interval '1 minute')`.execute(practice)
  return token
}

/** @throws Refused PRACTICE_TICKET_SPENT */
export async function spendTicket(tx: Queryable, token: string): Promise<{ login: string; path: string }> {
  const { rows } = await sql<{ login: string; path: string }>`
    update practice.ticket set used_at = now()
    where token_hash = ${hashOf(token)} and used_at is null and expires_at > now()
    returning login, path`.execute(tx)
  if (!rows[0]) throw new Refused(refusalFrom(practiceRefusals, 'PRACTICE_TICKET_SPENT'))
  return rows[0]
}
