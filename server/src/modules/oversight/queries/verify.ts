import { createHash } from 'node:crypto'
import pg from 'pg'
import type { Json } from '#kernel/canonical-json.ts'
import { findHoldingFaults, findProjectionFaults, findRecordFaults, sealText } from '#dossier'
import type { LocalityId } from '#kernel/ids.ts'
import { openDatabase } from '#platform/db/database.ts'
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
    const views = await viewsOf(
      client,
      localities.rows.map((row) => row.id),
    )
    const findings: Finding[] = []
    for (const { invariant, query } of checks) {
      const found = new Set<string>()
      for (const look of views) {
        await look()
        const { rows } = await client.query<Record<string, string>>(query)
        for (const row of rows) found.add(String(Object.values(row)[0]))
      }
      findings.push({ invariant, broken: found.size, examples: [...found].slice(0, 5) })
    }
    findings.push(await verifySeals(client, views, onProgress))
    await client.query('rollback')
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

/**
 * How to see every row: at once where row-level security does not bind the owner of the database; else, as the owner of an
 * outside PostgreSQL is seldom a superuser, one locality after another. Seeing nothing must never look like finding nothing.
 */
async function viewsOf(client: pg.Client, localities: readonly LocalityId[]): Promise<(() => Promise<void>)[]> {
  const { rows } = await client.query<{ bound: boolean }>(
    'select not (rolsuper or rolbypassrls) as bound from pg_roles where rolname = current_user',
  )
  if (rows[0]?.bound === false) return [async () => {}]
  return localities.map((id) => async () => {
    await client.query(`select set_config('motcua.locality_id', $1, true)`, [String(id)])
  })
}

async function verifySeals(
  client: pg.Client,
  views: readonly (() => Promise<void>)[],
  onProgress: (acts: number) => void,
): Promise<Finding> {
  const broken: string[] = []
  let seen = 0
  for (const look of views) {
    await look()
    seen = await verifySealsInView(client, broken, seen, onProgress)
  }
  return {
    invariant: `4a. the chain of seals of every dossier verifies (${seen} acts)`,
    broken: broken.length,
    examples: broken.slice(0, 5),
  }
}

/** @returns how many acts were seen by now */
async function verifySealsInView(client: pg.Client, broken: string[], before: number, onProgress: (acts: number) => void): Promise<number> {
  await client.query(`declare acts no scroll cursor for
    select a.locality_id as locality, a.dossier_id as "dossierId", d.code, a.seq, a.kind,
      (extract(epoch from a.at) * 1000)::bigint::text as "atMs", a.actor_account_id as "actorAccountId", a.actor_name as "actorName",
      a.actor_role as "actorRole", a.request_id as "requestId", a.payload, a.prev_hash as "prevHash", a.hash
    from dossier.act a join dossier.dossier d on d.locality_id = a.locality_id and d.id = a.dossier_id
    order by a.locality_id, a.dossier_id, a.seq`)
  let previous: ActRow | undefined
  let seen = before
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
      if (!inOrder || !row.prevHash.equals(hashBefore) || !row.hash.equals(hash)) broken.push(`${row.code} act ${row.seq}`)
      previous = row
    }
    seen += rows.length
    onProgress(seen)
  }
  await client.query('close acts')
  return seen
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
