import { sql } from 'kysely'
import type { Database } from '#platform/db/database.ts'
import type { CopyFolder, HttpWitness, Witnesses } from '../adapters/witnesses.ts'
import { isConsistent } from '../domain/merkle.ts'
import { checkpointFrom, noteFrom, signatureTypes, verifierKeyFrom } from '../domain/note.ts'
import { addCheckpointBody, signaturesFrom } from '../domain/witness.ts'
import type { WitnessFault } from '../domain/witness.ts'
import { getRecord } from '../queries/get-record.ts'
import type { RecordState } from '../queries/get-record.ts'
import { proveConsistency } from '../queries/prove.ts'
import { sha256, utf8 } from '../store/digest.ts'
import { isSignedBy, recordKeys } from '../store/record-key.ts'

type Outcome = { readonly size: number } | { readonly fault: WitnessFault }
export type Told = { readonly name: string; readonly fault: WitnessFault | null }

/**
 * Sends the latest checkpoint to every witness that does not have it. A witness never accepts an older state: one that has seen more than
 * the record holds, or something else, signals that the database was restored or altered.
 */
export async function askWitnesses(database: Database, { folder, others }: Witnesses): Promise<Told[]> {
  const record = await getRecord(database.kysely)
  if (!record) return []
  const told: Told[] = []
  if (folder) told.push(await keep(database, folder.name, 'folder', await copyTo(database, folder, record)))
  for (const witness of others) {
    const name = verifierKeyFrom(sha256, utf8, witness.vkey)?.name ?? witness.vkey
    told.push(await keep(database, name, 'witness', await askOne(database, witness, name, record)))
  }
  await sql`delete from record.witness where not name = any(${told.map(({ name }) => name)}::text[])`.execute(database.kysely)
  return told
}

async function keep(database: Database, name: string, kind: 'folder' | 'witness', outcome: Outcome): Promise<Told> {
  const fault = 'fault' in outcome ? outcome.fault : null
  const size = 'size' in outcome ? outcome.size : null
  await sql`insert into record.witness (name, kind, size, seen_at, fault, fault_at)
    values (${name}, ${kind}, ${size ?? 0}, case when ${fault}::text is null then platform.now() end, ${fault},
      case when ${fault}::text is not null then platform.now() end)
    on conflict (locality_id, name) do update set kind = excluded.kind, size = greatest(witness.size, excluded.size),
      seen_at = coalesce(excluded.seen_at, witness.seen_at), fault = excluded.fault,
      fault_at = excluded.fault_at`.execute(database.kysely)
  return { name, fault }
}

async function copyTo(database: Database, folder: CopyFolder, record: RecordState): Promise<Outcome> {
  try {
    const text = folder.read(record.origin)
    const note = text === null ? null : noteFrom(text)
    const seen = note && checkpointFrom(note.text)
    if (text !== null) {
      const keys = await recordKeys(database, record.origin)
      if (!note || !seen || !keys.some(({ key }) => isSignedBy(note, key))) return { fault: 'unreadable' }
      if (seen.size > record.size) return { fault: 'ahead' }
      const proof = await proveConsistency(database.kysely, seen.size, record.size)
      if (!isConsistent(sha256, seen, record, proof)) return { fault: 'forked' }
    }
    if (seen?.size !== record.size) folder.write(record.origin, record.note, record.signedAt.slice(0, 10))
    return { size: record.size }
  } catch {
    return { fault: 'unreachable' }
  }
}

async function askOne(database: Database, witness: HttpWitness, name: string, record: RecordState): Promise<Outcome> {
  const key = verifierKeyFrom(sha256, utf8, witness.vkey)
  if (key?.type !== signatureTypes.cosignature) return { fault: 'unreadable' }
  const { rows } = await sql<{ size: number }>`select size from record.witness where name = ${name}`.execute(database.kysely)
  let older = rows[0]?.size ?? 0
  if (older === record.size) return { size: older }
  try {
    // Twice: the first answer may say which size the witness really has.
    for (let attempt = 0; attempt < 2; attempt += 1) {
      if (older > record.size) return { fault: 'ahead' }
      const proof = await proveConsistency(database.kysely, older, record.size)
      const { status, body } = await witness.addCheckpoint(addCheckpointBody(older, proof, record.note))
      if (status === 409 && /^(?:0|[1-9]\d{0,15})\n?$/u.test(body)) {
        older = Number(body)
        continue
      }
      // The witness has a tree that this one does not extend.
      if (status === 422) return { fault: 'forked' }
      if (status !== 200) return { fault: 'refused' }
      const note = noteFrom(record.note)
      const signatures = signaturesFrom(body).filter((each) => note && isSignedBy({ text: note.text, signatures: [each] }, key))
      const [signature] = signatures
      if (!signature) return { fault: 'unsigned' }
      await sql`insert into record.cosignature (size, witness, line, at)
        values (${record.size}, ${name}, ${signature.line}, platform.now())
        on conflict do nothing`.execute(database.kysely)
      return { size: record.size }
    }
    return { fault: 'refused' }
  } catch {
    return { fault: 'unreachable' }
  }
}
