import { provisionalNameFrom } from '#kernel/locality-code.ts'
import { toHostName } from '../http/web-address.ts'
import type pg from 'pg'
import { runAsOwner } from './owner.ts'
import type { LocalityId } from '#kernel/ids.ts'

/** Địa phương: one tenant of the database. */
export type Locality = {
  readonly id: LocalityId
  readonly code: string
  readonly name: string
  readonly demonstration: boolean
}

/** What the settings say about the locality to serve. */
export type LocalityWish = {
  /** `MOTCUA_LOCALITY`. */
  readonly code?: string | undefined
  /** The locality a pack declares, when a pack is to be loaded. */
  readonly pack?: PackLocality | undefined
  /** The initial content of an empty database without settings. */
  readonly whenEmpty?: PackLocality | undefined
}

export type PackLocality = { readonly folder: string } & Omit<Locality, 'id'>

export type LocalityChoice = { readonly serve: Locality } | { readonly create: Omit<Locality, 'id'> }

/** Code of a locality nobody has named yet: the first-run page asks for the real one. */
export const provisionalCode = 'MOI'

/** Practice places have the number of their locality beyond this one. */
const practiceOffset = 1_000_000

/**
 * Which locality a process serves, among those the database has. A pack brings its own; a code that is set decides; a
 * database with one locality needs neither.
 * @throws Error saying what contradicts what, and which settings to give.
 */
export function chooseLocality(known: readonly Locality[], { code, pack, whenEmpty }: LocalityWish): LocalityChoice {
  const named = (wanted: string) => known.find((each) => each.code === wanted)
  const list = known.map((each) => `${each.code} ${each.name}`).join(', ')
  if (code !== undefined && pack !== undefined && code !== pack.code) {
    throw new Error(
      `MOTCUA_LOCALITY is ${code}, but the pack ${pack.folder} is for ${pack.code}. Start ${code} with MOTCUA_PACK=none or a pack of its own, or leave MOTCUA_LOCALITY out.`,
    )
  }
  if (code !== undefined) {
    const found = named(code)
    if (found) return { serve: found }
    if (pack) return { create: { code, name: pack.name, demonstration: pack.demonstration } }
    if (known.length === 0) return { create: { code, name: provisionalNameFrom(code), demonstration: false } }
    throw new Error(
      `The database has no locality ${code}. It has: ${list}. Add it first: npm run -s motcua -- locality add ${code} "NAME", or correct MOTCUA_LOCALITY.`,
    )
  }
  if (pack) {
    const found = named(pack.code)
    if (found) return { serve: found }
    if (known.length === 0) return { create: { code: pack.code, name: pack.name, demonstration: pack.demonstration } }
    throw new Error(
      `The pack ${pack.folder} is for ${pack.code}, and the database already serves ${list}. To serve that: MOTCUA_PACK=none MOTCUA_LOCALITY=${known[0]?.code ?? ''}. To put ${pack.code} beside it: MOTCUA_LOCALITY=${pack.code}.`,
    )
  }
  const [only, ...others] = known
  if (only && others.length > 0) throw new Error(`The database has several localities: ${list}. Say which one with MOTCUA_LOCALITY=${only.code}.`)
  if (only) return { serve: only }
  if (whenEmpty) return { create: { code: whenEmpty.code, name: whenEmpty.name, demonstration: whenEmpty.demonstration } }
  return { create: { code: provisionalCode, name: provisionalNameFrom(null), demonstration: false } }
}

/** The real localities of a database, by code; practice places are not counted. @param ownerUrl a login that sees every row */
export async function listLocalities(ownerUrl: string): Promise<Locality[]> {
  return await runAsOwner(ownerUrl, async (owner) => await localitiesOf(owner))
}

export type LocalityAddresses = { readonly webAddresses: readonly string[]; readonly practiceAddress: string | null }

/** The localities of a database with where they are reached. @param ownerUrl a login that sees every row */
export async function listLocalityAddresses(ownerUrl: string): Promise<(Locality & LocalityAddresses)[]> {
  return await runAsOwner(ownerUrl, async (owner) => await addressesOf(owner))
}

async function addressesOf(owner: pg.Client): Promise<(Locality & LocalityAddresses)[]> {
  const { rows } = await owner.query<Locality & LocalityAddresses>(
    `select id, code, name, demonstration, web_addresses as "webAddresses", practice_address as "practiceAddress"
     from platform.locality where practice_of is null order by code`,
  )
  return rows
}

/**
 * Says under which addresses a locality is reached: the first is printed on papers.
 * @throws Error when there is no such locality, or another one of this database has one of the host names
 */
