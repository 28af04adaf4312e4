import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'

// Work done as the owner of the database. A session is in one locality from its beginning to its end, or in none: what the planner
// has learnt of the locality holds as long as the session does.

/** Runs `work` on a connection of the owner's, which is in the locality when one is given. */
export async function runAsOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>, localityId?: LocalityId): Promise<T> {
  const options = localityId === undefined ? {} : { options: `-c motcua.locality_id=${localityId}` }
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua-owner', ...options })
  await owner.connect()
  try {
    return await work(owner)
  } finally {
    await owner.end()
  }
}

/** Runs `work` in every locality and practice place, one after another: an owner who is no superuser is confined like everybody. */
export async function runInEachLocality(ownerUrl: string, work: (owner: pg.Client, localityId: LocalityId) => Promise<void>): Promise<void> {
  const ids = await runAsOwner(ownerUrl, async (owner) => (await owner.query<{ id: LocalityId }>('select id from platform.locality order by id')).rows)
  for (const { id } of ids) await runAsOwner(ownerUrl, async (owner) => await work(owner, id), id)
}
