import { z } from 'zod'
import { staffRoles } from '#kernel/actor.ts'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import { mustRead } from '#dossier'
import { Answer, route } from '#platform/http/route.ts'
import type { RequestContext, RouteDefinition } from '#platform/http/route.ts'
import { toBase64 } from '../domain/base64.ts'
import { recordRefusals } from '../domain/refusals.ts'
import { tileAddressFrom } from '../domain/tiles.ts'
import { judgeSealer, sealerStates } from '../domain/lateness.ts'
import { witnessFaults } from '../domain/witness.ts'
import { getRecord, listRecordKeys, listWitnesses, addCosignatures } from '../queries/get-record.ts'
import type { RecordState } from '../queries/get-record.ts'
import { openActs, proveConsistency, proveInclusion } from '../queries/prove.ts'
import { readTileBytes } from '../queries/read-tile.ts'

const seconds = (count: number): Record<string, string> => ({ 'cache-control': `public, max-age=${count}` })
const forEver = { 'cache-control': 'public, max-age=31536000, immutable' }
/** A witness that keeps a copy of the record reads all of it. */
const mirrorsPerMinute = 3000

/** @throws Refused RECORD_EMPTY */
async function mustHaveRecord({ db }: RequestContext): Promise<RecordState> {
  const record = await getRecord(db)
  if (!record) throw new Refused(refusalFrom(recordRefusals, 'RECORD_EMPTY'))
  return record
}

const publishedKey = z.object({ vkey: z.string(), validFrom: z.string(), validTo: z.string().nullable() })
const checkpointView = { origin: z.string(), size: z.int(), root: z.string(), signedAt: z.string() }
const witnessView = z.object({
  name: z.string(),
  kind: z.enum(['folder', 'witness']),
  size: z.int(),
  seenAt: z.string().nullable(),
  fault: z.enum(witnessFaults).nullable(),
  faultAt: z.string().nullable(),
})
const hashes = z.array(z.string())

/** The addresses of tiles have one part more for each three digits and for a width; OpenAPI has no name for a rest of an address. */
const tileRoutes = ['a', 'b', 'c', 'd'].map((_, count, names): RouteDefinition => {
  const parts = names.slice(0, count + 1)
  return route({
    method: 'GET',
    url: `/record/tile/:level/${parts.map((part) => `:${part}`).join('/')}`,
    summary: 'A tile of the Merkle tree or a bundle of entries (C2SP tlog-tiles)',
    tags: ['record'],
    access: 'public',
    params: z.object(Object.fromEntries(['level', ...parts].map((part) => [part, z.string().max(20)]))),
    response: z.unknown(),
    produces: 'application/octet-stream',
    refusals: ['RECORD_TILE_NOT_FOUND'],
    perMinute: mirrorsPerMinute,
    handle: async ({ db }, { params }) => {
      const address = tileAddressFrom(['level', ...parts].map((part) => params[part] ?? '').join('/'))
      const bytes = address && (await readTileBytes(db, address))
      if (!bytes) throw new Refused(refusalFrom(recordRefusals, 'RECORD_TILE_NOT_FOUND'))
      return new Answer(bytes, 200, forEver)
    },
  })
})

