import { sql } from 'kysely'
import type { Queryable } from '#platform/db/database.ts'

let cursors = 0

/** Rows of a query of the caller's transaction, a few thousand at a time, however many there are. */
export async function* readInPieces<Row>(tx: Queryable, text: string): AsyncGenerator<Row> {
  cursors += 1
  const name = sql.raw(`piece_${cursors}`)
  await sql`declare ${name} no scroll cursor for ${sql.raw(text)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<Row>`fetch 5000 from ${name}`.execute(tx)
    if (rows.length === 0) break
    yield* rows
  }
  await sql`close ${name}`.execute(tx)
}
