import { sql } from 'kysely'
import type { Config } from '#platform/config/config.ts'
import type { Queryable } from '#platform/db/database.ts'
import { readPack } from './read-pack.ts'

type Reachable = Pick<Config, 'host' | 'publicUrl' | 'practiceUrl' | 'trustProxy'>

/** Settings under which others than the people at this machine could reach the server, each as it was given. */
export function addressesForOthers({ host, publicUrl, practiceUrl, trustProxy }: Reachable): string[] {
  const isOfUrl = (url: string | undefined): boolean => url !== undefined && !isLoopback(new URL(url).hostname)
  return [
    ...(isLoopback(host) ? [] : [`MOTCUA_HOST=${host}`]),
    ...(isOfUrl(publicUrl) ? [`MOTCUA_PUBLIC_URL=${publicUrl}`] : []),
    ...(isOfUrl(practiceUrl) ? [`MOTCUA_PRACTICE_URL=${practiceUrl}`] : []),
    // A proxy is there to bring others in, whatever this server listens on.
    ...(trustProxy === false ? [] : [`MOTCUA_TRUST_PROXY=${typeof trustProxy === 'number' ? trustProxy : trustProxy.join(',')}`]),
  ]
}

function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/gu, '').toLowerCase()
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/u.test(name)
}

/**
 * Everybody knows the password of the demonstration's accounts, so they never stand behind an address that others reach.
 * @throws Error saying which setting, which accounts, and what to do
 */
export async function refuseDemonstrationForOthers(db: Queryable, config: Reachable & Pick<Config, 'pack'>): Promise<void> {
  const addresses = addressesForOthers(config)
  if (addresses.length === 0) return
  const { rows } = await sql<{ active: number; isEmpty: boolean }>`
    select (select count(*)::int from identity.account where demonstration and status = 'active') as active,
      not exists (select from agency.agency) as "isEmpty"`.execute(db)
  const { active = 0, isEmpty = false } = rows[0] ?? {}
  const wouldLoad = isEmpty && config.pack !== undefined && (readPack(config.pack).pack?.head.locality.demonstration ?? false)
  if (active === 0 && !wouldLoad) return
  throw new Error(
    [
      `The demonstration's accounts have a password everybody knows, and ${addresses.join(', ')} lets others reach this server.`,
      wouldLoad
        ? `The pack ${config.pack ?? ''} would load them: set MOTCUA_PACK=none, or to a pack of your own.`
        : `${active} of them are in this database. Begin with an empty one (MOTCUA_DATA or DATABASE_URL, and MOTCUA_PACK=none),\nor disable them: npm run -s motcua -- accounts disable --demonstration`,
      'To try the demonstration, listen on 127.0.0.1 and leave MOTCUA_PUBLIC_URL and MOTCUA_TRUST_PROXY out.',
    ].join('\n'),
  )
}

/** Whether the published password opens anything here. */
export async function hasDemonstrationAccounts(db: Queryable): Promise<boolean> {
  const { rows } = await sql`select from identity.account where demonstration and status = 'active' limit 1`.execute(db)
  return rows.length > 0
}
