import { sql } from 'kysely'
import type { Actor } from '#kernel/actor.ts'
import type { AccountId, CentreId } from '#kernel/ids.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Work } from '#platform/jobs/job.ts'
import { issueForm } from '../commands/issue-form.ts'

/**
 * Prints the receipt slip (Mẫu 01) of an accepted dossier and keeps it, so that it is ready on request; again
 * after any act that moved the promised day. Issued in the name of the officer who accepted; when the slip shows the day already,
 * nothing is left to do.
 */
export async function issueSlip({ database, publicUrl }: Pick<Work, 'database' | 'publicUrl'>, code: string): Promise<void> {
  await inTransaction(database.kysely, async (tx) => {
    const { rows } = await sql<{ accountId: AccountId; name: string; centreId: CentreId }>`
      select a.actor_account_id as "accountId", a.actor_name as name, d.centre_id as "centreId"
      from dossier.dossier d join dossier.act a on a.dossier_id = d.id and a.kind = 'accept'
      join identity.v_officer o on o.locality_id = a.locality_id and o.id = a.actor_account_id
      where d.code = ${code} and a.actor_account_id is not null order by a.seq desc limit 1`.execute(tx)
    const accepted = rows[0]
    if (!accepted) return
    const actor: Actor = {
      localityId: database.localityId,
      accountId: accepted.accountId,
      displayName: accepted.name,
      grants: [{ role: 'counter_officer', agencyId: null, centreId: accepted.centreId }],
    }
    await issueForm(tx, { actor, database, publicUrl }, code, 'receipt-slip')
  })
}
