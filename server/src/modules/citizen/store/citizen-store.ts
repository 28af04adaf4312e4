import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'
import type { Claims } from '../domain/claims.ts'

/** Hours after which a citizen signs in again, and minutes without a request after which they do. */
export const sessionHours = 12
export const idleMinutes = 30
const mostSessions = 10

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The person behind (issuer, subject): known, or new; what the provider says of them is taken over. */
export async function savePerson(tx: Queryable, claims: Claims): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into citizen.person (issuer, subject, kind, name, id_number, born_on, address, phone, email, created_at,
      seen_at)
    values (${claims.issuer}, ${claims.subject}, ${claims.kind}, ${claims.name}, ${claims.idNumber},
      ${claims.bornOn}, ${claims.address}, ${claims.phone}, ${claims.email}, platform.now(),
      platform.now())
    on conflict (locality_id, issuer, subject) do update
    set kind = excluded.kind, name = excluded.name, id_number = excluded.id_number,
      born_on = excluded.born_on, address = excluded.address, phone = excluded.phone, email = excluded.email,
      seen_at = excluded.seen_at
    returning id`.execute(tx)
  const row = rows[0]
  if (!row) throw new Error('the person was not stored')
  return row.id
}

/** Opens a session. The token has 256 random bits and is given once; only its hash is stored. */
export async function openSession(tx: Queryable, personId: string, acr: string | null, userAgent: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`insert into citizen.session (person_id, token_hash, acr, user_agent, expires_at)
    values (${personId}::uuid, ${tokenHash(token)}, ${acr}, ${userAgent.slice(0, 300)},
      now() + make_interval(hours => ${sessionHours}))`.execute(tx)
  await sql`update citizen.session set ended_at = now() where id in (select id from citizen.session
    where person_id = ${personId}::uuid and ended_at is null and expires_at > now() order by opened_at desc, id desc
    offset ${mostSessions})`.execute(tx)
  return token
}

/** Stores that the session was used now. */
export async function saveSessionSeen(db: Queryable, sessionId: string): Promise<void> {
  await sql`update citizen.session set last_seen_at = now() where id = ${sessionId}::uuid`.execute(db)
}

/** @returns false when the person has no such open session */
export async function endSession(tx: Queryable, personId: string, sessionId: string): Promise<boolean> {
  const { rows } = await sql`update citizen.session set ended_at = now()
    where person_id = ${personId}::uuid and id = ${sessionId}::uuid and ended_at is null and expires_at > now()
    returning id`.execute(tx)
  return rows.length > 0
}

/** Deletes sessions that ended long ago, in batches. @returns how many */
export async function pruneSessions(db: Queryable, most: number): Promise<number> {
  const { rows } = await sql`delete from citizen.session where id in (
    select id from citizen.session where expires_at < now() - interval '30 days' limit ${most})
    returning id`.execute(db)
  return rows.length
}

/** Puts a dossier on a person's list; once is enough. */
export async function insertOwnDossier(tx: Queryable, personId: string, code: string, basis: 'slip' | 'filed'): Promise<void> {
  await sql`insert into citizen.own_dossier (person_id, dossier_id, code, basis, since)
    select ${personId}::uuid, d.dossier_id, d.code, ${basis}, platform.now() from dossier.v_contact d
    where d.code = ${code}
    on conflict do nothing`.execute(tx)
}

/** @returns false when it was not on the list */
export async function deleteOwnDossier(tx: Queryable, personId: string, code: string): Promise<boolean> {
  const { rows } = await sql`delete from citizen.own_dossier where person_id = ${personId}::uuid and code = ${code} returning code`.execute(
    tx,
  )
  return rows.length > 0
}
