import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { roles } from '#kernel/actor.ts'
import type { Role, RoleGrant } from '#kernel/actor.ts'
import type { UnitId } from '#kernel/ids.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { tidy } from '#kernel/vietnamese.ts'
import { inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import {
  disableDemonstration,
  endRole,
  giveRole,
  issueOneTimePassword,
  openAccount,
  setAccountActive,
} from '../commands/manage-accounts.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { roleNames } from '../domain/role-names.ts'
import { findAccountByLogin, findPlaces } from '../queries/managed-account.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  openDatabase(): Promise<Database>
}

const usage = `motcua accounts add LOGIN --name NAME --role ROLE [--title TITLE] [--agency CODE] [--unit CODE] [--centre CODE] [--head]
motcua accounts passwd LOGIN             a new one-time password
motcua accounts disable|enable LOGIN
motcua accounts disable --demonstration  every account with the published password
motcua accounts grant|revoke LOGIN --role ROLE [--agency CODE] [--centre CODE] [--head]
motcua accounts list
The one-time password is alone on the last line; it must be changed at the first sign-in.
Roles: ${Object.entries(roleNames)
  .filter(([role]) => role !== 'citizen' && role !== 'representative')
  .map(([role, name]) => `${role} (${name})`)
  .join(', ')}
`

class WrongCall extends Error {}

type Call = {
  readonly login: string
  readonly name: string | undefined
  readonly title: string | undefined
  readonly role: Role | undefined
  readonly agency: string | undefined
  readonly unit: string | undefined
  readonly centre: string | undefined
  /** All accounts of the demonstration instead of one. */
  readonly demonstration: boolean
  /** At the head of the agency or centre. */
  readonly isHead: boolean
}

/** `motcua accounts …`: 0 done, 1 refused, 2 called wrongly. Anyone with access to the machine may do all of it. */
export async function run(args: string[], io: Io): Promise<number> {
  try {
    const [action = '', ...rest] = args
    const work = actions[action]
    if (!work) throw new WrongCall()
    const call = readCall(action, rest)
    const { kysely } = await io.openDatabase()
    io.stdout.write(await inTransaction(kysely, async (tx) => await work(tx, call)))
    return 0
  } catch (error) {
    if (error instanceof WrongCall) {
      io.stderr.write(error.message === '' ? usage : `${error.message}\n${usage}`)
      return 2
    }
    if (!(error instanceof Refused)) throw error
    io.stderr.write(`${error.refusal.code}: ${error.refusal.message}\n`)
    return 1
  }
}

function readCall(action: string, args: string[]): Call {
  const text = { type: 'string' } as const
  const options = {
    name: text,
    title: text,
    role: text,
    agency: text,
    unit: text,
    centre: text,
    demonstration: { type: 'boolean' },
    head: { type: 'boolean' },
  } as const
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
    const demonstration = action === 'disable' && values.demonstration === true
    if (positionals.length !== (action === 'list' || demonstration ? 0 : 1)) throw new WrongCall()
    if (values.role !== undefined && !(roles as readonly string[]).includes(values.role))
      throw new WrongCall(`no such role: ${values.role}`)
    const { name, title, agency, unit, centre } = values
    const login = tidy(positionals[0] ?? '').toLowerCase()
    return { login, name, title, role: values.role as Role | undefined, agency, unit, centre, demonstration, isHead: values.head === true }
  } catch (error) {
    throw error instanceof WrongCall ? error : new WrongCall(error instanceof Error ? error.message : '')
  }
}

const by = 'command_line'

const actions: Readonly<Record<string, (tx: Queryable, call: Call) => Promise<string>>> = {
  async add(tx, call) {
    const displayName = tidy(call.name ?? '')
    if (displayName === '') throw new WrongCall('--name is needed')
    const grant = await grantOf(tx, call)
    const { login, title = '' } = call
    const { id } = await openAccount(tx, by, { login, displayName, title, ...grant })
    return `${login}: ${displayName}, ${roleNames[grant.role]}\n${await issueOneTimePassword(tx, by, id)}\n`
  },
  passwd: async (tx, call) => `${call.login}\n${await issueOneTimePassword(tx, by, (await mustFind(tx, call)).accountId)}\n`,
  async disable(tx, call) {
    if (call.demonstration) return `${await disableDemonstration(tx)} accounts disabled\n`
    await setAccountActive(tx, by, (await mustFind(tx, call)).accountId, false)
    return `${call.login}: disabled\n`
  },
  async enable(tx, call) {
    await setAccountActive(tx, by, (await mustFind(tx, call)).accountId, true)
    return `${call.login}: enabled\n`
  },
  async grant(tx, call) {
    await giveRole(tx, by, (await mustFind(tx, call)).accountId, await grantOf(tx, call))
    return `${call.login}: granted\n`
  },
  async revoke(tx, call) {
    const account = await mustFind(tx, call)
    const wanted = await grantOf(tx, call)
    const held = account.grants.find(
      (each) => each.role === wanted.role && each.agencyId === wanted.agencyId && each.centreId === wanted.centreId,
    )
    await endRole(tx, by, account.accountId, held?.id ?? '')
    return `${call.login}: revoked\n`
  },
  list: async (tx) => await listOnLines(tx),
}

async function mustFind(tx: Queryable, { login }: Call) {
  const account = await findAccountByLogin(tx, login)
  if (!account) throw new Refused(refusalFrom(identityRefusals, 'ACCOUNT_NOT_FOUND'))
  return account
}

/** The role and its reach, by the codes that were given. */
async function grantOf(tx: Queryable, call: Call): Promise<RoleGrant & { readonly unitId: UnitId | null }> {
  if (call.role === undefined) throw new WrongCall('--role is needed')
  const { agencyId, unitId, centreId } = await findPlaces(tx, call)
  const places: readonly (readonly [string, string | undefined, string | null])[] = [
    ['cơ quan', call.agency, agencyId],
    ['phòng', call.unit, unitId],
    ['Trung tâm', call.centre, centreId],
  ]
  for (const [kind, code, id] of places) {
    if (code !== undefined && id === null) throw new Refused(refusalFrom(identityRefusals, 'PLACE_UNKNOWN', { kind, code }))
  }
  return { role: call.role, agencyId, centreId, unitId, isHead: call.isHead }
}

/** One account a line: login, name, state, roles with the codes of their reach. */
async function listOnLines(tx: Queryable): Promise<string> {
  const { rows } = await sql<{ line: string }>`select concat_ws(E'\t', a.login, a.display_name,
      case when a.status = 'disabled' then 'disabled' when a.demonstration then 'demonstration'
      else a.password_kind end,
      coalesce((select string_agg(concat_ws('@', g.role, y.code, c.code), ' ' order by g.id) from identity.role_grant g
        left join agency.v_agency y on y.locality_id = g.locality_id and y.id = g.agency_id
        left join centre.v_centre c on c.locality_id = g.locality_id and c.id = g.centre_id
        where g.locality_id = a.locality_id and g.account_id = a.id and g.valid_during @> platform.now()), '')) as line
    from identity.account a order by a.login`.execute(tx)
  return rows.map(({ line }) => `${line}\n`).join('')
}
