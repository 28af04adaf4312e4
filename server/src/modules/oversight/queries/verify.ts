import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Json } from '#kernel/canonical-json.ts'
import { findHoldingFaults, findProjectionFaults, findRecordFaults, sealText } from '#dossier'
import type { LocalityId } from '#kernel/ids.ts'
import { openDatabase } from '#platform/db/database.ts'
import { runAsOwner } from '#platform/db/owner.ts'
import { checks } from './invariants.ts'

/** One invariant and where it is broken. An empty list of rows is a promise kept. */
export type Finding = { readonly invariant: string; readonly broken: number; readonly examples: readonly string[] }

type ActRow = {
  locality: number
  dossierId: string
  code: string
  seq: number
  kind: string
  atMs: string
  actorAccountId: string | null
  actorName: string
  actorRole: string
  requestId: string
  payload: string
  prevHash: Buffer
  hash: Buffer
}

/**
 * Checks every invariant and recomputes every seal. Reads in one snapshot, so that a busy centre does not look
 * broken; holds no lock that anyone would notice.
 * @param ownerUrl address of the database's owner.
 */
export async function verify(ownerUrl: string, onProgress: (acts: number) => void = () => {}): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'motcua-verify' })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read, read only')
    // Its memory is of no use where every row asks something else, and then costs ten times the work (3b).
    await client.query('set local enable_memoize = off')
    const localities = await client.query<{ id: LocalityId }>('select id from platform.locality order by id')
    const found = checks.map(() => new Set<string>())
    const seals: Seals = { broken: [], seen: 0 }
    await inEachView(
      ownerUrl,
      client,
      localities.rows.map((row) => row.id),
      async (view) => {
        for (const [at, { query }] of checks.entries()) {
          const { rows } = await view.query<Record<string, string>>(query)
          for (const row of rows) found[at]?.add(String(Object.values(row)[0]))
        }
        await verifySealsInView(view, seals, onProgress)
      },
    )
    await client.query('rollback')
    const findings: Finding[] = checks.map(({ invariant }, at) => ({
      invariant,
      broken: found[at]?.size ?? 0,
      examples: [...(found[at] ?? [])].slice(0, 5),
    }))
    findings.push({
      invariant: `4a. the chain of seals of every dossier verifies (${seals.seen} acts)`,
      broken: seals.broken.length,
      examples: seals.broken.slice(0, 5),
    })
    findings.push(
      await verifyDueInstants(
        ownerUrl,
        localities.rows.map((row) => row.id),
      ),
    )
    findings.push(
      await verifyRecords(
        ownerUrl,
        localities.rows.map((row) => row.id),
      ),
    )
    findings.push(
      await verifyHoldings(
        ownerUrl,
        localities.rows.map((row) => row.id),
      ),
    )
    return findings
  } finally {
    await client.end()
  }
}

/** The results of the check of the seals so far. */
type Seals = { broken: string[]; seen: number }

/**
 * Sees every row of one snapshot: at once where row-level security does not bind the owner of the database; else, as the owner of
 * an outside PostgreSQL is seldom a superuser, one locality after another, each on a connection of its own. Seeing nothing must
 * never look like finding nothing.
 */
async function inEachView(
  ownerUrl: string,
  client: pg.Client,
  localities: readonly LocalityId[],
  work: (view: pg.Client) => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ bound: boolean; snapshot: string }>(
    'select not (rolsuper or rolbypassrls) as bound, pg_export_snapshot() as snapshot from pg_roles where rolname = current_user',
  )
  const [own] = rows
  if (own?.bound === false) return await work(client)
  for (const id of localities) {
    await runAsOwner(
      ownerUrl,
      async (view) => {
        await view.query('begin isolation level repeatable read, read only')
        await view.query(`set transaction snapshot ${pg.escapeLiteral(own?.snapshot ?? '')}`)
        await view.query('set local enable_memoize = off')
        await work(view)
        await view.query('rollback')
      },
      id,
    )
  }
}