export async function setLocalityAddresses(ownerUrl: string, code: string, wanted: LocalityAddresses): Promise<Locality> {
  return await runAsOwner(ownerUrl, async (owner) => {
    await owner.query('begin')
    // Two operators who give one name to two localities: the second sees what the first did.
    await owner.query('lock table platform.locality in share row exclusive mode')
    const known = await addressesOf(owner)
    const locality = known.find((each) => each.code === code)
    if (!locality) throw new Error(`The database has no locality ${code}. It has: ${known.map((each) => each.code).join(', ')}.`)
    const names = hostNamesOf(wanted)
    for (const each of known) {
      const taken = each.code === code ? undefined : hostNamesOf(each).find((name) => names.includes(name))
      if (taken !== undefined) throw new Error(`${taken} is the host name of ${each.code} ${each.name}. A name is one locality.`)
    }
    await owner.query('update platform.locality set web_addresses = $2, practice_address = $3 where code = $1', [
      code,
      [...wanted.webAddresses],
      wanted.practiceAddress,
    ])
    await owner.query('commit')
    return locality
  })
}

function hostNamesOf({ webAddresses, practiceAddress }: LocalityAddresses): string[] {
  return [...webAddresses, practiceAddress ?? ''].flatMap((address) => toHostName(address || undefined) ?? [])
}

/**
 * Adds a locality and its practice place. Done again with the same name it changes nothing.
 * @throws Error when the code already belongs to a locality of another name.
 */
export async function addLocality(
  ownerUrl: string,
  locality: Omit<Locality, 'id'>,
): Promise<{ readonly locality: Locality; readonly created: boolean }> {
  return await runAsOwner(ownerUrl, async (owner) => {
    const known = await localitiesOf(owner)
    const same = known.find((each) => each.code === locality.code)
    if (same && same.name !== locality.name) {
      throw new Error(
        `${locality.code} is already "${same.name}". Its name is changed on screen (Thiết lập, Địa phương); another locality needs another code.`,
      )
    }
    if (same) return { locality: same, created: false }
    return { locality: await insertLocality(owner, ownerUrl, known, locality), created: true }
  })
}

/** Finds the locality a process serves, making it the first time, and brings its practice place up to date. */
export async function ensureLocality(
  ownerUrl: string,
  wish: LocalityWish,
): Promise<{ readonly locality: Locality; readonly practiceLocalityId: LocalityId }> {
  return await runAsOwner(ownerUrl, async (owner) => {
    const known = await localitiesOf(owner)
    const choice = chooseLocality(known, wish)
    const locality = 'serve' in choice ? choice.serve : await insertLocality(owner, ownerUrl, known, choice.create)
    return { locality, practiceLocalityId: await ensurePracticeOf(owner, ownerUrl, locality.id) }
  })
}

async function localitiesOf(owner: pg.Client): Promise<Locality[]> {
  const { rows } = await owner.query<Locality>(
    'select id, code, name, demonstration from platform.locality where practice_of is null order by code',
  )
  return rows
}

async function insertLocality(
  owner: pg.Client,
  ownerUrl: string,
  known: readonly Locality[],
  locality: Omit<Locality, 'id'>,
): Promise<Locality> {
  const id = freeId(known, locality.code)
  // Two processes may start at the same moment; the one that loses serves what the other made.
  await owner.query('insert into platform.locality (id, code, name, demonstration) values ($1, $2, $3, $4) on conflict do nothing', [
    id,
    locality.code,
    locality.name,
    locality.demonstration,
  ])
  const made = (await localitiesOf(owner)).find((each) => each.code === locality.code)
  if (!made) throw new Error(`the locality ${locality.code} was neither made nor found`)
  await furnish(ownerUrl, made.id)
  await ensurePracticeOf(owner, ownerUrl, made.id)
  return made
}

async function ensurePracticeOf(owner: pg.Client, ownerUrl: string, id: LocalityId): Promise<LocalityId> {
  const practiceId = (practiceOffset + id) as LocalityId
  await owner.query(
    `insert into platform.locality (id, code, name, practice_of, demonstration, hotline, address)
     select $2, 'THU-' || code, name, id, demonstration, hotline, address from platform.locality where id = $1
     on conflict (id) do update set code = excluded.code, name = excluded.name, demonstration = excluded.demonstration,
       hotline = excluded.hotline, address = excluded.address
     where (locality.name, locality.demonstration, locality.hotline, locality.address)
       is distinct from (excluded.name, excluded.demonstration, excluded.hotline, excluded.address)`,
    [id, practiceId],
  )
  await furnish(ownerUrl, practiceId)
  return practiceId
}

/** Writes what a locality begins with, unless it is there. As its own: an owner who is no superuser is confined like everybody. */
async function furnish(ownerUrl: string, id: LocalityId): Promise<void> {
  await runAsOwner(ownerUrl, async (owner) => void (await owner.query('call platform.furnish_locality($1)', [id])), id)
}

/** A province is numbered as in its code, as long as that is free. */
function freeId(known: readonly Locality[], code: string): LocalityId {
  const taken = new Set<number>(known.map((each) => each.id))
  const own = /^H(\d{2})$/u.exec(code)?.[1]
  let id = own === undefined ? 1000 : Number(own)
  if (own !== undefined && (id === 0 || taken.has(id))) id = 1000
  while (taken.has(id)) id += 1
  return id as LocalityId
}
