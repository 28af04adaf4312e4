import pg from 'pg'
import type { LocalityId } from '#kernel/ids.ts'
import { localityOfLogin } from '#platform/db/logins.ts'
import type { Addressed } from './host-table.ts'

/** A locality that this process may serve, by its own login. */
export type ServedLocality = Addressed & {
  readonly appUrl: string
  readonly localityId: LocalityId
  /** `null` until its database has answered. */
  readonly code: string | null
  readonly name: string
  /** Why its row could not be read. */
  readonly fault: string | null
}

/** Reads where each locality is reached from its own row, through its own login. One whose database does not answer keeps what was known. */
export async function readServedLocalities(
  appUrls: readonly string[],
  known: readonly ServedLocality[],
): Promise<readonly ServedLocality[]> {
  return await Promise.all(
    appUrls.map(async (appUrl) => {
      const before = known.find((each) => each.appUrl === appUrl)
      try {
        const read = await readOne(appUrl)
        // The same object where nothing changed: what is open depends on it.
        return before && isSame(before, read) ? before : read
      } catch (error) {
        const fault = error instanceof Error ? error.message : String(error)
        const unread = { appUrl, localityId: localityOfLogin(appUrl), code: null, name: '', webAddresses: [], practiceAddress: null }
        return before?.code == null ? { ...unread, fault } : before
      }
    }),
  )
}

async function readOne(appUrl: string): Promise<ServedLocality> {
  const localityId = localityOfLogin(appUrl)
  const client = new pg.Client({ connectionString: appUrl, application_name: 'motcua', connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined) // one that breaks while it is asked fails the question
  await client.connect()
  try {
    const { rows } = await client.query<Pick<ServedLocality, 'name' | 'webAddresses' | 'practiceAddress'> & { id: number; code: string }>(
      `select id, code, name, web_addresses as "webAddresses", practice_address as "practiceAddress" from platform.locality
       where id = platform.current_locality()`,
    )
    const { id, ...row } = rows[0] ?? { id: null }
    if (id !== localityId || !('code' in row)) throw new Error(`The database has no locality ${localityId}, to which this login belongs.`)
    return { ...row, appUrl, localityId, fault: null }
  } finally {
    await client.end()
  }
}

function isSame(one: ServedLocality, other: ServedLocality): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
