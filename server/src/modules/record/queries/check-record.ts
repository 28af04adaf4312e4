import { sql } from 'kysely'
import { sealText } from '#dossier'
import type { Database, Queryable } from '#platform/db/database.ts'
import { cameLate, kindsOfMissing, mayBeForgotten, seriesOf } from '../domain/differences.ts'
import type { Difference, MissingRow } from '../domain/differences.ts'
import { bodyOf } from '../domain/leaf.ts'
import { sameBytes } from '../domain/merkle.ts'
import { sha256, utf8 } from '../store/digest.ts'
import { recordedSources, roundSource, selectRows } from '../store/recorded-rows.ts'
import type { RecordedSource } from '../store/recorded-rows.ts'
import { recordKeys } from '../store/record-key.ts'
import { checkTree } from './check-tree.ts'
import type { Round } from './check-tree.ts'
import { readInPieces } from './read-in-pieces.ts'

export type CheckReport = {
  readonly origin: string
  readonly size: number
  /** Rows that wait to be recorded: written since the sealer last looked. */
  readonly waiting: number
  readonly differences: readonly Difference[]
}

/**
 * Computes the whole record again from the tables and says what differs: every row against its leaf, the chain of every dossier, every leaf
 * against the signed checkpoints, and the record against checkpoints kept outside. Reads in one snapshot and changes nothing.
 * @param outside notes of checkpoints that were kept elsewhere
 * @throws Error when such a note is not one of this log's, signed with its key
 */
export async function checkRecord(database: Database, outside: readonly string[] = []): Promise<CheckReport> {
  const { rows } = await sql<{ origin: string }>`select origin from record.log`.execute(database.exports)
  const origin = rows[0]?.origin
  if (origin === undefined) return { origin: '', size: 0, waiting: 0, differences: [] }
  const keys = (await recordKeys(database, origin)).map(({ key }) => key)
  return await database.exports
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const tree = await checkTree(tx, keys, origin, outside)
      const differences = [...tree.differences]
      const moment = await readMoment(tx, database.isPractice)
      let waiting = 0
      for (const source of [roundSource, ...recordedSources]) {
        const found = await checkSource(tx, source, tree.rounds, moment)
        differences.push(...found.differences)
        waiting += found.waiting
      }
      const known = new Set(differences.map(({ table, key }) => `${table} ${key}`))
      for (const key of await brokenSeals(tx))
        if (!known.has(`dossier.act ${key}`)) differences.push({ table: 'dossier.act', key, kind: 'edited' })
      return { origin, size: tree.size, waiting, differences }
    })
}

type Moment = {
  readonly nowMs: number
  readonly lookedAtMs: number | null
  readonly settledXid: number | null
  readonly isPractice: boolean
}

async function readMoment(tx: Queryable, isPractice: boolean): Promise<Moment> {
  const { rows } = await sql<Omit<Moment, 'isPractice'>>`select (extract(epoch from platform.now()) * 1000)::float8 as "nowMs",
    (extract(epoch from looked_at) * 1000)::float8 as "lookedAtMs", settled_xid as "settledXid"
    from record.log`.execute(tx)
  const moment = rows[0]
  if (!moment) throw new Error('the record has no log')
  return { ...moment, isPractice }
}

type Pair = {
  readonly index: number | null
  readonly leafKey: string | null
  readonly salt: Buffer
  readonly body: Buffer
  readonly rowKey: string | null
  readonly text: string
  readonly atMs: number | null
  readonly isSettled: boolean
}
type EditedRow = { readonly key: string; readonly text: string; readonly salt: Buffer; readonly body: Buffer }

