import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { Queryable } from '#platform/db/database.ts'
import { noticeNames } from '../domain/letters.ts'
import type { NoticeKind } from '../domain/letters.ts'

/** Who telephones an applicant whose letter came back. */
const callersBack: readonly Role[] = ['counter_officer', 'centre_manager']

/** Someone who was written to in vain, and how else they are reached. */
export type Undelivered = {
  readonly code: string
  readonly applicantName: string
  readonly phone: string | null
  readonly email: string | null
  /** The kind of the rejected letter, in words. */
  readonly name: string
  readonly at: string
}

/**
 * Open dossiers of the actor's centres whose last letter was refused for good, the latest first; one line a dossier. A corrected
 * contact takes the line away, and so does the end of the dossier: then the applicant is at the counter.
 */
export async function listUndelivered(db: Queryable, actor: Actor, limit: number): Promise<Undelivered[]> {
  const grants = actor.grants.filter(({ role }) => callersBack.includes(role))
  const isEverywhere = grants.some(({ centreId }) => centreId === null)
  const centres = grants.flatMap(({ centreId }) => centreId ?? [])
  const { rows } = await sql<Omit<Undelivered, 'name'> & { kind: NoticeKind }>`
    select * from (
      select distinct on (c.dossier_id) c.code, c.applicant_name as "applicantName", c.applicant_phone as phone,
        c.applicant_email as email, n.kind,
        r.at
      from notification.delivery r
      join notification.notice n on n.locality_id = r.locality_id and n.id = r.notice_id
      join dossier.v_contact c on c.locality_id = n.locality_id and c.dossier_id = n.dossier_id
      where r.outcome = 'refused' and c.ended_at is null and (c.corrected_at is null or c.corrected_at < r.at)
        and (${isEverywhere} or c.centre_id = any(${centres}::uuid[]))
      order by c.dossier_id, r.at desc
    ) last order by at desc limit ${limit}`.execute(db)
  return rows.map(({ kind, ...row }) => ({ ...row, name: noticeNames[kind] }))
}