/** The verifiable record (sổ ghi nhận không thể sửa), for everybody to copy and to check. */
export const recordRoutes: RouteDefinition[] = [
  route({
    method: 'GET',
    url: '/record',
    summary: 'The current record: name, size, root, keys (sổ ghi nhận không thể sửa)',
    tags: ['record'],
    access: 'public',
    response: z.object({
      ...checkpointView,
      lookedAt: z.string().nullable(),
      sealer: z.enum(sealerStates),
      keys: z.array(publishedKey),
      witnesses: z.array(witnessView),
    }),
    refusals: ['RECORD_EMPTY'],
    handle: async (context) => {
      const { origin, size, root, signedAt, lookedAt } = await mustHaveRecord(context)
      return {
        origin,
        size,
        root: toBase64(root),
        signedAt,
        lookedAt,
        sealer: judgeSealer(lookedAt === null ? null : Temporal.Instant.from(lookedAt), await context.now()),
        keys: await listRecordKeys(context.database, origin),
        witnesses: await listWitnesses(context.db),
      }
    },
  }),
  route({
    method: 'GET',
    url: '/record/vkey',
    summary: 'The key that signs checkpoints, as a note verifier key (C2SP signed-note)',
    tags: ['record'],
    access: 'public',
    response: z.string(),
    produces: 'text/plain; charset=utf-8',
    refusals: ['RECORD_EMPTY'],
    handle: async (context) => {
      const { origin } = await mustHaveRecord(context)
      const [key] = await listRecordKeys(context.database, origin)
      return new Answer(`${key?.vkey ?? ''}\n`, 200, seconds(60))
    },
  }),
  route({
    method: 'GET',
    url: '/record/checkpoint',
    summary: 'The latest signed checkpoint (C2SP tlog-checkpoint)',
    tags: ['record'],
    access: 'public',
    response: z.string(),
    produces: 'text/plain; charset=utf-8',
    refusals: ['RECORD_EMPTY'],
    perMinute: mirrorsPerMinute,
    handle: async (context) => new Answer(await addCosignatures(context.db, await mustHaveRecord(context)), 200, seconds(2)),
  }),
  ...tileRoutes,
  route({
    method: 'GET',
    url: '/record/consistency',
    summary: 'Proof that a later state of the record extends an earlier one (RFC 6962)',
    tags: ['record'],
    access: 'public',
    query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1).optional() }),
    response: z.object({ from: z.int(), to: z.int(), proof: hashes }),
    refusals: ['RECORD_EMPTY', 'RECORD_SIZES_UNKNOWN'],
    handle: async (context, { query }) => {
      const { size } = await mustHaveRecord(context)
      const { from, to = size } = query
      if (from > to || to > size) throw new Refused(refusalFrom(recordRefusals, 'RECORD_SIZES_UNKNOWN', { size }))
      return { from, to, proof: (await proveConsistency(context.db, from, to)).map(toBase64) }
    },
  }),
  route({
    method: 'GET',
    url: '/record/proof',
    summary: 'The place of an act of a dossier in the record, with the path to the signed root and the data that open its leaf',
    tags: ['record'],
    access: staffRoles,
    query: z.object({ dossier: z.string().trim().min(1).max(60), seq: z.coerce.number().int().min(1).max(100_000) }),
    reads: { purpose: 'open', codes: ({ query }) => [(query as { dossier: string }).dossier.toUpperCase()] },
    response: z.object({
      ...checkpointView,
      checkpoint: z.string(),
      index: z.int(),
      entry: z.string(),
      path: hashes,
      opening: z.object({ source: z.string(), key: z.string(), salt: z.string(), text: z.string() }),
    }),
    refusals: ['RECORD_EMPTY', 'RECORD_NOT_YET', 'DOSSIER_NOT_FOUND'],
    handle: async (context, { query }) => {
      const code = query.dossier.toUpperCase()
      await mustRead(context.db, context.actor, code)
      const { origin, size, root, signedAt, note } = await mustHaveRecord(context)
      const checkpoint = await addCosignatures(context.db, { size, note })
      const [leaf] = await openActs(context.db, code, query.seq)
      if (!leaf || leaf.index >= size) throw new Refused(refusalFrom(recordRefusals, 'RECORD_NOT_YET'))
      const { index, entry, source, key, salt, text } = leaf
      return {
        origin,
        size,
        root: toBase64(root),
        signedAt,
        checkpoint,
        index,
        entry: toBase64(entry),
        path: (await proveInclusion(context.db, index, size)).map(toBase64),
        opening: { source, key, salt: toBase64(salt), text },
      }
    },
  }),
]
