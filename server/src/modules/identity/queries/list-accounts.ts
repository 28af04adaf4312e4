import { sql } from 'kysely'
import type { Actor, Role } from '#kernel/actor.ts'
import type { AccountId } from '#kernel/ids.ts'
import type { Language } from '#kernel/language.ts'
import { reasonFrom, refusalFrom } from '#kernel/refusal.ts'
import { fold } from '#kernel/vietnamese.ts'
import type { Queryable } from '#platform/db/database.ts'
import { mayBeHead, mayRunAccount, mayRunGrant, placeNeeded, rolesToGive } from '../domain/account-rights.ts'
import { needsSecondFactor } from '../domain/session-rules.ts'
import { identityRefusals } from '../domain/refusals.ts'
import { roleNames } from '../domain/role-names.ts'
import { findAccount, managedColumns } from './managed-account.ts'
import type { ManagedAccount } from './managed-account.ts'

type Place = { readonly id: string; readonly code: string; readonly name: string }
type Row = ManagedAccount & { readonly agency: Place | null; readonly hasSecondFactor: boolean; readonly lastSeenAt: string | null }

const shown = sql`${managedColumns},
  (select jsonb_build_object('id', g.id, 'code', g.code, 'name', g.name) from agency.v_agency g
  where g.locality_id = a.locality_id and g.id = a.agency_id) as agency,
  exists (select from identity.totp t
  where t.locality_id = a.locality_id and t.account_id = a.id and t.confirmed_at is not null)
    or exists (select from identity.passkey p
      where p.locality_id = a.locality_id and p.account_id = a.id) as "hasSecondFactor",
  (select max(s.last_seen_at) from identity.session s
  where s.locality_id = a.locality_id and s.account_id = a.id) as "lastSeenAt"`

const mostShown = 100

/**
 * The accounts the caller runs, and the caller's own, whose login, name or title has the words, by login. Each says whether it may be
 * managed: one's own may not.
 * @returns at most a hundred, and whether there are more
 */
export async function listAccounts(db: Queryable, actor: Actor, q: string, language: Language = 'vi') {
  const { rows } = await sql<Row>`select ${shown} from identity.account a order by a.login limit 20000`.execute(db)
  const words = fold(q)
    .split(' ')
    .filter((word) => word !== '')
  const found = rows.filter(
    (row) =>
      (row.accountId === actor.accountId || mayRunAccount(actor, row)) &&
      words.every((word) => fold(`${row.login} ${row.name} ${row.title}`).includes(word)),
  )
  const places = await placeNames(db)
  const own = reasonFrom(refusalFrom(identityRefusals, 'ACCOUNT_IS_YOURS'), language)
  return {
    items: found.slice(0, mostShown).map((row) => toLine(row, places, row.accountId === actor.accountId ? own : null)),
    more: found.length > mostShown,
    total: found.length,
  }
}

type PlaceNames = ReadonlyMap<string, Place>

async function placeNames(db: Queryable): Promise<PlaceNames> {
  const { rows } =
    await sql<Place>`select id, code, name from agency.v_agency union all select id, code, name from centre.v_centre`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** @param own why the account may not be managed, being the caller's own; null for every other */
function toLine(row: Row, places: PlaceNames, own: string | null) {
  return {
    id: row.accountId,
    isOwn: own !== null,
    managing: { allowed: own === null, reason: own },
    login: row.login,
    name: row.name,
    title: row.title,
    agency: row.agency,
    state: row.isActive ? ('active' as const) : ('disabled' as const),
    isDemonstration: row.isDemonstration,
    passwordKind: row.passwordKind,
    passwordSetAt: row.passwordSetAt,
    hasSecondFactor: row.hasSecondFactor,
    needsSecondFactor: needsSecondFactor({ isExempt: row.isDemonstration, roles: row.grants.map(({ role }) => role) }),
    lastSeenAt: row.lastSeenAt,
    grants: row.grants.map((grant) => ({
      id: grant.id,
      role: grant.role,
      roleName: roleNames[grant.role satisfies Role],
      isHead: grant.isHead === true,
      agency: grant.agencyId === null ? null : (places.get(grant.agencyId) ?? null),
      centre: grant.centreId === null ? null : (places.get(grant.centreId) ?? null),
    })),
  }
}

/** One account the caller runs; `null` when there is none, or it is not theirs to run. */
export async function describeAccount(db: Queryable, actor: Actor, accountId: AccountId) {
  const account = await findAccount(db, accountId)
  if (!account || !mayRunAccount(actor, account)) return null
  const { rows } = await sql<Row>`select ${shown} from identity.account a where a.id = ${accountId}`.execute(db)
  return rows[0] ? toLine(rows[0], await placeNames(db), null) : null
}

/** The choices of the form: the roles the caller may grant, and the places where. */
export async function placesToGive(db: Queryable, actor: Actor) {
  const { rows: agencies } = await sql<Place & { units: { id: string; name: string }[] }>`select g.id, g.code, g.name,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.code) from agency.v_unit u
        where u.locality_id = g.locality_id and u.agency_id = g.id), '[]'::jsonb) as units
    from agency.v_agency g order by g.sort_order, g.code`.execute(db)
  const { rows: centres } = await sql<Place>`select id, code, name from centre.v_centre order by code`.execute(db)
  const roles = rolesToGive(actor).map((role) => {
    const atCentre = centres.filter(({ id }) => mayRunGrant(actor, { role, agencyId: null, centreId: id as never }))
    const everywhere = mayRunGrant(actor, { role, agencyId: null, centreId: null })
    return {
      role,
      roleName: roleNames[role],
      needs: placeNeeded(role),
      mayHead: mayBeHead(role),
      isEverywhere: everywhere,
      centreIds: atCentre.map(({ id }) => id),
    }
  })
  return { roles, agencies, centres }
}
