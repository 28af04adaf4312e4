import { sql } from 'kysely'
import type { SheetHead } from '#document'
import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'

/** The head of every paper: the authority above, the place, and whether it is only a sample. */
export async function placeOfPaper(db: Queryable): Promise<Pick<SheetHead, 'superiorName' | 'place' | 'sample'>> {
  const { rows } = await sql<{ name: string; sample: boolean }>`
    select name, demonstration or practice_of is not null as sample from platform.locality`.execute(db)
  const name = rows[0]?.name ?? ''
  return {
    superiorName: `Ủy ban nhân dân ${name.replace(/^Tỉnh/u, 'tỉnh').replace(/^Thành phố/u, 'thành phố')}`,
    place: name.replace(/^(Tỉnh|Thành phố) /u, ''),
    sample: rows[0]?.sample ?? false,
  }
}

/** The head of a sheet that a centre prints now. */
export async function findSheetHead(db: Queryable, centreName: string): Promise<SheetHead> {
  return { ...(await placeOfPaper(db)), centreName, printedAt: (await databaseNow(db)).toString() }
}
