import { sql } from 'kysely'
import type { AccountId } from '#kernel/ids.ts'
import type { Queryable } from '#platform/db/database.ts'
import { assignableTo, stepToAssign } from '../domain/assignment.ts'
import type { Candidate } from '../domain/assignment.ts'
import type { Change, DossierFacts } from '../domain/act-facts.ts'

/** Who may be given the step the act leads to, by name; `null` when the act hands on no step that could be assigned. */
export async function assigneesOf(
  db: Queryable,
  facts: DossierFacts,
  change: Change,
  actorId: AccountId | null,
): Promise<readonly Candidate[] | null> {
  const step = stepToAssign(facts, change)
  if (!step) return null
  const { rows } = await sql<Candidate>`
    select t.account_id as "accountId", o.display_name as name, t.role, y.is_away as "isAway"
    from identity.v_duty_today t
    join identity.v_officer o on o.locality_id = t.locality_id and o.id = t.account_id
    join identity.v_officer_today y on y.locality_id = t.locality_id and y.id = t.account_id
    where t.role = ${step.role} and t.agency_id = ${facts.agencyId}
      and (t.centre_id is null or t.centre_id = ${facts.centreId})
      and y.has_duty
    order by o.display_name, t.account_id limit 200`.execute(db)
  return assignableTo(step, facts, actorId, rows)
}