/** Compares the rows of a table with their leaves, both ways. */
async function checkSource(
  tx: Queryable,
  source: RecordedSource,
  rounds: readonly Round[],
  moment: Moment,
): Promise<{ differences: Difference[]; waiting: number }> {
  const settled = source.isLarge && moment.settledXid !== null ? `(t.written_in::text::bigint) < ${moment.settledXid}` : 'false'
  const pairs = readInPieces<Pair>(
    tx,
    `select l.leaf_index as index, l.key as "leafKey", l.salt, l.body, s.key as "rowKey", s.text,
       (extract(epoch from s.at) * 1000)::float8 as "atMs", coalesce(s.is_settled, false) as "isSettled"
     from (${selectRows(source, 'true', `${settled} as is_settled`)}) s
     full join (select leaf_index, key, salt, body from record.leaf where source = '${source.name}') l on l.key = s.key`,
  )
  const differences: Difference[] = []
  const since = source.joinedLater ? await recordedSince(tx, source, rounds) : null
  const [missing, edited]: [MissingRow[], EditedRow[]] = [[], []]
  const lastPresent = new Map<string, number>()
  let [lastOfTable, waiting] = [-1, 0]
  for await (const { index, leafKey, salt, body, rowKey, text, atMs, isSettled } of pairs) {
    if (index === null || leafKey === null) {
      // The sealer had looked at everything when this row says it was written, or after the transaction that wrote it had ended.
      const isLate = isSettled || (since !== 'not yet' && cameLate(atMs, moment.lookedAtMs))
      if (isLate && !moment.isPractice) differences.push({ table: source.name, key: rowKey ?? '', kind: 'inserted' })
      else waiting += 1
      continue
    }
    const round = roundOf(rounds, index)
    if (rowKey === null) {
      if (!mayBeForgotten(source.keptYears, round?.atMs ?? moment.nowMs, moment.nowMs)) missing.push({ index, key: leafKey })
      continue
    }
    lastOfTable = Math.max(lastOfTable, index)
    if (source.name === 'dossier.act') {
      const series = seriesOf(source.name, leafKey)
      lastPresent.set(series, Math.max(lastPresent.get(series) ?? -1, index))
    }
    if (!sameBytes(bodyOf(sha256, utf8, salt, text), body)) edited.push({ key: leafKey, text, salt, body })
    else if (!moment.isPractice && round?.lookedBeforeMs !== since && cameLate(atMs, round?.lookedBeforeMs ?? null))
      differences.push({ table: source.name, key: leafKey, kind: 'inserted' })
  }
  differences.push(...kindsOfMissing(source.name, missing, lastPresent, lastOfTable), ...kindsOfEdited(source.name, edited))
  return { differences, waiting }
}

/**
 * When the sealer last ran before the first leaf of a later source: until then it did not read the source, however often it ran.
 * @returns the look before its first leaf, which all rounds that caught up with it have in common; `not yet` while it has no leaf
 */
async function recordedSince(tx: Queryable, { name }: RecordedSource, rounds: readonly Round[]): Promise<number | null | 'not yet'> {
  const { rows } = await sql<{ first: number | null }>`select min(leaf_index) as first from record.leaf where source = ${name}`.execute(tx)
  const first = rows[0]?.first ?? null
  return first === null ? 'not yet' : (roundOf(rounds, first)?.lookedBeforeMs ?? null)
}

/** Rows that have taken each other's place are reordered; the others say something new. */
function kindsOfEdited(table: string, edited: readonly EditedRow[]): Difference[] {
  const mostCompared = 300
  const moved = new Set<EditedRow>()
  for (const group of Map.groupBy(edited, ({ key }) => seriesOf(table, key)).values()) {
    if (group.length > mostCompared) continue
    for (const row of group)
      if (group.some((other) => other !== row && sameBytes(bodyOf(sha256, utf8, other.salt, row.text), other.body))) moved.add(row)
  }
  return edited.map((row) => ({ table, key: row.key, kind: moved.has(row) ? 'reordered' : 'edited' }))
}

/** The round a leaf was appended in. */
function roundOf(rounds: readonly Round[], index: number): Round | undefined {
  let [low, high] = [0, rounds.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((rounds[middle]?.firstIndex ?? 0) <= index) low = middle + 1
    else high = middle
  }
  return rounds[low - 1]
}

type ChainedAct = {
  readonly code: string
  readonly seq: number
  readonly text: string
  readonly before: string | null
  readonly hash: string
}
type ActContent = readonly [string | null, string, string, number, string, string, string]

/** Keys of acts whose seal is not over what they say and the act before them. */
async function brokenSeals(tx: Queryable): Promise<string[]> {
  const acts = recordedSources[0]
  if (acts?.name !== 'dossier.act') throw new Error('the first source is not the acts')
  const broken: string[] = []
  const rows = readInPieces<ChainedAct>(
    tx,
    `select coalesce(d.code, t.dossier_id::text) as code, t.seq, ${acts.text} as text, encode(t.hash, 'hex') as hash,
       encode(lag(t.hash) over (partition by t.dossier_id order by t.seq), 'hex') as before
     from ${acts.from}`,
  )
  for await (const { code, seq, text, before, hash } of rows) {
    const [actorAccountId, actorName, actorRole, atMs, kind, payload, requestId] = JSON.parse(text) as ActContent
    const act = { dossierCode: code, seq, kind, atMs, actorAccountId, actorName, actorRole, requestId, payload: null }
    const seal = sha256(utf8(sealText(before ?? '0'.repeat(64), act, payload))).toString('hex')
    if (seal !== hash) broken.push(`${code}/${seq}`)
  }
  return broken
}
