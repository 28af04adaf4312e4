import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Database, Queryable } from '#platform/db/database.ts'
import { getMacKey } from '#platform/secrets/server-key.ts'

// Letters and digits that are not mistaken for one another when read aloud or copied by hand.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ2'
const LENGTH = 8

/**
 * The look-up secret (mã tra cứu) printed on the slip: 40 bits derived from the code, so that a slip can be
 * printed again and nothing secret is stored with the dossier. Each copy printed for the applicant has a generation of its own. Guessing is stopped by the limit on look-ups.
 */
export async function secretOfGeneration(database: Database, code: string, generation: number): Promise<string> {
  const mac = createHmac('sha256', await getMacKey(database, 'lookup-secret'))
    .update(generation <= 1 ? code : `${code}\n${generation}`)
    .digest()
  return [...mac.subarray(0, LENGTH)].map((byte) => alphabet[byte % alphabet.length]).join('')
}

/** The secret that opens now: that of the copy printed last for the applicant. Asked the same way for a code there is none of. */
export async function lookupSecret(db: Queryable, database: Database, code: string): Promise<string> {
  const { rows } = await sql<{ generation: number }>`
    select coalesce(max(s.generation), 1)::int as generation from dossier.applicant_slip s
    join dossier.dossier d on d.locality_id = s.locality_id and d.id = s.dossier_id where d.code = ${code}`.execute(db)
  return await secretOfGeneration(database, code, rows[0]?.generation ?? 1)
}

/** Compares in constant time, forgiving case, spaces and dashes. */
export function secretMatches(given: string, expected: string): boolean {
  const a = Buffer.from(given.replace(/[\s-]/gu, '').toUpperCase().padEnd(LENGTH, '?').slice(0, 64))
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}
