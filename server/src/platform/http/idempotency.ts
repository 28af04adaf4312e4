import { createHmac } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import type { Citizen } from '#kernel/citizen.ts'
import { canonicalJson } from '#kernel/canonical-json.ts'
import type { Json } from '#kernel/canonical-json.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { databaseFault, inTransaction } from '#platform/db/database.ts'
import type { Database, Queryable } from '#platform/db/database.ts'
import { writeBehind } from '#platform/db/write-behind.ts'
import { getMacKey } from '#platform/secrets/server-key.ts'
import type { Session } from './credential.ts'
import { encodeAnswer, decodeAnswer } from './packed-answer.ts'
import { httpRefusals } from './refusals.ts'
import { Answer } from './route.ts'
import type { RouteDefinition } from './route.ts'

/** The answer of a command, and its bytes where they are spelled already. */
export type Answered = { readonly result: unknown; readonly bytes: Buffer | null }

export type Work = {
  readonly prepare: () => Promise<unknown>
  readonly handle: (db: Queryable, prepared: unknown) => Promise<unknown>
  /** The body as its receiver gets it; `null` for one that is no JSON. */
  readonly spell: (body: unknown, status: number) => Buffer | null
}

/**
 * One intention, one effect. The first answer is stored in the effect's own transaction under (caller, key);
 * a repetition, whether later or at the same instant, finds that row and gets the same answer. The answer is sealed and
 * what was asked is kept as a keyed hash: an answer holds what only its receiver may see, such as the secret of a slip.
 */
export async function runCommand(
  definition: RouteDefinition,
  request: FastifyRequest,
  database: Database,
  { session, citizen }: { readonly session: Session | null; readonly citizen: Citizen | null },
  work: Work,
): Promise<Answered> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key.length === 0 || key.length > 255) {
    throw new Refused(refusalFrom(httpRefusals, 'IDEMPOTENCY_KEY_NEEDED', {}, [{ field: '/headers/idempotency-key', message: 'Cần có' }]))
  }
  const caller = session?.actor.accountId ?? (citizen ? `citizen:${citizen.personId}` : `address:${request.ip}`)
  const hash = createHmac('sha256', await getMacKey(database, 'request-hash'))
    .update(await whatIsAsked(definition, request))
    .digest()
  const purpose = answerPurpose(database.localityId, caller, key)
  try {
    // A file sent again is not read again. For all else the look below is enough.
    const done = definition.upload ? await earlierAnswer(database.kysely, caller, key) : undefined
    if (done) return replay(database, done, hash, purpose)
    const prepared = await work.prepare()
    return await inTransaction(database.kysely, async (tx) => {
      // Looked up together with the session; the unique key below catches a concurrent one.
      const earlier = session?.isRepeat === false ? undefined : await earlierAnswer(tx, caller, key)
      if (earlier) return replay(database, earlier, hash, purpose)
      const result = await work.handle(tx, prepared)
      const body = result instanceof Answer ? result.body : result
      const status = result instanceof Answer && result.status !== 200 ? result.status : definition.status
      // Spelled once: what is stored are the bytes that are sent.
      const bytes = work.spell(body, status)
      const sealed = database.keys.seal(encodeAnswer(bytes ?? Buffer.from(JSON.stringify(body ?? null))), purpose)
      await writeBehind(
        tx,
        sql`insert into platform.idempotency (caller, key, request_hash, status, sealed)
          values (${caller}, ${key}, ${hash}, ${status}, ${sealed})`,
      )
      return { result, bytes }
    })
  } catch (error) {
    // The same intention arrived twice at once: the other one has committed, so its answer is there now. A refusal may
    // follow too: while the second request waited for a lock, the first one changed the dossier.
    if (!(error instanceof Refused) && databaseFault(error)?.constraint !== 'idempotency_key_once_per_caller') throw error
    const earlier = await earlierAnswer(database.kysely, caller, key)
    if (!earlier) throw error
    return replay(database, earlier, hash, purpose)
  }
}

/** The request that a key identifies: the same key with anything else is refused. */
async function whatIsAsked(definition: RouteDefinition, request: FastifyRequest): Promise<string> {
  const asked = `${definition.method} ${request.url}\n`
  if (!definition.upload) return `${asked}${canonicalJson((request.body ?? null) as Json)}`
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array()
  // Hashed beside the thread that answers everybody: 20 MB would make others wait.
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', body as Uint8Array<ArrayBuffer>)).toString('hex')
  return `${asked}${request.headers['content-disposition'] ?? ''}\n${hash}`
}

/** The purpose under which an answer is encrypted: only this caller and key can open it (see `secrets/sealed-columns.ts`). */
function answerPurpose(localityId: number, caller: string, key: string): string {
  return `answer ${localityId} ${caller} ${key}`
}

type EarlierAnswer = { requestHash: Buffer; status: number; sealed: Buffer }

async function earlierAnswer(db: Queryable, caller: string, key: string): Promise<EarlierAnswer | undefined> {
  const { rows } = await sql<EarlierAnswer>`
    select request_hash as "requestHash", status, sealed from platform.idempotency
    where caller = ${caller} and key = ${key}`.execute(db)
  return rows[0]
}

function replay({ keys }: Database, earlier: EarlierAnswer, hash: Buffer, purpose: string): Answered {
  if (!earlier.requestHash.equals(hash)) throw new Refused(refusalFrom(httpRefusals, 'IDEMPOTENCY_KEY_REUSED'))
  const answer: unknown = JSON.parse(decodeAnswer(keys.open(earlier.sealed, purpose)))
  return { result: new Answer(answer, earlier.status, { 'idempotency-replayed': 'true' }), bytes: null }
}
