import { randomBytes } from 'node:crypto'
import { ensureLogins } from '#platform/db/logins.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  clusterUrl(): Promise<string>
}

/**
 * `motcua logins [--suffix NAME]`: brings an outside database up to date and makes the application's logins, one for each locality
 * and its practice place, with a new password for each province. Prints the DATABASE_URL of each; servers that run are given the new ones.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const suffix = args[0] === '--suffix' ? args[1] : ''
  if (suffix === undefined || !/^[a-z0-9_]*$/u.test(suffix) || args.length > (suffix === '' ? 0 : 2)) {
    io.stderr.write('motcua logins [--suffix NAME]   NAME of small letters and digits, where several installations share a cluster\n')
    return 2
  }
  const ownerUrl = await io.clusterUrl()
  const passwords = new Map<number, string>()
  const passwordOf = (id: number): string => {
    const password = passwords.get(id) ?? randomBytes(24).toString('base64url')
    passwords.set(id, password)
    return password
  }
  for (const { id, code, login, password } of await ensureLogins(ownerUrl, passwordOf, suffix === '' ? '' : `_${suffix}`)) {
    // A practice place is reached by the login beside that of its locality.
    if (id >= 1_000_000) continue
    const url = new URL(ownerUrl)
    url.username = login
    url.password = password
    io.stdout.write(`${code}\tDATABASE_URL=${url.href}\n`)
  }
  return 0
}
