import { sql } from 'kysely'
import type { Citizen } from '#kernel/citizen.ts'
import type { Queryable } from '#platform/db/database.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { citizenRefusals } from '../domain/refusals.ts'
import { idleMinutes, saveSessionSeen, tokenHash } from '../store/citizen-store.ts'

/** The citizen of a session token, read at every request; `null` when the token is unknown or its session ended. */
export async function findCitizen(db: Queryable, token: string): Promise<Citizen | null> {
  const { rows } = await sql<Citizen & { isSeenLongAgo: boolean }>`
    select s.id as "sessionId", s.person_id as "personId", p.name,
      s.last_seen_at < now() - interval '1 minute' as "isSeenLongAgo"
    from citizen.session s join citizen.person p on p.locality_id = s.locality_id and p.id = s.person_id
    where s.token_hash = ${tokenHash(token)} and s.ended_at is null and s.expires_at > now()
      and s.last_seen_at > now() - make_interval(mins => ${idleMinutes})`.execute(db)
  const row = rows[0]
  if (!row) return null
  if (row.isSeenLongAgo) await saveSessionSeen(db, row.sessionId)
  const { isSeenLongAgo: _, ...citizen } = row
  return citizen
}

export type OwnPerson = {
  readonly kind: 'person' | 'organisation'
  readonly name: string
  readonly idNumber: string | null
  readonly bornOn: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly since: string
}

/** What is kept of the person, for themselves. */
export async function getOwnPerson(db: Queryable, personId: string): Promise<OwnPerson> {
  const { rows } =
    await sql<OwnPerson>`select kind, name, id_number as "idNumber", born_on as "bornOn", address, phone, email, created_at as since
    from citizen.person where id = ${personId}::uuid`.execute(db)
  const row = rows[0]
  if (!row) throw new Error('a session without a person')
  return row
}

export type OwnSession = { readonly id: string; readonly userAgent: string; readonly openedAt: string; readonly lastSeenAt: string }

export async function listOwnSessions(db: Queryable, personId: string): Promise<readonly OwnSession[]> {
  const { rows } =
    await sql<OwnSession>`select id, user_agent as "userAgent", opened_at as "openedAt", last_seen_at as "lastSeenAt" from citizen.session
    where person_id = ${personId}::uuid and ended_at is null and expires_at > now()
      and last_seen_at > now() - make_interval(mins => ${idleMinutes})
    order by opened_at desc, id desc limit 20`.execute(db)
  return rows
}

export type OwnDossier = {
  readonly code: string
  readonly procedureName: string
  readonly state: string
  readonly acceptedAt: string | null
  readonly receivedAt: string
  readonly since: string
  readonly isFiledHere: boolean
}

/** The dossiers on the person's list, the latest received first. */
export async function listOwnDossiers(db: Queryable, personId: string): Promise<readonly OwnDossier[]> {
  const { rows } = await sql<OwnDossier>`select o.code, d.procedure_name as "procedureName", d.state,
      d.accepted_at as "acceptedAt", d.received_at as "receivedAt", o.since,
      o.basis = 'filed' as "isFiledHere"
    from citizen.own_dossier o
    join dossier.v_public_line d on d.locality_id = o.locality_id and d.dossier_id = o.dossier_id
    where o.person_id = ${personId}::uuid order by d.received_at desc, o.code limit 200`.execute(db)
  return rows
}

/**
 * That a dossier is the person's to act on: filed by them, online. On the list by its slip only, it is theirs to see.
 * @throws Refused OWN_DOSSIER_NOT_FOUND, OWN_DOSSIER_NOT_FILED_HERE
 */
export async function mustBeFiledBy(db: Queryable, personId: string, code: string): Promise<{ readonly dossierId: string }> {
  const { rows } = await sql<{ dossierId: string; basis: string }>`select dossier_id as "dossierId", basis from citizen.own_dossier
    where person_id = ${personId}::uuid and code = ${code}`.execute(db)
  const [own] = rows
  if (!own) throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FOUND'))
  if (own.basis !== 'filed') throw new Refused(refusalFrom(citizenRefusals, 'OWN_DOSSIER_NOT_FILED_HERE'))
  return own
}

/** Whether a dossier is on the person's list, and on this ground where one is named: filed by them online, signed in. */
export async function isOwnDossier(db: Queryable, personId: string, code: string, basis: 'filed' | null = null): Promise<boolean> {
  const { rows } = await sql`select from citizen.own_dossier
    where person_id = ${personId}::uuid and code = ${code} and (${basis}::text is null or basis = ${basis})`.execute(db)
  return rows.length > 0
}
