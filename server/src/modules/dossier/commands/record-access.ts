import { agencyRoles } from '#kernel/actor.ts'
import type { Actor, Role, RoleGrant } from '#kernel/actor.ts'
import type { AgencyId, CentreId, DossierId } from '#kernel/ids.ts'
import { KeptRows } from '#kernel/kept-rows.ts'
import type { PersonalRead } from '#kernel/personal-read.ts'
import { sightOf } from '#identity'
import { createBatch } from '#platform/db/batch-calls.ts'
import type { Queryable } from '#platform/db/database.ts'
import { findPlaces, insertAccessRows } from '../store/access-store.ts'
import type { AccessRow, PlaceOfCode } from '../store/access-store.ts'

/** Keeps who was shown what; resolves when the row is committed. */
export type AccessRecorder = (read: PersonalRead) => Promise<void>

/** Rows put into one statement at most. */
const mostAtOnce = 200

/**
 * One statement runs at a time; rows that arrive meanwhile are sent together in the next. A single reader waits for one insert, a hall of
 * them share it, and no answer with a person in it leaves before its row is committed.
 */
export function accessRecorder(db: Queryable): AccessRecorder {
  // The place of a dossier is decided when it is filed and never changes, nor does its code.
  const known: KnownPlaces = new KeptRows(20_000)
  return createBatch(
    async (reads: readonly PersonalRead[]) => {
      await keepReads(db, known, reads)
      return reads.map(() => undefined)
    },
    { most: mostAtOnce },
  )
}

type Used = { readonly by: string; readonly grant: RoleGrant }

/** A page is one row for each role that showed some of it, with all its dossiers; an export is one row with its stretch. */
async function keepReads(db: Queryable, known: KnownPlaces, reads: readonly PersonalRead[]): Promise<void> {
  const places = await placesOf(db, known, [...new Set(reads.flatMap((each) => each.codes))])
  await insertAccessRows(
    db,
    reads.flatMap((each) => rowsOf(each, places)),
  )
}

type KnownPlaces = KeptRows<string, PlaceOfCode>

async function placesOf(db: Queryable, places: KnownPlaces, codes: readonly string[]): Promise<ReadonlyMap<string, PlaceOfCode>> {
  const unknown = codes.filter((code) => places.get(db, code) === undefined)
  if (unknown.length > 0) for (const [code, place] of await findPlaces(db, unknown)) places.set(db, code, place)
  return new Map(
    codes.flatMap((code) => {
      const place = places.get(db, code)
      return place ? [[code, place] as const] : []
    }),
  )
}

function rowsOf({ actor, sessionId, purpose, codes, range, fileId }: PersonalRead, places: ReadonlyMap<string, PlaceOfCode>): AccessRow[] {
  const row = ({ by, grant }: Used, more: Pick<AccessRow, 'dossierId' | 'dossierIds' | 'range'>): AccessRow => ({
    accountId: actor.accountId,
    sessionId,
    purpose,
    by,
    role: grant.role,
    agencyId: grant.agencyId,
    centreId: grant.centreId,
    fileId,
    ...more,
  })
  const groups = new Map<string, { used: Used; ids: DossierId[] }>()
  for (const code of codes) {
    const place = places.get(code)
    if (!place) continue
    const used = usedAt(actor, place)
    const key = [used.by, used.grant.role, used.grant.agencyId, used.grant.centreId].join(' ')
    const group = groups.get(key) ?? { used, ids: [] }
    group.ids.push(place.id)
    groups.set(key, group)
  }
  const ofDossiers = [...groups.values()].map(({ used, ids }) =>
    codes.length === 1
      ? row(used, { dossierId: ids[0] ?? null, dossierIds: null, range: null })
      : row(used, { dossierId: null, dossierIds: ids, range: null }),
  )
  if (!range) return ofDossiers
  const used = usedAt(actor, { agencyId: null, centreId: range.centreId as CentreId })
  return [...ofDossiers, row(used, { dossierId: null, dossierIds: null, range })]
}

/** The grant by which the person sees the place. Where none reaches it they were asked, and see it through the work of their agency. */
function usedAt(actor: Actor, place: { agencyId: AgencyId | null; centreId: CentreId | null }): Used {
  const sight = sightOf(actor, place)
  if (sight) return sight
  const asked = actor.grants.find(({ role }) => (agencyRoles as readonly Role[]).includes(role)) ?? actor.grants[0]
  if (!asked) throw new Error('somebody without a role was shown a dossier')
  return { by: 'opinion', grant: asked }
}