async function verifySealsInView(client: pg.Client, seals: Seals, onProgress: (acts: number) => void): Promise<void> {
  await client.query(`declare acts no scroll cursor for
    select a.locality_id as locality, a.dossier_id as "dossierId", d.code, a.seq, a.kind,
      (extract(epoch from a.at) * 1000)::bigint::text as "atMs", a.actor_account_id as "actorAccountId", a.actor_name as "actorName",
      a.actor_role as "actorRole", a.request_id as "requestId", a.payload, a.prev_hash as "prevHash", a.hash
    from dossier.act a join dossier.dossier d on d.locality_id = a.locality_id and d.id = a.dossier_id
    order by a.locality_id, a.dossier_id, a.seq`)
  let previous: ActRow | undefined
  for (;;) {
    const { rows } = await client.query<ActRow>('fetch 5000 from acts')
    if (rows.length === 0) break
    for (const row of rows) {
      const follows = previous?.dossierId === row.dossierId && previous.locality === row.locality
      const hashBefore = follows && previous ? previous.hash : Buffer.alloc(32)
      const text = sealText(hashBefore.toString('hex'), {
        dossierCode: row.code,
        seq: row.seq,
        kind: row.kind,
        atMs: Number(row.atMs),
        actorAccountId: row.actorAccountId,
        actorName: row.actorName,
        actorRole: row.actorRole,
        requestId: row.requestId,
        payload: JSON.parse(row.payload) as Json,
      })
      const hash = createHash('sha256').update(text, 'utf8').digest()
      const inOrder = row.seq === (follows && previous ? previous.seq + 1 : 1)
      if (!inOrder || !row.prevHash.equals(hashBefore) || !row.hash.equals(hash)) seals.broken.push(`${row.code} act ${row.seq}`)
      previous = row
    }
    seals.seen += rows.length
    onProgress(seals.seen)
  }
  await client.query('close acts')
}

/** Every stored due instant of a running dossier is the derived one. Each locality has its own calendar and is read as its server reads it. */
async function verifyDueInstants(url: string, localities: readonly LocalityId[]): Promise<Finding> {
  const broken: string[] = []
  let compared = 0
  let underWay = 0
  for (const localityId of localities) {
    const database = openDatabase({ url, localityId, role: 'motcua_app', poolSize: 1 })
    try {
      const found = await findProjectionFaults(database.kysely)
      compared += found.compared
      if (found.isUnderWay) underWay += found.codes.length
      else broken.push(...found.codes)
    } finally {
      await database.close()
    }
  }
  const waiting = underWay > 0 ? `; ${underWay} wait for a decree that is being carried out` : ''
  return {
    invariant: `1d. the due instants of every running dossier are those its clocks and the calendar give (${compared} compared${waiting})`,
    broken: broken.length,
    examples: broken.slice(0, 5),
  }
}

/** The acts of every dossier lead to the state that is stored. */
async function verifyRecords(url: string, localities: readonly LocalityId[]): Promise<Finding> {
  const broken: string[] = []
  let [compared, withoutApplicant] = [0, 0]
  for (const localityId of localities) {
    const database = openDatabase({ url, localityId, role: 'motcua_app', poolSize: 1 })
    try {
      const found = await findRecordFaults(database.kysely)
      compared += found.compared
      withoutApplicant += found.withoutApplicant
      broken.push(...found.faults)
    } finally {
      await database.close()
    }
  }
  const older = withoutApplicant > 0 ? `; of ${withoutApplicant} filed with an older release the applicant cannot be compared` : ''
  return {
    invariant: `4f. the acts of every dossier, one after another, lead to what is stored of it (${compared} compared${older})`,
    broken: broken.length,
    examples: broken.slice(0, 5),
  }
}

/** Every closed interval of the holder ledger is charged the time that the calendar gives, or kept its time when the calendar changed. */
async function verifyHoldings(url: string, localities: readonly LocalityId[]): Promise<Finding> {
  const broken: string[] = []
  let [compared, kept, underWay] = [0, 0, 0]
  for (const localityId of localities) {
    const database = openDatabase({ url, localityId, role: 'motcua_app', poolSize: 1 })
    try {
      const found = await findHoldingFaults(database.kysely)
      compared += found.compared
      kept += found.kept
      if (found.isUnderWay) underWay += found.faults.length
      else broken.push(...found.faults)
    } finally {
      await database.close()
    }
  }
  const words = [
    `${compared} compared`,
    ...(kept > 0 ? [`${kept} of dossiers closed before the calendar changed are kept as they were`] : []),
    ...(underWay > 0 ? [`${underWay} wait for a decree that is being carried out`] : []),
  ]
  return {
    invariant: `2c. every closed holding charges the working time the calendar gives, and to whom it fell late (${words.join('; ')})`,
    broken: broken.length,
    examples: broken.slice(0, 5),
  }
}
