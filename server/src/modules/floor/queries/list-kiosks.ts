import { sql } from 'kysely'
import type { CentreId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'

export type Kiosk = {
  readonly id: string
  readonly name: string
  readonly state: 'pairing' | 'paired' | 'expired' | 'revoked'
  readonly lastTicketAt: string | null
}

/** The kiosks of a centre, the newest first; those revoked last. */
export async function listKiosks(db: Queryable, centreId: CentreId): Promise<Kiosk[]> {
  const { rows } = await sql<Kiosk>`
    select k.id, k.name,
      case when k.revoked_at is not null then 'revoked' when k.paired_at is not null then 'paired'
        when k.pairing_until > now() then 'pairing' else 'expired' end as state,
      (select max(t.joined_at) from floor.ticket t
        where t.locality_id = k.locality_id and t.centre_id = k.centre_id and t.kiosk_id = k.id
          and t.on_day = platform.today()) as "lastTicketAt"
    from floor.kiosk k where k.centre_id = ${centreId}::uuid order by k.revoked_at is not null, k.id desc
  `.execute(db)
  return rows
}
